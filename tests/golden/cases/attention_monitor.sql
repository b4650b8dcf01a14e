-- company: every contact moment of every record, from the CRM's own tables.
create or replace function saint_data.company_moments()
returns table (
  id integer, kind text, source text, source_key text, place bigint, occurred_at timestamptz, "user" text,
  title text, counted boolean)
language plpgsql stable parallel safe security definer rows 100000
set search_path = pg_catalog, pg_temp set row_security = off set jit = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  saint_held constant boolean := saint.hold_tables(array['crm.activity', 'crm.company', 'crm.sale']);
begin
  return query
  with record as (
    select company.company_id as id
    from crm.company company
    where (not company.deleted) and company.company_id is not null
  )
  select m.id, m.kind, m.source, m.source_key, m.place, m.occurred_at, m."user", m.title, m.counted
  from (
    -- activity
    select
      activity.company_id as id, 'history'::text as kind, 'activity'::text as source, (activity.activity_id)::text collate "C" as source_key,
      0::bigint as place, activity.starts_at as occurred_at, null::text as "user", null::text as title, true as counted
    from crm.activity activity
    where (not activity.deleted) and activity.company_id is not null and activity.starts_at is not null
    union all
    -- sale
    select
      sale.company_id as id, 'sales'::text as kind, 'sale'::text as source, (sale.sale_id)::text collate "C" as source_key,
      0::bigint as place, case when sale.sale_date between '4714-11-27 BC' and '294276-12-29' or sale.sale_date in ('-infinity', 'infinity') then cast(sale.sale_date as timestamp) at time zone 'Europe/Oslo' end as occurred_at, null::text as "user", null::text as title, true as counted
    from crm.sale sale
    where sale.company_id is not null and case when sale.sale_date between '4714-11-27 BC' and '294276-12-29' or sale.sale_date in ('-infinity', 'infinity') then cast(sale.sale_date as timestamp) at time zone 'Europe/Oslo' end is not null
    union all
    -- sale: changes of state
    select
      sale.company_id as id, 'sales'::text as kind, 'sale'::text as source, (sale.sale_id)::text collate "C" as source_key,
      saint_state_change.change as place, saint_state_change.changed_at as occurred_at, saint_state_change."user" as "user", saint.change_title(saint_state_change.was, saint_state_change.became) as title, true as counted
    from crm.sale sale
    join saint_data.sale_transition saint_state_change on saint_state_change.source_key = (sale.sale_id)::text and not saint_state_change.gone
    where sale.company_id is not null and saint_state_change.changed_at is not null
      -- not what an earlier row with the same key went through
      and not exists (
        select from saint_data.sale_transition saint_gone
        where saint_gone.source_key = saint_state_change.source_key and saint_gone.gone and saint_gone.change > saint_state_change.change)
  ) m
  where m.id in (select r.id from record r);
end
$saint$;

-- company: the moments of one record: newest first, `page` of them after a position, which is that of the last one seen.
create or replace function saint_data.company_chronology(
  of_record text, since timestamptz, before timestamptz, before_source text, before_key text, before_place bigint, page integer)
returns table (
  id integer, kind text, source text, source_key text, place bigint, occurred_at timestamptz, "user" text,
  title text, counted boolean)
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp set row_security = off set jit = off
-- a plan for any record would sort all the moments of one that has very many
set plan_cache_mode = force_custom_plan as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  saint_held constant boolean := saint.hold_tables(array['crm.activity', 'crm.company', 'crm.sale']);
  of_id integer := of_record::integer;
  of_ids integer[] := array(
    select company.company_id
    from crm.company company
    where (not company.deleted) and company.company_id = of_id);
