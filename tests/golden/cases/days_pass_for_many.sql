-- company: those of the records `ids` of company, the stored row moved on to `today`, with the differences that wait; none of whose row is not true of the day
-- that it stands for, but for its fields and those. What no day changes stays, and only the events are read that a day can
-- matter to: none where the row holds today. The caller holds the tables.
create or replace function saint_data.company_advance_many(ids integer[], today date) returns setof saint_data.company
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp as $saint$
-- No column of ours is called today; those of the CRM are qualified.
#variable_conflict use_column
declare
  saint_ids integer[];
  -- those of which the fields are stale, and those for which differences wait
  saint_changed integer[];
  saint_waiting integer[];
  -- whether days have passed that change something
  saint_due boolean;
  -- the first of the days that their rows stand for
  saint_since date;
begin
  for saint_ids, saint_changed, saint_waiting, saint_due, saint_since in
    select
      array_agg(r.id), coalesce(array_agg(r.id) filter (where r.is_changed), '{}'),
      coalesce(array_agg(r.id) filter (where r.is_waiting), '{}'),
      r.is_due, min(r.as_of)
    from (
      select
        c.id, c.as_of, c.next_change <= $2 as is_due,
        exists (select from saint_data.company_dirty d where d.id = c.id and d.difference is not null) as is_waiting,
        exists (select from saint_data.company_dirty d where d.id = c.id and d.stale = 'fields') as is_changed
      from saint_data.company c
      where c.id = any ($1) and c.as_of > '-infinity' and c.as_of <= $2
        -- nor one with a mark of all of it
        and not exists (select from saint_data.company_dirty d where d.id = c.id and d.difference is null and coalesce(d.stale not in ('fields'), true))
        and (select saint_data.company_as_mapped())
        and (
          (select not exists (select from saint_data.company_via))
          -- some: where do they lead? Of many that costs more than the events
          or (select count(*) < 1000 from (select from saint_data.company_via limit 1000) v)
            and c.id not in (select e.id from saint_data.company_indirectly_stale() e (id))
        )
    ) r
    -- a row that is older than the windows does not have older events read of all
    group by r.is_due, r.as_of < $2 - 30
  loop
    if saint_due then
      return query
      with stored as not materialized (
        -- with the differences that wait
        select c.* from saint_data.company c where c.id = any (saint_ids) and c.id <> all (saint_waiting)
        union all
        select f.* from saint_data.company_folded_many(saint_waiting, $2) f where saint_waiting <> '{}'
      ),
      record as (
        select
          c.id as id,
          c.as_of as as_of,
          c.activities as activities,
          c.last as last
        from stored c
        where c.id <> all (saint_changed)
        union all
        -- its fields as the CRM has them now
        select
          (company.company_id)::integer,
          saint_stored.as_of,
          saint_stored.activities,
          saint_stored.last
        from crm.company company
        join stored saint_stored on saint_stored.id = (company.company_id)::integer
        where company.company_id = any (saint_changed)
      ),
      activity_events as (
        select
          event.saint_id,

          -- count(activity) filter (where direction = 'outgoing' and date > today - 30 and date <= today)
          count(*) filter (where event.direction = 'outgoing' and event.date > today - 30 and event.date <= today) as outgoing,

          -- max(activity.date) filter (where date <= today)
          max(event.date) filter (where event.date <= today) as last,
          -- the next day on which an event enters or leaves a window
          least(
            min(event.date + 30) filter (where event.date > today - 30 and event.date < cast('290000-01-01' as date) and event.direction = 'outgoing'),
            min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date))
          ) as next_change
        from (
          select
            activity.company_id as saint_id,
            activity.direction as direction,
            saint.day_of(activity.starts_at, 'Europe/Oslo') as date
          from crm.activity activity
          where (activity.starts_at > cast(least(($2) - 32, saint_since - 2) as timestamp) at time zone 'UTC') and activity.company_id = any (saint_ids)
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
          record.activities as activities,
          coalesce(activity_events.outgoing, 0) as outgoing,
          greatest(record.last, activity_events.last::date)::date as last
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
        wide.activities,
        wide.outgoing,
        wide.last
      -- the row as one value: what is asked of it is put in the place of the call
      from (select wide.*, row(wide.*)::saint_data.company as saint_row from wide offset 0) wide;
    else
      return query
      with stored as not materialized (
        -- with the differences that wait
        select c.* from saint_data.company c where c.id = any (saint_ids) and c.id <> all (saint_waiting)
        union all
        select f.* from saint_data.company_folded_many(saint_waiting, $2) f where saint_waiting <> '{}'
      ),
      record as (
        select
          c.id as id,
          c.next_change as next_change,
          c.activities as activities,
          c.outgoing as outgoing,
          c.last as last
        from stored c
        where c.id <> all (saint_changed)
        union all
        -- its fields as the CRM has them now
        select
          (company.company_id)::integer,
          saint_stored.next_change,
          saint_stored.activities,
          saint_stored.outgoing,
          saint_stored.last
        from crm.company company
        join stored saint_stored on saint_stored.id = (company.company_id)::integer
        where company.company_id = any (saint_changed)
      ),
      wide as (
        select
          record.id::integer as id,
          today as as_of,
          record.next_change as next_change,
          '{}'::text[] as statuses,
          0 as generation,
          record.activities as activities,
          record.outgoing as outgoing,
          record.last as last
        from record
      )
      -- the statuses follow from the row's own values, and so do the days on which they change
      select
        wide.id,
        wide.as_of,
        least(wide.next_change, saint_data.company_next_change(wide.saint_row)),
        saint_data.company_statuses(wide.saint_row),
        wide.generation,
        wide.activities,
        wide.outgoing,
        wide.last
      -- the row as one value: what is asked of it is put in the place of the call
      from (select wide.*, row(wide.*)::saint_data.company as saint_row from wide offset 0) wide;
    end if;
  end loop;
end
$saint$;
