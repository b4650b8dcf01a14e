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
        select distinct on (saint_id, saint_key)
          activity.activity_id as saint_key,
          company_link_contact.company_id as saint_id,
          activity.on_date as date
        from crm.activity activity
        left join crm.activity_person company_link on company_link.activity_id = activity.activity_id
        left join crm.person company_link_contact on company_link_contact.person_id = company_link.person_id
        where (activity.on_date > ($2) - 32) and company_link_contact.company_id = $1
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
    select (company_link_contact.company_id)::integer, 'activity e68679f0'
    from saint_data.company_via saint_mark
    join crm.activity_person company_link on company_link.activity_id = cast((saint_mark.key ->> 'activity_id') as bigint)
    left join crm.person company_link_contact on company_link_contact.person_id = company_link.person_id
    where saint_mark.hop = 'activity'
    union
    -- activity.company_link: a row of crm.activity_person
    select (company_link_contact.company_id)::integer, 'activity e68679f0'
    from saint_data.company_via saint_mark
    join crm.activity activity on true
    left join crm.person company_link_contact on company_link_contact.person_id = cast((saint_mark.key ->> 'person_id') as bigint)
    where saint_mark.hop = 'activity.company_link' and (cast((saint_mark.key ->> 'activity_id') as bigint) = activity.activity_id)
  ) found (id, stale)
  where found.id is not null;
end
$saint$;