begin
  if cardinality(of_ids) = 0 then
    return;
  end if;
  return query
  select m.id, m.kind, m.source, m.source_key, m.place, m.occurred_at, m."user", m.title, m.counted
  from (
    (select m.* from (
      -- activity
      select
        activity.company_id as id, 'history'::text as kind, 'activity'::text as source, (activity.activity_id)::text collate "C" as source_key,
        0::bigint as place, activity.starts_at as occurred_at, null::text as "user", null::text as title, true as counted,
        activity.starts_at as sorted_by
      from crm.activity activity
      where (not activity.deleted) and activity.company_id = of_id and activity.starts_at is not null
    ) m
    where m.sorted_by >= since and m.sorted_by <= before
      and (m.occurred_at, m.source collate "C", m.source_key, m.place) < (before, before_source collate "C", before_key collate "C", before_place)
    order by m.sorted_by desc, m.source_key desc, m.place desc limit page)
    union all
    (select m.* from (
      -- sale
      select
        sale.company_id as id, 'sales'::text as kind, 'sale'::text as source, (sale.sale_id)::text collate "C" as source_key,
        0::bigint as place, case when sale.sale_date between '4714-11-27 BC' and '294276-12-29' or sale.sale_date in ('-infinity', 'infinity') then cast(sale.sale_date as timestamp) at time zone 'Europe/Oslo' end as occurred_at, null::text as "user", null::text as title, true as counted,
        sale.sale_date as sorted_by
      from crm.sale sale
      where sale.company_id = of_id and case when sale.sale_date between '4714-11-27 BC' and '294276-12-29' or sale.sale_date in ('-infinity', 'infinity') then cast(sale.sale_date as timestamp) at time zone 'Europe/Oslo' end is not null
    ) m
    where m.sorted_by >= (since at time zone 'Europe/Oslo')::date and m.sorted_by <= (before at time zone 'Europe/Oslo')::date and m.occurred_at >= since
      and (m.occurred_at, m.source collate "C", m.source_key, m.place) < (before, before_source collate "C", before_key collate "C", before_place)
    order by m.sorted_by desc, m.source_key desc, m.place desc limit page)
    union all
    (select m.* from (
      -- sale: changes of state
      select
        sale.company_id as id, 'sales'::text as kind, 'sale'::text as source, (sale.sale_id)::text collate "C" as source_key,
        saint_state_change.change as place, saint_state_change.changed_at as occurred_at, saint_state_change."user" as "user", saint.change_title(saint_state_change.was, saint_state_change.became) as title, true as counted,
        saint_state_change.changed_at as sorted_by
      from crm.sale sale
      join saint_data.sale_transition saint_state_change on saint_state_change.source_key = (sale.sale_id)::text and not saint_state_change.gone
      where sale.company_id = of_id and saint_state_change.changed_at is not null
        -- not what an earlier row with the same key went through
        and not exists (
          select from saint_data.sale_transition saint_gone
          where saint_gone.source_key = saint_state_change.source_key and saint_gone.gone and saint_gone.change > saint_state_change.change)
    ) m
    where m.sorted_by >= since and m.sorted_by <= before
      and (m.occurred_at, m.source collate "C", m.source_key, m.place) < (before, before_source collate "C", before_key collate "C", before_place)
    order by m.sorted_by desc, m.source_key desc, m.place desc limit page)
  ) m
  order by m.occurred_at desc, m.source collate "C" desc, m.source_key collate "C" desc, m.place desc
  limit page;
end
$saint$;

-- company: of each record in `ids` (NULL: all) the moments from `since` to `until` by `users` (NULL: everybody), the last
-- of each kind up to today, and where asked for its revenue. Each source is read once.
create or replace function saint_data.company_counted(
  today date, since date, until date, users text[], ids integer[], with_revenue boolean)
returns table (
  id integer, color text, code text, name text, total bigint, last date,
  history bigint, history_last date,
  correspondence bigint, correspondence_last date,
  sales bigint, sales_last date,
  helpdesk bigint, helpdesk_last date,
  orders numeric, invoices numeric)
language plpgsql stable security definer rows 100000
set search_path = pg_catalog, pg_temp set row_security = off set jit = off
-- planned for what is asked: the index for a few records, the whole table for all
set plan_cache_mode = force_custom_plan as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  saint_held constant boolean := saint.hold_tables(array['crm.activity', 'crm.company', 'crm.sale']);
  -- what is planned has not happened
  until_today date := least(until, today);
