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
        company.company_id as id
      from crm.company company
      where company.company_id = $1
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
        select
          person.company_id as saint_id,
          activity.on_date as date
        from crm.activity activity
        left join crm.person person on person.person_id = activity.person_id
        where (activity.on_date > ($2) - 32) and person.company_id = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.saint_id
    ),
    wide as (
      select
        record.id::integer as id,
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
      least(wide.next_change, saint_data.company_next_change(wide.saint_row)),
      saint_data.company_statuses(wide.saint_row),
      wide.generation,
      wide.activities
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
    -- activity: a row of crm.activity
    select (person.company_id)::integer, 'activity be0b4c75'
    from saint_data.company_via saint_mark
    join crm.person person on person.person_id = cast((saint_mark.key ->> 'person_id') as bigint)
    where saint_mark.hop = 'activity'
  ) found (id, stale)
  where found.id is not null;
end
$saint$;

-- crm.person: rows that were updated.
create or replace function saint_data.crm_person_updated() returns trigger
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
  select exists (select from old_rows offset 1), coalesce(saint.tables_known(array['crm.person'], '{}'), saint.table_followed('crm.person'))
  into saint_many, saint_known
  where coalesce(saint.columns_as_mapped('crm.person',
      array['company_id', 'person_id'],
      array['integer', 'bigint'],
      array['company_id', 'person_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from new_rows n where not saint.row_fits(n.*, 'crm.person', array['company_id', 'person_id'], array['integer', 'bigint'])
      union all
      select from old_rows o where not saint.row_fits(o.*, 'crm.person', array['company_id', 'person_id'], array['integer', 'bigint'])
    ))
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.person'));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;

  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.company_id, n.person_id)::record
      *= (select row(o.company_id, o.person_id)::record from old_rows o)
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

  -- activity.person -> company, named in the row
  with changed as (
    (select person.company_id, person.person_id from old_rows person
     except all select person.company_id, person.person_id from new_rows person)
    union all
    (select person.company_id, person.person_id from new_rows person
     except all select person.company_id, person.person_id from old_rows person)
  )
  insert into saint_data.company_dirty (id, stale)
  select distinct x.id, 'activity be0b4c75' from (
    select (person.company_id)::integer as id from (select c.company_id, c.person_id from changed c) person
  ) x where x.id is not null;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_person_updated() depends on extension pg_saint;

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
      array['activity_id', 'on_date', 'person_id'],
      array['bigint', 'date', 'bigint'],
      array['on_date', 'person_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from new_rows n where not saint.row_fits(n.*, 'crm.activity', array['person_id'], array['bigint'])
    ))
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.activity'));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;

  if not saint_known then
    -- what comes back under the name may be the table of the stored rows
    insert into saint_data.company_via (hop) values ('all');
  end if;

  -- activity -> company, found when the mark is read
  insert into saint_data.company_via (hop, key)
  select distinct 'activity', jsonb_build_object('person_id', activity.person_id) from new_rows activity;
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
      array['activity_id', 'on_date', 'person_id'],
      array['bigint', 'date', 'bigint'],
      array['on_date', 'person_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from new_rows n where not saint.row_fits(n.*, 'crm.activity', array['person_id'], array['bigint'])
      union all
      select from old_rows o where not saint.row_fits(o.*, 'crm.activity', array['person_id'], array['bigint'])
    ))
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.activity'));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;

  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.activity_id, n.on_date, n.person_id)::record
      *= (select row(o.activity_id, o.on_date, o.person_id)::record from old_rows o)
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

  -- activity -> company, found when the mark is read
  with changed as (
    (select activity.activity_id, activity.on_date, activity.person_id from old_rows activity
     except all select activity.activity_id, activity.on_date, activity.person_id from new_rows activity)
    union all
    (select activity.activity_id, activity.on_date, activity.person_id from new_rows activity
     except all select activity.activity_id, activity.on_date, activity.person_id from old_rows activity)
  )
  insert into saint_data.company_via (hop, key)
  select distinct 'activity', jsonb_build_object('person_id', activity.person_id) from (select c.activity_id, c.on_date, c.person_id from changed c) activity;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_activity_updated() depends on extension pg_saint;

-- company: one company, the stored row moved on to `today`; none of whose row is not true of the day
-- that it stands for, but for its fields. What no day changes stays, and only the events are read that a day can
-- matter to: none where the row holds today. The caller holds the tables.
create or replace function saint_data.company_advance(record_id integer, today date) returns setof saint_data.company
language plpgsql stable parallel safe rows 1
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $saint$
-- No column of ours is called today; those of the CRM are qualified.
#variable_conflict use_column
declare
  -- the day that the row stands for, and whether others have passed since that change something
  saint_since date;
  saint_due boolean;
  -- what of the record is stale; whether its fields are
  saint_stale text[];
  saint_changed boolean;
  -- the sources of which the events are stale
  saint_sources text[];
