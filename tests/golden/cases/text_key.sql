-- company: one company, computed from the CRM's own tables as of `today`.
create or replace function saint_data.company_live(record_id text, today date) returns setof saint_data.company
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
        cast(company.sfid as text) as id
      from crm.account company
      where company.sfid = $1
    ),
    activity_events as (
      select
        event.saint_id,

        -- count(activity) filter (where date > today - 30 and date <= today)
        count(*) filter (where event.date > today - 30 and event.date <= today) as recent,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 30) filter (where event.date > today - 30 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          cast(activity.account_id as text) as saint_id,
          activity.on_date as date
        from crm.task activity
        where (activity.on_date > ($2) - 32) and activity.account_id = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.saint_id
    ),
    wide as (
      select
        record.id::text as id,
        today as as_of,
        least(activity_events.next_change, 'infinity'::date) as next_change,
        '{}'::text[] as statuses,
        0 as generation,
        coalesce(activity_events.recent, 0) as recent
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
      wide.recent
    -- the row as one value: what is asked of it is put in the place of the call
    from (select wide.*, row(wide.*)::saint_data.company as saint_row from wide offset 0) wide;
end
$saint$;

-- crm.task: rows that were inserted.
create or replace function saint_data.crm_task_inserted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether the stored rows were computed from this table
  saint_known boolean;
  -- NULL: only marks are left
  saint_today date;
  -- the record's row, if it is free; whether a status turns by the delta, or the next change comes earlier
  saint_row tid;
  saint_turns boolean;
  -- activity: what counts of the row
  activity_new_company_id text;
  activity_new_date date;
  activity_new_window1 integer;
  activity_new_next_change date;
  activity_new_near boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1), coalesce(saint.tables_known(array['crm.task'], '{}'), saint.table_followed('crm.task'))
  into saint_many, saint_known
  where saint.columns_as_mapped('crm.task',
    array['account_id', 'id', 'on_date'],
    array['character varying(18)', 'integer', 'date'],
    array['account_id', 'on_date']::text[])
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.task'));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;

  if not saint_known then
    -- what comes back under the name may be the table of the stored rows
    insert into saint_data.company_via (hop) values ('all');
  else
    saint_today := saint_data.delta_day();
  end if;

  if saint_today < 'infinity' and not saint_many then
    select cast(activity.account_id as text), activity.on_date
    into activity_new_company_id, activity_new_date
    from new_rows activity;
    -- most new rows are of today, or were a few days ago
    activity_new_near := activity_new_date > saint_today - 30 and activity_new_date <= saint_today;
    if activity_new_near is not true then
      activity_new_window1 := case when activity_new_date > saint_today - 30 and activity_new_date <= saint_today then 1 else 0 end;
      activity_new_next_change := case
        when activity_new_date >= cast('290000-01-01' as date) then null
        when activity_new_date > saint_today then activity_new_date
        when activity_new_date > saint_today - 30 then activity_new_date + 30
      end;
    end if;
    -- never wait: for a row that somebody holds or that is not valid today, a mark says what it lacks
    select c.ctid into saint_row from saint_data.company c
    where c.id = activity_new_company_id and c.as_of <= saint_today and c.next_change > saint_today
      -- nor one that this transaction has changed after so many commands: no version of it can be pruned yet, and each look
      -- for the last one passes all of them
      and (age(c.xmin) > 0 or c.cmin::text::bigint < 200)
      -- nor one that somebody has begun to change a moment ago: if that is over while it is looked at, skip locked waits for the next
      and (c.xmax = c.xmin or age(c.xmax) > 100 or c.xmax = pg_current_xact_id()::xid)
    for no key update skip locked;
    if saint_row is not null then
      if activity_new_near then
        update saint_data.company c set
          as_of = saint_today,
          next_change = least(c.next_change, activity_new_date + 30),
          recent = c.recent + 1
        where c.ctid = saint_row
        returning c.statuses is distinct from saint_data.company_statuses(c.*) or saint_data.company_next_change(c.*) < c.next_change
        into saint_turns;
      else
        update saint_data.company c set
          as_of = saint_today,
          next_change = least(c.next_change, activity_new_next_change),
          recent = c.recent + activity_new_window1
        where c.ctid = saint_row
        returning c.statuses is distinct from saint_data.company_statuses(c.*) or saint_data.company_next_change(c.*) < c.next_change
        into saint_turns;
      end if;
      if saint_turns then
        -- In a trigger of the CRM the rows of the statement that fired it may not be added yet.
        if pg_trigger_depth() = 1 then
          perform saint_data.company_refresh_statuses(activity_new_company_id);
        else
          insert into saint_data.company_dirty (id, difference, weight) values (activity_new_company_id, 24934619, 0);
        end if;
      end if;
    elsif activity_new_company_id is not null then
      insert into saint_data.company_dirty (id, difference, weight, activity_date)
      values
        (activity_new_company_id, 24934619, 1, activity_new_date);
    end if;
  elsif saint_today is null then
    -- activity -> company, named in the row
    insert into saint_data.company_dirty (id)
    select distinct x.id from (
      select (cast(activity.account_id as text))::text as id from new_rows activity
    ) x where x.id is not null;
  elsif saint_many then
    insert into saint_data.company_dirty (id, difference, weight, activity_date)
    select x.id, 24934619, sum(x.weight), x.activity_date
    from (
      select
        (cast(activity.account_id as text))::text as id,
        1 as weight,
        activity.on_date as activity_date
      from new_rows activity
    ) x
    where x.id is not null
    group by x.id, x.activity_date
    having sum(x.weight) <> 0;
  else
    -- at the stricter levels nothing of ours is read
    insert into saint_data.company_dirty (id, difference, weight, activity_date)
    select x.id, 24934619, x.weight, x.activity_date
    from (
      select
        (cast(activity.account_id as text))::text as id,
        1 as weight,
        activity.on_date as activity_date
      from new_rows activity
    ) x
    where x.id is not null;
  end if;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_task_inserted() depends on extension pg_saint;