begin
  return query
  with record as (
    select
      company.company_id as id, null::text as color, null::text as code, (company.name)::text as name
    from crm.company company
    where (not company.deleted) and company.company_id is not null and (ids is null or company.company_id = any (ids))
  ),
  activity_events as (
    select
      event.id,
      count(*) filter (where event.occurred_on >= since and event.occurred_on <= until_today) as moments,
      max(event.occurred_on) filter (where event.occurred_on <= today) as last
    from (
      select
        activity.company_id as id,
        saint.day_of(activity.starts_at, 'Europe/Oslo') as occurred_on
      from crm.activity activity
      where (not activity.deleted) and activity.company_id is not null and (ids is null or activity.company_id = any (ids)) and (users is null or null = any (users))
      -- each value is computed once, not in every filter that reads it
      offset 0
    ) event
    group by event.id
  ),
  sale_events as (
    select
      event.id,
      count(*) filter (where event.occurred_on >= since and event.occurred_on <= until_today) as moments,
      max(event.occurred_on) filter (where event.occurred_on <= today) as last,
      sum(event.orders) filter (where event.date >= since and event.date <= until_today) as orders
    from (
      select
        sale.company_id as id,
        sale.sale_date as occurred_on,
        case when with_revenue and (sale.status = 'sold') then (sale.amount)::numeric end as orders,
        sale.sale_date as date
      from crm.sale sale
      where sale.company_id is not null and (ids is null or sale.company_id = any (ids)) and (users is null or null = any (users))
      -- each value is computed once, not in every filter that reads it
      offset 0
    ) event
    group by event.id
  ),
  sale_changes as (
    select
      event.id,
      count(*) filter (where event.occurred_on >= since and event.occurred_on <= until_today) as moments,
      max(event.occurred_on) filter (where event.occurred_on <= today) as last
    from (
      select
        sale.company_id as id,
        (saint_state_change.changed_at at time zone 'Europe/Oslo')::date as occurred_on
      from crm.sale sale
      join saint_data.sale_transition saint_state_change on saint_state_change.source_key = (sale.sale_id)::text and not saint_state_change.gone
      where sale.company_id is not null and (ids is null or sale.company_id = any (ids)) and (users is null or saint_state_change."user" = any (users))
        and not exists (
          select from saint_data.sale_transition saint_gone
          where saint_gone.source_key = saint_state_change.source_key and saint_gone.gone
            and saint_gone.change > saint_state_change.change)
      -- each value is computed once, not in every filter that reads it
      offset 0
    ) event
    group by event.id
  )
  select
    r.id, r.color, r.code, r.name,
    coalesce(activity_events.moments, 0) + coalesce(sale_events.moments, 0) + coalesce(sale_changes.moments, 0),
    greatest(activity_events.last, sale_events.last, sale_changes.last),
    coalesce(activity_events.moments, 0), greatest(activity_events.last),
    0::bigint, null::date,
    coalesce(sale_events.moments, 0) + coalesce(sale_changes.moments, 0), greatest(sale_events.last, sale_changes.last),
    0::bigint, null::date,
    coalesce(sale_events.orders, 0), 0::numeric
  from record r
  left join activity_events on activity_events.id = r.id
  left join sale_events on sale_events.id = r.id
  left join sale_changes on sale_changes.id = r.id
;
end
$saint$;

-- company: what saint_data.company_counted counts, drawn into the bands of the contact view and, where `bought` says what revenue is
-- (orders, invoices, both; NULL: none), of the sales view.
create or replace function saint_data.company_attention(
  today date, since date, until date, users text[], ids integer[], method text, bought text)
returns table (
  id integer, color text, code text, name text, total bigint, last date, band integer,
  history bigint, history_last date,
  correspondence bigint, correspondence_last date,
  sales bigint, sales_last date,
  helpdesk bigint, helpdesk_last date,
  revenue numeric, sales_band integer)
language plpgsql stable security definer rows 100000
set search_path = pg_catalog, pg_temp set jit = off set plan_cache_mode = force_custom_plan as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
begin
  return query
  with counted as materialized (
    select
      c.*,
      case bought when 'orders' then c.orders when 'invoices' then c.invoices when 'both' then c.orders + c.invoices end as revenue
    from saint_data.company_counted(today, since, until, users, ids, bought is not null) c
  ),
  contact as (
    select b.band, b.lowest, b.highest
    from (
      select array_agg(t.total) as totals, array_agg(t.relations) as relations
      from (select c.total, count(*) as relations from counted c group by c.total) t
    ) h
    cross join lateral saint.contact_bands(h.totals, h.relations, method) b
  ),
  whole as (
    select sum(c.total)::bigint as moments, sum(c.revenue) as revenue from counted c
  ),
  -- a part at a time: the memory that PL/Python takes does not grow with the number of relations
  part as (
    select array_agg(c.id) as ids, array_agg(c.total) as totals, array_agg(c.revenue) as revenues
    from (select c.id, c.total, c.revenue, row_number() over () / 10000 as part from counted c where bought is not null) c
    group by c.part
  ),
  sales as (
    select s.id, s.band
    from part p
    cross join whole w
    cross join lateral unnest(p.ids, saint.sales_bands(p.totals, p.revenues, w.moments, w.revenue)) s (id, band)
  )
  select
    c.id, c.color, c.code, c.name, c.total, c.last, b.band,
    c.history, c.history_last,
    c.correspondence, c.correspondence_last,
    c.sales, c.sales_last,
    c.helpdesk, c.helpdesk_last,
    c.revenue, s.band
  from counted c
  join contact b on c.total between b.lowest and b.highest
  left join sales s on s.id = c.id;
end
$saint$;

-- Every contact moment of every record, counted or not: read from the CRM's own tables, so exact at every read.
-- What is planned is shown, and not counted.
create or replace view saint.contact_moment as
select 'company'::text as entity, m.id::text as id, m.kind, m.source, m.source_key, m.occurred_at, m."user", m.title,
  m.counted and not p.planned as counted, p.planned
from saint_data.company_moments() m
cross join lateral (select m.occurred_at >= (select saint.tomorrow()) as planned) p
;