begin
  select c.as_of, c.next_change <= $2 into saint_since, saint_due
  from saint_data.company c
  where c.id = $1 and c.as_of > '-infinity' and c.as_of <= $2
    and saint_data.company_as_mapped();
  if saint_since is null then
    return;
  end if;
  saint_stale := array(
    select d.stale from saint_data.company_dirty d where d.id = $1);
  if exists (select from saint_data.company_via) then
    saint_stale := saint_stale || case
      -- of many indirect marks looking for where they lead costs more than the record's events
      when (select count(*) < 20 from (select from saint_data.company_via limit 20) v)
        then array(select m.stale from saint_data.company_indirect_marks() m where m.id = $1)
      else array[null::text]
    end;
  end if;
  if exists (select from unnest(saint_stale) s (stale) where coalesce(s.stale not in ('fields', 'activity be0b4c75'), true)) then
    return;
  end if;
  saint_changed := 'fields' = any (saint_stale);
  saint_sources := array_remove(saint_stale, 'fields');
  if saint_sources <> '{}' then
    return query
      with record as (
        select
          c.id as id,
          c.as_of as as_of,
          c.next_change as next_change,
          c.activities as activities
        from saint_data.company c
        where c.id = $1 and not saint_changed
        union all
        -- its fields as the CRM has them now
        select
          (company.company_id)::integer,
          saint_stored.as_of,
          saint_stored.next_change,
          saint_stored.activities
        from crm.company company
        join saint_data.company saint_stored on saint_stored.id = (company.company_id)::integer
        where company.company_id = $1 and saint_changed
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
          select
            person.company_id as saint_id,
            activity.on_date as date
          from crm.activity activity
          left join crm.person person on person.person_id = activity.person_id
          where (saint_due or 'activity be0b4c75' = any (saint_sources)) and (activity.on_date > ($2) - 32) and person.company_id = $1
          -- each value is computed once, not in every filter that reads it
          offset 0
        ) event
        group by event.saint_id
      ),
      wide as (
        select
          record.id::integer as id,
          today as as_of,
          least(activity_events.next_change, case when not saint_due then record.next_change end, 'infinity'::date) as next_change,
          '{}'::text[] as statuses,
          0 as generation,
          case when saint_due or 'activity be0b4c75' = any (saint_sources) then coalesce(activity_events.activities, 0) else record.activities end as activities
        from record
        left join activity_events on activity_events.saint_id = record.id
      )
      -- the statuses follow from the row's own values, and so do the days on which they change
      select
        wide.id,
        wide.as_of,
        least(wide.next_change, saint_data.company_next_change(wide.saint_row)),
        saint_data.company_statuses(wide.saint_row),
        wide.generation,
        wide.activities
      -- the row as one value: what is asked of it is put in the place of the call
      from (select wide.*, row(wide.*)::saint_data.company as saint_row from wide offset 0) wide;
  elsif saint_due then
    return query
      with record as (
        select
          c.id as id
        from saint_data.company c
        where c.id = $1 and not saint_changed
        union all
        -- its fields as the CRM has them now
        select
          (company.company_id)::integer
        from crm.company company
        join saint_data.company saint_stored on saint_stored.id = (company.company_id)::integer
        where company.company_id = $1 and saint_changed
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
          select
            person.company_id as saint_id,
            activity.on_date as date
          from crm.activity activity
          left join crm.person person on person.person_id = activity.person_id
          where (activity.on_date > ($2) - 32) and person.company_id = $1
          -- each value is computed once, not in every filter that reads it
          offset 0
        ) event
        group by event.saint_id
      ),
      wide as (
        select
          record.id::integer as id,
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
        least(wide.next_change, saint_data.company_next_change(wide.saint_row)),
        saint_data.company_statuses(wide.saint_row),
        wide.generation,
        wide.activities
      -- the row as one value: what is asked of it is put in the place of the call
      from (select wide.*, row(wide.*)::saint_data.company as saint_row from wide offset 0) wide;
  else
    return query
      with record as (
        select
          c.id as id,
          c.next_change as next_change,
          c.activities as activities
        from saint_data.company c
        where c.id = $1 and not saint_changed
        union all
        -- its fields as the CRM has them now
        select
          (company.company_id)::integer,
          saint_stored.next_change,
          saint_stored.activities
        from crm.company company
        join saint_data.company saint_stored on saint_stored.id = (company.company_id)::integer
        where company.company_id = $1 and saint_changed
      ),
      wide as (
        select
          record.id::integer as id,
          today as as_of,
          record.next_change as next_change,
          '{}'::text[] as statuses,
          0 as generation,
          record.activities as activities
        from record
      )
      -- the statuses follow from the row's own values, and so do the days on which they change
      select
        wide.id,
        wide.as_of,
        least(wide.next_change, saint_data.company_next_change(wide.saint_row)),
        saint_data.company_statuses(wide.saint_row),
        wide.generation,
        wide.activities
      -- the row as one value: what is asked of it is put in the place of the call
      from (select wide.*, row(wide.*)::saint_data.company as saint_row from wide offset 0) wide;
  end if;
end
$saint$;
