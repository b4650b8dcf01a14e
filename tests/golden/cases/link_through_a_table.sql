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
        person.person_id as id
      from crm.person person
      where person.person_id = $1
    ),
    activity_events as (
      select
        event.saint_id,

        -- count(activity) filter (where date > today - 30 and date <= today)
        count(*) filter (where event.date > today - 30 and event.date <= today) as activities,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 30) filter (where event.date > today - 30 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select distinct on (saint_id, saint_key)
          activity.activity_id as saint_key,
          person_link.person_id as saint_id,
          activity.on_date as date
        from crm.activity activity
        left join crm.activity_person person_link on person_link.activity_id = activity.activity_id
        where (activity.on_date > ($2) - 32) and person_link.person_id = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.saint_id
    ),
    wide as (
      select
        record.id::bigint as id,
        today as as_of,
        least(activity_events.next_change, 'infinity'::date) as next_change,
        '{}'::text[] as statuses,
        0 as generation,
        coalesce(activity_events.activities, 0) as activities
      from record
      left join activity_events on activity_events.saint_id = record.id
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.person_next_change(wide.saint_row)),
      saint_data.person_statuses(wide.saint_row),
      wide.generation,
      wide.activities
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
    -- activity: a row of crm.activity
    select (person_link.person_id)::bigint, 'activity debc5da2'
    from saint_data.person_via saint_mark
    join crm.activity_person person_link on person_link.activity_id = cast((saint_mark.key ->> 'activity_id') as bigint)
    where saint_mark.hop = 'activity'
  ) found (id, stale)
  where found.id is not null;
end
$saint$;

-- crm.activity_person: rows that were inserted.
create or replace function saint_data.crm_activity_person_inserted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether the stored rows were computed from this table
  saint_known boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1), coalesce(saint.tables_known(array['crm.activity_person'], '{}'), saint.table_followed('crm.activity_person'))
  into saint_many, saint_known
  where coalesce(saint.columns_as_mapped('crm.activity_person',
      array['activity_id', 'person_id'],
      array['bigint', 'bigint'],
      array['activity_id', 'person_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from new_rows n where not saint.row_fits(n.*, 'crm.activity_person', array['activity_id', 'person_id'], array['bigint', 'bigint'])
    ))
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.activity_person'));
  if saint_many is null then
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;

  if not saint_known then
    -- what comes back under the name may be the table of the stored rows
    insert into saint_data.person_via (hop) values ('all');
  end if;

  -- activity.person_link -> person, named in the row
  insert into saint_data.person_dirty (id, stale)
  select distinct x.id, 'activity debc5da2' from (
    select (person_link.person_id)::bigint as id from new_rows person_link
  ) x where x.id is not null;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_activity_person_inserted() depends on extension pg_saint;

-- crm.activity_person: rows that were updated.
create or replace function saint_data.crm_activity_person_updated() returns trigger
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
  select exists (select from old_rows offset 1), coalesce(saint.tables_known(array['crm.activity_person'], '{}'), saint.table_followed('crm.activity_person'))
  into saint_many, saint_known
  where coalesce(saint.columns_as_mapped('crm.activity_person',
      array['activity_id', 'person_id'],
      array['bigint', 'bigint'],
      array['activity_id', 'person_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from new_rows n where not saint.row_fits(n.*, 'crm.activity_person', array['activity_id', 'person_id'], array['bigint', 'bigint'])
      union all
      select from old_rows o where not saint.row_fits(o.*, 'crm.activity_person', array['activity_id', 'person_id'], array['bigint', 'bigint'])
    ))
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.activity_person'));
  if saint_many is null then
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;

  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.activity_id, n.person_id)::record
      *= (select row(o.activity_id, o.person_id)::record from old_rows o)
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

  -- activity.person_link -> person, named in the row
  with changed as (
    (select person_link.activity_id, person_link.person_id from old_rows person_link
     except all select person_link.activity_id, person_link.person_id from new_rows person_link)
    union all
    (select person_link.activity_id, person_link.person_id from new_rows person_link
     except all select person_link.activity_id, person_link.person_id from old_rows person_link)
  )
  insert into saint_data.person_dirty (id, stale)
  select distinct x.id, 'activity debc5da2' from (
    select (person_link.person_id)::bigint as id from (select c.activity_id, c.person_id from changed c) person_link
  ) x where x.id is not null;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_activity_person_updated() depends on extension pg_saint;

-- crm.activity: rows that were inserted.
create or replace function saint_data.crm_activity_inserted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether the stored rows were computed from this table
  saint_known boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1), coalesce(saint.tables_known(array['crm.activity'], '{}'), saint.table_followed('crm.activity'))
  into saint_many, saint_known
  where coalesce(saint.columns_as_mapped('crm.activity',
      array['activity_id', 'on_date'],
      array['bigint', 'date'],
      array['activity_id', 'on_date']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from new_rows n where not saint.row_fits(n.*, 'crm.activity', array['activity_id'], array['bigint'])
    ))
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.activity'));
  if saint_many is null then
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;

  if not saint_known then
    -- what comes back under the name may be the table of the stored rows
    insert into saint_data.person_via (hop) values ('all');
  end if;

  -- activity -> person, found when the mark is read
  insert into saint_data.person_via (hop, key)
  select distinct 'activity', jsonb_build_object('activity_id', activity.activity_id) from new_rows activity;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_activity_inserted() depends on extension pg_saint;

-- crm.activity: rows that were updated.
create or replace function saint_data.crm_activity_updated() returns trigger
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
  select exists (select from old_rows offset 1), coalesce(saint.tables_known(array['crm.activity'], '{}'), saint.table_followed('crm.activity'))
  into saint_many, saint_known
  where coalesce(saint.columns_as_mapped('crm.activity',
      array['activity_id', 'on_date'],
      array['bigint', 'date'],
      array['activity_id', 'on_date']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from new_rows n where not saint.row_fits(n.*, 'crm.activity', array['activity_id'], array['bigint'])
      union all
      select from old_rows o where not saint.row_fits(o.*, 'crm.activity', array['activity_id'], array['bigint'])
    ))
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.activity'));
  if saint_many is null then
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;

  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.activity_id, n.on_date)::record
      *= (select row(o.activity_id, o.on_date)::record from old_rows o)
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

  -- activity -> person, found when the mark is read
  with changed as (
    (select activity.activity_id, activity.on_date from old_rows activity
     except all select activity.activity_id, activity.on_date from new_rows activity)
    union all
    (select activity.activity_id, activity.on_date from new_rows activity
     except all select activity.activity_id, activity.on_date from old_rows activity)
  )
  insert into saint_data.person_via (hop, key)
  select distinct 'activity', jsonb_build_object('activity_id', activity.activity_id) from (select c.activity_id, c.on_date from changed c) activity;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_activity_updated() depends on extension pg_saint;