-- customers (attention_monitor.yaml:23)
create or replace function saint_data.attention_customers_calculate()
returns table (
  id integer, color text, code text, name text, total bigint, last date, band integer,
  history bigint, history_last date,
  correspondence bigint, correspondence_last date,
  sales bigint, sales_last date,
  helpdesk bigint, helpdesk_last date,
  revenue numeric, sales_band integer)
language plpgsql stable security definer rows 100000
set search_path = pg_catalog, pg_temp set row_security = off set jit = off as $saint$
#variable_conflict use_variable
declare
  saint_held constant boolean := saint.hold_tables(array['crm.activity', 'crm.company', 'crm.sale']);
  -- the day of the calculation, also when a restored dump fills the view again
  today date := coalesce((select c.today from saint.calculation c where c.monitor = 'customers'), saint.today());
  ids integer[] := array(
    select company.company_id
    from crm.company company
    where (not company.deleted) and company.company_id is not null and (company.category = 'Customer'));
begin
  return query
  select a.* from saint_data.company_attention(
    today, today - 364, today, null, ids, 'proportional', 'orders') a;
end
$saint$;

-- customers (attention_monitor.yaml:23)
create or replace function saint_data.attention_customers_recalculate() returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
declare
  began timestamptz := clock_timestamp();
begin
  -- first of all: whoever calculates the same monitor waits here
  insert into saint.calculation as c (monitor, entity, today, calculated_at, calculated_by)
  values ('customers', 'company', saint.today(), began, saint.caller())
  on conflict (monitor) do update set
    entity = excluded.entity, today = excluded.today, calculated_at = excluded.calculated_at,
    calculated_by = excluded.calculated_by;
  begin
  if (select c.relispopulated from pg_class c where c.oid = 'saint_data.attention_customers'::regclass) then
    refresh materialized view concurrently saint_data.attention_customers;
  else
    refresh materialized view saint_data.attention_customers;
  end if;
  exception when others then
    -- an error may quote an amount
    if pg_has_role(saint.caller(), 'saint_revenue', 'member') then
      raise;
    end if;
    raise exception 'monitor % cannot be calculated', 'customers'
      using errcode = sqlstate, hint = 'Whoever has the role saint_revenue is told why.';
  end;
  -- By the total, as the grid is read: here, since a view of an earlier version has no such index. A role of apply
  -- --owner may make nothing in the schema: there the grid is sorted at each read.
  if has_schema_privilege('saint_data', 'create') and not exists (
    select from pg_index i
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where i.indrelid = 'saint_data.attention_customers'::regclass and a.attname = 'total'
  ) then
    create index on saint_data.attention_customers (total desc, id);
  end if;
  delete from saint_data.attention_customers_added;
  insert into saint_data.attention_customers_added (id, last)
  select a.id::text, a.last
  from saint_data.company_added(saint.today(), null, array(select m.id from saint_data.attention_customers m)) a;
  -- what a later row with the same key has no part in
  delete from saint_data.sale_transition t
  using saint_data.sale_transition g
  where g.gone and t.source_key = g.source_key and t.change <= g.change;
  update saint.calculation c set
    duration = clock_timestamp() - began,
    relations = found.relations,
    moments = found.moments
  from (select count(*) as relations, coalesce(sum(m.total), 0) as moments from saint_data.attention_customers m) found
  where c.monitor = 'customers';
  return began;
end
$saint$;

-- customers (attention_monitor.yaml:23)
create or replace view saint.attention_customers_bands as
-- The six bands of the contact view, each with the totals that it covers.
select
  b.band, b.color, b.relations, b.lowest, b.highest,
  (array['#E53935', '#757575', '#BDBDBD', '#1E88E5', '#43A047', '#FDD835'])[b.band + 1] as hex,
  (select c.calculated_at from saint.calculation c where c.monitor = 'customers') as calculated_at
from (
  select array_agg(t.total) as totals, array_agg(t.relations) as relations
  from (select m.total, count(*) as relations from saint_data.attention_customers m group by m.total) t
) h
cross join lateral saint.contact_bands(h.totals, h.relations, 'proportional') b;

-- customers (attention_monitor.yaml:23)
create or replace view saint.attention_customers_sales as
-- Revenue against attention, per relation that has either.
-- A moment at -infinity is before all days: no number of days lies between.
select
  m.id, m.code, m.name, m.total, m.revenue, c.today - a.last as sales_days,
  m.revenue / nullif(m.total, 0) as revenue_per_moment, m.sales_band as band, b.area,
  (array['#E53935', '#757575', '#BDBDBD', '#1E88E5', '#43A047', '#FDD835'])[m.sales_band + 1] as band_hex, c.calculated_at
from saint_data.attention_customers m
cross join saint.calculation c
left join saint_data.attention_customers_added a on a.id = m.id::text
left join saint.sales_distribution(1, 1) b on b.band = m.sales_band
where c.monitor = 'customers' and (m.total > 0 or m.revenue <> 0);
