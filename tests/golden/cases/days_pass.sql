-- company: one company, the stored row moved on to `today`, with the differences that wait; none of whose row is not true of the day
-- that it stands for, but for its fields and those. What no day changes stays, and only the events are read that a day can
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
  -- whether differences wait
  saint_waiting boolean;
begin
  select c.as_of, c.next_change <= $2 into saint_since, saint_due
  from saint_data.company c
  where c.id = $1 and c.as_of > '-infinity' and c.as_of <= $2
    and saint_data.company_as_mapped();
  if saint_since is null then
    return;
  end if;
  saint_stale := array(
    select d.stale from saint_data.company_dirty d where d.id = $1 and d.difference is null);
  if exists (select from saint_data.company_via) then
    saint_stale := saint_stale || case
      -- of many indirect marks looking for where they lead costs more than the record's events
      when (select count(*) < 20 from (select from saint_data.company_via limit 20) v)
        then array(select m.stale from saint_data.company_indirect_marks() m where m.id = $1)
      else array[null::text]
    end;
  end if;
  if exists (select from unnest(saint_stale) s (stale) where coalesce(s.stale not in ('fields'), true)) then
    return;
  end if;
  saint_changed := 'fields' = any (saint_stale);
  saint_waiting := exists (select from saint_data.company_dirty d where d.id = $1 and d.difference is not null);
  -- nothing but differences
  if saint_waiting and not saint_due and saint_stale = '{}' then
    return query select f.* from saint_data.company_folded($1, $2) f;
    return;
  end if;
  if saint_due then
    return query
      with stored as not materialized (
        -- with the differences that wait
        select c.* from saint_data.company c where c.id = $1 and not saint_waiting
        union all
        select f.* from saint_data.company_folded($1, $2) f where saint_waiting
      ),
      record as (
        select
          c.id as id,
          c.category as category,
          c.founded as founded,
          c.as_of as as_of,
          c.activities as activities,
          c.first as first,
          c.turnover as turnover,
          c.turnover_n as turnover_n,
          c.last as last,
          c.until_now as until_now,
          c.until_now_n as until_now_n
        from stored c
        where not saint_changed
        union all
        -- its fields as the CRM has them now
        select
          (company.company_id)::integer,
          (company.category)::text,
          (company.founded)::date,
          saint_stored.as_of,
          saint_stored.activities,
          saint_stored.first,
          saint_stored.turnover,
          saint_stored.turnover_n,
          saint_stored.last,
          saint_stored.until_now,
          saint_stored.until_now_n
        from crm.company company
        join stored saint_stored on saint_stored.id = (company.company_id)::integer
        where company.company_id = $1 and saint_changed
      ),
      activity_events as (
        select
          event.saint_id,

          -- count(activity) filter (where direction = 'outgoing' and date > today - 30 and date <= today)
          count(*) filter (where event.direction = 'outgoing' and event.date > today - 30 and event.date <= today) as outgoing,

          -- min(activity.date) filter (where date > today)
          min(event.date) filter (where event.date > today) as next,

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
          where (activity.starts_at > cast(least(($2) - 32, saint_since - 2) as timestamp) at time zone 'UTC') and activity.company_id = $1
          -- each value is computed once, not in every filter that reads it
          offset 0
        ) event
        group by event.saint_id
      ),
      sale_events as (
        select
          event.saint_id,

          -- avg(sale.amount) filter (where date > today - 90 and date <= today)
          sum(event.amount) filter (where event.date > today - 90 and event.date <= today) as sales,

          count(*) filter (where (event.date > today - 90 and event.date <= today) and not event.amount is null) as sales_n,

          -- sum(sale.amount) filter (where date <= today)
          sum(event.amount) filter (where event.date <= today and not (event.date <= record.as_of)) as until_now,

          count(*) filter (where event.date <= today and not event.amount is null and not (event.date <= record.as_of)) as until_now_n,
          -- the next day on which an event enters or leaves a window
          least(
            min(event.date + 90) filter (where event.date > today - 90 and event.date < cast('290000-01-01' as date)),
            min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date))
          ) as next_change
        from (
          select
            sale.company_id as saint_id,
            sale.sale_date as date,
            sale.amount as amount
          from crm.sale sale
          where (sale.sale_date > least(($2) - 92, saint_since - 2)) and sale.company_id = $1
          -- each value is computed once, not in every filter that reads it
          offset 0
        ) event
        join record on record.id = event.saint_id
        group by event.saint_id
      ),
      visit_events as (
        select
          event.saint_id,

          -- count(visit) filter (where date <> today)
          count(*) filter (where event.date <> today) as around,
          -- the next day on which an event enters or leaves a window
          least(
            min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
            min(event.date + 1) filter (where event.date > today - 1 and event.date < cast('290000-01-01' as date))
          ) as next_change
        from (
          select
            visit.company_id as saint_id,
            visit.on_date as date
          from crm.visit visit
          where visit.company_id = $1
          -- each value is computed once, not in every filter that reads it
          offset 0
        ) event
        group by event.saint_id
      ),
      wide as (
        select
          record.id::integer as id,
          today as as_of,
          least(activity_events.next_change, sale_events.next_change, visit_events.next_change, 'infinity'::date) as next_change,
          '{}'::text[] as statuses,
          0 as generation,
          record.category as category,
          record.founded as founded,
          record.activities as activities,
          record.first as first,
          record.turnover as turnover,
          record.turnover_n as turnover_n,
          coalesce(activity_events.outgoing, 0) as outgoing,
          coalesce(sale_events.sales, 0)::numeric as sales,
          coalesce(sale_events.sales_n, 0) as sales_n,
          activity_events.next::date as next,
          greatest(record.last, activity_events.last::date)::date as last,
          (record.until_now + coalesce(sale_events.until_now, 0)::numeric)::numeric as until_now,
          (record.until_now_n + coalesce(sale_events.until_now_n, 0))::bigint as until_now_n,
          coalesce(visit_events.around, 0) as around
        from record
        left join activity_events on activity_events.saint_id = record.id
        left join sale_events on sale_events.saint_id = record.id
        left join visit_events on visit_events.saint_id = record.id
      )
      -- the statuses follow from the row's own values, and so do the days on which they change
      select
        wide.id,
        wide.as_of,
        least(wide.next_change, saint_data.company_next_change(wide.saint_row)),
        saint_data.company_statuses(wide.saint_row),
        wide.generation,
        wide.category,
        wide.founded,
        wide.activities,
        wide.first,
        wide.turnover,
        wide.turnover_n,
        wide.outgoing,
        wide.sales,
        wide.sales_n,
        wide.next,
        wide.last,
        wide.until_now,
        wide.until_now_n,
        wide.around
      -- the row as one value: what is asked of it is put in the place of the call
      from (select wide.*, row(wide.*)::saint_data.company as saint_row from wide offset 0) wide;
  else
    return query
      with stored as not materialized (
        -- with the differences that wait
        select c.* from saint_data.company c where c.id = $1 and not saint_waiting
        union all
        select f.* from saint_data.company_folded($1, $2) f where saint_waiting
      ),
      record as (
        select
          c.id as id,
          c.category as category,
          c.founded as founded,
          c.next_change as next_change,
          c.activities as activities,
          c.first as first,
          c.turnover as turnover,
          c.turnover_n as turnover_n,
          c.outgoing as outgoing,
          c.sales as sales,
          c.sales_n as sales_n,
          c.next as next,
          c.last as last,
          c.until_now as until_now,
          c.until_now_n as until_now_n,
          c.around as around
        from stored c
        where not saint_changed
        union all
        -- its fields as the CRM has them now
        select
          (company.company_id)::integer,
          (company.category)::text,
          (company.founded)::date,
          saint_stored.next_change,
          saint_stored.activities,
          saint_stored.first,
          saint_stored.turnover,
          saint_stored.turnover_n,
          saint_stored.outgoing,
          saint_stored.sales,
          saint_stored.sales_n,
          saint_stored.next,
          saint_stored.last,
          saint_stored.until_now,
          saint_stored.until_now_n,
          saint_stored.around
        from crm.company company
        join stored saint_stored on saint_stored.id = (company.company_id)::integer
        where company.company_id = $1 and saint_changed
      ),
      wide as (
        select
          record.id::integer as id,
          today as as_of,
          record.next_change as next_change,
          '{}'::text[] as statuses,
          0 as generation,
          record.category as category,
          record.founded as founded,
          record.activities as activities,
          record.first as first,
          record.turnover as turnover,
          record.turnover_n as turnover_n,
          record.outgoing as outgoing,
          record.sales as sales,
          record.sales_n as sales_n,
          record.next as next,
          record.last as last,
          record.until_now as until_now,
          record.until_now_n as until_now_n,
          record.around as around
        from record
      )
      -- the statuses follow from the row's own values, and so do the days on which they change
      select
        wide.id,
        wide.as_of,
        least(wide.next_change, saint_data.company_next_change(wide.saint_row)),
        saint_data.company_statuses(wide.saint_row),
        wide.generation,
        wide.category,
        wide.founded,
        wide.activities,
        wide.first,
        wide.turnover,
        wide.turnover_n,
        wide.outgoing,
        wide.sales,
        wide.sales_n,
        wide.next,
        wide.last,
        wide.until_now,
        wide.until_now_n,
        wide.around
      -- the row as one value: what is asked of it is put in the place of the call
      from (select wide.*, row(wide.*)::saint_data.company as saint_row from wide offset 0) wide;
  end if;
