-- The day that an administrator has pinned, on each node; saint.set_today() writes it. By its key a planner knows that it is one row.
create table saint_data.pinned_day (
  one integer primary key default 1 check (one = 1),
  pinned date
) with (vacuum_truncate = false);
insert into saint_data.pinned_day (pinned) select c.pinned from saint.clock c;
select create_reference_table('saint_data.pinned_day');

-- Today, as each node says: the pinned day, or its own clock's.
create or replace view saint_data.day as
select coalesce(k.pinned, (now() at time zone 'Europe/Oslo')::date) as today
from saint_data.pinned_day k
where k.one = 1;

-- company: one wide row per record, beside the record. Writers add one for a new record, and change none.
create table saint_data.company (
  id integer,
  as_of date not null default '-infinity',
  next_change date not null default '-infinity',
  statuses text[] not null default '{}',
  generation integer not null default 0,
  name text,
  category text,
  founded date,
  outgoing bigint default 0,
  sold numeric default 0,
  sold_n bigint default 0,
  primary key (id)
) with (vacuum_truncate = false, fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
select create_distributed_table('saint_data.company', 'id', colocate_with => 'crm.company');

-- company: from which day on the stored row of a record does not speak for itself: marks that writers append, of -infinity,
-- and for each row that a tick has stored the day on which it changes by itself.
create table saint_data.company_stale (
  id integer not null,
  since date not null default '-infinity',
  -- by the tick that is under way
  taken boolean not null default false
) with (vacuum_truncate = false, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create index company_due on saint_data.company_stale (since, id);
-- so that a shard can be moved while it is written to
alter table saint_data.company_stale replica identity full;
select create_distributed_table('saint_data.company_stale', 'id', colocate_with => 'crm.company');

-- company: the marks that writers have left.
create or replace view saint_data.company_dirty as
select s.id from saint_data.company_stale s where s.since = '-infinity';

-- company: one row per active status, written only when a status comes or goes.
create table saint_data.company_statusvalue (
  id integer not null,
  status text not null,
  since timestamptz not null,
  primary key (id, status)
) with (vacuum_truncate = false);
create index company_statusvalue_status on saint_data.company_statusvalue (status, id);
select create_distributed_table('saint_data.company_statusvalue', 'id', colocate_with => 'crm.company');

-- company: every record is computed at each read until a tick has stored it.
create or replace function saint_data.company_mark_all() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
begin
  insert into saint_data.company_stale (id) select c.id from saint_data.company c;
  return null;
end
$saint$;

-- company: what makes all records stale, on the coordinator alone. Each row marks them on the shards at once.
create table saint_data.company_via (
  hop text not null,
  key jsonb not null default '{}',
  mark bigint generated always as identity primary key
) with (vacuum_truncate = false, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create trigger mark_all after insert on saint_data.company_via
for each statement execute function saint_data.company_mark_all();

-- company: each record as it is now: its stored row, or computed where the row is stale.
-- All joins are by the key, so that Citus carries them out on the shard of the record.
create or replace view saint_data.company_now as
select
  c.id,
  case when live.id is null then c.as_of else live.as_of end as as_of,
  case when live.id is null then c.name else live.name end as name,
  case when live.id is null then c.category else live.category end as category,
  case when live.id is null then c.founded else live.founded end as founded,
  case when live.id is null then c.outgoing else live.outgoing end as outgoing,
  case when live.id is null then c.sold else live.sold end as sold,
  case when live.id is null then c.sold_n else live.sold_n end as sold_n,
  case when live.id is null then c.statuses else live.statuses end as statuses
from saint_data.company c
left join (
  select
    record.id,
    record.as_of,
    record.name,
    record.category,
    record.founded,
    record.outgoing,
    record.sold,
    record.sold_n,
    record.there,
    array_remove(array[
      -- young (in_shards_marks.yaml:39): founded > today - 90 and founded <= today
      case when (record.founded > record.as_of - 90) and (record.founded <= record.as_of) then 'young' end,
      -- neglected (in_shards_marks.yaml:33): category = 'Customer' and count(activity) filter (where direction = 'outgoing' and past(period1)) < 2
      case when (record.category = 'Customer') and (record.outgoing < 2) then 'neglected' end
    ], null) as statuses
  from (
    select
      stale.id::integer as id,
      stale.today as as_of,
      record.name::text as name,
      record.category::text as category,
      record.founded::date as founded,
      coalesce(activity_events.outgoing, 0) as outgoing,
      coalesce(sale_events.sold, 0)::numeric as sold,
      coalesce(sale_events.sold_n, 0) as sold_n,
      record.id is not null as there
    from (
      select s.id, d.today from saint_data.company_stale s cross join saint_data.day d where s.since <= d.today group by s.id, d.today
    ) stale
    left join (
      select
        company.company_id as id,
        company.name as name,
        company.category as category,
        company.founded as founded
      from crm.company company
      where (not company.deleted) and company.company_id is not null
    ) record on record.id = stale.id
    left join lateral (
      select
        event.saint_id,

        -- count(activity) filter (where direction = 'outgoing' and date > today - 30 and date <= today)
        count(*) filter (where event.direction = 'outgoing' and event.date > today - 30 and event.date <= today) as outgoing
      from (
        select
          activity.company_id as saint_id,
          stale.today as today,
          activity.direction as direction,
          saint.day_of(activity.starts_at, 'Europe/Oslo') as date
        from crm.activity activity
        where (not activity.deleted) and (activity.starts_at > cast(stale.today - 32 as timestamp) at time zone 'UTC') and activity.company_id = stale.id
      ) event
      group by event.saint_id
    ) activity_events on activity_events.saint_id = stale.id
    left join lateral (
      select
        event.saint_id,

        -- sum(sale.amount) filter (where status = 'sold')
        sum(event.amount) filter (where event.status = 'sold') as sold,

        count(*) filter (where event.status = 'sold' and not event.amount is null) as sold_n
      from (
        select
          sale.company_id as saint_id,
          stale.today as today,
          sale.status as status,
          sale.amount as amount
        from crm.sale sale
        where sale.company_id = stale.id
      ) event
      group by event.saint_id
    ) sale_events on sale_events.saint_id = stale.id
  ) record
) live on live.id = c.id
-- one that is gone keeps its row: see saint_data.company_tick
where case when live.id is null then c.as_of < 'infinity' else live.there end;

-- company: one row per active status: what is noted of the records that are not stale, and what the others have now.
-- Of one that no tick has noted yet, since now.
create or replace view saint.company_status as
select
  a.id, a.status,
  ('{"Young","Neglected customer"}'::text[])[array_position(('{young,neglected}'::text[]), a.status)] as name,
  ('{10,20}'::integer[])[array_position(('{young,neglected}'::text[]), a.status)] as rank,
  ('{false,true}'::boolean[])[array_position(('{young,neglected}'::text[]), a.status)] as visual,
  a.since
from (
  select v.id, v.status, v.since
  from saint_data.company_statusvalue v
  left join (select s.id, d.today from saint_data.company_stale s cross join saint_data.day d where s.since <= d.today group by s.id, d.today) stale on stale.id = v.id
  where stale.id is null
  union all
  select l.id, l.status, coalesce(v.since, now())
  from (
    select live.id, unnest(live.statuses) as status
    from (
      select
        record.id,
        record.as_of,
        record.category,
        record.founded,
        record.outgoing,
        record.there,
        array_remove(array[
          -- young (in_shards_marks.yaml:39): founded > today - 90 and founded <= today
          case when (record.founded > record.as_of - 90) and (record.founded <= record.as_of) then 'young' end,
          -- neglected (in_shards_marks.yaml:33): category = 'Customer' and count(activity) filter (where direction = 'outgoing' and past(period1)) < 2
          case when (record.category = 'Customer') and (record.outgoing < 2) then 'neglected' end
        ], null) as statuses
      from (
        select
          stale.id::integer as id,
          stale.today as as_of,
          record.category::text as category,
          record.founded::date as founded,
          coalesce(activity_events.outgoing, 0) as outgoing,
          record.id is not null as there
        from (
          select s.id, d.today from saint_data.company_stale s cross join saint_data.day d where s.since <= d.today group by s.id, d.today
        ) stale
        left join (
          select
            company.company_id as id,
            company.category as category,
            company.founded as founded
          from crm.company company
          where (not company.deleted) and company.company_id is not null
        ) record on record.id = stale.id
        left join lateral (
          select
            event.saint_id,

            -- count(activity) filter (where direction = 'outgoing' and date > today - 30 and date <= today)
            count(*) filter (where event.direction = 'outgoing' and event.date > today - 30 and event.date <= today) as outgoing
          from (
            select
              activity.company_id as saint_id,
              stale.today as today,
              activity.direction as direction,
              saint.day_of(activity.starts_at, 'Europe/Oslo') as date
            from crm.activity activity
            where (not activity.deleted) and (activity.starts_at > cast(stale.today - 32 as timestamp) at time zone 'UTC') and activity.company_id = stale.id
          ) event
          group by event.saint_id
        ) activity_events on activity_events.saint_id = stale.id
      ) record
    ) live
    where live.there
  ) l
  left join saint_data.company_statusvalue v on v.id = l.id and v.status = l.status
) a;

-- company: one row per record, made to be joined: its statuses by rank, what is known of the first, and the image.
create or replace view saint.company_card as
select
  record.id,
  record.statuses,
  ('{young,neglected}'::text[])[record.first] as status,
  ('{"Young","Neglected customer"}'::text[])[record.first] as name,
  ('{10,20}'::integer[])[record.first] as rank,
  case when record.first is not null then coalesce(v.since, now()) end as since,
  ('{false,true}'::boolean[])[record.first] as visual,
  i.content as image,
  ('{"image/svg+xml"}'::text[])[record.shown] as media_type,
  ('{"863f6374b2c5dd49cd55c88c0a9ee821ce26f6a00fa793cc2a33512acb31e004"}'::text[])[record.shown] as image_key
from (
  select record.id, record.statuses, case when cardinality(record.statuses) = 0 then null when 'young' = any (record.statuses) then 1 when 'neglected' = any (record.statuses) then 2 end as first, case when cardinality(record.statuses) = 0 then null when 'neglected' = any (record.statuses) then 1 end as shown
  from saint_data.company_now_statuses record
) record
left join saint_data.company_statusvalue v on v.id = record.id and v.status = ('{young,neglected}'::text[])[record.first]
left join saint.image i on i.image = ('{"863f6374b2c5dd49cd55c88c0a9ee821ce26f6a00fa793cc2a33512acb31e004"}'::text[])[record.shown];
