-- company: one company, computed from the CRM's own tables as of `today`.
create or replace function saint_data.company_live(record_id integer, today date) returns setof saint_data.company
language plpgsql stable parallel safe security definer rows 1
set search_path = pg_catalog, pg_temp set jit = off as $saint$
-- No column of ours is called today; those of the CRM are qualified.
#variable_conflict use_column
begin
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

        -- count(activity)
        count(*) as activities
      from (
        select
          case when activity.reference like 'company,%' then cast(split_part(activity.reference, ',', 2) as int) end as saint_id
        from crm.activity activity
        where case when activity.reference like 'company,%' then cast(split_part(activity.reference, ',', 2) as int) end = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.saint_id
    ),
    wide as (
      select
        record.id::integer as id,
        today as as_of,
        least('infinity'::date) as next_change,
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
      least(wide.next_change, saint_data.company_next_change(row(wide.*)::saint_data.company)),
      saint_data.company_statuses(row(wide.*)::saint_data.company),
      wide.generation,
      wide.activities
    from wide;
end
$saint$;

-- crm.activity: rows that were inserted.
create or replace function saint_data.crm_activity_inserted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1)
  into saint_many
  where saint.columns_as_mapped('crm.activity',
    array['activity_id', 'reference'],
    array['bigint', 'text'],
    array['reference']::text[]);
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;

  -- activity -> company, found when the mark is read
  insert into saint_data.company_via (hop, key)
  select distinct 'activity', jsonb_build_object('reference', activity.reference) from new_rows activity;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_activity_inserted() depends on extension pg_saint;
