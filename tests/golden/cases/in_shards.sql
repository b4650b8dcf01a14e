-- company: each record with all that counters and statuses read, computed on the shards at each read.
-- A subquery for each source, grouped by the column that the tables are distributed by: Citus carries it out where the rows are.
create or replace view saint_data.company_in_shards as
-- Today is asked once, here, and not of each node's own clock: a table that is on this node alone is not read elsewhere.
with saint_day as materialized (
  select saint.today() as today from saint.clock
)
select
  record.id,
  record.as_of,
  record.name,
  record.category,
  record.owner,
  record.founded,
  record.outgoing,
  record.sold,
  record.sold_n,
  array_remove(array[
    -- young (in_shards.yaml:38): founded > today - 90 and founded <= today
    case when (record.founded > record.as_of - 90) and (record.founded <= record.as_of) then 'young' end,
    -- neglected (in_shards.yaml:32): category = 'Customer' and count(activity) filter (where direction = 'outgoing' and past(period1)) < 2
    case when (record.category = 'Customer') and (record.outgoing < 2) then 'neglected' end
  ], null) as statuses
from (
  select
    record.id::integer as id,
    (select saint_day.today from saint_day) as as_of,
    record.name::text as name,
    record.category::text as category,
    record.owner::text as owner,
    record.founded::date as founded,
    coalesce(activity_events.outgoing, 0) as outgoing,
    coalesce(sale_events.sold, 0)::numeric as sold,
    coalesce(sale_events.sold_n, 0) as sold_n
  from (
    select
      company.company_id as id,
      company.name as name,
      company.category as category,
      owner.full_name as owner,
      company.founded as founded
    from crm.company company
    left join crm.users owner on owner.user_id = company.owner_id
    where (not company.deleted) and company.company_id is not null
  ) record
  left join (
    select
      event.saint_id,

      -- count(activity) filter (where direction = 'outgoing' and date > today - 30 and date <= today)
      count(*) filter (where event.direction = 'outgoing' and event.date > today - 30 and event.date <= today) as outgoing
    from (
      select
        activity.company_id as saint_id,
        (select saint_day.today from saint_day) as today,
        activity.direction as direction,
        saint.day_of(activity.starts_at, 'Europe/Oslo') as date
      from crm.activity activity
      where (not activity.deleted) and (activity.starts_at > cast(((select saint_day.today from saint_day)) - 32 as timestamp) at time zone 'UTC') and activity.company_id is not null
    ) event
    group by event.saint_id
  ) activity_events on activity_events.saint_id = record.id
  left join (
    select
      event.saint_id,

      -- sum(sale.amount) filter (where status = 'sold')
      sum(event.amount) filter (where event.status = 'sold') as sold,

      count(*) filter (where event.status = 'sold' and not event.amount is null) as sold_n
    from (
      select
        sale.company_id as saint_id,
        (select saint_day.today from saint_day) as today,
        sale.status as status,
        sale.amount as amount
      from crm.sale sale
      where sale.company_id is not null
    ) event
    group by event.saint_id
  ) sale_events on sale_events.saint_id = record.id
) record;

-- company: one row per record, one column per counter, computed at each read.
create or replace view saint.company_counter as
select
  c.id,
  (c.outgoing)::bigint as outgoing,
  (case when c.sold_n > 0 then c.sold end)::numeric as sold
from saint_data.company_in_shards c;

-- company: one row per active status, computed at each read. Nothing notes since when.
create or replace view saint.company_status as
select c.id, s.status, s.name, s.rank, s.visual, null::timestamptz as since
from saint_data.company_in_shards c
cross join (values
  ('neglected'::text, 'Neglected customer'::text, 20::integer, true::boolean),
  ('young'::text, 'Young'::text, 10::integer, false::boolean)
) s (status, name, rank, visual)
where s.status = any (c.statuses);

