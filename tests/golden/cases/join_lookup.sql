-- company: one company, computed from the CRM's own tables as of `today`.
create or replace function saint_data.company_live(record_id integer, today date) returns setof saint_data.company
language plpgsql stable parallel safe security definer rows 1
set search_path = pg_catalog, pg_temp set row_security = off set jit = off set plan_cache_mode = force_generic_plan as $saint$
-- No column of ours is called today; those of the CRM are qualified.
#variable_conflict use_column
declare
  saint_held constant boolean := saint_data.company_held();
begin
  return query select a.* from saint_data.company_advance($1, $2) a;
  if found then
    return;
  end if;
  return query
    with record as (
      select
        company.company_id as id,
        owner.full_name as owner
      from crm.company company
      left join crm.users owner on owner.user_id = company.owner_id
      where company.company_id = $1
    ),
    wide as (
      select
        record.id::integer as id,
        today as as_of,
        least('infinity'::date) as next_change,
        '{}'::text[] as statuses,
        0 as generation,
        record.owner::text as owner
      from record
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.company_next_change(wide.saint_row)),
      saint_data.company_statuses(wide.saint_row),
      wide.generation,
      wide.owner
    -- the row as one value: what is asked of it is put in the place of the call
    from (select wide.*, row(wide.*)::saint_data.company as saint_row from wide offset 0) wide;
end
$saint$;

-- company: where the indirect marks lead, in the snapshot of whoever asks: records, and what of each is stale (NULL: all of it).
create or replace function saint_data.company_indirect_marks() returns table (id integer, stale text)
language plpgsql stable parallel safe security definer rows 10
set search_path = pg_catalog, pg_temp set row_security = off set jit = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- another table now: its rows are not those that were stored
  saint_replaced boolean := not saint_data.company_as_mapped();
begin
  if not saint_replaced and not exists (select from saint_data.company_via) then
    return;
  end if;
  perform saint_data.company_held();
  return query
  select found.id, found.stale from (
    -- all: a TRUNCATE, the clock set back, other tables
    select every.id, null as stale
    from (
      select (company.company_id)::integer from crm.company company
      union
      select c.id from saint_data.company c
    ) every (id)
    where exists (select from saint_data.company_via saint_mark where saint_mark.hop in ('all', 'detached')) or saint_replaced

    union
    -- company.owner: a row of crm.users
    select (company.company_id)::integer, 'fields'
    from saint_data.company_via saint_mark
    join crm.company company on true
    where saint_mark.hop = 'company.owner' and (cast((saint_mark.key ->> 'user_id') as int) = company.owner_id)
  ) found (id, stale)
  where found.id is not null;
end
$saint$;

-- crm.users: rows that were updated.
create or replace function saint_data.crm_users_updated() returns trigger
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
  select exists (select from old_rows offset 1), coalesce(saint.tables_known(array['crm.users'], '{}'), saint.table_followed('crm.users'))
  into saint_many, saint_known
  where coalesce(saint.columns_as_mapped('crm.users',
      array['full_name', 'user_id'],
      array['text', 'integer'],
      array['user_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from new_rows n where not saint.row_fits(n.*, 'crm.users', array['user_id'], array['integer'])
      union all
      select from old_rows o where not saint.row_fits(o.*, 'crm.users', array['user_id'], array['integer'])
    ))
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.users'));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;

  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.full_name, n.user_id)::record
      *= (select row(o.full_name, o.user_id)::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;

  if not saint_known then
    -- what comes back under the name may be the table of the stored rows
    insert into saint_data.company_via (hop) values ('all');
  end if;

  -- company.owner -> company, found when the mark is read
  with changed as (
    (select owner.full_name, owner.user_id from old_rows owner
     except all select owner.full_name, owner.user_id from new_rows owner)
    union all
    (select owner.full_name, owner.user_id from new_rows owner
     except all select owner.full_name, owner.user_id from old_rows owner)
  )
  insert into saint_data.company_via (hop, key)
  select distinct 'company.owner', jsonb_build_object('user_id', owner.user_id) from (select c.full_name, c.user_id from changed c) owner;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_users_updated() depends on extension pg_saint;
