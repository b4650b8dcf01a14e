-- person: one person, computed from the CRM's own tables as of `today`.
create or replace function saint_data.person_live(record_id bigint, today date) returns setof saint_data.person
language plpgsql stable parallel safe security definer rows 1
set search_path = pg_catalog, pg_temp set row_security = off set jit = off set plan_cache_mode = force_generic_plan as $saint$
-- No column of ours is called today; those of the CRM are qualified.
#variable_conflict use_column
declare
  saint_held constant boolean := saint_data.person_held();
begin
  return query select a.* from saint_data.person_advance($1, $2) a;
  if found then
    return;
  end if;
  return query
    with record as (
      select
        person.person_id as id,
        company.category as company_category
      from crm.person person
      left join crm.company company on company.company_id = person.company_id
      where person.person_id = $1
    ),
    wide as (
      select
        record.id::bigint as id,
        today as as_of,
        least('infinity'::date) as next_change,
        '{}'::text[] as statuses,
        0 as generation,
        record.company_category::text as company_category
      from record
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.person_next_change(wide.saint_row)),
      saint_data.person_statuses(wide.saint_row),
      wide.generation,
      wide.company_category
    -- the row as one value: what is asked of it is put in the place of the call
    from (select wide.*, row(wide.*)::saint_data.person as saint_row from wide offset 0) wide;
end
$saint$;

-- person: where the indirect marks lead, in the snapshot of whoever asks: records, and what of each is stale (NULL: all of it).
create or replace function saint_data.person_indirect_marks() returns table (id bigint, stale text)
language plpgsql stable parallel safe security definer rows 10
set search_path = pg_catalog, pg_temp set row_security = off set jit = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- another table now: its rows are not those that were stored
  saint_replaced boolean := not saint_data.person_as_mapped();
begin
  if not saint_replaced and not exists (select from saint_data.person_via) then
    return;
  end if;
  perform saint_data.person_held();
  return query
  select found.id, found.stale from (
    -- all: a TRUNCATE, the clock set back, other tables
    select every.id, null as stale
    from (
      select (person.person_id)::bigint from crm.person person
      union
      select c.id from saint_data.person c
    ) every (id)
    where exists (select from saint_data.person_via saint_mark where saint_mark.hop in ('all', 'detached')) or saint_replaced

    union
    -- person.company: a row of crm.company
    select (person.person_id)::bigint, 'fields'
    from saint_data.person_via saint_mark
    join crm.person person on true
    where saint_mark.hop = 'person.company' and (cast((saint_mark.key ->> 'company_id') as int) = person.company_id)
  ) found (id, stale)
  where found.id is not null;
end
$saint$;

-- crm.company: rows that were updated.
create or replace function saint_data.crm_company_updated() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether the stored rows were computed from this table
  saint_known boolean;
  -- whether nothing changed that counts
  saint_same boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1), coalesce(saint.tables_known(array['crm.company'], '{}'), saint.table_followed('crm.company'))
  into saint_many, saint_known
  where coalesce(saint.columns_as_mapped('crm.company',
      array['category', 'company_id'],
      array['text', 'integer'],
      array['company_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from new_rows n where not saint.row_fits(n.*, 'crm.company', array['company_id'], array['integer'])
      union all
      select from old_rows o where not saint.row_fits(o.*, 'crm.company', array['company_id'], array['integer'])
    ))
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.company'));
  if saint_many is null then
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;

  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.category, n.company_id)::record
      *= (select row(o.category, o.company_id)::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;

  if not saint_known then
    -- what comes back under the name may be the table of the stored rows
    insert into saint_data.person_via (hop) values ('all');
  end if;

  -- person.company -> person, found when the mark is read
  with changed as (
    (select company.category, company.company_id from old_rows company
     except all select company.category, company.company_id from new_rows company)
    union all
    (select company.category, company.company_id from new_rows company
     except all select company.category, company.company_id from old_rows company)
  )
  insert into saint_data.person_via (hop, key)
  select distinct 'person.company', jsonb_build_object('company_id', company.company_id) from (select c.category, c.company_id from changed c) company;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_company_updated() depends on extension pg_saint;

-- person: the mapped fields of records, read from the CRM's own tables: for lists that people read.
create or replace function saint_data.person_fields(saint_ids bigint[]) returns table (id bigint,
  name text,
  company_name text,
  company_category text,
  company_founded date)
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp set row_security = off
-- the length of an array is unknown: it would be replanned at each call
set plan_cache_mode = force_generic_plan as $saint$
-- The fields are variables here too: columns are qualified.
declare
  saint_held constant boolean := saint.hold_tables(array['crm.company', 'crm.person']);
begin
  return query
  select
    -- cast: a column of the CRM may get another type, and the next apply comes later
    (person.person_id)::bigint,
    (person.name)::text,
    (company.name)::text,
    (company.category)::text,
    (company.founded)::date
  from crm.person person
  left join crm.company company on company.company_id = person.company_id
  where person.person_id = any ($1);
end
$saint$;