-- company: one row per record, made to be joined: its statuses by rank, what is known of the first, and the image.
create or replace view saint.company_card as
select
  record.id,
  record.statuses,
  ('{young,neglected}'::text[])[record.first] as status,
  ('{"Young","Neglected customer"}'::text[])[record.first] as name,
  ('{10,20}'::integer[])[record.first] as rank,
  null::timestamptz as since,
  ('{false,true}'::boolean[])[record.first] as visual,
  i.content as image,
  ('{"image/svg+xml"}'::text[])[record.shown] as media_type,
  ('{"863f6374b2c5dd49cd55c88c0a9ee821ce26f6a00fa793cc2a33512acb31e004"}'::text[])[record.shown] as image_key
from (
  select record.id, record.statuses, case when cardinality(record.statuses) = 0 then null when 'young' = any (record.statuses) then 1 when 'neglected' = any (record.statuses) then 2 end as first, case when cardinality(record.statuses) = 0 then null when 'neglected' = any (record.statuses) then 1 end as shown
  from saint_data.company_in_shards record
) record
left join saint.image i on i.image = ('{"863f6374b2c5dd49cd55c88c0a9ee821ce26f6a00fa793cc2a33512acb31e004"}'::text[])[record.shown];

-- company: one row per record that shows an image: that of the visual status with the lowest rank.
create or replace view saint.company_watermark as
select
  record.id,
  ('{neglected}'::text[])[record.shown] as status,
  ('{"Neglected customer"}'::text[])[record.shown] as name,
  i.content as image,
  ('{"image/svg+xml"}'::text[])[record.shown] as media_type,
  ('{"863f6374b2c5dd49cd55c88c0a9ee821ce26f6a00fa793cc2a33512acb31e004"}'::text[])[record.shown] as image_key
from (
  select record.id, case when cardinality(record.statuses) = 0 then null when 'neglected' = any (record.statuses) then 1 end as shown
  from saint_data.company_in_shards record
) record
left join saint.image i on i.image = ('{"863f6374b2c5dd49cd55c88c0a9ee821ce26f6a00fa793cc2a33512acb31e004"}'::text[])[record.shown]
where record.shown is not null;

-- to_call (in_shards.yaml:40): status('neglected') and not status('young')
create or replace view saint.selection_to_call as
select
  c.id,
  (c.name)::text as name,
  (c.owner)::text as owner,
  (c.outgoing)::bigint as outgoing
from saint_data.company_in_shards c
where (('neglected' = any(c.statuses)) and (not 'young' = any(c.statuses)));

-- company: why a record has a status or not. When a criterion changes by itself is not said of what is in shards.
create or replace function saint_data.company_explain(of_status text, of_id text)
returns table (criterion text, value text, met boolean, changes_on date)
language plpgsql stable parallel unsafe security definer set search_path = pg_catalog, pg_temp
set extra_float_digits = 1 set datestyle = 'ISO' set intervalstyle = 'postgres' set bytea_output = 'hex' set timezone = 'Europe/Oslo' as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  c record;
begin
  select r.* into c from saint_data.company_in_shards r where r.id = of_id::integer;
  if c.id is null then
    raise exception 'there is no % with id %', 'company', of_id using errcode = 'no_data_found';
  end if;

  if of_status = 'neglected' then
    return query values
      ('category = ''Customer'''::text, (c.category)::text::text, coalesce((c.category = 'Customer'), false), null::date),
      ('count(activity) filter (where direction = ''outgoing'' and past(period1)) < 2'::text, (c.outgoing)::text::text, coalesce((c.outgoing < 2), false), null::date);
  end if;

  if of_status = 'young' then
    return query values
      ('founded > today - 90'::text, (c.founded)::text::text, coalesce((c.founded > c.as_of - 90), false), null::date),
      ('founded <= today'::text, (c.founded)::text::text, coalesce((c.founded <= c.as_of), false), null::date);
  end if;
end
$saint$;

-- One row per active status of any entity.
create or replace view saint.statusvalue as
select 'company' as entity, s.id::text as id, s.status, s.since from saint.company_status s
;