end
$saint$;

-- company: recompute records whose wide rows the caller has locked in an earlier statement. One statement, one snapshot:
-- the marks that go are the marks whose changes were read.
create or replace function saint_data.company_recompute(ids integer[], today date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
begin
  with advanced as materialized (
    select a.* from saint_data.company_advance_many(ids, today) a
  ),
  others as (
    select array(select i.id from unnest(ids) i (id) except select a.id from advanced a) as ids
  ),
  fresh as materialized (
    select a.* from advanced a
    union all
    select l.* from others o cross join lateral saint_data.company_live_many(o.ids, today) l where o.ids <> '{}'
  ),
  seen as (
    delete from saint_data.company_dirty d where d.id = any (ids)
  ),
  gone as (
    delete from saint_data.company c where c.id in (select i.id from unnest(ids) i (id) except select f.id from fresh f)
  ),
  stored as (
    update saint_data.company c set
      generation = (select e.stored from saint.entity e where e.entity = 'company'),
      as_of = f.as_of,
      next_change = f.next_change,
      statuses = f.statuses,
      category = f.category,
      founded = f.founded,
      activities = f.activities,
      first = f.first,
      turnover = f.turnover,
      turnover_n = f.turnover_n,
      outgoing = f.outgoing,
      sales = f.sales,
      sales_n = f.sales_n,
      next = f.next,
      last = f.last,
      until_now = f.until_now,
      until_now_n = f.until_now_n,
      around = f.around
    from fresh f
    -- the keys by themselves: else the whole table may be read for a batch
    where c.id = f.id and c.id = any (ids)
  ),
  -- statusvalue and the history change with the statuses that the rows got or lost
  ended as (
    delete from saint_data.company_statusvalue v
    where v.id = any (ids) and not exists (select from fresh f where f.id = v.id and v.status = any (f.statuses))
    returning v.id, v.status
  ),
  begun as (
    insert into saint_data.company_statusvalue (id, status, since)
    select f.id, s.status, now()
    from fresh f cross join unnest(f.statuses) s (status)
    where not exists (select from saint_data.company_statusvalue v where v.id = any (ids) and v.id = f.id and v.status = s.status)
    returning id, status
  ),
  flips as (
    select ended.id, ended.status, false as active from ended
    union all
    select begun.id, begun.status, true from begun
  )
  insert into saint.status_change (entity, id, status, active, changed_at)
  select 'company', f.id::text, f.status, f.active, now() from flips f;
end
$saint$;
