SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA crm;
CREATE EXTENSION IF NOT EXISTS plpython3u WITH SCHEMA pg_catalog;
COMMENT ON EXTENSION plpython3u IS 'PL/Python3U untrusted procedural language';
CREATE EXTENSION IF NOT EXISTS pg_saint WITH SCHEMA pg_catalog;
COMMENT ON EXTENSION pg_saint IS 'exact statuses and counters over a CRM''s own tables';
CREATE SCHEMA saint_data;
CREATE FUNCTION saint_data.attention_called_calculate() RETURNS TABLE(id integer, color text, code text, name text, total bigint, last date, band integer, history bigint, history_last date, correspondence bigint, correspondence_last date, sales bigint, sales_last date, helpdesk bigint, helpdesk_last date, revenue numeric, sales_band integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100000
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
#variable_conflict use_variable
declare
  -- the day of the calculation, also when a restored dump fills the view again
  today date := coalesce((select c.today from saint.calculation c where c.monitor = 'called'), saint.today());
  ids integer[] := array(
    select s.id from saint.selection_to_call s);
  users text[] := array['1', '3'];
begin
  return query
  select a.* from saint_data.company_attention(
    today, today - 59, today, users, ids, 'proportional', null) a;
end
$$;
CREATE FUNCTION saint_data.attention_called_recalculate() RETURNS timestamp with time zone
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  began timestamptz := clock_timestamp();
begin
  -- first of all: whoever calculates the same monitor waits here
  insert into saint.calculation as c (monitor, entity, today, calculated_at, calculated_by)
  values ('called', 'company', saint.today(), began, saint.caller())
  on conflict (monitor) do update set
    entity = excluded.entity, today = excluded.today, calculated_at = excluded.calculated_at,
    calculated_by = excluded.calculated_by;
  if (select c.relispopulated from pg_class c where c.oid = 'saint_data.attention_called'::regclass) then
    refresh materialized view concurrently saint_data.attention_called;
  else
    refresh materialized view saint_data.attention_called;
  end if;
  -- what a later row with the same key has no part in
  delete from saint_data.sale_transition t
  using saint_data.sale_transition g
  where g.gone and t.source_key = g.source_key and t.change <= g.change;
  update saint.calculation c set
    duration = clock_timestamp() - began,
    relations = found.relations,
    moments = found.moments
  from (select count(*) as relations, coalesce(sum(m.total), 0) as moments from saint_data.attention_called m) found
  where c.monitor = 'called';
  return began;
end
$$;
CREATE FUNCTION saint_data.attention_customers_calculate() RETURNS TABLE(id integer, color text, code text, name text, total bigint, last date, band integer, history bigint, history_last date, correspondence bigint, correspondence_last date, sales bigint, sales_last date, helpdesk bigint, helpdesk_last date, revenue numeric, sales_band integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100000
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
#variable_conflict use_variable
declare
  -- the day of the calculation, also when a restored dump fills the view again
  today date := coalesce((select c.today from saint.calculation c where c.monitor = 'customers'), saint.today());
  ids integer[] := array(
    select company.company_id
    from crm.company company
    where (not company.deleted) and company.company_id is not null and (company.category = 'Customer'));
begin
  return query
  select a.* from saint_data.company_attention(
    today, today - 364, today, null, ids, 'proportional', 'both') a;
end
$$;
CREATE FUNCTION saint_data.attention_customers_recalculate() RETURNS timestamp with time zone
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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
    raise exception 'monitor % can not be calculated', 'customers'
      using errcode = sqlstate, hint = 'Whoever has the role saint_revenue is told why.';
  end;
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
$$;
CREATE FUNCTION saint_data.attention_sales_people_calculate() RETURNS TABLE(id integer, color text, code text, name text, total bigint, last date, band integer, history bigint, history_last date, correspondence bigint, correspondence_last date, sales bigint, sales_last date, helpdesk bigint, helpdesk_last date, revenue numeric, sales_band integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100000
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
#variable_conflict use_variable
declare
  -- the day of the calculation, also when a restored dump fills the view again
  today date := coalesce((select c.today from saint.calculation c where c.monitor = 'sales_people'), saint.today());
  users text[] := array(select (users.user_id)::text from crm.users users where (users.department)::text = 'Sales');
begin
  return query
  select a.* from saint_data.company_attention(
    today, '2026-01-01'::date, '2026-05-31'::date, users, null, 'quantile', 'orders') a;
end
$$;
CREATE FUNCTION saint_data.attention_sales_people_recalculate() RETURNS timestamp with time zone
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  began timestamptz := clock_timestamp();
begin
  -- first of all: whoever calculates the same monitor waits here
  insert into saint.calculation as c (monitor, entity, today, calculated_at, calculated_by)
  values ('sales_people', 'company', saint.today(), began, saint.caller())
  on conflict (monitor) do update set
    entity = excluded.entity, today = excluded.today, calculated_at = excluded.calculated_at,
    calculated_by = excluded.calculated_by;
  begin
  if (select c.relispopulated from pg_class c where c.oid = 'saint_data.attention_sales_people'::regclass) then
    refresh materialized view concurrently saint_data.attention_sales_people;
  else
    refresh materialized view saint_data.attention_sales_people;
  end if;
  exception when others then
    -- an error may quote an amount
    if pg_has_role(saint.caller(), 'saint_revenue', 'member') then
      raise;
    end if;
    raise exception 'monitor % can not be calculated', 'sales_people'
      using errcode = sqlstate, hint = 'Whoever has the role saint_revenue is told why.';
  end;
  -- what a later row with the same key has no part in
  delete from saint_data.sale_transition t
  using saint_data.sale_transition g
  where g.gone and t.source_key = g.source_key and t.change <= g.change;
  update saint.calculation c set
    duration = clock_timestamp() - began,
    relations = found.relations,
    moments = found.moments
  from (select count(*) as relations, coalesce(sum(m.total), 0) as moments from saint_data.attention_sales_people m) found
  where c.monitor = 'sales_people';
  return began;
end
$$;
CREATE FUNCTION saint_data.company_attention(today date, since date, until date, users text[], ids integer[], method text, bought text) RETURNS TABLE(id integer, color text, code text, name text, total bigint, last date, band integer, history bigint, history_last date, correspondence bigint, correspondence_last date, sales bigint, sales_last date, helpdesk bigint, helpdesk_last date, revenue numeric, sales_band integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100000
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
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
$$;
CREATE FUNCTION saint_data.company_attention_between(since date, until date, users text[], of_ids text[], method text) RETURNS TABLE(id text, color text, code text, name text, total bigint, days integer, band integer, history bigint, history_days integer, correspondence bigint, correspondence_days integer, sales bigint, sales_days integer, helpdesk bigint, helpdesk_days integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100000
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  today date := saint.today();
  unknown text;
begin
  select u.name into unknown
  from unnest(users) u (name)
  where not exists (select from crm.users users where (users.user_id)::text = u.name)
  limit 1;
  if found then
    raise exception 'there is no user %', unknown using errcode = 'invalid_parameter_value';
  end if;
  return query
  select
    a.id::text, a.color, a.code, a.name, a.total, today - a.last, a.band,
    a.history, today - a.history_last,
    a.correspondence, today - a.correspondence_last,
    a.sales, today - a.sales_last,
    a.helpdesk, today - a.helpdesk_last
  from saint_data.company_attention(today, since, until, users, of_ids::integer[], method, null) a;
end
$$;
CREATE FUNCTION saint_data.company_backfill() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
declare
  filled bigint;
begin
  delete from saint_data.company_via;
  delete from saint_data.company_dirty;
  truncate saint_data.company;
  insert into saint_data.company (generation, id, as_of, next_change, statuses, name, category, owner, customer_since, sale_count, sale_open, sale_count_period1, sale_open_period1, sale_count_period2, sale_open_period2, sale_last, sale_last_completed, sale_last_open, sale_next, sale_amount, sale_amount_n, sale_amount_period1, sale_amount_period1_n, sale_amount_period2, sale_amount_period2_n, sale_large_count, sale_large_open, sale_large_count_period1, sale_large_open_period1, sale_large_count_period2, sale_large_open_period2, sale_large_last, sale_large_last_completed, sale_large_last_open, sale_large_next, sale_large_amount, sale_large_amount_n, sale_large_amount_period1, sale_large_amount_period1_n, sale_large_amount_period2, sale_large_amount_period2_n, invoice_count, invoice_open, invoice_count_period1, invoice_open_period1, invoice_count_period2, invoice_open_period2, invoice_last, invoice_last_completed, invoice_last_open, invoice_next, invoice_amount, invoice_amount_n, invoice_amount_period1, invoice_amount_period1_n, invoice_amount_period2, invoice_amount_period2_n, outgoing, ordered, ordered_n, ordered_this_year, ordered_this_year_n, unpaid, unpaid_n, visits_last_quarter, notes, contacts_count_call, contacts_count_activity, contacts_count_visit, gone_quiet_count_sale, gone_quiet_max_sale_date, gone_quiet_count_visit, neglected_lead_count_activity, to_call_last_call)
  select (select e.stored from saint.entity e where e.entity = 'company'), id, as_of, next_change, statuses, name, category, owner, customer_since, sale_count, sale_open, sale_count_period1, sale_open_period1, sale_count_period2, sale_open_period2, sale_last, sale_last_completed, sale_last_open, sale_next, sale_amount, sale_amount_n, sale_amount_period1, sale_amount_period1_n, sale_amount_period2, sale_amount_period2_n, sale_large_count, sale_large_open, sale_large_count_period1, sale_large_open_period1, sale_large_count_period2, sale_large_open_period2, sale_large_last, sale_large_last_completed, sale_large_last_open, sale_large_next, sale_large_amount, sale_large_amount_n, sale_large_amount_period1, sale_large_amount_period1_n, sale_large_amount_period2, sale_large_amount_period2_n, invoice_count, invoice_open, invoice_count_period1, invoice_open_period1, invoice_count_period2, invoice_open_period2, invoice_last, invoice_last_completed, invoice_last_open, invoice_next, invoice_amount, invoice_amount_n, invoice_amount_period1, invoice_amount_period1_n, invoice_amount_period2, invoice_amount_period2_n, outgoing, ordered, ordered_n, ordered_this_year, ordered_this_year_n, unpaid, unpaid_n, visits_last_quarter, notes, contacts_count_call, contacts_count_activity, contacts_count_visit, gone_quiet_count_sale, gone_quiet_max_sale_date, gone_quiet_count_visit, neglected_lead_count_activity, to_call_last_call
  from saint_data.company_live_all(saint.today());
  get diagnostics filled = row_count;
  with
  -- statusvalue and the history change with the statuses that the rows got or lost
  ended as (
    delete from saint_data.company_statusvalue v
    where not exists (select from saint_data.company f where f.id = v.id and v.status = any (f.statuses))
    returning v.id, v.status
  ),
  begun as (
    insert into saint_data.company_statusvalue (id, status, since)
    select f.id, s.status, now()
    from saint_data.company f cross join unnest(f.statuses) s (status)
    where not exists (select from saint_data.company_statusvalue v where v.id = f.id and v.status = s.status)
    returning id, status
  ),
  changed as (
    insert into saint.status_change (entity, id, status, active, changed_at)
    select 'company', ended.id::text, ended.status, false, now() from ended
    union all
    select 'company', begun.id::text, begun.status, true, now() from begun
    returning id, status, active
  )
  -- told at commit, by a trigger of saint.announcement
  insert into saint.announcement (entity, status, active, ids)
  select 'company', c.status, c.active, array_agg(c.id order by c.id)
  from changed c
  where c.status in ('neglected', 'neglected_lead')
  group by c.status, c.active;
  return filled;
end
$$;
CREATE FUNCTION saint_data.company_check() RETURNS TABLE(id text, "column" text, stored text, truth text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
#variable_conflict use_column
begin
  return query
  with truth as materialized (
    select * from saint_data.company_live_all(saint.today())
  ),
  stale as materialized (
    select s.id from saint_data.company_stale s
  ),
  stored as materialized (
    select c.* from saint_data.company c
    where not exists (select from stale s where s.id = c.id)
  ),
  -- byte by byte first: that is quick, and says of a few equal rows that they differ (1.0 and 1.00)
  suspect as materialized (
    select s.id, to_jsonb(s) as stored, to_jsonb(t) as truth
    from stored s join truth t on t.id = s.id
    where row(s.statuses, s.name, s.category, s.owner, s.customer_since, s.sale_count, s.sale_open, s.sale_count_period1, s.sale_open_period1, s.sale_count_period2, s.sale_open_period2, s.sale_last, s.sale_last_completed, s.sale_last_open, s.sale_next, s.sale_amount, s.sale_amount_n, s.sale_amount_period1, s.sale_amount_period1_n, s.sale_amount_period2, s.sale_amount_period2_n, s.sale_large_count, s.sale_large_open, s.sale_large_count_period1, s.sale_large_open_period1, s.sale_large_count_period2, s.sale_large_open_period2, s.sale_large_last, s.sale_large_last_completed, s.sale_large_last_open, s.sale_large_next, s.sale_large_amount, s.sale_large_amount_n, s.sale_large_amount_period1, s.sale_large_amount_period1_n, s.sale_large_amount_period2, s.sale_large_amount_period2_n, s.invoice_count, s.invoice_open, s.invoice_count_period1, s.invoice_open_period1, s.invoice_count_period2, s.invoice_open_period2, s.invoice_last, s.invoice_last_completed, s.invoice_last_open, s.invoice_next, s.invoice_amount, s.invoice_amount_n, s.invoice_amount_period1, s.invoice_amount_period1_n, s.invoice_amount_period2, s.invoice_amount_period2_n, s.outgoing, s.ordered, s.ordered_n, s.ordered_this_year, s.ordered_this_year_n, s.unpaid, s.unpaid_n, s.visits_last_quarter, s.notes, s.contacts_count_call, s.contacts_count_activity, s.contacts_count_visit, s.gone_quiet_count_sale, s.gone_quiet_max_sale_date, s.gone_quiet_count_visit, s.neglected_lead_count_activity, s.to_call_last_call)::record
      *<> row(t.statuses, t.name, t.category, t.owner, t.customer_since, t.sale_count, t.sale_open, t.sale_count_period1, t.sale_open_period1, t.sale_count_period2, t.sale_open_period2, t.sale_last, t.sale_last_completed, t.sale_last_open, t.sale_next, t.sale_amount, t.sale_amount_n, t.sale_amount_period1, t.sale_amount_period1_n, t.sale_amount_period2, t.sale_amount_period2_n, t.sale_large_count, t.sale_large_open, t.sale_large_count_period1, t.sale_large_open_period1, t.sale_large_count_period2, t.sale_large_open_period2, t.sale_large_last, t.sale_large_last_completed, t.sale_large_last_open, t.sale_large_next, t.sale_large_amount, t.sale_large_amount_n, t.sale_large_amount_period1, t.sale_large_amount_period1_n, t.sale_large_amount_period2, t.sale_large_amount_period2_n, t.invoice_count, t.invoice_open, t.invoice_count_period1, t.invoice_open_period1, t.invoice_count_period2, t.invoice_open_period2, t.invoice_last, t.invoice_last_completed, t.invoice_last_open, t.invoice_next, t.invoice_amount, t.invoice_amount_n, t.invoice_amount_period1, t.invoice_amount_period1_n, t.invoice_amount_period2, t.invoice_amount_period2_n, t.outgoing, t.ordered, t.ordered_n, t.ordered_this_year, t.ordered_this_year_n, t.unpaid, t.unpaid_n, t.visits_last_quarter, t.notes, t.contacts_count_call, t.contacts_count_activity, t.contacts_count_visit, t.gone_quiet_count_sale, t.gone_quiet_max_sale_date, t.gone_quiet_count_visit, t.neglected_lead_count_activity, t.to_call_last_call)::record
  ),
  had as (
    select v.id, array_agg(v.status order by v.status) as statuses from saint_data.company_statusvalue v group by v.id
  )
  select coalesce(s.id, t.id)::text, 'id', s.id::text, t.id::text
  from stored s full join truth t on t.id = s.id
  where (s.id is null or t.id is null)
    and not exists (select from stale x where x.id = coalesce(s.id, t.id))
  union all
  select s.id::text, f.key, s.stored ->> f.key, s.truth ->> f.key
  from suspect s cross join lateral jsonb_object_keys(s.truth) f (key)
  where s.stored -> f.key is distinct from s.truth -> f.key
    and f.key not in ('as_of', 'next_change', 'generation')
  union all
  -- too early costs a recompute, too late would be a wrong answer
  select s.id::text, 'next_change', s.next_change::text, t.next_change::text
  from stored s join truth t on t.id = s.id
  where s.next_change > t.next_change
  union all
  select c.id::text, 'statusvalue', h.statuses::text, c.statuses::text
  from saint_data.company c left join had h on h.id = c.id
  where coalesce(h.statuses, '{}') is distinct from
    coalesce((select array_agg(u.status order by u.status) from unnest(c.statuses) u (status)), '{}');
end
$$;
CREATE FUNCTION saint_data.company_chronology(of_record text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) RETURNS TABLE(id integer, kind text, source text, source_key text, place bigint, occurred_at timestamp with time zone, "user" text, title text, counted boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
#variable_conflict use_variable
declare
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
        0::bigint as place, activity.starts_at as occurred_at, (activity.user_id)::text as "user", (activity.subject)::text as title, true as counted,
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
        account.company_id as id, 'sales'::text as kind, 'sale'::text as source, (sale.sale_id)::text collate "C" as source_key,
        0::bigint as place, sale.created_at as occurred_at, (sale.user_id)::text as "user", (sale.stage)::text as title, true as counted,
        sale.created_at as sorted_by
      from crm.sale sale
      left join crm.account account on account.account_id = sale.account_id
      where account.company_id = of_id and sale.created_at is not null
    ) m
    where m.sorted_by >= since and m.sorted_by <= before
      and (m.occurred_at, m.source collate "C", m.source_key, m.place) < (before, before_source collate "C", before_key collate "C", before_place)
    order by m.sorted_by desc, m.source_key desc, m.place desc limit page)
    union all
    (select m.* from (
      -- sale: changes of state
      select
        account.company_id as id, 'sales'::text as kind, 'sale'::text as source, (sale.sale_id)::text collate "C" as source_key,
        saint_transition.change as place, saint_transition.changed_at as occurred_at, saint_transition."user" as "user", concat_ws(': ', (sale.stage)::text, saint_transition.was || ' → ' || saint_transition.became) as title, true as counted,
        saint_transition.changed_at as sorted_by
      from crm.sale sale
      join saint_data.sale_transition saint_transition on saint_transition.source_key = (sale.sale_id)::text and not saint_transition.gone
      left join crm.account account on account.account_id = sale.account_id
      where account.company_id = of_id and saint_transition.changed_at is not null
        -- not what an earlier row with the same key went through
        and not exists (
          select from saint_data.sale_transition saint_gone
          where saint_gone.source_key = saint_transition.source_key and saint_gone.gone and saint_gone.change > saint_transition.change)
    ) m
    where m.sorted_by >= since and m.sorted_by <= before
      and (m.occurred_at, m.source collate "C", m.source_key, m.place) < (before, before_source collate "C", before_key collate "C", before_place)
    order by m.sorted_by desc, m.source_key desc, m.place desc limit page)
    union all
    (select m.* from (
      -- invoice
      select
        invoice.company_id as id, 'invoice'::text as kind, 'invoice'::text as source, (invoice.invoice_id)::text collate "C" as source_key,
        0::bigint as place, cast(invoice.sent_on as timestamp) at time zone 'Europe/Oslo' as occurred_at, null::text as "user", null::text as title, false as counted,
        invoice.sent_on as sorted_by
      from crm.invoice invoice
      where invoice.company_id = of_id and cast(invoice.sent_on as timestamp) at time zone 'Europe/Oslo' is not null
    ) m
    where m.sorted_by >= (since at time zone 'Europe/Oslo')::date and m.sorted_by <= (before at time zone 'Europe/Oslo')::date and m.occurred_at >= since
      and (m.occurred_at, m.source collate "C", m.source_key, m.place) < (before, before_source collate "C", before_key collate "C", before_place)
    order by m.sorted_by desc, m.source_key desc, m.place desc limit page)
  ) m
  order by m.occurred_at desc, m.source collate "C" desc, m.source_key collate "C" desc, m.place desc
  limit page;
end
$$;
CREATE FUNCTION saint_data.company_counted(today date, since date, until date, users text[], ids integer[], with_revenue boolean) RETURNS TABLE(id integer, color text, code text, name text, total bigint, last date, history bigint, history_last date, correspondence bigint, correspondence_last date, sales bigint, sales_last date, helpdesk bigint, helpdesk_last date, orders numeric, invoices numeric)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100000
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
#variable_conflict use_variable
declare
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
  activity as (
    select
      event.id,
      count(*) filter (where event.occurred_on >= since and event.occurred_on <= until_today) as moments,
      max(event.occurred_on) filter (where event.occurred_on <= today) as last
    from (
      select
        activity.company_id as id,
        cast((activity.starts_at at time zone 'Europe/Oslo') as date) as occurred_on
      from crm.activity activity
      where (not activity.deleted) and activity.company_id is not null and (ids is null or activity.company_id = any (ids)) and (users is null or (activity.user_id)::text = any (users))
      -- each value is computed once, not in every filter that reads it
      offset 0
    ) event
    group by event.id
  ),
  sale as (
    select
      event.id,
      count(*) filter (where event.occurred_on >= since and event.occurred_on <= until_today) as moments,
      max(event.occurred_on) filter (where event.occurred_on <= today) as last,
      sum(event.orders) filter (where event.date >= since and event.date <= until_today) as orders
    from (
      select
        account.company_id as id,
        cast((sale.created_at at time zone 'Europe/Oslo') as date) as occurred_on,
        case when with_revenue and (sale.stage = 'order') then (sale.amount)::numeric end as orders,
        sale.sale_date as date
      from crm.sale sale
      left join crm.account account on account.account_id = sale.account_id
      where account.company_id is not null and (ids is null or account.company_id = any (ids)) and (users is null or (sale.user_id)::text = any (users))
      -- each value is computed once, not in every filter that reads it
      offset 0
    ) event
    group by event.id
  ),
  sale_transition as (
    select
      event.id,
      count(*) filter (where event.occurred_on >= since and event.occurred_on <= until_today) as moments,
      max(event.occurred_on) filter (where event.occurred_on <= today) as last
    from (
      select
        account.company_id as id,
        (saint_transition.changed_at at time zone 'Europe/Oslo')::date as occurred_on
      from crm.sale sale
      join saint_data.sale_transition saint_transition on saint_transition.source_key = (sale.sale_id)::text and not saint_transition.gone
      left join crm.account account on account.account_id = sale.account_id
      where account.company_id is not null and (ids is null or account.company_id = any (ids)) and (users is null or saint_transition."user" = any (users))
        and not exists (
          select from saint_data.sale_transition saint_gone
          where saint_gone.source_key = saint_transition.source_key and saint_gone.gone
            and saint_gone.change > saint_transition.change)
      -- each value is computed once, not in every filter that reads it
      offset 0
    ) event
    group by event.id
  ),
  invoice as (
    select
      event.id,
      sum(event.invoices) filter (where event.date >= since and event.date <= until_today) as invoices
    from (
      select
        invoice.company_id as id,
        case when with_revenue then (invoice.amount)::numeric end as invoices,
        invoice.sent_on as date
      from crm.invoice invoice
      where invoice.company_id is not null and (ids is null or invoice.company_id = any (ids)) and (users is null or null = any (users))
      -- each value is computed once, not in every filter that reads it
      offset 0
    ) event
    group by event.id
  )
  select
    r.id, r.color, r.code, r.name,
    coalesce(activity.moments, 0) + coalesce(sale.moments, 0) + coalesce(sale_transition.moments, 0),
    greatest(activity.last, sale.last, sale_transition.last),
    coalesce(activity.moments, 0), greatest(activity.last),
    0::bigint, null::date,
    coalesce(sale.moments, 0) + coalesce(sale_transition.moments, 0), greatest(sale.last, sale_transition.last),
    0::bigint, null::date,
    coalesce(sale.orders, 0), coalesce(invoice.invoices, 0)
  from record r
  left join activity on activity.id = r.id
  left join sale on sale.id = r.id
  left join sale_transition on sale_transition.id = r.id
  left join invoice on invoice.id = r.id
;
end
$$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE saint_data.company (
    id integer NOT NULL,
    as_of date DEFAULT '-infinity'::date NOT NULL,
    next_change date DEFAULT '-infinity'::date NOT NULL,
    statuses text[] DEFAULT '{}'::text[] NOT NULL,
    generation integer DEFAULT 0 NOT NULL,
    name text,
    category text,
    owner text,
    customer_since date,
    sale_count bigint DEFAULT 0,
    sale_open bigint DEFAULT 0,
    sale_count_period1 bigint DEFAULT 0,
    sale_open_period1 bigint DEFAULT 0,
    sale_count_period2 bigint DEFAULT 0,
    sale_open_period2 bigint DEFAULT 0,
    sale_last date,
    sale_last_completed date,
    sale_last_open date,
    sale_next date,
    sale_amount numeric DEFAULT 0,
    sale_amount_n bigint DEFAULT 0,
    sale_amount_period1 numeric DEFAULT 0,
    sale_amount_period1_n bigint DEFAULT 0,
    sale_amount_period2 numeric DEFAULT 0,
    sale_amount_period2_n bigint DEFAULT 0,
    sale_large_count bigint DEFAULT 0,
    sale_large_open bigint DEFAULT 0,
    sale_large_count_period1 bigint DEFAULT 0,
    sale_large_open_period1 bigint DEFAULT 0,
    sale_large_count_period2 bigint DEFAULT 0,
    sale_large_open_period2 bigint DEFAULT 0,
    sale_large_last date,
    sale_large_last_completed date,
    sale_large_last_open date,
    sale_large_next date,
    sale_large_amount numeric DEFAULT 0,
    sale_large_amount_n bigint DEFAULT 0,
    sale_large_amount_period1 numeric DEFAULT 0,
    sale_large_amount_period1_n bigint DEFAULT 0,
    sale_large_amount_period2 numeric DEFAULT 0,
    sale_large_amount_period2_n bigint DEFAULT 0,
    invoice_count bigint DEFAULT 0,
    invoice_open bigint DEFAULT 0,
    invoice_count_period1 bigint DEFAULT 0,
    invoice_open_period1 bigint DEFAULT 0,
    invoice_count_period2 bigint DEFAULT 0,
    invoice_open_period2 bigint DEFAULT 0,
    invoice_last date,
    invoice_last_completed date,
    invoice_last_open date,
    invoice_next date,
    invoice_amount numeric DEFAULT 0,
    invoice_amount_n bigint DEFAULT 0,
    invoice_amount_period1 numeric DEFAULT 0,
    invoice_amount_period1_n bigint DEFAULT 0,
    invoice_amount_period2 numeric DEFAULT 0,
    invoice_amount_period2_n bigint DEFAULT 0,
    outgoing bigint DEFAULT 0,
    ordered numeric DEFAULT 0,
    ordered_n bigint DEFAULT 0,
    ordered_this_year numeric DEFAULT 0,
    ordered_this_year_n bigint DEFAULT 0,
    unpaid numeric DEFAULT 0,
    unpaid_n bigint DEFAULT 0,
    visits_last_quarter bigint DEFAULT 0,
    notes bigint DEFAULT 0,
    contacts_count_call bigint DEFAULT 0,
    contacts_count_activity bigint DEFAULT 0,
    contacts_count_visit bigint DEFAULT 0,
    gone_quiet_count_sale bigint DEFAULT 0,
    gone_quiet_max_sale_date date,
    gone_quiet_count_visit bigint DEFAULT 0,
    neglected_lead_count_activity bigint DEFAULT 0,
    to_call_last_call date
)
WITH (fillfactor='70', autovacuum_vacuum_scale_factor='0.05');
CREATE FUNCTION saint_data.company_criteria(of_status text, c saint_data.company) RETURNS TABLE(place integer, criterion text, value text, met boolean)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select 1, 'category = ''Customer''', (c.category)::text, coalesce((c.category = 'Customer'), false)
  where of_status = 'neglected'
  union all
  select 2, 'count(activity) filter (where direction = ''outgoing'' and past(period1)) < 2', (c.outgoing)::text, coalesce((c.outgoing < 2), false)
  where of_status = 'neglected'
  union all
  select 1, 'count(sale) filter (where stage = ''order'') >= 1', (c.gone_quiet_count_sale)::text, coalesce((c.gone_quiet_count_sale >= 1), false)
  where of_status = 'gone_quiet'
  union all
  select 2, 'max(sale.date) filter (where stage = ''order'') < today - period1 or not (exists(visit) filter (where past(90)))', 'gone_quiet_max_sale_date = ' || coalesce((c.gone_quiet_max_sale_date)::text, 'null') || ', ' || 'gone_quiet_count_visit = ' || coalesce((c.gone_quiet_count_visit)::text, 'null'), coalesce((c.gone_quiet_max_sale_date < c.as_of - 30 or not (c.gone_quiet_count_visit > 0)), false)
  where of_status = 'gone_quiet'
  union all
  select 1, 'status(''neglected'')', null::text, coalesce((coalesce((c.category = 'Customer') and (c.outgoing < 2), false)), false)
  where of_status = 'worth_a_visit'
  union all
  select 2, 'not status(''gone_quiet'')', null::text, coalesce((not coalesce((c.gone_quiet_count_sale >= 1) and (c.gone_quiet_max_sale_date < c.as_of - 30 or not (c.gone_quiet_count_visit > 0)), false)), false)
  where of_status = 'worth_a_visit'
  union all
  select 3, 'coalesce(unpaid, 0) < 1000', (case when c.unpaid_n > 0 then c.unpaid end)::text, coalesce((coalesce(case when c.unpaid_n > 0 then c.unpaid end, 0) < 1000), false)
  where of_status = 'worth_a_visit'
  union all
  select 1, 'customer_since between today - 14 and today', (c.customer_since)::text, coalesce((c.customer_since >= c.as_of - 14 and c.customer_since <= c.as_of), false)
  where of_status = 'new_customer'
  union all
  select 1, 'category = ''Lead''', (c.category)::text, coalesce((c.category = 'Lead'), false)
  where of_status = 'neglected_lead'
  union all
  select 2, 'not exists(activity) filter (where past(7))', (c.neglected_lead_count_activity)::text, coalesce((not (c.neglected_lead_count_activity > 0)), false)
  where of_status = 'neglected_lead'
$$;
CREATE FUNCTION saint_data.company_dialogs(ids text[], language text, of_groups text[], html boolean) RETURNS TABLE(id text, dialog jsonb)
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
#variable_conflict use_column
begin
  return query
  with active as (
    select
      s.id::text as record, s.since, d.*,
      row_number() over (partition by s.id order by d.visual desc, d.rank, d.status) as place
    from saint.company_status s
    join saint.status d on d.status = s.status
    where s.id = any (ids::integer[]) and (of_groups is null or d.groups = '{}' or d.groups && of_groups)
  )
  select a.record, jsonb_build_object(
    'entity', 'company',
    'id', a.record,
    'status', a.status,
    'name', saint.in_language(a.titles, language),
    'description', saint.render(
      coalesce(saint.in_language(a.descriptions, language), ''), v.variables, html, saint.in_language(a.titles, language)
    ),
    'rank', a.rank,
    'visual', a.visual,
    'since', a.since,
    'image', a.image,
    'media_type', i.media_type,
    'others', coalesce(o.others, '[]'),
    'follow_up', case when a.follow_up is not null then jsonb_build_object(
      'source', a.follow_up ->> 'source',
      'type', a.follow_up ->> 'type',
      'text', saint.render(
        coalesce(saint.in_language(a.follow_up -> 'text', language), ''), v.variables, html, saint.in_language(a.titles, language)
      ),
      'date', saint.today() + (a.follow_up ->> 'in_days')::integer,
      'user', v.variables ->> ('@' || (a.follow_up ->> 'user'))
    ) end
  )
  from active a
  join saint_data.company_texts(ids) v on v.id = a.record
  left join saint.image i on i.image = a.image
  left join (
    select
      n.record,
      jsonb_agg(
        jsonb_build_object(
          'status', n.status, 'name', saint.in_language(n.titles, language), 'rank', n.rank, 'visual', n.visual, 'since', n.since
        )
        order by n.place
      ) as others
    from active n
    where n.place > 1
    group by n.record
  ) o on o.record = a.record
  where a.place = 1;
end
$$;
CREATE FUNCTION saint_data.company_elsewhere() RETURNS SETOF integer
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10 PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $_$
begin
  if exists (select from saint_data.company_via) then
    return query
    select found.id from (
    -- all: a TRUNCATE, the clock set back
    select every.id
    from (
      select (company.company_id)::integer from crm.company company
      union
      select c.id from saint_data.company c
    ) every (id)
    where exists (select from saint_data.company_via via_mark where via_mark.hop in ('all', 'detached'))
    union
    -- company.owner: a row of crm.users
    select (company.company_id)::integer
    from saint_data.company_via via_mark
    join crm.company company on true
    where via_mark.hop = 'company.owner' and (cast((via_mark.key ->> 'user_id') as int) = company.owner_id)
    union
    -- visit: a row of crm.visit
    select (person.company_id)::integer
    from saint_data.company_via via_mark
    join crm.person person on person.person_id = cast((via_mark.key ->> 'person_id') as bigint)
    where via_mark.hop = 'visit'
    union
    -- sale: a row of crm.sale
    select (account.company_id)::integer
    from saint_data.company_via via_mark
    join crm.account account on account.account_id = cast((via_mark.key ->> 'account_id') as int)
    where via_mark.hop = 'sale'
    union
    -- call: a row of crm.call
    select (coalesce(cast((via_mark.key ->> 'company_id') as int), person.company_id))::integer
    from saint_data.company_via via_mark
    join crm.person person on person.person_id = cast((via_mark.key ->> 'person_id') as bigint)
    where via_mark.hop = 'call'
    union
    -- call.person: a row of crm.person
    select (coalesce(call.company_id, cast((via_mark.key ->> 'company_id') as int)))::integer
    from saint_data.company_via via_mark
    join crm.call call on true
    where via_mark.hop = 'call.person' and (cast((via_mark.key ->> 'person_id') as bigint) = call.person_id)
    union
    -- note: a row of crm.note
    select (case when cast((via_mark.key ->> 'about') as text) ~ '^company,[0-9]{1,9}$' then cast(split_part(cast((via_mark.key ->> 'about') as text), ',', 2) as int) end)::integer
    from saint_data.company_via via_mark
    where via_mark.hop = 'note'
    ) found (id)
    where found.id is not null;
  end if;
  if saint.midnight_passed() then
    return query
    select c.id from saint_data.company c where c.as_of > saint.today();
  end if;
end
$_$;
CREATE FUNCTION saint_data.company_explain(of_status text, of_id text) RETURNS TABLE(criterion text, value text, met boolean, changes_on date)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  r saint_data.company;
  later saint_data.company;
  was boolean[];
  turns date[];
  day date;
begin
  select * into r from saint_data.company_live(of_id::integer, saint.today());
  if r.id is null then
    raise exception 'there is no % with id %', 'company', of_id using errcode = 'no_data_found';
  end if;
  select array_agg(k.met order by k.place), array_agg(null::date) into was, turns from saint_data.company_criteria(of_status, r) k;
  -- The record as it will be on each day on which something changes by itself.
  day := r.next_change;
  while day < 'infinity' and array_position(turns, null) is not null loop
    select * into later from saint_data.company_live(of_id::integer, day);
    select array_agg(coalesce(turns[k.place], case when k.met <> was[k.place] then day end) order by k.place)
      into turns from saint_data.company_criteria(of_status, later) k;
    day := later.next_change;
  end loop;
  return query
  select k.criterion, k.value, k.met, turns[k.place] from saint_data.company_criteria(of_status, r) k order by k.place;
end
$$;
CREATE FUNCTION saint_data.company_fields(ids integer[]) RETURNS TABLE(id integer, name text, category text, owner text, "user" integer, customer_since date, address text, latitude double precision, longitude double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $_$
#variable_conflict use_column
begin
  return query
  select
    -- cast: a column of the CRM may get another type, and the next apply comes later
    (company.company_id)::integer,
    (company.name)::text,
    (company.category)::text,
    (owner.full_name)::text,
    (company.owner_id)::integer,
    (company.customer_since)::date,
    (company.street)::text,
    (company.lat)::double precision,
    (company.lon)::double precision
  from crm.company company
  left join crm.users owner on owner.user_id = company.owner_id
  where (not company.deleted) and company.company_id = any ($1);
end
$_$;
CREATE FUNCTION saint_data.company_fill(after integer, batch integer, OUT reached integer, OUT filled bigint) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
declare
  wanted integer := (select e.generation from saint.entity e where e.entity = 'company');
  ids integer[];
begin
  if exists (
    select from saint.computed k where k.entity = 'company' and k.kind = 'records' and not k.settled
  ) then
    insert into saint_data.company (id)
    select r.id
    from (
      select company.company_id as id
      from crm.company company
      left join crm.users owner on owner.user_id = company.owner_id
      where (not company.deleted) and company.company_id is not null
    ) r
    where (after is null or r.id > after)
      and not exists (select from saint_data.company c where c.id = r.id)
      -- a new record has a mark: a tick stores it
      and not exists (select from saint_data.company_dirty d where d.id = r.id)
    order by r.id
    limit batch
    on conflict do nothing;
  end if;
  ids := array(
    select c.id from saint_data.company c
    where c.generation < wanted and (after is null or c.id > after)
    order by c.id
    limit batch);
  reached := ids[cardinality(ids)];
  ids := array(
    select c.id from saint_data.company c
    where c.id = any (ids)
    order by c.id
    for no key update skip locked);
  filled := cardinality(ids);
  if filled > 0 then
    perform saint_data.company_recompute(ids, saint.today());
  end if;
end
$$;
CREATE FUNCTION saint_data.company_happened(of_user text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) RETURNS TABLE(id integer, kind text, source text, source_key text, place bigint, occurred_at timestamp with time zone, "user" text, title text, counted boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
#variable_conflict use_variable
declare
  of_ids integer[] := array(
    select company.company_id
    from crm.company company
    where (not company.deleted) and company.company_id is not null and (company.owner_id)::text = of_user);
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
        0::bigint as place, activity.starts_at as occurred_at, (activity.user_id)::text as "user", (activity.subject)::text as title, true as counted,
        activity.starts_at as sorted_by
      from crm.activity activity
      where (not activity.deleted) and activity.company_id = any (of_ids) and activity.starts_at is not null
    ) m
    where m.sorted_by >= since and m.sorted_by <= before
      and (m.occurred_at, m.source collate "C", m.source_key, m.place) < (before, before_source collate "C", before_key collate "C", before_place)
    order by m.sorted_by desc, m.source_key desc, m.place desc limit page)
    union all
    (select m.* from (
      -- sale
      select
        account.company_id as id, 'sales'::text as kind, 'sale'::text as source, (sale.sale_id)::text collate "C" as source_key,
        0::bigint as place, sale.created_at as occurred_at, (sale.user_id)::text as "user", (sale.stage)::text as title, true as counted,
        sale.created_at as sorted_by
      from crm.sale sale
      left join crm.account account on account.account_id = sale.account_id
      where account.company_id = any (of_ids) and sale.created_at is not null
    ) m
    where m.sorted_by >= since and m.sorted_by <= before
      and (m.occurred_at, m.source collate "C", m.source_key, m.place) < (before, before_source collate "C", before_key collate "C", before_place)
    order by m.sorted_by desc, m.source_key desc, m.place desc limit page)
    union all
    (select m.* from (
      -- sale: changes of state
      select
        account.company_id as id, 'sales'::text as kind, 'sale'::text as source, (sale.sale_id)::text collate "C" as source_key,
        saint_transition.change as place, saint_transition.changed_at as occurred_at, saint_transition."user" as "user", concat_ws(': ', (sale.stage)::text, saint_transition.was || ' → ' || saint_transition.became) as title, true as counted,
        saint_transition.changed_at as sorted_by
      from crm.sale sale
      join saint_data.sale_transition saint_transition on saint_transition.source_key = (sale.sale_id)::text and not saint_transition.gone
      left join crm.account account on account.account_id = sale.account_id
      where account.company_id = any (of_ids) and saint_transition.changed_at is not null
        -- not what an earlier row with the same key went through
        and not exists (
          select from saint_data.sale_transition saint_gone
          where saint_gone.source_key = saint_transition.source_key and saint_gone.gone and saint_gone.change > saint_transition.change)
    ) m
    where m.sorted_by >= since and m.sorted_by <= before
      and (m.occurred_at, m.source collate "C", m.source_key, m.place) < (before, before_source collate "C", before_key collate "C", before_place)
    order by m.sorted_by desc, m.source_key desc, m.place desc limit page)
    union all
    (select m.* from (
      -- invoice
      select
        invoice.company_id as id, 'invoice'::text as kind, 'invoice'::text as source, (invoice.invoice_id)::text collate "C" as source_key,
        0::bigint as place, cast(invoice.sent_on as timestamp) at time zone 'Europe/Oslo' as occurred_at, null::text as "user", null::text as title, false as counted,
        invoice.sent_on as sorted_by
      from crm.invoice invoice
      where invoice.company_id = any (of_ids) and cast(invoice.sent_on as timestamp) at time zone 'Europe/Oslo' is not null
    ) m
    where m.sorted_by >= (since at time zone 'Europe/Oslo')::date and m.sorted_by <= (before at time zone 'Europe/Oslo')::date and m.occurred_at >= since
      and (m.occurred_at, m.source collate "C", m.source_key, m.place) < (before, before_source collate "C", before_key collate "C", before_place)
    order by m.sorted_by desc, m.source_key desc, m.place desc limit page)
  ) m
  order by m.occurred_at desc, m.source collate "C" desc, m.source_key collate "C" desc, m.place desc
  limit page;
end
$$;
CREATE FUNCTION saint_data.company_live(record_id integer, today date) RETURNS SETOF saint_data.company
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1 PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $_$
begin
  return query
    with record as (
      select
        company.company_id as id,
        company.name as name,
        company.category as category,
        owner.full_name as owner,
        company.customer_since as customer_since
      from crm.company company
      left join crm.users owner on owner.user_id = company.owner_id
      where (not company.deleted) and company.company_id = $1
    ),
    activity as (
      select
        event.id,
        -- count(activity) filter (where direction = 'outgoing' and date > today - 30 and date <= today)
        count(*) filter (where event.direction = 'outgoing' and event.date > today - 30 and event.date <= today) as outgoing,
        -- count(activity) filter (where date > today - 60 and date <= today)
        count(*) filter (where event.date > today - 60 and event.date <= today) as contacts_count_activity,
        -- count(activity) filter (where date > today - 7 and date <= today)
        count(*) filter (where event.date > today - 7 and event.date <= today) as neglected_lead_count_activity,
        -- max(activity.date)
        max(event.date) as to_call_last_call,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 30) filter (where event.date > today - 30 and event.date < cast('290000-01-01' as date) and event.direction = 'outgoing'),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
          min(event.date + 60) filter (where event.date > today - 60 and event.date < cast('290000-01-01' as date)),
          min(event.date + 7) filter (where event.date > today - 7 and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          activity.company_id as id,
          activity.direction as direction,
          cast((activity.starts_at at time zone 'Europe/Oslo') as date) as date
        from crm.activity activity
        where (not activity.deleted) and activity.company_id = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    visit as (
      select
        event.id,
        -- count(visit) filter (where date >= saint.start_of('quarter', today, -1) and date < saint.start_of('quarter', today, 0))
        count(*) filter (where event.date >= saint.start_of('quarter', today, -1) and event.date < saint.start_of('quarter', today, 0)) as visits_last_quarter,
        -- count(visit) filter (where date > today - 60 and date <= today)
        count(*) filter (where event.date > today - 60 and event.date <= today) as contacts_count_visit,
        -- count(visit) filter (where date > today - 90 and date <= today)
        count(*) filter (where event.date > today - 90 and event.date <= today) as gone_quiet_count_visit,
        -- the next day on which an event enters or leaves a window
        least(
          min(saint.start_of('quarter', event.date, 2)) filter (where event.date >= saint.start_of('quarter', today, -1) and event.date < cast('290000-01-01' as date)),
          min(saint.start_of('quarter', event.date, 1)) filter (where event.date >= saint.start_of('quarter', today, 0) and event.date < cast('290000-01-01' as date)),
          min(event.date + 60) filter (where event.date > today - 60 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
          min(event.date + 90) filter (where event.date > today - 90 and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          person.company_id as id,
          visit.visited_on as date
        from crm.visit visit
        left join crm.person person on person.person_id = visit.person_id
        where (visit.visited_on > ($2) - 186) and person.company_id = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    sale as (
      select
        event.id,
        -- count(sale)
        count(*) as sale_count,
        -- count(sale) filter (where not completed is true)
        count(*) filter (where not event.completed is true) as sale_open,
        -- count(sale) filter (where date > today - 30 and date <= today)
        count(*) filter (where event.date > today - 30 and event.date <= today) as sale_count_period1,
        -- count(sale) filter (where not completed is true and date > today - 30 and date <= today)
        count(*) filter (where not event.completed is true and event.date > today - 30 and event.date <= today) as sale_open_period1,
        -- count(sale) filter (where date > today - 60 and date <= today)
        count(*) filter (where event.date > today - 60 and event.date <= today) as sale_count_period2,
        -- count(sale) filter (where not completed is true and date > today - 60 and date <= today)
        count(*) filter (where not event.completed is true and event.date > today - 60 and event.date <= today) as sale_open_period2,
        -- max(sale.date) filter (where date <= today)
        max(event.date) filter (where event.date <= today) as sale_last,
        -- max(sale.date) filter (where completed and date <= today)
        max(event.date) filter (where event.completed and event.date <= today) as sale_last_completed,
        -- max(sale.date) filter (where not completed is true and date <= today)
        max(event.date) filter (where not event.completed is true and event.date <= today) as sale_last_open,
        -- min(sale.date) filter (where date > today)
        min(event.date) filter (where event.date > today) as sale_next,
        -- sum(sale.amount)
        sum(event.amount) as sale_amount,
        count(*) filter (where not event.amount is null) as sale_amount_n,
        -- sum(sale.amount) filter (where date > today - 30 and date <= today)
        sum(event.amount) filter (where event.date > today - 30 and event.date <= today) as sale_amount_period1,
        count(*) filter (where (event.date > today - 30 and event.date <= today) and not event.amount is null) as sale_amount_period1_n,
        -- sum(sale.amount) filter (where date > today - 60 and date <= today)
        sum(event.amount) filter (where event.date > today - 60 and event.date <= today) as sale_amount_period2,
        count(*) filter (where (event.date > today - 60 and event.date <= today) and not event.amount is null) as sale_amount_period2_n,
        -- count(sale) filter (where (amount_class = 'Large'))
        count(*) filter (where (event.amount_class = 'Large')) as sale_large_count,
        -- count(sale) filter (where (amount_class = 'Large') and not completed is true)
        count(*) filter (where (event.amount_class = 'Large') and not event.completed is true) as sale_large_open,
        -- count(sale) filter (where (amount_class = 'Large') and date > today - 30 and date <= today)
        count(*) filter (where (event.amount_class = 'Large') and event.date > today - 30 and event.date <= today) as sale_large_count_period1,
        -- count(sale) filter (where (amount_class = 'Large') and not completed is true and date > today - 30 and date <= today)
        count(*) filter (where (event.amount_class = 'Large') and not event.completed is true and event.date > today - 30 and event.date <= today) as sale_large_open_period1,
        -- count(sale) filter (where (amount_class = 'Large') and date > today - 60 and date <= today)
        count(*) filter (where (event.amount_class = 'Large') and event.date > today - 60 and event.date <= today) as sale_large_count_period2,
        -- count(sale) filter (where (amount_class = 'Large') and not completed is true and date > today - 60 and date <= today)
        count(*) filter (where (event.amount_class = 'Large') and not event.completed is true and event.date > today - 60 and event.date <= today) as sale_large_open_period2,
        -- max(sale.date) filter (where (amount_class = 'Large') and date <= today)
        max(event.date) filter (where (event.amount_class = 'Large') and event.date <= today) as sale_large_last,
        -- max(sale.date) filter (where (amount_class = 'Large') and completed and date <= today)
        max(event.date) filter (where (event.amount_class = 'Large') and event.completed and event.date <= today) as sale_large_last_completed,
        -- max(sale.date) filter (where (amount_class = 'Large') and not completed is true and date <= today)
        max(event.date) filter (where (event.amount_class = 'Large') and not event.completed is true and event.date <= today) as sale_large_last_open,
        -- min(sale.date) filter (where (amount_class = 'Large') and date > today)
        min(event.date) filter (where (event.amount_class = 'Large') and event.date > today) as sale_large_next,
        -- sum(sale.amount) filter (where (amount_class = 'Large'))
        sum(event.amount) filter (where (event.amount_class = 'Large')) as sale_large_amount,
        count(*) filter (where (event.amount_class = 'Large') and not event.amount is null) as sale_large_amount_n,
        -- sum(sale.amount) filter (where (amount_class = 'Large') and date > today - 30 and date <= today)
        sum(event.amount) filter (where (event.amount_class = 'Large') and event.date > today - 30 and event.date <= today) as sale_large_amount_period1,
        count(*) filter (where ((event.amount_class = 'Large') and event.date > today - 30 and event.date <= today) and not event.amount is null) as sale_large_amount_period1_n,
        -- sum(sale.amount) filter (where (amount_class = 'Large') and date > today - 60 and date <= today)
        sum(event.amount) filter (where (event.amount_class = 'Large') and event.date > today - 60 and event.date <= today) as sale_large_amount_period2,
        count(*) filter (where ((event.amount_class = 'Large') and event.date > today - 60 and event.date <= today) and not event.amount is null) as sale_large_amount_period2_n,
        -- sum(sale.amount) filter (where stage = 'order')
        sum(event.amount) filter (where event.stage = 'order') as ordered,
        count(*) filter (where event.stage = 'order' and not event.amount is null) as ordered_n,
        -- sum(sale.amount) filter (where stage = 'order' and date >= saint.start_of('year', today, 0) and date < saint.start_of('year', today, 1))
        sum(event.amount) filter (where event.stage = 'order' and event.date >= saint.start_of('year', today, 0) and event.date < saint.start_of('year', today, 1)) as ordered_this_year,
        count(*) filter (where (event.stage = 'order' and event.date >= saint.start_of('year', today, 0) and event.date < saint.start_of('year', today, 1)) and not event.amount is null) as ordered_this_year_n,
        -- count(sale) filter (where stage = 'order')
        count(*) filter (where event.stage = 'order') as gone_quiet_count_sale,
        -- max(sale.date) filter (where stage = 'order')
        max(event.date) filter (where event.stage = 'order') as gone_quiet_max_sale_date,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 30) filter (where event.date > today - 30 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
          min(event.date + 60) filter (where event.date > today - 60 and event.date < cast('290000-01-01' as date)),
          min(saint.start_of('year', event.date, 1)) filter (where event.date >= saint.start_of('year', today, 0) and event.date < cast('290000-01-01' as date) and event.stage = 'order'),
          min(saint.start_of('year', event.date, 0)) filter (where event.date >= saint.start_of('year', today, 1) and event.date < cast('290000-01-01' as date) and event.stage = 'order')
        ) as next_change
      from (
        select
          account.company_id as id,
          sale.stage as stage,
          case when sale.amount < 1000 then 'Small' when sale.amount >= 1000 then 'Large' end as amount_class,
          sale.stage <> 'quote' as completed,
          sale.sale_date as date,
          sale.amount as amount
        from crm.sale sale
        left join crm.account account on account.account_id = sale.account_id
        where account.company_id = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    invoice as (
      select
        event.id,
        -- count(invoice)
        count(*) as invoice_count,
        -- count(invoice) filter (where not completed is true)
        count(*) filter (where not event.completed is true) as invoice_open,
        -- count(invoice) filter (where date > today - 30 and date <= today)
        count(*) filter (where event.date > today - 30 and event.date <= today) as invoice_count_period1,
        -- count(invoice) filter (where not completed is true and date > today - 30 and date <= today)
        count(*) filter (where not event.completed is true and event.date > today - 30 and event.date <= today) as invoice_open_period1,
        -- count(invoice) filter (where date > today - 60 and date <= today)
        count(*) filter (where event.date > today - 60 and event.date <= today) as invoice_count_period2,
        -- count(invoice) filter (where not completed is true and date > today - 60 and date <= today)
        count(*) filter (where not event.completed is true and event.date > today - 60 and event.date <= today) as invoice_open_period2,
        -- max(invoice.date) filter (where date <= today)
        max(event.date) filter (where event.date <= today) as invoice_last,
        -- max(invoice.date) filter (where completed and date <= today)
        max(event.date) filter (where event.completed and event.date <= today) as invoice_last_completed,
        -- max(invoice.date) filter (where not completed is true and date <= today)
        max(event.date) filter (where not event.completed is true and event.date <= today) as invoice_last_open,
        -- min(invoice.date) filter (where date > today)
        min(event.date) filter (where event.date > today) as invoice_next,
        -- sum(invoice.amount)
        sum(event.amount) as invoice_amount,
        count(*) filter (where not event.amount is null) as invoice_amount_n,
        -- sum(invoice.amount) filter (where date > today - 30 and date <= today)
        sum(event.amount) filter (where event.date > today - 30 and event.date <= today) as invoice_amount_period1,
        count(*) filter (where (event.date > today - 30 and event.date <= today) and not event.amount is null) as invoice_amount_period1_n,
        -- sum(invoice.amount) filter (where date > today - 60 and date <= today)
        sum(event.amount) filter (where event.date > today - 60 and event.date <= today) as invoice_amount_period2,
        count(*) filter (where (event.date > today - 60 and event.date <= today) and not event.amount is null) as invoice_amount_period2_n,
        -- sum(invoice.amount) filter (where not completed)
        sum(event.amount) filter (where not event.completed) as unpaid,
        count(*) filter (where not event.completed and not event.amount is null) as unpaid_n,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 30) filter (where event.date > today - 30 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
          min(event.date + 60) filter (where event.date > today - 60 and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          invoice.company_id as id,
          invoice.paid_on is not null as completed,
          invoice.sent_on as date,
          invoice.amount as amount
        from crm.invoice invoice
        where invoice.company_id = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    call as (
      select
        event.id,
        -- count(call) filter (where date > today - 60 and date <= today)
        count(*) filter (where event.date > today - 60 and event.date <= today) as contacts_count_call,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 60) filter (where event.date > today - 60 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          coalesce(call.company_id, person.company_id) as id,
          call.called_on as date
        from crm.call call
        left join crm.person person on person.person_id = call.person_id
        where (call.called_on > ($2) - 62) and coalesce(call.company_id, person.company_id) = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    note as (
      select
        event.id,
        -- count(note)
        count(*) as notes
      from (
        select
          case when note.about ~ '^company,[0-9]{1,9}$' then cast(split_part(note.about, ',', 2) as int) end as id
        from crm.note note
        where case when note.about ~ '^company,[0-9]{1,9}$' then cast(split_part(note.about, ',', 2) as int) end = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    wide as (
      select
        record.id::integer as id,
        today as as_of,
        least(activity.next_change, visit.next_change, sale.next_change, invoice.next_change, call.next_change, 'infinity'::date) as next_change,
        '{}'::text[] as statuses,
        0 as generation,
        record.name::text as name,
        record.category::text as category,
        record.owner::text as owner,
        record.customer_since::date as customer_since,
        coalesce(sale.sale_count, 0) as sale_count,
        coalesce(sale.sale_open, 0) as sale_open,
        coalesce(sale.sale_count_period1, 0) as sale_count_period1,
        coalesce(sale.sale_open_period1, 0) as sale_open_period1,
        coalesce(sale.sale_count_period2, 0) as sale_count_period2,
        coalesce(sale.sale_open_period2, 0) as sale_open_period2,
        sale.sale_last::date as sale_last,
        sale.sale_last_completed::date as sale_last_completed,
        sale.sale_last_open::date as sale_last_open,
        sale.sale_next::date as sale_next,
        coalesce(sale.sale_amount, 0)::numeric as sale_amount,
        coalesce(sale.sale_amount_n, 0) as sale_amount_n,
        coalesce(sale.sale_amount_period1, 0)::numeric as sale_amount_period1,
        coalesce(sale.sale_amount_period1_n, 0) as sale_amount_period1_n,
        coalesce(sale.sale_amount_period2, 0)::numeric as sale_amount_period2,
        coalesce(sale.sale_amount_period2_n, 0) as sale_amount_period2_n,
        coalesce(sale.sale_large_count, 0) as sale_large_count,
        coalesce(sale.sale_large_open, 0) as sale_large_open,
        coalesce(sale.sale_large_count_period1, 0) as sale_large_count_period1,
        coalesce(sale.sale_large_open_period1, 0) as sale_large_open_period1,
        coalesce(sale.sale_large_count_period2, 0) as sale_large_count_period2,
        coalesce(sale.sale_large_open_period2, 0) as sale_large_open_period2,
        sale.sale_large_last::date as sale_large_last,
        sale.sale_large_last_completed::date as sale_large_last_completed,
        sale.sale_large_last_open::date as sale_large_last_open,
        sale.sale_large_next::date as sale_large_next,
        coalesce(sale.sale_large_amount, 0)::numeric as sale_large_amount,
        coalesce(sale.sale_large_amount_n, 0) as sale_large_amount_n,
        coalesce(sale.sale_large_amount_period1, 0)::numeric as sale_large_amount_period1,
        coalesce(sale.sale_large_amount_period1_n, 0) as sale_large_amount_period1_n,
        coalesce(sale.sale_large_amount_period2, 0)::numeric as sale_large_amount_period2,
        coalesce(sale.sale_large_amount_period2_n, 0) as sale_large_amount_period2_n,
        coalesce(invoice.invoice_count, 0) as invoice_count,
        coalesce(invoice.invoice_open, 0) as invoice_open,
        coalesce(invoice.invoice_count_period1, 0) as invoice_count_period1,
        coalesce(invoice.invoice_open_period1, 0) as invoice_open_period1,
        coalesce(invoice.invoice_count_period2, 0) as invoice_count_period2,
        coalesce(invoice.invoice_open_period2, 0) as invoice_open_period2,
        invoice.invoice_last::date as invoice_last,
        invoice.invoice_last_completed::date as invoice_last_completed,
        invoice.invoice_last_open::date as invoice_last_open,
        invoice.invoice_next::date as invoice_next,
        coalesce(invoice.invoice_amount, 0)::numeric as invoice_amount,
        coalesce(invoice.invoice_amount_n, 0) as invoice_amount_n,
        coalesce(invoice.invoice_amount_period1, 0)::numeric as invoice_amount_period1,
        coalesce(invoice.invoice_amount_period1_n, 0) as invoice_amount_period1_n,
        coalesce(invoice.invoice_amount_period2, 0)::numeric as invoice_amount_period2,
        coalesce(invoice.invoice_amount_period2_n, 0) as invoice_amount_period2_n,
        coalesce(activity.outgoing, 0) as outgoing,
        coalesce(sale.ordered, 0)::numeric as ordered,
        coalesce(sale.ordered_n, 0) as ordered_n,
        coalesce(sale.ordered_this_year, 0)::numeric as ordered_this_year,
        coalesce(sale.ordered_this_year_n, 0) as ordered_this_year_n,
        coalesce(invoice.unpaid, 0)::numeric as unpaid,
        coalesce(invoice.unpaid_n, 0) as unpaid_n,
        coalesce(visit.visits_last_quarter, 0) as visits_last_quarter,
        coalesce(note.notes, 0) as notes,
        coalesce(call.contacts_count_call, 0) as contacts_count_call,
        coalesce(activity.contacts_count_activity, 0) as contacts_count_activity,
        coalesce(visit.contacts_count_visit, 0) as contacts_count_visit,
        coalesce(sale.gone_quiet_count_sale, 0) as gone_quiet_count_sale,
        sale.gone_quiet_max_sale_date::date as gone_quiet_max_sale_date,
        coalesce(visit.gone_quiet_count_visit, 0) as gone_quiet_count_visit,
        coalesce(activity.neglected_lead_count_activity, 0) as neglected_lead_count_activity,
        activity.to_call_last_call::date as to_call_last_call
      from record
      left join activity on activity.id = record.id
      left join visit on visit.id = record.id
      left join sale on sale.id = record.id
      left join invoice on invoice.id = record.id
      left join call on call.id = record.id
      left join note on note.id = record.id
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.company_next_change(row(wide.*)::saint_data.company)),
      saint_data.company_statuses(row(wide.*)::saint_data.company),
      wide.generation,
      wide.name,
      wide.category,
      wide.owner,
      wide.customer_since,
      wide.sale_count,
      wide.sale_open,
      wide.sale_count_period1,
      wide.sale_open_period1,
      wide.sale_count_period2,
      wide.sale_open_period2,
      wide.sale_last,
      wide.sale_last_completed,
      wide.sale_last_open,
      wide.sale_next,
      wide.sale_amount,
      wide.sale_amount_n,
      wide.sale_amount_period1,
      wide.sale_amount_period1_n,
      wide.sale_amount_period2,
      wide.sale_amount_period2_n,
      wide.sale_large_count,
      wide.sale_large_open,
      wide.sale_large_count_period1,
      wide.sale_large_open_period1,
      wide.sale_large_count_period2,
      wide.sale_large_open_period2,
      wide.sale_large_last,
      wide.sale_large_last_completed,
      wide.sale_large_last_open,
      wide.sale_large_next,
      wide.sale_large_amount,
      wide.sale_large_amount_n,
      wide.sale_large_amount_period1,
      wide.sale_large_amount_period1_n,
      wide.sale_large_amount_period2,
      wide.sale_large_amount_period2_n,
      wide.invoice_count,
      wide.invoice_open,
      wide.invoice_count_period1,
      wide.invoice_open_period1,
      wide.invoice_count_period2,
      wide.invoice_open_period2,
      wide.invoice_last,
      wide.invoice_last_completed,
      wide.invoice_last_open,
      wide.invoice_next,
      wide.invoice_amount,
      wide.invoice_amount_n,
      wide.invoice_amount_period1,
      wide.invoice_amount_period1_n,
      wide.invoice_amount_period2,
      wide.invoice_amount_period2_n,
      wide.outgoing,
      wide.ordered,
      wide.ordered_n,
      wide.ordered_this_year,
      wide.ordered_this_year_n,
      wide.unpaid,
      wide.unpaid_n,
      wide.visits_last_quarter,
      wide.notes,
      wide.contacts_count_call,
      wide.contacts_count_activity,
      wide.contacts_count_visit,
      wide.gone_quiet_count_sale,
      wide.gone_quiet_max_sale_date,
      wide.gone_quiet_count_visit,
      wide.neglected_lead_count_activity,
      wide.to_call_last_call
    from wide;
end
$_$;
CREATE FUNCTION saint_data.company_live_all(today date) RETURNS SETOF saint_data.company
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $_$
begin
  return query
    with record as (
      select
        company.company_id as id,
        company.name as name,
        company.category as category,
        owner.full_name as owner,
        company.customer_since as customer_since
      from crm.company company
      left join crm.users owner on owner.user_id = company.owner_id
      where (not company.deleted) and company.company_id is not null
    ),
    activity as (
      select
        event.id,
        -- count(activity) filter (where direction = 'outgoing' and date > today - 30 and date <= today)
        count(*) filter (where event.direction = 'outgoing' and event.date > today - 30 and event.date <= today) as outgoing,
        -- count(activity) filter (where date > today - 60 and date <= today)
        count(*) filter (where event.date > today - 60 and event.date <= today) as contacts_count_activity,
        -- count(activity) filter (where date > today - 7 and date <= today)
        count(*) filter (where event.date > today - 7 and event.date <= today) as neglected_lead_count_activity,
        -- max(activity.date)
        max(event.date) as to_call_last_call,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 30) filter (where event.date > today - 30 and event.date < cast('290000-01-01' as date) and event.direction = 'outgoing'),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
          min(event.date + 60) filter (where event.date > today - 60 and event.date < cast('290000-01-01' as date)),
          min(event.date + 7) filter (where event.date > today - 7 and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          activity.company_id as id,
          activity.direction as direction,
          cast((activity.starts_at at time zone 'Europe/Oslo') as date) as date
        from crm.activity activity
        where (not activity.deleted) and activity.company_id is not null
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    visit as (
      select
        event.id,
        -- count(visit) filter (where date >= saint.start_of('quarter', today, -1) and date < saint.start_of('quarter', today, 0))
        count(*) filter (where event.date >= saint.start_of('quarter', today, -1) and event.date < saint.start_of('quarter', today, 0)) as visits_last_quarter,
        -- count(visit) filter (where date > today - 60 and date <= today)
        count(*) filter (where event.date > today - 60 and event.date <= today) as contacts_count_visit,
        -- count(visit) filter (where date > today - 90 and date <= today)
        count(*) filter (where event.date > today - 90 and event.date <= today) as gone_quiet_count_visit,
        -- the next day on which an event enters or leaves a window
        least(
          min(saint.start_of('quarter', event.date, 2)) filter (where event.date >= saint.start_of('quarter', today, -1) and event.date < cast('290000-01-01' as date)),
          min(saint.start_of('quarter', event.date, 1)) filter (where event.date >= saint.start_of('quarter', today, 0) and event.date < cast('290000-01-01' as date)),
          min(event.date + 60) filter (where event.date > today - 60 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
          min(event.date + 90) filter (where event.date > today - 90 and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          person.company_id as id,
          visit.visited_on as date
        from crm.visit visit
        left join crm.person person on person.person_id = visit.person_id
        where (visit.visited_on > ($1) - 186) and person.company_id is not null
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    sale as (
      select
        event.id,
        -- count(sale)
        count(*) as sale_count,
        -- count(sale) filter (where not completed is true)
        count(*) filter (where not event.completed is true) as sale_open,
        -- count(sale) filter (where date > today - 30 and date <= today)
        count(*) filter (where event.date > today - 30 and event.date <= today) as sale_count_period1,
        -- count(sale) filter (where not completed is true and date > today - 30 and date <= today)
        count(*) filter (where not event.completed is true and event.date > today - 30 and event.date <= today) as sale_open_period1,
        -- count(sale) filter (where date > today - 60 and date <= today)
        count(*) filter (where event.date > today - 60 and event.date <= today) as sale_count_period2,
        -- count(sale) filter (where not completed is true and date > today - 60 and date <= today)
        count(*) filter (where not event.completed is true and event.date > today - 60 and event.date <= today) as sale_open_period2,
        -- max(sale.date) filter (where date <= today)
        max(event.date) filter (where event.date <= today) as sale_last,
        -- max(sale.date) filter (where completed and date <= today)
        max(event.date) filter (where event.completed and event.date <= today) as sale_last_completed,
        -- max(sale.date) filter (where not completed is true and date <= today)
        max(event.date) filter (where not event.completed is true and event.date <= today) as sale_last_open,
        -- min(sale.date) filter (where date > today)
        min(event.date) filter (where event.date > today) as sale_next,
        -- sum(sale.amount)
        sum(event.amount) as sale_amount,
        count(*) filter (where not event.amount is null) as sale_amount_n,
        -- sum(sale.amount) filter (where date > today - 30 and date <= today)
        sum(event.amount) filter (where event.date > today - 30 and event.date <= today) as sale_amount_period1,
        count(*) filter (where (event.date > today - 30 and event.date <= today) and not event.amount is null) as sale_amount_period1_n,
        -- sum(sale.amount) filter (where date > today - 60 and date <= today)
        sum(event.amount) filter (where event.date > today - 60 and event.date <= today) as sale_amount_period2,
        count(*) filter (where (event.date > today - 60 and event.date <= today) and not event.amount is null) as sale_amount_period2_n,
        -- count(sale) filter (where (amount_class = 'Large'))
        count(*) filter (where (event.amount_class = 'Large')) as sale_large_count,
        -- count(sale) filter (where (amount_class = 'Large') and not completed is true)
        count(*) filter (where (event.amount_class = 'Large') and not event.completed is true) as sale_large_open,
        -- count(sale) filter (where (amount_class = 'Large') and date > today - 30 and date <= today)
        count(*) filter (where (event.amount_class = 'Large') and event.date > today - 30 and event.date <= today) as sale_large_count_period1,
        -- count(sale) filter (where (amount_class = 'Large') and not completed is true and date > today - 30 and date <= today)
        count(*) filter (where (event.amount_class = 'Large') and not event.completed is true and event.date > today - 30 and event.date <= today) as sale_large_open_period1,
        -- count(sale) filter (where (amount_class = 'Large') and date > today - 60 and date <= today)
        count(*) filter (where (event.amount_class = 'Large') and event.date > today - 60 and event.date <= today) as sale_large_count_period2,
        -- count(sale) filter (where (amount_class = 'Large') and not completed is true and date > today - 60 and date <= today)
        count(*) filter (where (event.amount_class = 'Large') and not event.completed is true and event.date > today - 60 and event.date <= today) as sale_large_open_period2,
        -- max(sale.date) filter (where (amount_class = 'Large') and date <= today)
        max(event.date) filter (where (event.amount_class = 'Large') and event.date <= today) as sale_large_last,
        -- max(sale.date) filter (where (amount_class = 'Large') and completed and date <= today)
        max(event.date) filter (where (event.amount_class = 'Large') and event.completed and event.date <= today) as sale_large_last_completed,
        -- max(sale.date) filter (where (amount_class = 'Large') and not completed is true and date <= today)
        max(event.date) filter (where (event.amount_class = 'Large') and not event.completed is true and event.date <= today) as sale_large_last_open,
        -- min(sale.date) filter (where (amount_class = 'Large') and date > today)
        min(event.date) filter (where (event.amount_class = 'Large') and event.date > today) as sale_large_next,
        -- sum(sale.amount) filter (where (amount_class = 'Large'))
        sum(event.amount) filter (where (event.amount_class = 'Large')) as sale_large_amount,
        count(*) filter (where (event.amount_class = 'Large') and not event.amount is null) as sale_large_amount_n,
        -- sum(sale.amount) filter (where (amount_class = 'Large') and date > today - 30 and date <= today)
        sum(event.amount) filter (where (event.amount_class = 'Large') and event.date > today - 30 and event.date <= today) as sale_large_amount_period1,
        count(*) filter (where ((event.amount_class = 'Large') and event.date > today - 30 and event.date <= today) and not event.amount is null) as sale_large_amount_period1_n,
        -- sum(sale.amount) filter (where (amount_class = 'Large') and date > today - 60 and date <= today)
        sum(event.amount) filter (where (event.amount_class = 'Large') and event.date > today - 60 and event.date <= today) as sale_large_amount_period2,
        count(*) filter (where ((event.amount_class = 'Large') and event.date > today - 60 and event.date <= today) and not event.amount is null) as sale_large_amount_period2_n,
        -- sum(sale.amount) filter (where stage = 'order')
        sum(event.amount) filter (where event.stage = 'order') as ordered,
        count(*) filter (where event.stage = 'order' and not event.amount is null) as ordered_n,
        -- sum(sale.amount) filter (where stage = 'order' and date >= saint.start_of('year', today, 0) and date < saint.start_of('year', today, 1))
        sum(event.amount) filter (where event.stage = 'order' and event.date >= saint.start_of('year', today, 0) and event.date < saint.start_of('year', today, 1)) as ordered_this_year,
        count(*) filter (where (event.stage = 'order' and event.date >= saint.start_of('year', today, 0) and event.date < saint.start_of('year', today, 1)) and not event.amount is null) as ordered_this_year_n,
        -- count(sale) filter (where stage = 'order')
        count(*) filter (where event.stage = 'order') as gone_quiet_count_sale,
        -- max(sale.date) filter (where stage = 'order')
        max(event.date) filter (where event.stage = 'order') as gone_quiet_max_sale_date,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 30) filter (where event.date > today - 30 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
          min(event.date + 60) filter (where event.date > today - 60 and event.date < cast('290000-01-01' as date)),
          min(saint.start_of('year', event.date, 1)) filter (where event.date >= saint.start_of('year', today, 0) and event.date < cast('290000-01-01' as date) and event.stage = 'order'),
          min(saint.start_of('year', event.date, 0)) filter (where event.date >= saint.start_of('year', today, 1) and event.date < cast('290000-01-01' as date) and event.stage = 'order')
        ) as next_change
      from (
        select
          account.company_id as id,
          sale.stage as stage,
          case when sale.amount < 1000 then 'Small' when sale.amount >= 1000 then 'Large' end as amount_class,
          sale.stage <> 'quote' as completed,
          sale.sale_date as date,
          sale.amount as amount
        from crm.sale sale
        left join crm.account account on account.account_id = sale.account_id
        where account.company_id is not null
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    invoice as (
      select
        event.id,
        -- count(invoice)
        count(*) as invoice_count,
        -- count(invoice) filter (where not completed is true)
        count(*) filter (where not event.completed is true) as invoice_open,
        -- count(invoice) filter (where date > today - 30 and date <= today)
        count(*) filter (where event.date > today - 30 and event.date <= today) as invoice_count_period1,
        -- count(invoice) filter (where not completed is true and date > today - 30 and date <= today)
        count(*) filter (where not event.completed is true and event.date > today - 30 and event.date <= today) as invoice_open_period1,
        -- count(invoice) filter (where date > today - 60 and date <= today)
        count(*) filter (where event.date > today - 60 and event.date <= today) as invoice_count_period2,
        -- count(invoice) filter (where not completed is true and date > today - 60 and date <= today)
        count(*) filter (where not event.completed is true and event.date > today - 60 and event.date <= today) as invoice_open_period2,
        -- max(invoice.date) filter (where date <= today)
        max(event.date) filter (where event.date <= today) as invoice_last,
        -- max(invoice.date) filter (where completed and date <= today)
        max(event.date) filter (where event.completed and event.date <= today) as invoice_last_completed,
        -- max(invoice.date) filter (where not completed is true and date <= today)
        max(event.date) filter (where not event.completed is true and event.date <= today) as invoice_last_open,
        -- min(invoice.date) filter (where date > today)
        min(event.date) filter (where event.date > today) as invoice_next,
        -- sum(invoice.amount)
        sum(event.amount) as invoice_amount,
        count(*) filter (where not event.amount is null) as invoice_amount_n,
        -- sum(invoice.amount) filter (where date > today - 30 and date <= today)
        sum(event.amount) filter (where event.date > today - 30 and event.date <= today) as invoice_amount_period1,
        count(*) filter (where (event.date > today - 30 and event.date <= today) and not event.amount is null) as invoice_amount_period1_n,
        -- sum(invoice.amount) filter (where date > today - 60 and date <= today)
        sum(event.amount) filter (where event.date > today - 60 and event.date <= today) as invoice_amount_period2,
        count(*) filter (where (event.date > today - 60 and event.date <= today) and not event.amount is null) as invoice_amount_period2_n,
        -- sum(invoice.amount) filter (where not completed)
        sum(event.amount) filter (where not event.completed) as unpaid,
        count(*) filter (where not event.completed and not event.amount is null) as unpaid_n,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 30) filter (where event.date > today - 30 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
          min(event.date + 60) filter (where event.date > today - 60 and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          invoice.company_id as id,
          invoice.paid_on is not null as completed,
          invoice.sent_on as date,
          invoice.amount as amount
        from crm.invoice invoice
        where invoice.company_id is not null
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    call as (
      select
        event.id,
        -- count(call) filter (where date > today - 60 and date <= today)
        count(*) filter (where event.date > today - 60 and event.date <= today) as contacts_count_call,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 60) filter (where event.date > today - 60 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          coalesce(call.company_id, person.company_id) as id,
          call.called_on as date
        from crm.call call
        left join crm.person person on person.person_id = call.person_id
        where (call.called_on > ($1) - 62) and coalesce(call.company_id, person.company_id) is not null
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    note as (
      select
        event.id,
        -- count(note)
        count(*) as notes
      from (
        select
          case when note.about ~ '^company,[0-9]{1,9}$' then cast(split_part(note.about, ',', 2) as int) end as id
        from crm.note note
        where case when note.about ~ '^company,[0-9]{1,9}$' then cast(split_part(note.about, ',', 2) as int) end is not null
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    wide as (
      select
        record.id::integer as id,
        today as as_of,
        least(activity.next_change, visit.next_change, sale.next_change, invoice.next_change, call.next_change, 'infinity'::date) as next_change,
        '{}'::text[] as statuses,
        0 as generation,
        record.name::text as name,
        record.category::text as category,
        record.owner::text as owner,
        record.customer_since::date as customer_since,
        coalesce(sale.sale_count, 0) as sale_count,
        coalesce(sale.sale_open, 0) as sale_open,
        coalesce(sale.sale_count_period1, 0) as sale_count_period1,
        coalesce(sale.sale_open_period1, 0) as sale_open_period1,
        coalesce(sale.sale_count_period2, 0) as sale_count_period2,
        coalesce(sale.sale_open_period2, 0) as sale_open_period2,
        sale.sale_last::date as sale_last,
        sale.sale_last_completed::date as sale_last_completed,
        sale.sale_last_open::date as sale_last_open,
        sale.sale_next::date as sale_next,
        coalesce(sale.sale_amount, 0)::numeric as sale_amount,
        coalesce(sale.sale_amount_n, 0) as sale_amount_n,
        coalesce(sale.sale_amount_period1, 0)::numeric as sale_amount_period1,
        coalesce(sale.sale_amount_period1_n, 0) as sale_amount_period1_n,
        coalesce(sale.sale_amount_period2, 0)::numeric as sale_amount_period2,
        coalesce(sale.sale_amount_period2_n, 0) as sale_amount_period2_n,
        coalesce(sale.sale_large_count, 0) as sale_large_count,
        coalesce(sale.sale_large_open, 0) as sale_large_open,
        coalesce(sale.sale_large_count_period1, 0) as sale_large_count_period1,
        coalesce(sale.sale_large_open_period1, 0) as sale_large_open_period1,
        coalesce(sale.sale_large_count_period2, 0) as sale_large_count_period2,
        coalesce(sale.sale_large_open_period2, 0) as sale_large_open_period2,
        sale.sale_large_last::date as sale_large_last,
        sale.sale_large_last_completed::date as sale_large_last_completed,
        sale.sale_large_last_open::date as sale_large_last_open,
        sale.sale_large_next::date as sale_large_next,
        coalesce(sale.sale_large_amount, 0)::numeric as sale_large_amount,
        coalesce(sale.sale_large_amount_n, 0) as sale_large_amount_n,
        coalesce(sale.sale_large_amount_period1, 0)::numeric as sale_large_amount_period1,
        coalesce(sale.sale_large_amount_period1_n, 0) as sale_large_amount_period1_n,
        coalesce(sale.sale_large_amount_period2, 0)::numeric as sale_large_amount_period2,
        coalesce(sale.sale_large_amount_period2_n, 0) as sale_large_amount_period2_n,
        coalesce(invoice.invoice_count, 0) as invoice_count,
        coalesce(invoice.invoice_open, 0) as invoice_open,
        coalesce(invoice.invoice_count_period1, 0) as invoice_count_period1,
        coalesce(invoice.invoice_open_period1, 0) as invoice_open_period1,
        coalesce(invoice.invoice_count_period2, 0) as invoice_count_period2,
        coalesce(invoice.invoice_open_period2, 0) as invoice_open_period2,
        invoice.invoice_last::date as invoice_last,
        invoice.invoice_last_completed::date as invoice_last_completed,
        invoice.invoice_last_open::date as invoice_last_open,
        invoice.invoice_next::date as invoice_next,
        coalesce(invoice.invoice_amount, 0)::numeric as invoice_amount,
        coalesce(invoice.invoice_amount_n, 0) as invoice_amount_n,
        coalesce(invoice.invoice_amount_period1, 0)::numeric as invoice_amount_period1,
        coalesce(invoice.invoice_amount_period1_n, 0) as invoice_amount_period1_n,
        coalesce(invoice.invoice_amount_period2, 0)::numeric as invoice_amount_period2,
        coalesce(invoice.invoice_amount_period2_n, 0) as invoice_amount_period2_n,
        coalesce(activity.outgoing, 0) as outgoing,
        coalesce(sale.ordered, 0)::numeric as ordered,
        coalesce(sale.ordered_n, 0) as ordered_n,
        coalesce(sale.ordered_this_year, 0)::numeric as ordered_this_year,
        coalesce(sale.ordered_this_year_n, 0) as ordered_this_year_n,
        coalesce(invoice.unpaid, 0)::numeric as unpaid,
        coalesce(invoice.unpaid_n, 0) as unpaid_n,
        coalesce(visit.visits_last_quarter, 0) as visits_last_quarter,
        coalesce(note.notes, 0) as notes,
        coalesce(call.contacts_count_call, 0) as contacts_count_call,
        coalesce(activity.contacts_count_activity, 0) as contacts_count_activity,
        coalesce(visit.contacts_count_visit, 0) as contacts_count_visit,
        coalesce(sale.gone_quiet_count_sale, 0) as gone_quiet_count_sale,
        sale.gone_quiet_max_sale_date::date as gone_quiet_max_sale_date,
        coalesce(visit.gone_quiet_count_visit, 0) as gone_quiet_count_visit,
        coalesce(activity.neglected_lead_count_activity, 0) as neglected_lead_count_activity,
        activity.to_call_last_call::date as to_call_last_call
      from record
      left join activity on activity.id = record.id
      left join visit on visit.id = record.id
      left join sale on sale.id = record.id
      left join invoice on invoice.id = record.id
      left join call on call.id = record.id
      left join note on note.id = record.id
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.company_next_change(row(wide.*)::saint_data.company)),
      saint_data.company_statuses(row(wide.*)::saint_data.company),
      wide.generation,
      wide.name,
      wide.category,
      wide.owner,
      wide.customer_since,
      wide.sale_count,
      wide.sale_open,
      wide.sale_count_period1,
      wide.sale_open_period1,
      wide.sale_count_period2,
      wide.sale_open_period2,
      wide.sale_last,
      wide.sale_last_completed,
      wide.sale_last_open,
      wide.sale_next,
      wide.sale_amount,
      wide.sale_amount_n,
      wide.sale_amount_period1,
      wide.sale_amount_period1_n,
      wide.sale_amount_period2,
      wide.sale_amount_period2_n,
      wide.sale_large_count,
      wide.sale_large_open,
      wide.sale_large_count_period1,
      wide.sale_large_open_period1,
      wide.sale_large_count_period2,
      wide.sale_large_open_period2,
      wide.sale_large_last,
      wide.sale_large_last_completed,
      wide.sale_large_last_open,
      wide.sale_large_next,
      wide.sale_large_amount,
      wide.sale_large_amount_n,
      wide.sale_large_amount_period1,
      wide.sale_large_amount_period1_n,
      wide.sale_large_amount_period2,
      wide.sale_large_amount_period2_n,
      wide.invoice_count,
      wide.invoice_open,
      wide.invoice_count_period1,
      wide.invoice_open_period1,
      wide.invoice_count_period2,
      wide.invoice_open_period2,
      wide.invoice_last,
      wide.invoice_last_completed,
      wide.invoice_last_open,
      wide.invoice_next,
      wide.invoice_amount,
      wide.invoice_amount_n,
      wide.invoice_amount_period1,
      wide.invoice_amount_period1_n,
      wide.invoice_amount_period2,
      wide.invoice_amount_period2_n,
      wide.outgoing,
      wide.ordered,
      wide.ordered_n,
      wide.ordered_this_year,
      wide.ordered_this_year_n,
      wide.unpaid,
      wide.unpaid_n,
      wide.visits_last_quarter,
      wide.notes,
      wide.contacts_count_call,
      wide.contacts_count_activity,
      wide.contacts_count_visit,
      wide.gone_quiet_count_sale,
      wide.gone_quiet_max_sale_date,
      wide.gone_quiet_count_visit,
      wide.neglected_lead_count_activity,
      wide.to_call_last_call
    from wide;
end
$_$;
CREATE FUNCTION saint_data.company_live_many(ids integer[], today date) RETURNS SETOF saint_data.company
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $_$
begin
  return query
    with record as (
      select
        company.company_id as id,
        company.name as name,
        company.category as category,
        owner.full_name as owner,
        company.customer_since as customer_since
      from crm.company company
      left join crm.users owner on owner.user_id = company.owner_id
      where (not company.deleted) and company.company_id = any ($1)
    ),
    activity as (
      select
        event.id,
        -- count(activity) filter (where direction = 'outgoing' and date > today - 30 and date <= today)
        count(*) filter (where event.direction = 'outgoing' and event.date > today - 30 and event.date <= today) as outgoing,
        -- count(activity) filter (where date > today - 60 and date <= today)
        count(*) filter (where event.date > today - 60 and event.date <= today) as contacts_count_activity,
        -- count(activity) filter (where date > today - 7 and date <= today)
        count(*) filter (where event.date > today - 7 and event.date <= today) as neglected_lead_count_activity,
        -- max(activity.date)
        max(event.date) as to_call_last_call,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 30) filter (where event.date > today - 30 and event.date < cast('290000-01-01' as date) and event.direction = 'outgoing'),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
          min(event.date + 60) filter (where event.date > today - 60 and event.date < cast('290000-01-01' as date)),
          min(event.date + 7) filter (where event.date > today - 7 and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          activity.company_id as id,
          activity.direction as direction,
          cast((activity.starts_at at time zone 'Europe/Oslo') as date) as date
        from crm.activity activity
        where (not activity.deleted) and activity.company_id = any ($1)
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    visit as (
      select
        event.id,
        -- count(visit) filter (where date >= saint.start_of('quarter', today, -1) and date < saint.start_of('quarter', today, 0))
        count(*) filter (where event.date >= saint.start_of('quarter', today, -1) and event.date < saint.start_of('quarter', today, 0)) as visits_last_quarter,
        -- count(visit) filter (where date > today - 60 and date <= today)
        count(*) filter (where event.date > today - 60 and event.date <= today) as contacts_count_visit,
        -- count(visit) filter (where date > today - 90 and date <= today)
        count(*) filter (where event.date > today - 90 and event.date <= today) as gone_quiet_count_visit,
        -- the next day on which an event enters or leaves a window
        least(
          min(saint.start_of('quarter', event.date, 2)) filter (where event.date >= saint.start_of('quarter', today, -1) and event.date < cast('290000-01-01' as date)),
          min(saint.start_of('quarter', event.date, 1)) filter (where event.date >= saint.start_of('quarter', today, 0) and event.date < cast('290000-01-01' as date)),
          min(event.date + 60) filter (where event.date > today - 60 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
          min(event.date + 90) filter (where event.date > today - 90 and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          person.company_id as id,
          visit.visited_on as date
        from crm.visit visit
        left join crm.person person on person.person_id = visit.person_id
        where (visit.visited_on > ($2) - 186) and person.company_id = any ($1)
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    sale as (
      select
        event.id,
        -- count(sale)
        count(*) as sale_count,
        -- count(sale) filter (where not completed is true)
        count(*) filter (where not event.completed is true) as sale_open,
        -- count(sale) filter (where date > today - 30 and date <= today)
        count(*) filter (where event.date > today - 30 and event.date <= today) as sale_count_period1,
        -- count(sale) filter (where not completed is true and date > today - 30 and date <= today)
        count(*) filter (where not event.completed is true and event.date > today - 30 and event.date <= today) as sale_open_period1,
        -- count(sale) filter (where date > today - 60 and date <= today)
        count(*) filter (where event.date > today - 60 and event.date <= today) as sale_count_period2,
        -- count(sale) filter (where not completed is true and date > today - 60 and date <= today)
        count(*) filter (where not event.completed is true and event.date > today - 60 and event.date <= today) as sale_open_period2,
        -- max(sale.date) filter (where date <= today)
        max(event.date) filter (where event.date <= today) as sale_last,
        -- max(sale.date) filter (where completed and date <= today)
        max(event.date) filter (where event.completed and event.date <= today) as sale_last_completed,
        -- max(sale.date) filter (where not completed is true and date <= today)
        max(event.date) filter (where not event.completed is true and event.date <= today) as sale_last_open,
        -- min(sale.date) filter (where date > today)
        min(event.date) filter (where event.date > today) as sale_next,
        -- sum(sale.amount)
        sum(event.amount) as sale_amount,
        count(*) filter (where not event.amount is null) as sale_amount_n,
        -- sum(sale.amount) filter (where date > today - 30 and date <= today)
        sum(event.amount) filter (where event.date > today - 30 and event.date <= today) as sale_amount_period1,
        count(*) filter (where (event.date > today - 30 and event.date <= today) and not event.amount is null) as sale_amount_period1_n,
        -- sum(sale.amount) filter (where date > today - 60 and date <= today)
        sum(event.amount) filter (where event.date > today - 60 and event.date <= today) as sale_amount_period2,
        count(*) filter (where (event.date > today - 60 and event.date <= today) and not event.amount is null) as sale_amount_period2_n,
        -- count(sale) filter (where (amount_class = 'Large'))
        count(*) filter (where (event.amount_class = 'Large')) as sale_large_count,
        -- count(sale) filter (where (amount_class = 'Large') and not completed is true)
        count(*) filter (where (event.amount_class = 'Large') and not event.completed is true) as sale_large_open,
        -- count(sale) filter (where (amount_class = 'Large') and date > today - 30 and date <= today)
        count(*) filter (where (event.amount_class = 'Large') and event.date > today - 30 and event.date <= today) as sale_large_count_period1,
        -- count(sale) filter (where (amount_class = 'Large') and not completed is true and date > today - 30 and date <= today)
        count(*) filter (where (event.amount_class = 'Large') and not event.completed is true and event.date > today - 30 and event.date <= today) as sale_large_open_period1,
        -- count(sale) filter (where (amount_class = 'Large') and date > today - 60 and date <= today)
        count(*) filter (where (event.amount_class = 'Large') and event.date > today - 60 and event.date <= today) as sale_large_count_period2,
        -- count(sale) filter (where (amount_class = 'Large') and not completed is true and date > today - 60 and date <= today)
        count(*) filter (where (event.amount_class = 'Large') and not event.completed is true and event.date > today - 60 and event.date <= today) as sale_large_open_period2,
        -- max(sale.date) filter (where (amount_class = 'Large') and date <= today)
        max(event.date) filter (where (event.amount_class = 'Large') and event.date <= today) as sale_large_last,
        -- max(sale.date) filter (where (amount_class = 'Large') and completed and date <= today)
        max(event.date) filter (where (event.amount_class = 'Large') and event.completed and event.date <= today) as sale_large_last_completed,
        -- max(sale.date) filter (where (amount_class = 'Large') and not completed is true and date <= today)
        max(event.date) filter (where (event.amount_class = 'Large') and not event.completed is true and event.date <= today) as sale_large_last_open,
        -- min(sale.date) filter (where (amount_class = 'Large') and date > today)
        min(event.date) filter (where (event.amount_class = 'Large') and event.date > today) as sale_large_next,
        -- sum(sale.amount) filter (where (amount_class = 'Large'))
        sum(event.amount) filter (where (event.amount_class = 'Large')) as sale_large_amount,
        count(*) filter (where (event.amount_class = 'Large') and not event.amount is null) as sale_large_amount_n,
        -- sum(sale.amount) filter (where (amount_class = 'Large') and date > today - 30 and date <= today)
        sum(event.amount) filter (where (event.amount_class = 'Large') and event.date > today - 30 and event.date <= today) as sale_large_amount_period1,
        count(*) filter (where ((event.amount_class = 'Large') and event.date > today - 30 and event.date <= today) and not event.amount is null) as sale_large_amount_period1_n,
        -- sum(sale.amount) filter (where (amount_class = 'Large') and date > today - 60 and date <= today)
        sum(event.amount) filter (where (event.amount_class = 'Large') and event.date > today - 60 and event.date <= today) as sale_large_amount_period2,
        count(*) filter (where ((event.amount_class = 'Large') and event.date > today - 60 and event.date <= today) and not event.amount is null) as sale_large_amount_period2_n,
        -- sum(sale.amount) filter (where stage = 'order')
        sum(event.amount) filter (where event.stage = 'order') as ordered,
        count(*) filter (where event.stage = 'order' and not event.amount is null) as ordered_n,
        -- sum(sale.amount) filter (where stage = 'order' and date >= saint.start_of('year', today, 0) and date < saint.start_of('year', today, 1))
        sum(event.amount) filter (where event.stage = 'order' and event.date >= saint.start_of('year', today, 0) and event.date < saint.start_of('year', today, 1)) as ordered_this_year,
        count(*) filter (where (event.stage = 'order' and event.date >= saint.start_of('year', today, 0) and event.date < saint.start_of('year', today, 1)) and not event.amount is null) as ordered_this_year_n,
        -- count(sale) filter (where stage = 'order')
        count(*) filter (where event.stage = 'order') as gone_quiet_count_sale,
        -- max(sale.date) filter (where stage = 'order')
        max(event.date) filter (where event.stage = 'order') as gone_quiet_max_sale_date,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 30) filter (where event.date > today - 30 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
          min(event.date + 60) filter (where event.date > today - 60 and event.date < cast('290000-01-01' as date)),
          min(saint.start_of('year', event.date, 1)) filter (where event.date >= saint.start_of('year', today, 0) and event.date < cast('290000-01-01' as date) and event.stage = 'order'),
          min(saint.start_of('year', event.date, 0)) filter (where event.date >= saint.start_of('year', today, 1) and event.date < cast('290000-01-01' as date) and event.stage = 'order')
        ) as next_change
      from (
        select
          account.company_id as id,
          sale.stage as stage,
          case when sale.amount < 1000 then 'Small' when sale.amount >= 1000 then 'Large' end as amount_class,
          sale.stage <> 'quote' as completed,
          sale.sale_date as date,
          sale.amount as amount
        from crm.sale sale
        left join crm.account account on account.account_id = sale.account_id
        where account.company_id = any ($1)
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    invoice as (
      select
        event.id,
        -- count(invoice)
        count(*) as invoice_count,
        -- count(invoice) filter (where not completed is true)
        count(*) filter (where not event.completed is true) as invoice_open,
        -- count(invoice) filter (where date > today - 30 and date <= today)
        count(*) filter (where event.date > today - 30 and event.date <= today) as invoice_count_period1,
        -- count(invoice) filter (where not completed is true and date > today - 30 and date <= today)
        count(*) filter (where not event.completed is true and event.date > today - 30 and event.date <= today) as invoice_open_period1,
        -- count(invoice) filter (where date > today - 60 and date <= today)
        count(*) filter (where event.date > today - 60 and event.date <= today) as invoice_count_period2,
        -- count(invoice) filter (where not completed is true and date > today - 60 and date <= today)
        count(*) filter (where not event.completed is true and event.date > today - 60 and event.date <= today) as invoice_open_period2,
        -- max(invoice.date) filter (where date <= today)
        max(event.date) filter (where event.date <= today) as invoice_last,
        -- max(invoice.date) filter (where completed and date <= today)
        max(event.date) filter (where event.completed and event.date <= today) as invoice_last_completed,
        -- max(invoice.date) filter (where not completed is true and date <= today)
        max(event.date) filter (where not event.completed is true and event.date <= today) as invoice_last_open,
        -- min(invoice.date) filter (where date > today)
        min(event.date) filter (where event.date > today) as invoice_next,
        -- sum(invoice.amount)
        sum(event.amount) as invoice_amount,
        count(*) filter (where not event.amount is null) as invoice_amount_n,
        -- sum(invoice.amount) filter (where date > today - 30 and date <= today)
        sum(event.amount) filter (where event.date > today - 30 and event.date <= today) as invoice_amount_period1,
        count(*) filter (where (event.date > today - 30 and event.date <= today) and not event.amount is null) as invoice_amount_period1_n,
        -- sum(invoice.amount) filter (where date > today - 60 and date <= today)
        sum(event.amount) filter (where event.date > today - 60 and event.date <= today) as invoice_amount_period2,
        count(*) filter (where (event.date > today - 60 and event.date <= today) and not event.amount is null) as invoice_amount_period2_n,
        -- sum(invoice.amount) filter (where not completed)
        sum(event.amount) filter (where not event.completed) as unpaid,
        count(*) filter (where not event.completed and not event.amount is null) as unpaid_n,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 30) filter (where event.date > today - 30 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
          min(event.date + 60) filter (where event.date > today - 60 and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          invoice.company_id as id,
          invoice.paid_on is not null as completed,
          invoice.sent_on as date,
          invoice.amount as amount
        from crm.invoice invoice
        where invoice.company_id = any ($1)
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    call as (
      select
        event.id,
        -- count(call) filter (where date > today - 60 and date <= today)
        count(*) filter (where event.date > today - 60 and event.date <= today) as contacts_count_call,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 60) filter (where event.date > today - 60 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          coalesce(call.company_id, person.company_id) as id,
          call.called_on as date
        from crm.call call
        left join crm.person person on person.person_id = call.person_id
        where (call.called_on > ($2) - 62) and coalesce(call.company_id, person.company_id) = any ($1)
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    note as (
      select
        event.id,
        -- count(note)
        count(*) as notes
      from (
        select
          case when note.about ~ '^company,[0-9]{1,9}$' then cast(split_part(note.about, ',', 2) as int) end as id
        from crm.note note
        where case when note.about ~ '^company,[0-9]{1,9}$' then cast(split_part(note.about, ',', 2) as int) end = any ($1)
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    wide as (
      select
        record.id::integer as id,
        today as as_of,
        least(activity.next_change, visit.next_change, sale.next_change, invoice.next_change, call.next_change, 'infinity'::date) as next_change,
        '{}'::text[] as statuses,
        0 as generation,
        record.name::text as name,
        record.category::text as category,
        record.owner::text as owner,
        record.customer_since::date as customer_since,
        coalesce(sale.sale_count, 0) as sale_count,
        coalesce(sale.sale_open, 0) as sale_open,
        coalesce(sale.sale_count_period1, 0) as sale_count_period1,
        coalesce(sale.sale_open_period1, 0) as sale_open_period1,
        coalesce(sale.sale_count_period2, 0) as sale_count_period2,
        coalesce(sale.sale_open_period2, 0) as sale_open_period2,
        sale.sale_last::date as sale_last,
        sale.sale_last_completed::date as sale_last_completed,
        sale.sale_last_open::date as sale_last_open,
        sale.sale_next::date as sale_next,
        coalesce(sale.sale_amount, 0)::numeric as sale_amount,
        coalesce(sale.sale_amount_n, 0) as sale_amount_n,
        coalesce(sale.sale_amount_period1, 0)::numeric as sale_amount_period1,
        coalesce(sale.sale_amount_period1_n, 0) as sale_amount_period1_n,
        coalesce(sale.sale_amount_period2, 0)::numeric as sale_amount_period2,
        coalesce(sale.sale_amount_period2_n, 0) as sale_amount_period2_n,
        coalesce(sale.sale_large_count, 0) as sale_large_count,
        coalesce(sale.sale_large_open, 0) as sale_large_open,
        coalesce(sale.sale_large_count_period1, 0) as sale_large_count_period1,
        coalesce(sale.sale_large_open_period1, 0) as sale_large_open_period1,
        coalesce(sale.sale_large_count_period2, 0) as sale_large_count_period2,
        coalesce(sale.sale_large_open_period2, 0) as sale_large_open_period2,
        sale.sale_large_last::date as sale_large_last,
        sale.sale_large_last_completed::date as sale_large_last_completed,
        sale.sale_large_last_open::date as sale_large_last_open,
        sale.sale_large_next::date as sale_large_next,
        coalesce(sale.sale_large_amount, 0)::numeric as sale_large_amount,
        coalesce(sale.sale_large_amount_n, 0) as sale_large_amount_n,
        coalesce(sale.sale_large_amount_period1, 0)::numeric as sale_large_amount_period1,
        coalesce(sale.sale_large_amount_period1_n, 0) as sale_large_amount_period1_n,
        coalesce(sale.sale_large_amount_period2, 0)::numeric as sale_large_amount_period2,
        coalesce(sale.sale_large_amount_period2_n, 0) as sale_large_amount_period2_n,
        coalesce(invoice.invoice_count, 0) as invoice_count,
        coalesce(invoice.invoice_open, 0) as invoice_open,
        coalesce(invoice.invoice_count_period1, 0) as invoice_count_period1,
        coalesce(invoice.invoice_open_period1, 0) as invoice_open_period1,
        coalesce(invoice.invoice_count_period2, 0) as invoice_count_period2,
        coalesce(invoice.invoice_open_period2, 0) as invoice_open_period2,
        invoice.invoice_last::date as invoice_last,
        invoice.invoice_last_completed::date as invoice_last_completed,
        invoice.invoice_last_open::date as invoice_last_open,
        invoice.invoice_next::date as invoice_next,
        coalesce(invoice.invoice_amount, 0)::numeric as invoice_amount,
        coalesce(invoice.invoice_amount_n, 0) as invoice_amount_n,
        coalesce(invoice.invoice_amount_period1, 0)::numeric as invoice_amount_period1,
        coalesce(invoice.invoice_amount_period1_n, 0) as invoice_amount_period1_n,
        coalesce(invoice.invoice_amount_period2, 0)::numeric as invoice_amount_period2,
        coalesce(invoice.invoice_amount_period2_n, 0) as invoice_amount_period2_n,
        coalesce(activity.outgoing, 0) as outgoing,
        coalesce(sale.ordered, 0)::numeric as ordered,
        coalesce(sale.ordered_n, 0) as ordered_n,
        coalesce(sale.ordered_this_year, 0)::numeric as ordered_this_year,
        coalesce(sale.ordered_this_year_n, 0) as ordered_this_year_n,
        coalesce(invoice.unpaid, 0)::numeric as unpaid,
        coalesce(invoice.unpaid_n, 0) as unpaid_n,
        coalesce(visit.visits_last_quarter, 0) as visits_last_quarter,
        coalesce(note.notes, 0) as notes,
        coalesce(call.contacts_count_call, 0) as contacts_count_call,
        coalesce(activity.contacts_count_activity, 0) as contacts_count_activity,
        coalesce(visit.contacts_count_visit, 0) as contacts_count_visit,
        coalesce(sale.gone_quiet_count_sale, 0) as gone_quiet_count_sale,
        sale.gone_quiet_max_sale_date::date as gone_quiet_max_sale_date,
        coalesce(visit.gone_quiet_count_visit, 0) as gone_quiet_count_visit,
        coalesce(activity.neglected_lead_count_activity, 0) as neglected_lead_count_activity,
        activity.to_call_last_call::date as to_call_last_call
      from record
      left join activity on activity.id = record.id
      left join visit on visit.id = record.id
      left join sale on sale.id = record.id
      left join invoice on invoice.id = record.id
      left join call on call.id = record.id
      left join note on note.id = record.id
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.company_next_change(row(wide.*)::saint_data.company)),
      saint_data.company_statuses(row(wide.*)::saint_data.company),
      wide.generation,
      wide.name,
      wide.category,
      wide.owner,
      wide.customer_since,
      wide.sale_count,
      wide.sale_open,
      wide.sale_count_period1,
      wide.sale_open_period1,
      wide.sale_count_period2,
      wide.sale_open_period2,
      wide.sale_last,
      wide.sale_last_completed,
      wide.sale_last_open,
      wide.sale_next,
      wide.sale_amount,
      wide.sale_amount_n,
      wide.sale_amount_period1,
      wide.sale_amount_period1_n,
      wide.sale_amount_period2,
      wide.sale_amount_period2_n,
      wide.sale_large_count,
      wide.sale_large_open,
      wide.sale_large_count_period1,
      wide.sale_large_open_period1,
      wide.sale_large_count_period2,
      wide.sale_large_open_period2,
      wide.sale_large_last,
      wide.sale_large_last_completed,
      wide.sale_large_last_open,
      wide.sale_large_next,
      wide.sale_large_amount,
      wide.sale_large_amount_n,
      wide.sale_large_amount_period1,
      wide.sale_large_amount_period1_n,
      wide.sale_large_amount_period2,
      wide.sale_large_amount_period2_n,
      wide.invoice_count,
      wide.invoice_open,
      wide.invoice_count_period1,
      wide.invoice_open_period1,
      wide.invoice_count_period2,
      wide.invoice_open_period2,
      wide.invoice_last,
      wide.invoice_last_completed,
      wide.invoice_last_open,
      wide.invoice_next,
      wide.invoice_amount,
      wide.invoice_amount_n,
      wide.invoice_amount_period1,
      wide.invoice_amount_period1_n,
      wide.invoice_amount_period2,
      wide.invoice_amount_period2_n,
      wide.outgoing,
      wide.ordered,
      wide.ordered_n,
      wide.ordered_this_year,
      wide.ordered_this_year_n,
      wide.unpaid,
      wide.unpaid_n,
      wide.visits_last_quarter,
      wide.notes,
      wide.contacts_count_call,
      wide.contacts_count_activity,
      wide.contacts_count_visit,
      wide.gone_quiet_count_sale,
      wide.gone_quiet_max_sale_date,
      wide.gone_quiet_count_visit,
      wide.neglected_lead_count_activity,
      wide.to_call_last_call
    from wide;
end
$_$;
CREATE FUNCTION saint_data.company_live_statuses(of_id integer, today date) RETURNS TABLE(status text, since timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 2 PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return query
  select t.status, coalesce(v.since, now())
  from saint_data.company_live(of_id, today) l
  cross join unnest(l.statuses) t (status)
  left join saint_data.company_statusvalue v on v.id = of_id and v.status = t.status;
end
$$;
CREATE FUNCTION saint_data.company_moments() RETURNS TABLE(id integer, kind text, source text, source_key text, place bigint, occurred_at timestamp with time zone, "user" text, title text, counted boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100000 PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
#variable_conflict use_variable
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
      0::bigint as place, activity.starts_at as occurred_at, (activity.user_id)::text as "user", (activity.subject)::text as title, true as counted
    from crm.activity activity
    where (not activity.deleted) and activity.company_id is not null and activity.starts_at is not null
    union all
    -- sale
    select
      account.company_id as id, 'sales'::text as kind, 'sale'::text as source, (sale.sale_id)::text collate "C" as source_key,
      0::bigint as place, sale.created_at as occurred_at, (sale.user_id)::text as "user", (sale.stage)::text as title, true as counted
    from crm.sale sale
    left join crm.account account on account.account_id = sale.account_id
    where account.company_id is not null and sale.created_at is not null
    union all
    -- sale: changes of state
    select
      account.company_id as id, 'sales'::text as kind, 'sale'::text as source, (sale.sale_id)::text collate "C" as source_key,
      saint_transition.change as place, saint_transition.changed_at as occurred_at, saint_transition."user" as "user", concat_ws(': ', (sale.stage)::text, saint_transition.was || ' → ' || saint_transition.became) as title, true as counted
    from crm.sale sale
    join saint_data.sale_transition saint_transition on saint_transition.source_key = (sale.sale_id)::text and not saint_transition.gone
    left join crm.account account on account.account_id = sale.account_id
    where account.company_id is not null and saint_transition.changed_at is not null
      -- not what an earlier row with the same key went through
      and not exists (
        select from saint_data.sale_transition saint_gone
        where saint_gone.source_key = saint_transition.source_key and saint_gone.gone and saint_gone.change > saint_transition.change)
    union all
    -- invoice
    select
      invoice.company_id as id, 'invoice'::text as kind, 'invoice'::text as source, (invoice.invoice_id)::text collate "C" as source_key,
      0::bigint as place, cast(invoice.sent_on as timestamp) at time zone 'Europe/Oslo' as occurred_at, null::text as "user", null::text as title, false as counted
    from crm.invoice invoice
    where invoice.company_id is not null and cast(invoice.sent_on as timestamp) at time zone 'Europe/Oslo' is not null
  ) m
  where m.id in (select r.id from record r);
end
$$;
CREATE FUNCTION saint_data.company_next_change(c saint_data.company) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select least(
    case when c.gone_quiet_max_sale_date > c.as_of - 31 and c.gone_quiet_max_sale_date < cast('290000-01-01' as date) then c.gone_quiet_max_sale_date + 31 end,
    case when c.customer_since > c.as_of - 15 and c.customer_since < cast('290000-01-01' as date) then c.customer_since + 15 end,
    case when c.customer_since > c.as_of and c.customer_since < cast('290000-01-01' as date) then c.customer_since end,
    'infinity'
  )
$$;
CREATE FUNCTION saint_data.company_recompute(ids integer[], today date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
begin
  with fresh as materialized (
    select * from saint_data.company_live_many(ids, today)
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
      name = f.name,
      category = f.category,
      owner = f.owner,
      customer_since = f.customer_since,
      sale_count = f.sale_count,
      sale_open = f.sale_open,
      sale_count_period1 = f.sale_count_period1,
      sale_open_period1 = f.sale_open_period1,
      sale_count_period2 = f.sale_count_period2,
      sale_open_period2 = f.sale_open_period2,
      sale_last = f.sale_last,
      sale_last_completed = f.sale_last_completed,
      sale_last_open = f.sale_last_open,
      sale_next = f.sale_next,
      sale_amount = f.sale_amount,
      sale_amount_n = f.sale_amount_n,
      sale_amount_period1 = f.sale_amount_period1,
      sale_amount_period1_n = f.sale_amount_period1_n,
      sale_amount_period2 = f.sale_amount_period2,
      sale_amount_period2_n = f.sale_amount_period2_n,
      sale_large_count = f.sale_large_count,
      sale_large_open = f.sale_large_open,
      sale_large_count_period1 = f.sale_large_count_period1,
      sale_large_open_period1 = f.sale_large_open_period1,
      sale_large_count_period2 = f.sale_large_count_period2,
      sale_large_open_period2 = f.sale_large_open_period2,
      sale_large_last = f.sale_large_last,
      sale_large_last_completed = f.sale_large_last_completed,
      sale_large_last_open = f.sale_large_last_open,
      sale_large_next = f.sale_large_next,
      sale_large_amount = f.sale_large_amount,
      sale_large_amount_n = f.sale_large_amount_n,
      sale_large_amount_period1 = f.sale_large_amount_period1,
      sale_large_amount_period1_n = f.sale_large_amount_period1_n,
      sale_large_amount_period2 = f.sale_large_amount_period2,
      sale_large_amount_period2_n = f.sale_large_amount_period2_n,
      invoice_count = f.invoice_count,
      invoice_open = f.invoice_open,
      invoice_count_period1 = f.invoice_count_period1,
      invoice_open_period1 = f.invoice_open_period1,
      invoice_count_period2 = f.invoice_count_period2,
      invoice_open_period2 = f.invoice_open_period2,
      invoice_last = f.invoice_last,
      invoice_last_completed = f.invoice_last_completed,
      invoice_last_open = f.invoice_last_open,
      invoice_next = f.invoice_next,
      invoice_amount = f.invoice_amount,
      invoice_amount_n = f.invoice_amount_n,
      invoice_amount_period1 = f.invoice_amount_period1,
      invoice_amount_period1_n = f.invoice_amount_period1_n,
      invoice_amount_period2 = f.invoice_amount_period2,
      invoice_amount_period2_n = f.invoice_amount_period2_n,
      outgoing = f.outgoing,
      ordered = f.ordered,
      ordered_n = f.ordered_n,
      ordered_this_year = f.ordered_this_year,
      ordered_this_year_n = f.ordered_this_year_n,
      unpaid = f.unpaid,
      unpaid_n = f.unpaid_n,
      visits_last_quarter = f.visits_last_quarter,
      notes = f.notes,
      contacts_count_call = f.contacts_count_call,
      contacts_count_activity = f.contacts_count_activity,
      contacts_count_visit = f.contacts_count_visit,
      gone_quiet_count_sale = f.gone_quiet_count_sale,
      gone_quiet_max_sale_date = f.gone_quiet_max_sale_date,
      gone_quiet_count_visit = f.gone_quiet_count_visit,
      neglected_lead_count_activity = f.neglected_lead_count_activity,
      to_call_last_call = f.to_call_last_call
    from fresh f
    where c.id = f.id
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
  changed as (
    insert into saint.status_change (entity, id, status, active, changed_at)
    select 'company', ended.id::text, ended.status, false, now() from ended
    union all
    select 'company', begun.id::text, begun.status, true, now() from begun
    returning id, status, active
  )
  -- told at commit, by a trigger of saint.announcement
  insert into saint.announcement (entity, status, active, ids)
  select 'company', c.status, c.active, array_agg(c.id order by c.id)
  from changed c
  where c.status in ('neglected', 'neglected_lead')
  group by c.status, c.active;
end
$$;
CREATE FUNCTION saint_data.company_relations(ids integer[]) RETURNS TABLE(id integer, color text, code text, name text, address text, postal_code text, city text, phone text, email text, latitude double precision, longitude double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
#variable_conflict use_variable
begin
  return query
  select
    company.company_id,
    null::text,
    null::text,
    (company.name)::text,
    (company.street)::text,
    null::text,
    null::text,
    null::text,
    null::text,
    (company.lat)::double precision,
    (company.lon)::double precision
  from crm.company company
  where (not company.deleted) and company.company_id = any (ids);
end
$$;
CREATE FUNCTION saint_data.company_settle(of_id integer) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
  was text[] := (select c.statuses from saint_data.company c where c.id = of_id);
  became text[];
begin
  update saint_data.company c set
    statuses = saint_data.company_statuses(c),
    next_change = least(c.next_change, saint_data.company_next_change(c))
  where c.id = of_id
    -- a row with a mark does not hold what is true: who recomputes it sees to its statuses
    and not exists (select from saint_data.company_dirty m where m.id = of_id)
  returning c.statuses into became;
  if not was <@ became then
    with ended as (
      delete from saint_data.company_statusvalue v where v.id = of_id and v.status <> all (became)
      returning v.status
    )
    insert into saint.status_change (entity, id, status, active, changed_at)
    select 'company', of_id::text, ended.status, false, now() from ended;
    -- told at commit, by a trigger of saint.announcement
    insert into saint.announcement (entity, status, active, ids)
    select 'company', s.status, false, array[of_id::text]
    from unnest(was) s (status)
    where s.status <> all (became) and s.status in ('neglected', 'neglected_lead');
  end if;
  if not became <@ was then
    with begun as (
      insert into saint_data.company_statusvalue (id, status, since)
      select of_id, s.status, now() from unnest(became) s (status) where s.status <> all (was)
      returning status
    )
    insert into saint.status_change (entity, id, status, active, changed_at)
    select 'company', of_id::text, begun.status, true, now() from begun;
    -- told at commit, by a trigger of saint.announcement
    insert into saint.announcement (entity, status, active, ids)
    select 'company', s.status, true, array[of_id::text]
    from unnest(became) s (status)
    where s.status <> all (was) and s.status in ('neglected', 'neglected_lead');
  end if;
end
$$;
CREATE FUNCTION saint_data.company_statuses(c saint_data.company) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select array_remove(array[
    -- neglected (crm.yaml:123): category = 'Customer' and count(activity) filter (where direction = 'outgoing' and past(period1)) < 2
    case when (c.category = 'Customer') and (c.outgoing < 2) then 'neglected' end,
    -- gone_quiet (crm.yaml:138): count(sale) filter (where stage = 'order') >= 1 and max(sale.date) filter (where stage = 'order') < today - period1 or not (exists(visit) filter (where past(90)))
    case when (c.gone_quiet_count_sale >= 1) and (c.gone_quiet_max_sale_date < c.as_of - 30 or not (c.gone_quiet_count_visit > 0)) then 'gone_quiet' end,
    -- worth_a_visit (crm.yaml:149): status('neglected') and not status('gone_quiet') and coalesce(unpaid, 0) < 1000
    case when (coalesce((c.category = 'Customer') and (c.outgoing < 2), false)) and (not coalesce((c.gone_quiet_count_sale >= 1) and (c.gone_quiet_max_sale_date < c.as_of - 30 or not (c.gone_quiet_count_visit > 0)), false)) and (coalesce(case when c.unpaid_n > 0 then c.unpaid end, 0) < 1000) then 'worth_a_visit' end,
    -- new_customer (crm.yaml:153): customer_since between today - 14 and today
    case when c.customer_since >= c.as_of - 14 and c.customer_since <= c.as_of then 'new_customer' end,
    -- neglected_lead (crm.yaml:157): category = 'Lead' and not exists(activity) filter (where past(7))
    case when (c.category = 'Lead') and (not (c.neglected_lead_count_activity > 0)) then 'neglected_lead' end
  ], null)
$$;
CREATE FUNCTION saint_data.company_texts(ids text[]) RETURNS TABLE(id text, variables jsonb)
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET "DateStyle" TO 'ISO'
    SET "TimeZone" TO 'Europe/Oslo'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $_$
#variable_conflict use_column
begin
  return query
  select
    (company.company_id)::text,
    jsonb_object(
      array['name', 'owner', 'outgoing', 'period1', '@user']::text[],
      array[
        (company.name)::text,
        (owner.full_name)::text,
        (counters.outgoing)::text,
        (30)::text,
        (company.owner_id)::text
      ]::text[]
    )
  from crm.company company
  left join crm.users owner on owner.user_id = company.owner_id
  left join (
    select * from saint.company_counter c where c.id = any ($1::integer[])
  ) counters on counters.id = company.company_id
  where (not company.deleted) and company.company_id = any ($1::integer[]);
end
$_$;
CREATE FUNCTION saint_data.company_tick(batch integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $_$
declare
  today date := saint.today();
  at_most integer;
  candidates integer[];
  ids integer[];
begin
  -- Via marks become plain marks in one statement: found and removed in the same snapshot.
  if exists (select from saint_data.company_via) then
    -- Nobody would tell what changes after the recompute.
    if exists (select from saint_data.company_via v where v.hop = 'detached') then
      return 0;
    end if;
    with taken as (
      delete from saint_data.company_via v
      where v.mark in (select m.mark from saint_data.company_via m order by m.mark limit batch for update skip locked)
      returning v.hop, v.key
    )
    insert into saint_data.company_dirty (id)
    select found.id from (
    -- all: a TRUNCATE, the clock set back
    select every.id
    from (
      select (company.company_id)::integer from crm.company company
      union
      select c.id from saint_data.company c
    ) every (id)
    where exists (select from taken via_mark where via_mark.hop in ('all', 'detached'))
    union
    -- company.owner: a row of crm.users
    select (company.company_id)::integer
    from taken via_mark
    join crm.company company on true
    where via_mark.hop = 'company.owner' and (cast((via_mark.key ->> 'user_id') as int) = company.owner_id)
    union
    -- visit: a row of crm.visit
    select (person.company_id)::integer
    from taken via_mark
    join crm.person person on person.person_id = cast((via_mark.key ->> 'person_id') as bigint)
    where via_mark.hop = 'visit'
    union
    -- sale: a row of crm.sale
    select (account.company_id)::integer
    from taken via_mark
    join crm.account account on account.account_id = cast((via_mark.key ->> 'account_id') as int)
    where via_mark.hop = 'sale'
    union
    -- call: a row of crm.call
    select (coalesce(cast((via_mark.key ->> 'company_id') as int), person.company_id))::integer
    from taken via_mark
    join crm.person person on person.person_id = cast((via_mark.key ->> 'person_id') as bigint)
    where via_mark.hop = 'call'
    union
    -- call.person: a row of crm.person
    select (coalesce(call.company_id, cast((via_mark.key ->> 'company_id') as int)))::integer
    from taken via_mark
    join crm.call call on true
    where via_mark.hop = 'call.person' and (cast((via_mark.key ->> 'person_id') as bigint) = call.person_id)
    union
    -- note: a row of crm.note
    select (case when cast((via_mark.key ->> 'about') as text) ~ '^company,[0-9]{1,9}$' then cast(split_part(cast((via_mark.key ->> 'about') as text), ',', 2) as int) end)::integer
    from taken via_mark
    where via_mark.hop = 'note'
    ) found (id)
    where found.id is not null;
  end if;
  -- The first ones; more where other workers hold most of them, all where nearly none is free.
  foreach at_most in array array[batch, 4 * batch, null] loop
    candidates := array(
      select d.id from (select n.id from saint_data.company_dirty n limit at_most) d
      union
      select due.id from (select w.id from saint_data.company w where w.next_change <= today limit at_most) due);
    ids := array(      select free.id
      from (
        select c.id from saint_data.company c
        -- another worker may have done it meanwhile
        where c.id = any (candidates) and (c.next_change <= today or exists (select from saint_data.company_dirty d where d.id = c.id))
        limit batch
        for no key update skip locked
      ) free
      order by free.id);
    if cardinality(ids) < least(batch, cardinality(candidates)) then
      -- Only the worker makes rows: a writer that met a unique conflict here would have to wait.
      insert into saint_data.company (id)
      select n.id from unnest(candidates) n (id)
      where not exists (select from saint_data.company c where c.id = n.id)
      order by n.id
      on conflict do nothing;
      if found then
        ids := array(      select free.id
      from (
        select c.id from saint_data.company c
        -- another worker may have done it meanwhile
        where c.id = any (candidates) and (c.next_change <= today or exists (select from saint_data.company_dirty d where d.id = c.id))
        limit batch
        for no key update skip locked
      ) free
      order by free.id);
      end if;
    end if;
    exit when 2 * cardinality(ids) >= least(batch, cardinality(candidates));
  end loop;
  if cardinality(ids) = 0 then
    return 0;
  end if;
  perform saint_data.company_recompute(ids, today);
  return cardinality(ids);
end
$_$;
CREATE FUNCTION saint_data.company_write_activity(of_status text, ids text[], language text, of_type text, of_title text, of_days integer, of_user text) RETURNS TABLE(id text, key text)
    LANGUAGE plpgsql
    AS $$
#variable_conflict use_column
declare
  d saint.status := saint.find_status(of_status);
begin
  of_type := coalesce(of_type, d.follow_up ->> 'type');
  if not exists (select from crm.kind t where t.name::text = of_type) then
    raise exception 'the CRM knows no follow-up of type %', of_type
      using errcode = 'invalid_parameter_value', hint = 'crm.kind lists them.';
  end if;
  return query
  insert into crm.activity as activity (
    company_id,
    kind_id,
    subject,
    starts_at,
    user_id,
    direction
  )
  select
    (p.id)::integer,
    (select t.kind_id from crm.kind t where t.name::text = of_type limit 1)::integer,
    (p.title)::text,
    (p.date + time '09:00') at time zone 'Europe/Oslo',
    (p.for_user)::integer,
    ('outgoing')::text
  from (
    select
      r.id, r.place, v.variables,
      coalesce(of_title, saint.render(
        coalesce(saint.in_language(d.follow_up -> 'text', language), ''),
        v.variables,
        otherwise => saint.in_language(d.titles, language)
      )) as title,
      saint.today() + coalesce(of_days, (d.follow_up ->> 'in_days')::integer) as date,
      coalesce(of_user, v.variables ->> ('@' || (d.follow_up ->> 'user'))) as for_user
    from unnest(ids::integer[]) with ordinality r (id, place)
    join saint_data.company_texts(ids) v on v.id = r.id::text
  ) p
  order by p.place
  returning (activity.company_id)::text, (activity.activity_id)::text;
end
$$;
CREATE FUNCTION saint_data.crm_account_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.account',
      array['account_id', 'company_id'],
      array['integer', 'integer'],
      array['account_id', 'company_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from old_rows n) changed
      where not saint.values_fit(changed.r, array['account_id', 'company_id'], array['integer', 'integer'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;
  -- sale.account → company, named in the row
  insert into saint_data.company_dirty (id)
  select distinct x.id from (
    select (account.company_id)::integer as id from old_rows account
  ) x where x.id is not null;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_account_deleted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_account_emptied() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  insert into saint_data.company_via (hop) values ('all');
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_account_emptied() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_account_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.account',
      array['account_id', 'company_id'],
      array['integer', 'integer'],
      array['account_id', 'company_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n) changed
      where not saint.values_fit(changed.r, array['account_id', 'company_id'], array['integer', 'integer'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;
  -- sale.account → company, named in the row
  insert into saint_data.company_dirty (id)
  select distinct x.id from (
    select (account.company_id)::integer as id from new_rows account
  ) x where x.id is not null;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_account_inserted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_account_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether nothing changed that counts
  saint_same boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.account',
      array['account_id', 'company_id'],
      array['integer', 'integer'],
      array['account_id', 'company_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n union all select to_jsonb(o) from old_rows o) changed
      where not saint.values_fit(changed.r, array['account_id', 'company_id'], array['integer', 'integer'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;
  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.account_id, n.company_id)::record
      *= (select row(o.account_id, o.company_id)::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;
  -- sale.account → company, named in the row
  with changed as (
    (select account.account_id, account.company_id from old_rows account
     except all select account.account_id, account.company_id from new_rows account)
    union all
    (select account.account_id, account.company_id from new_rows account
     except all select account.account_id, account.company_id from old_rows account)
  )
  insert into saint_data.company_dirty (id)
  select distinct x.id from (
    select (account.company_id)::integer as id from (select account_id, company_id from changed) account
  ) x where x.id is not null;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_account_updated() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_activity_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- NULL: only marks are left
  saint_today date;
  -- the record's row, if it is free; whether a status turns by the delta, or the next change comes earlier
  saint_row tid;
  saint_turns boolean;
  -- activity: what counts of the row
  activity_old_company_id integer;
  activity_old_person_id bigint;
  activity_old_project_id uuid;
  activity_old_date date;
  activity_old_filter1 integer;
  activity_old_window1 integer;
  activity_old_window2 integer;
  activity_old_window3 integer;
  activity_old_window4 integer;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.activity',
      array['activity_id', 'company_id', 'deleted', 'direction', 'person_id', 'res_id', 'res_model', 'starts_at'],
      array['bigint', 'integer', 'boolean', 'text', 'bigint', 'uuid', 'text', 'timestamp with time zone'],
      array['company_id', 'direction', 'person_id', 'res_id', 'res_model', 'starts_at']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from old_rows n) changed
      where not saint.values_fit(changed.r, array['company_id', 'person_id'], array['integer', 'bigint'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.person_via (hop) values ('all');
    insert into saint_data.project_via (hop) values ('all');
    return null;
  end if;
  saint_today := saint_data.delta_day();
  if saint_many or saint_today is null then
    -- activity → company, named in the row
    insert into saint_data.company_dirty (id)
    select distinct x.id from (
      select (activity.company_id)::integer as id from old_rows activity
    ) x where x.id is not null;
    -- activity → person, named in the row
    insert into saint_data.person_dirty (id)
    select distinct x.id from (
      select (activity.person_id)::bigint as id from old_rows activity
    ) x where x.id is not null;
    -- activity → project, named in the row
    insert into saint_data.project_dirty (id)
    select distinct x.id from (
      select (case when activity.res_model = 'project' then activity.res_id end)::uuid as id from old_rows activity
    ) x where x.id is not null;
  else
    select activity.company_id, activity.person_id, case when activity.res_model = 'project' then activity.res_id end, cast((activity.starts_at at time zone 'Europe/Oslo') as date), case when activity.direction = 'outgoing' then 1 else 0 end
    into activity_old_company_id, activity_old_person_id, activity_old_project_id, activity_old_date, activity_old_filter1
    from old_rows activity
    where not activity.deleted;
    activity_old_window1 := case when activity_old_date > saint_today - 30 and activity_old_date <= saint_today then 1 else 0 end;
    activity_old_window2 := case when activity_old_date > saint_today - 60 and activity_old_date <= saint_today then 1 else 0 end;
    activity_old_window3 := case when activity_old_date > saint_today - 7 and activity_old_date <= saint_today then 1 else 0 end;
    activity_old_window4 := case when activity_old_date > saint_today and activity_old_date <= saint_today + 14 then 1 else 0 end;
    if activity_old_company_id is not null then
      -- never wait: a row that somebody holds or that is not valid today gets a mark
      select c.ctid into saint_row from saint_data.company c
      where c.id = activity_old_company_id and c.as_of <= saint_today and c.next_change > saint_today
        -- the greatest is not the one that goes
        and not coalesce((activity_old_date)::date >= c.to_call_last_call, false)
      for no key update skip locked;
      if saint_row is not null then
        update saint_data.company c set
          as_of = saint_today,
          outgoing = c.outgoing - activity_old_window1 * activity_old_filter1,
          contacts_count_activity = c.contacts_count_activity - activity_old_window2,
          neglected_lead_count_activity = c.neglected_lead_count_activity - activity_old_window3
        where c.ctid = saint_row
        returning c.statuses is distinct from saint_data.company_statuses(c) or saint_data.company_next_change(c) < c.next_change
        into saint_turns;
        if saint_turns then
          perform saint_data.company_settle(activity_old_company_id);
        end if;
      else
        insert into saint_data.company_dirty (id) values (activity_old_company_id);
      end if;
    end if;
    if activity_old_person_id is not null then
      -- never wait: a row that somebody holds or that is not valid today gets a mark
      select c.ctid into saint_row from saint_data.person c
      where c.id = activity_old_person_id and c.as_of <= saint_today and c.next_change > saint_today
        -- the greatest is not the one that goes
        and not coalesce((activity_old_date)::date >= c.quiet_contact_max_activity_date, false)
      for no key update skip locked;
      if saint_row is not null then
        update saint_data.person c set
          as_of = saint_today
        where c.ctid = saint_row
        returning c.statuses is distinct from saint_data.person_statuses(c) or saint_data.person_next_change(c) < c.next_change
        into saint_turns;
        if saint_turns then
          perform saint_data.person_settle(activity_old_person_id);
        end if;
      else
        insert into saint_data.person_dirty (id) values (activity_old_person_id);
      end if;
    end if;
    if activity_old_project_id is not null then
      -- never wait: a row that somebody holds or that is not valid today gets a mark
      select c.ctid into saint_row from saint_data.project c
      where c.id = activity_old_project_id and c.as_of <= saint_today and c.next_change > saint_today
      for no key update skip locked;
      if saint_row is not null then
        update saint_data.project c set
          as_of = saint_today,
          planned = c.planned - activity_old_window4
        where c.ctid = saint_row
        returning c.statuses is distinct from saint_data.project_statuses(c) or saint_data.project_next_change(c) < c.next_change
        into saint_turns;
        if saint_turns then
          perform saint_data.project_settle(activity_old_project_id);
        end if;
      else
        insert into saint_data.project_dirty (id) values (activity_old_project_id);
      end if;
    end if;
  end if;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_activity_deleted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_activity_emptied() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  insert into saint_data.company_via (hop) values ('all');
  insert into saint_data.person_via (hop) values ('all');
  insert into saint_data.project_via (hop) values ('all');
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_activity_emptied() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_activity_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- NULL: only marks are left
  saint_today date;
  -- the record's row, if it is free; whether a status turns by the delta, or the next change comes earlier
  saint_row tid;
  saint_turns boolean;
  -- activity: what counts of the row
  activity_new_company_id integer;
  activity_new_person_id bigint;
  activity_new_project_id uuid;
  activity_new_date date;
  activity_new_filter1 integer;
  activity_new_window1 integer;
  activity_new_window2 integer;
  activity_new_window3 integer;
  activity_new_window4 integer;
  activity_new_next_change date;
  activity_new_next_change2 date;
  activity_new_near boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.activity',
      array['activity_id', 'company_id', 'deleted', 'direction', 'person_id', 'res_id', 'res_model', 'starts_at'],
      array['bigint', 'integer', 'boolean', 'text', 'bigint', 'uuid', 'text', 'timestamp with time zone'],
      array['company_id', 'direction', 'person_id', 'res_id', 'res_model', 'starts_at']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n) changed
      where not saint.values_fit(changed.r, array['company_id', 'person_id'], array['integer', 'bigint'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.person_via (hop) values ('all');
    insert into saint_data.project_via (hop) values ('all');
    return null;
  end if;
  saint_today := saint_data.delta_day();
  if saint_many or saint_today is null then
    -- activity → company, named in the row
    insert into saint_data.company_dirty (id)
    select distinct x.id from (
      select (activity.company_id)::integer as id from new_rows activity
    ) x where x.id is not null;
    -- activity → person, named in the row
    insert into saint_data.person_dirty (id)
    select distinct x.id from (
      select (activity.person_id)::bigint as id from new_rows activity
    ) x where x.id is not null;
    -- activity → project, named in the row
    insert into saint_data.project_dirty (id)
    select distinct x.id from (
      select (case when activity.res_model = 'project' then activity.res_id end)::uuid as id from new_rows activity
    ) x where x.id is not null;
  else
    select activity.company_id, activity.person_id, case when activity.res_model = 'project' then activity.res_id end, cast((activity.starts_at at time zone 'Europe/Oslo') as date), case when activity.direction = 'outgoing' then 1 else 0 end
    into activity_new_company_id, activity_new_person_id, activity_new_project_id, activity_new_date, activity_new_filter1
    from new_rows activity
    where not activity.deleted;
    -- most new rows are of today, or were a few days ago
    activity_new_near := activity_new_date > saint_today - 7 and activity_new_date <= saint_today;
    if activity_new_near is not true then
      activity_new_window1 := case when activity_new_date > saint_today - 30 and activity_new_date <= saint_today then 1 else 0 end;
      activity_new_window2 := case when activity_new_date > saint_today - 60 and activity_new_date <= saint_today then 1 else 0 end;
      activity_new_window3 := case when activity_new_date > saint_today - 7 and activity_new_date <= saint_today then 1 else 0 end;
      activity_new_window4 := case when activity_new_date > saint_today and activity_new_date <= saint_today + 14 then 1 else 0 end;
      activity_new_next_change := least(case
        when activity_new_filter1 = 0 or activity_new_date >= cast('290000-01-01' as date) then null
        when activity_new_date > saint_today - 30 then activity_new_date + 30
      end, case
        when activity_new_date >= cast('290000-01-01' as date) then null
        when activity_new_date > saint_today then activity_new_date
        when activity_new_date > saint_today - 7 then activity_new_date + 7
        when activity_new_date > saint_today - 60 then activity_new_date + 60
      end);
      activity_new_next_change2 := case
        when activity_new_date >= cast('290000-01-01' as date) then null
        when activity_new_date > saint_today + 14 then activity_new_date - 14
        when activity_new_date > saint_today then activity_new_date
      end;
    end if;
    if activity_new_company_id is not null then
      -- never wait: a row that somebody holds or that is not valid today gets a mark
      select c.ctid into saint_row from saint_data.company c
      where c.id = activity_new_company_id and c.as_of <= saint_today and c.next_change > saint_today
      for no key update skip locked;
      if saint_row is not null then
        if activity_new_near then
          update saint_data.company c set
            as_of = saint_today,
            next_change = least(c.next_change, case when activity_new_filter1 = 1 then activity_new_date + 30 end, activity_new_date + 7),
            outgoing = c.outgoing + activity_new_filter1,
            contacts_count_activity = c.contacts_count_activity + 1,
            neglected_lead_count_activity = c.neglected_lead_count_activity + 1,
            to_call_last_call = greatest(c.to_call_last_call, (activity_new_date)::date)
          where c.ctid = saint_row
          returning c.statuses is distinct from saint_data.company_statuses(c) or saint_data.company_next_change(c) < c.next_change
          into saint_turns;
        else
          update saint_data.company c set
            as_of = saint_today,
            next_change = least(c.next_change, activity_new_next_change),
            outgoing = c.outgoing + activity_new_window1 * activity_new_filter1,
            contacts_count_activity = c.contacts_count_activity + activity_new_window2,
            neglected_lead_count_activity = c.neglected_lead_count_activity + activity_new_window3,
            to_call_last_call = greatest(c.to_call_last_call, (activity_new_date)::date)
          where c.ctid = saint_row
          returning c.statuses is distinct from saint_data.company_statuses(c) or saint_data.company_next_change(c) < c.next_change
          into saint_turns;
        end if;
        if saint_turns then
          perform saint_data.company_settle(activity_new_company_id);
        end if;
      else
        insert into saint_data.company_dirty (id) values (activity_new_company_id);
      end if;
    end if;
    if activity_new_person_id is not null then
      -- never wait: a row that somebody holds or that is not valid today gets a mark
      select c.ctid into saint_row from saint_data.person c
      where c.id = activity_new_person_id and c.as_of <= saint_today and c.next_change > saint_today
      for no key update skip locked;
      if saint_row is not null then
        if activity_new_near then
          update saint_data.person c set
            as_of = saint_today,
            quiet_contact_max_activity_date = greatest(c.quiet_contact_max_activity_date, (activity_new_date)::date)
          where c.ctid = saint_row
          returning c.statuses is distinct from saint_data.person_statuses(c) or saint_data.person_next_change(c) < c.next_change
          into saint_turns;
        else
          update saint_data.person c set
            as_of = saint_today,
            quiet_contact_max_activity_date = greatest(c.quiet_contact_max_activity_date, (activity_new_date)::date)
          where c.ctid = saint_row
          returning c.statuses is distinct from saint_data.person_statuses(c) or saint_data.person_next_change(c) < c.next_change
          into saint_turns;
        end if;
        if saint_turns then
          perform saint_data.person_settle(activity_new_person_id);
        end if;
      else
        insert into saint_data.person_dirty (id) values (activity_new_person_id);
      end if;
    end if;
    if activity_new_project_id is not null then
      -- never wait: a row that somebody holds or that is not valid today gets a mark
      select c.ctid into saint_row from saint_data.project c
      where c.id = activity_new_project_id and c.as_of <= saint_today and c.next_change > saint_today
      for no key update skip locked;
      if saint_row is not null then
        if activity_new_near then
          update saint_data.project c set
            as_of = saint_today
          where c.ctid = saint_row
          returning c.statuses is distinct from saint_data.project_statuses(c) or saint_data.project_next_change(c) < c.next_change
          into saint_turns;
        else
          update saint_data.project c set
            as_of = saint_today,
            next_change = least(c.next_change, activity_new_next_change2),
            planned = c.planned + activity_new_window4
          where c.ctid = saint_row
          returning c.statuses is distinct from saint_data.project_statuses(c) or saint_data.project_next_change(c) < c.next_change
          into saint_turns;
        end if;
        if saint_turns then
          perform saint_data.project_settle(activity_new_project_id);
        end if;
      else
        insert into saint_data.project_dirty (id) values (activity_new_project_id);
      end if;
    end if;
  end if;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_activity_inserted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_activity_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether nothing changed that counts
  saint_same boolean;
  -- NULL: only marks are left
  saint_today date;
  -- the record's row, if it is free; whether a status turns by the delta, or the next change comes earlier
  saint_row tid;
  saint_turns boolean;
  -- activity: what counts of the row, as it is now and as it was
  activity_new_company_id integer;
  activity_new_person_id bigint;
  activity_new_project_id uuid;
  activity_new_date date;
  activity_new_filter1 integer;
  activity_new_filter2 integer;
  activity_new_window1 integer;
  activity_new_window2 integer;
  activity_new_window3 integer;
  activity_new_window4 integer;
  activity_old_company_id integer;
  activity_old_person_id bigint;
  activity_old_project_id uuid;
  activity_old_date date;
  activity_old_filter1 integer;
  activity_old_filter2 integer;
  activity_old_window1 integer;
  activity_old_window2 integer;
  activity_old_window3 integer;
  activity_old_window4 integer;
  activity_new_next_change date;
  activity_new_next_change2 date;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.activity',
      array['activity_id', 'company_id', 'deleted', 'direction', 'person_id', 'res_id', 'res_model', 'starts_at'],
      array['bigint', 'integer', 'boolean', 'text', 'bigint', 'uuid', 'text', 'timestamp with time zone'],
      array['company_id', 'direction', 'person_id', 'res_id', 'res_model', 'starts_at']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n union all select to_jsonb(o) from old_rows o) changed
      where not saint.values_fit(changed.r, array['company_id', 'person_id'], array['integer', 'bigint'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.person_via (hop) values ('all');
    insert into saint_data.project_via (hop) values ('all');
    return null;
  end if;
  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.activity_id, n.company_id, n.deleted, n.direction, n.person_id, n.res_id, n.res_model, n.starts_at)::record
      *= (select row(o.activity_id, o.company_id, o.deleted, o.direction, o.person_id, o.res_id, o.res_model, o.starts_at)::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;
  saint_today := saint_data.delta_day();
  if saint_many or saint_today is null then
    -- activity → company, named in the row
    with changed as (
      (select activity.activity_id, activity.company_id, activity.deleted, activity.direction, activity.starts_at from old_rows activity
       except all select activity.activity_id, activity.company_id, activity.deleted, activity.direction, activity.starts_at from new_rows activity)
      union all
      (select activity.activity_id, activity.company_id, activity.deleted, activity.direction, activity.starts_at from new_rows activity
       except all select activity.activity_id, activity.company_id, activity.deleted, activity.direction, activity.starts_at from old_rows activity)
    )
    insert into saint_data.company_dirty (id)
    select distinct x.id from (
      select (activity.company_id)::integer as id from (select activity_id, company_id, deleted, direction, starts_at from changed) activity
    ) x where x.id is not null;
    -- activity → person, named in the row
    with changed as (
      (select activity.activity_id, activity.deleted, activity.person_id, activity.starts_at from old_rows activity
       except all select activity.activity_id, activity.deleted, activity.person_id, activity.starts_at from new_rows activity)
      union all
      (select activity.activity_id, activity.deleted, activity.person_id, activity.starts_at from new_rows activity
       except all select activity.activity_id, activity.deleted, activity.person_id, activity.starts_at from old_rows activity)
    )
    insert into saint_data.person_dirty (id)
    select distinct x.id from (
      select (activity.person_id)::bigint as id from (select activity_id, deleted, person_id, starts_at from changed) activity
    ) x where x.id is not null;
    -- activity → project, named in the row
    with changed as (
      (select activity.activity_id, activity.deleted, activity.res_id, activity.res_model, activity.starts_at from old_rows activity
       except all select activity.activity_id, activity.deleted, activity.res_id, activity.res_model, activity.starts_at from new_rows activity)
      union all
      (select activity.activity_id, activity.deleted, activity.res_id, activity.res_model, activity.starts_at from new_rows activity
       except all select activity.activity_id, activity.deleted, activity.res_id, activity.res_model, activity.starts_at from old_rows activity)
    )
    insert into saint_data.project_dirty (id)
    select distinct x.id from (
      select (case when activity.res_model = 'project' then activity.res_id end)::uuid as id from (select activity_id, deleted, res_id, res_model, starts_at from changed) activity
    ) x where x.id is not null;
  else
    select activity.company_id, activity.person_id, case when activity.res_model = 'project' then activity.res_id end, cast((activity.starts_at at time zone 'Europe/Oslo') as date), case when not activity.deleted and activity.direction = 'outgoing' then 1 else 0 end, case when not activity.deleted then 1 else 0 end
    into activity_new_company_id, activity_new_person_id, activity_new_project_id, activity_new_date, activity_new_filter1, activity_new_filter2
    from new_rows activity;
    activity_new_window1 := case when activity_new_date > saint_today - 30 and activity_new_date <= saint_today then 1 else 0 end;
    activity_new_window2 := case when activity_new_date > saint_today - 60 and activity_new_date <= saint_today then 1 else 0 end;
    activity_new_window3 := case when activity_new_date > saint_today - 7 and activity_new_date <= saint_today then 1 else 0 end;
    activity_new_window4 := case when activity_new_date > saint_today and activity_new_date <= saint_today + 14 then 1 else 0 end;
    activity_new_next_change := least(case
      when activity_new_filter1 = 0 or activity_new_date >= cast('290000-01-01' as date) then null
      when activity_new_date > saint_today - 30 then activity_new_date + 30
    end, case
      when activity_new_filter2 = 0 or activity_new_date >= cast('290000-01-01' as date) then null
      when activity_new_date > saint_today then activity_new_date
      when activity_new_date > saint_today - 7 then activity_new_date + 7
      when activity_new_date > saint_today - 60 then activity_new_date + 60
    end);
    activity_new_next_change2 := case
      when activity_new_filter2 = 0 or activity_new_date >= cast('290000-01-01' as date) then null
      when activity_new_date > saint_today + 14 then activity_new_date - 14
      when activity_new_date > saint_today then activity_new_date
    end;
    select activity.company_id, activity.person_id, case when activity.res_model = 'project' then activity.res_id end, cast((activity.starts_at at time zone 'Europe/Oslo') as date), case when not activity.deleted and activity.direction = 'outgoing' then 1 else 0 end, case when not activity.deleted then 1 else 0 end
    into activity_old_company_id, activity_old_person_id, activity_old_project_id, activity_old_date, activity_old_filter1, activity_old_filter2
    from old_rows activity;
    activity_old_window1 := case when activity_old_date > saint_today - 30 and activity_old_date <= saint_today then 1 else 0 end;
    activity_old_window2 := case when activity_old_date > saint_today - 60 and activity_old_date <= saint_today then 1 else 0 end;
    activity_old_window3 := case when activity_old_date > saint_today - 7 and activity_old_date <= saint_today then 1 else 0 end;
    activity_old_window4 := case when activity_old_date > saint_today and activity_old_date <= saint_today + 14 then 1 else 0 end;
    if activity_new_company_id = activity_old_company_id then
      -- never wait: a row that somebody holds or that is not valid today gets a mark
      select c.ctid into saint_row from saint_data.company c
      where c.id = activity_new_company_id and c.as_of <= saint_today and c.next_change > saint_today
        -- the greatest is not the one that goes, unless one as good comes
        and not coalesce((case when activity_old_filter2 = 1 then activity_old_date end)::date >= c.to_call_last_call
          and not coalesce((case when activity_new_filter2 = 1 then activity_new_date end)::date >= (case when activity_old_filter2 = 1 then activity_old_date end)::date, false), false)
      for no key update skip locked;
      if saint_row is not null then
        update saint_data.company c set
          as_of = saint_today,
          next_change = least(c.next_change, activity_new_next_change),
          outgoing = c.outgoing + activity_new_window1 * activity_new_filter1 - activity_old_window1 * activity_old_filter1,
          contacts_count_activity = c.contacts_count_activity + activity_new_window2 * activity_new_filter2 - activity_old_window2 * activity_old_filter2,
          neglected_lead_count_activity = c.neglected_lead_count_activity + activity_new_window3 * activity_new_filter2 - activity_old_window3 * activity_old_filter2,
          to_call_last_call = greatest(c.to_call_last_call, (case when activity_new_filter2 = 1 then activity_new_date end)::date)
        where c.ctid = saint_row
        returning c.statuses is distinct from saint_data.company_statuses(c) or saint_data.company_next_change(c) < c.next_change
        into saint_turns;
        if saint_turns then
          perform saint_data.company_settle(activity_new_company_id);
        end if;
      else
        insert into saint_data.company_dirty (id) values (activity_new_company_id);
      end if;
    else
      insert into saint_data.company_dirty (id)
      select v.id from (values (activity_new_company_id), (activity_old_company_id)) v (id) where v.id is not null;
    end if;
    if activity_new_person_id = activity_old_person_id then
      -- never wait: a row that somebody holds or that is not valid today gets a mark
      select c.ctid into saint_row from saint_data.person c
      where c.id = activity_new_person_id and c.as_of <= saint_today and c.next_change > saint_today
        -- the greatest is not the one that goes, unless one as good comes
        and not coalesce((case when activity_old_filter2 = 1 then activity_old_date end)::date >= c.quiet_contact_max_activity_date
          and not coalesce((case when activity_new_filter2 = 1 then activity_new_date end)::date >= (case when activity_old_filter2 = 1 then activity_old_date end)::date, false), false)
      for no key update skip locked;
      if saint_row is not null then
        update saint_data.person c set
          as_of = saint_today,
          quiet_contact_max_activity_date = greatest(c.quiet_contact_max_activity_date, (case when activity_new_filter2 = 1 then activity_new_date end)::date)
        where c.ctid = saint_row
        returning c.statuses is distinct from saint_data.person_statuses(c) or saint_data.person_next_change(c) < c.next_change
        into saint_turns;
        if saint_turns then
          perform saint_data.person_settle(activity_new_person_id);
        end if;
      else
        insert into saint_data.person_dirty (id) values (activity_new_person_id);
      end if;
    else
      insert into saint_data.person_dirty (id)
      select v.id from (values (activity_new_person_id), (activity_old_person_id)) v (id) where v.id is not null;
    end if;
    if activity_new_project_id = activity_old_project_id then
      -- never wait: a row that somebody holds or that is not valid today gets a mark
      select c.ctid into saint_row from saint_data.project c
      where c.id = activity_new_project_id and c.as_of <= saint_today and c.next_change > saint_today
      for no key update skip locked;
      if saint_row is not null then
        update saint_data.project c set
          as_of = saint_today,
          next_change = least(c.next_change, activity_new_next_change2),
          planned = c.planned + activity_new_window4 * activity_new_filter2 - activity_old_window4 * activity_old_filter2
        where c.ctid = saint_row
        returning c.statuses is distinct from saint_data.project_statuses(c) or saint_data.project_next_change(c) < c.next_change
        into saint_turns;
        if saint_turns then
          perform saint_data.project_settle(activity_new_project_id);
        end if;
      else
        insert into saint_data.project_dirty (id) values (activity_new_project_id);
      end if;
    else
      insert into saint_data.project_dirty (id)
      select v.id from (values (activity_new_project_id), (activity_old_project_id)) v (id) where v.id is not null;
    end if;
  end if;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_activity_updated() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_call_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.call',
      array['call_id', 'called_on', 'company_id', 'person_id'],
      array['integer', 'date', 'integer', 'bigint'],
      array['called_on', 'company_id', 'person_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from old_rows n) changed
      where not saint.values_fit(changed.r, array['company_id', 'person_id'], array['integer', 'bigint'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;
  -- call → company, found when the mark is read
  insert into saint_data.company_via (hop, key)
  select distinct 'call', jsonb_build_object('company_id', call.company_id, 'person_id', call.person_id) from old_rows call;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_call_deleted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_call_emptied() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  insert into saint_data.company_via (hop) values ('all');
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_call_emptied() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_call_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.call',
      array['call_id', 'called_on', 'company_id', 'person_id'],
      array['integer', 'date', 'integer', 'bigint'],
      array['called_on', 'company_id', 'person_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n) changed
      where not saint.values_fit(changed.r, array['company_id', 'person_id'], array['integer', 'bigint'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;
  -- call → company, found when the mark is read
  insert into saint_data.company_via (hop, key)
  select distinct 'call', jsonb_build_object('company_id', call.company_id, 'person_id', call.person_id) from new_rows call;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_call_inserted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_call_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether nothing changed that counts
  saint_same boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.call',
      array['call_id', 'called_on', 'company_id', 'person_id'],
      array['integer', 'date', 'integer', 'bigint'],
      array['called_on', 'company_id', 'person_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n union all select to_jsonb(o) from old_rows o) changed
      where not saint.values_fit(changed.r, array['company_id', 'person_id'], array['integer', 'bigint'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;
  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.call_id, n.called_on, n.company_id, n.person_id)::record
      *= (select row(o.call_id, o.called_on, o.company_id, o.person_id)::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;
  -- call → company, found when the mark is read
  with changed as (
    (select call.call_id, call.called_on, call.company_id, call.person_id from old_rows call
     except all select call.call_id, call.called_on, call.company_id, call.person_id from new_rows call)
    union all
    (select call.call_id, call.called_on, call.company_id, call.person_id from new_rows call
     except all select call.call_id, call.called_on, call.company_id, call.person_id from old_rows call)
  )
  insert into saint_data.company_via (hop, key)
  select distinct 'call', jsonb_build_object('company_id', call.company_id, 'person_id', call.person_id) from (select call_id, called_on, company_id, person_id from changed) call;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_call_updated() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_company_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.company',
      array['category', 'company_id', 'customer_since', 'deleted', 'name', 'owner_id'],
      array['text', 'integer', 'date', 'boolean', 'text', 'integer'],
      array['company_id', 'deleted']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from old_rows n) changed
      where not saint.values_fit(changed.r, array['company_id'], array['integer'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;
  -- company → company, named in the row
  insert into saint_data.company_dirty (id)
  select distinct x.id from (
    select (company.company_id)::integer as id from old_rows company
  ) x where x.id is not null;
  -- person.company → person, found when the mark is read
  insert into saint_data.person_via (hop, key)
  select distinct 'person.company', jsonb_build_object('company_id', company.company_id, 'deleted', company.deleted) from old_rows company;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_company_deleted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_company_emptied() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  insert into saint_data.company_via (hop) values ('all');
  insert into saint_data.person_via (hop) values ('all');
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_company_emptied() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_company_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.company',
      array['category', 'company_id', 'customer_since', 'deleted', 'name', 'owner_id'],
      array['text', 'integer', 'date', 'boolean', 'text', 'integer'],
      array['company_id', 'deleted']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n) changed
      where not saint.values_fit(changed.r, array['company_id'], array['integer'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;
  -- company → company, named in the row
  insert into saint_data.company_dirty (id)
  select distinct x.id from (
    select (company.company_id)::integer as id from new_rows company
  ) x where x.id is not null;
  -- person.company → person, found when the mark is read
  insert into saint_data.person_via (hop, key)
  select distinct 'person.company', jsonb_build_object('company_id', company.company_id, 'deleted', company.deleted) from new_rows company;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_company_inserted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_company_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether nothing changed that counts
  saint_same boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.company',
      array['category', 'company_id', 'customer_since', 'deleted', 'name', 'owner_id'],
      array['text', 'integer', 'date', 'boolean', 'text', 'integer'],
      array['company_id', 'deleted']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n union all select to_jsonb(o) from old_rows o) changed
      where not saint.values_fit(changed.r, array['company_id'], array['integer'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;
  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.category, n.company_id, n.customer_since, n.deleted, n.name, n.owner_id)::record
      *= (select row(o.category, o.company_id, o.customer_since, o.deleted, o.name, o.owner_id)::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;
  -- company → company, named in the row
  with changed as (
    (select company.category, company.company_id, company.customer_since, company.deleted, company.name, company.owner_id from old_rows company
     except all select company.category, company.company_id, company.customer_since, company.deleted, company.name, company.owner_id from new_rows company)
    union all
    (select company.category, company.company_id, company.customer_since, company.deleted, company.name, company.owner_id from new_rows company
     except all select company.category, company.company_id, company.customer_since, company.deleted, company.name, company.owner_id from old_rows company)
  )
  insert into saint_data.company_dirty (id)
  select distinct x.id from (
    select (company.company_id)::integer as id from (select category, company_id, customer_since, deleted, name, owner_id from changed) company
  ) x where x.id is not null;
  -- person.company → person, found when the mark is read
  with changed as (
    (select company.category, company.company_id, company.deleted from old_rows company
     except all select company.category, company.company_id, company.deleted from new_rows company)
    union all
    (select company.category, company.company_id, company.deleted from new_rows company
     except all select company.category, company.company_id, company.deleted from old_rows company)
  )
  insert into saint_data.person_via (hop, key)
  select distinct 'person.company', jsonb_build_object('company_id', company.company_id, 'deleted', company.deleted) from (select category, company_id, deleted from changed) company;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_company_updated() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_email_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.email',
      array['email_id', 'sent_at'],
      array['integer', 'timestamp without time zone'],
      array['email_id', 'sent_at']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from old_rows n) changed
      where not saint.values_fit(changed.r, array['email_id'], array['integer'])
    ));
  if saint_many is null then
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;
  -- email → person, found when the mark is read
  insert into saint_data.person_via (hop, key)
  select distinct 'email', jsonb_build_object('email_id', email.email_id) from old_rows email;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_email_deleted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_email_emptied() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  insert into saint_data.person_via (hop) values ('all');
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_email_emptied() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_email_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.email',
      array['email_id', 'sent_at'],
      array['integer', 'timestamp without time zone'],
      array['email_id', 'sent_at']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n) changed
      where not saint.values_fit(changed.r, array['email_id'], array['integer'])
    ));
  if saint_many is null then
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;
  -- email → person, found when the mark is read
  insert into saint_data.person_via (hop, key)
  select distinct 'email', jsonb_build_object('email_id', email.email_id) from new_rows email;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_email_inserted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_email_person_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.email_person',
      array['email_id', 'person_id'],
      array['integer', 'bigint'],
      array['email_id', 'person_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from old_rows n) changed
      where not saint.values_fit(changed.r, array['email_id', 'person_id'], array['integer', 'bigint'])
    ));
  if saint_many is null then
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;
  -- email.person_link → person, named in the row
  insert into saint_data.person_dirty (id)
  select distinct x.id from (
    select (person_link.person_id)::bigint as id from old_rows person_link
  ) x where x.id is not null;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_email_person_deleted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_email_person_emptied() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  insert into saint_data.person_via (hop) values ('all');
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_email_person_emptied() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_email_person_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.email_person',
      array['email_id', 'person_id'],
      array['integer', 'bigint'],
      array['email_id', 'person_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n) changed
      where not saint.values_fit(changed.r, array['email_id', 'person_id'], array['integer', 'bigint'])
    ));
  if saint_many is null then
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;
  -- email.person_link → person, named in the row
  insert into saint_data.person_dirty (id)
  select distinct x.id from (
    select (person_link.person_id)::bigint as id from new_rows person_link
  ) x where x.id is not null;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_email_person_inserted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_email_person_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether nothing changed that counts
  saint_same boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.email_person',
      array['email_id', 'person_id'],
      array['integer', 'bigint'],
      array['email_id', 'person_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n union all select to_jsonb(o) from old_rows o) changed
      where not saint.values_fit(changed.r, array['email_id', 'person_id'], array['integer', 'bigint'])
    ));
  if saint_many is null then
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;
  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.email_id, n.person_id)::record
      *= (select row(o.email_id, o.person_id)::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;
  -- email.person_link → person, named in the row
  with changed as (
    (select person_link.email_id, person_link.person_id from old_rows person_link
     except all select person_link.email_id, person_link.person_id from new_rows person_link)
    union all
    (select person_link.email_id, person_link.person_id from new_rows person_link
     except all select person_link.email_id, person_link.person_id from old_rows person_link)
  )
  insert into saint_data.person_dirty (id)
  select distinct x.id from (
    select (person_link.person_id)::bigint as id from (select email_id, person_id from changed) person_link
  ) x where x.id is not null;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_email_person_updated() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_email_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether nothing changed that counts
  saint_same boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.email',
      array['email_id', 'sent_at'],
      array['integer', 'timestamp without time zone'],
      array['email_id', 'sent_at']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n union all select to_jsonb(o) from old_rows o) changed
      where not saint.values_fit(changed.r, array['email_id'], array['integer'])
    ));
  if saint_many is null then
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;
  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.email_id, n.sent_at)::record
      *= (select row(o.email_id, o.sent_at)::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;
  -- email → person, found when the mark is read
  with changed as (
    (select email.email_id, email.sent_at from old_rows email
     except all select email.email_id, email.sent_at from new_rows email)
    union all
    (select email.email_id, email.sent_at from new_rows email
     except all select email.email_id, email.sent_at from old_rows email)
  )
  insert into saint_data.person_via (hop, key)
  select distinct 'email', jsonb_build_object('email_id', email.email_id) from (select email_id, sent_at from changed) email;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_email_updated() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_invoice_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.invoice',
      array['amount', 'company_id', 'invoice_id', 'paid_on', 'sent_on'],
      array['numeric(12,2)', 'integer', 'integer', 'date', 'date'],
      array['amount', 'company_id', 'paid_on', 'sent_on']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from old_rows n) changed
      where not saint.values_fit(changed.r, array['company_id'], array['integer'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;
  -- invoice: deferred, so changed rows leave marks for the records that they name, and nothing of ours is read
  if saint_many then
    -- invoice → company, named in the row
    insert into saint_data.company_dirty (id)
    select distinct x.id from (
      select (invoice.company_id)::integer as id from old_rows invoice
    ) x where x.id is not null;
  else
    insert into saint_data.company_dirty (id)
    select x.id from (
      select (invoice.company_id)::integer as id from old_rows invoice
    ) x where x.id is not null;
  end if;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_invoice_deleted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_invoice_emptied() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  insert into saint_data.company_via (hop) values ('all');
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_invoice_emptied() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_invoice_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.invoice',
      array['amount', 'company_id', 'invoice_id', 'paid_on', 'sent_on'],
      array['numeric(12,2)', 'integer', 'integer', 'date', 'date'],
      array['amount', 'company_id', 'paid_on', 'sent_on']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n) changed
      where not saint.values_fit(changed.r, array['company_id'], array['integer'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;
  -- invoice: deferred, so changed rows leave marks for the records that they name, and nothing of ours is read
  if saint_many then
    -- invoice → company, named in the row
    insert into saint_data.company_dirty (id)
    select distinct x.id from (
      select (invoice.company_id)::integer as id from new_rows invoice
    ) x where x.id is not null;
  else
    insert into saint_data.company_dirty (id)
    select x.id from (
      select (invoice.company_id)::integer as id from new_rows invoice
    ) x where x.id is not null;
  end if;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_invoice_inserted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_invoice_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether nothing changed that counts
  saint_same boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.invoice',
      array['amount', 'company_id', 'invoice_id', 'paid_on', 'sent_on'],
      array['numeric(12,2)', 'integer', 'integer', 'date', 'date'],
      array['amount', 'company_id', 'paid_on', 'sent_on']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n union all select to_jsonb(o) from old_rows o) changed
      where not saint.values_fit(changed.r, array['company_id'], array['integer'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;
  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.amount, n.company_id, n.invoice_id, n.paid_on, n.sent_on)::record
      *= (select row(o.amount, o.company_id, o.invoice_id, o.paid_on, o.sent_on)::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;
  -- invoice: deferred, so changed rows leave marks for the records that they name, and nothing of ours is read
  if saint_many then
    -- invoice → company, named in the row
    with changed as (
      (select invoice.amount, invoice.company_id, invoice.invoice_id, invoice.paid_on, invoice.sent_on, invoice.amount::text collate "C" as "as written 1" from old_rows invoice
       except all select invoice.amount, invoice.company_id, invoice.invoice_id, invoice.paid_on, invoice.sent_on, invoice.amount::text collate "C" as "as written 1" from new_rows invoice)
      union all
      (select invoice.amount, invoice.company_id, invoice.invoice_id, invoice.paid_on, invoice.sent_on, invoice.amount::text collate "C" as "as written 1" from new_rows invoice
       except all select invoice.amount, invoice.company_id, invoice.invoice_id, invoice.paid_on, invoice.sent_on, invoice.amount::text collate "C" as "as written 1" from old_rows invoice)
    )
    insert into saint_data.company_dirty (id)
    select distinct x.id from (
      select (invoice.company_id)::integer as id from (select amount, company_id, invoice_id, paid_on, sent_on from changed) invoice
    ) x where x.id is not null;
  else
    insert into saint_data.company_dirty (id)
    select x.id from (
      select (invoice.company_id)::integer as id from new_rows invoice
      union
      select (invoice.company_id)::integer from old_rows invoice
    ) x where x.id is not null;
  end if;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_invoice_updated() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_note_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where saint.columns_as_mapped('crm.note',
    array['about', 'note_id'],
    array['text', 'integer'],
    array['about']::text[]);
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;
  -- note → company, found when the mark is read
  insert into saint_data.company_via (hop, key)
  select distinct 'note', jsonb_build_object('about', note.about) from old_rows note;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_note_deleted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_note_emptied() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  insert into saint_data.company_via (hop) values ('all');
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_note_emptied() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_note_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1)
  into saint_many
  where saint.columns_as_mapped('crm.note',
    array['about', 'note_id'],
    array['text', 'integer'],
    array['about']::text[]);
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;
  -- note → company, found when the mark is read
  insert into saint_data.company_via (hop, key)
  select distinct 'note', jsonb_build_object('about', note.about) from new_rows note;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_note_inserted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_note_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether nothing changed that counts
  saint_same boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where saint.columns_as_mapped('crm.note',
    array['about', 'note_id'],
    array['text', 'integer'],
    array['about']::text[]);
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;
  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.about, n.note_id)::record
      *= (select row(o.about, o.note_id)::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;
  -- note → company, found when the mark is read
  with changed as (
    (select note.about, note.note_id from old_rows note
     except all select note.about, note.note_id from new_rows note)
    union all
    (select note.about, note.note_id from new_rows note
     except all select note.about, note.note_id from old_rows note)
  )
  insert into saint_data.company_via (hop, key)
  select distinct 'note', jsonb_build_object('about', note.about) from (select about, note_id from changed) note;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_note_updated() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_person_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.person',
      array['company_id', 'person_id'],
      array['integer', 'bigint'],
      array['company_id', 'person_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from old_rows n) changed
      where not saint.values_fit(changed.r, array['company_id', 'person_id'], array['integer', 'bigint'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;
  -- visit.person → company, named in the row
  insert into saint_data.company_dirty (id)
  select distinct x.id from (
    select (person.company_id)::integer as id from old_rows person
  ) x where x.id is not null;
  -- call.person → company, found when the mark is read
  insert into saint_data.company_via (hop, key)
  select distinct 'call.person', jsonb_build_object('company_id', person.company_id, 'person_id', person.person_id) from old_rows person;
  -- person → person, named in the row
  insert into saint_data.person_dirty (id)
  select distinct x.id from (
    select (person.person_id)::bigint as id from old_rows person
  ) x where x.id is not null;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_person_deleted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_person_emptied() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  insert into saint_data.company_via (hop) values ('all');
  insert into saint_data.person_via (hop) values ('all');
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_person_emptied() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_person_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.person',
      array['company_id', 'person_id'],
      array['integer', 'bigint'],
      array['company_id', 'person_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n) changed
      where not saint.values_fit(changed.r, array['company_id', 'person_id'], array['integer', 'bigint'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;
  -- visit.person → company, named in the row
  insert into saint_data.company_dirty (id)
  select distinct x.id from (
    select (person.company_id)::integer as id from new_rows person
  ) x where x.id is not null;
  -- call.person → company, found when the mark is read
  insert into saint_data.company_via (hop, key)
  select distinct 'call.person', jsonb_build_object('company_id', person.company_id, 'person_id', person.person_id) from new_rows person;
  -- person → person, named in the row
  insert into saint_data.person_dirty (id)
  select distinct x.id from (
    select (person.person_id)::bigint as id from new_rows person
  ) x where x.id is not null;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_person_inserted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_person_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether nothing changed that counts
  saint_same boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.person',
      array['company_id', 'person_id'],
      array['integer', 'bigint'],
      array['company_id', 'person_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n union all select to_jsonb(o) from old_rows o) changed
      where not saint.values_fit(changed.r, array['company_id', 'person_id'], array['integer', 'bigint'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.person_via (hop) values ('all');
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
  -- visit.person → company, named in the row
  with changed as (
    (select person.company_id, person.person_id from old_rows person
     except all select person.company_id, person.person_id from new_rows person)
    union all
    (select person.company_id, person.person_id from new_rows person
     except all select person.company_id, person.person_id from old_rows person)
  )
  insert into saint_data.company_dirty (id)
  select distinct x.id from (
    select (person.company_id)::integer as id from (select company_id, person_id from changed) person
  ) x where x.id is not null;
  -- call.person → company, found when the mark is read
  with changed as (
    (select person.company_id, person.person_id from old_rows person
     except all select person.company_id, person.person_id from new_rows person)
    union all
    (select person.company_id, person.person_id from new_rows person
     except all select person.company_id, person.person_id from old_rows person)
  )
  insert into saint_data.company_via (hop, key)
  select distinct 'call.person', jsonb_build_object('company_id', person.company_id, 'person_id', person.person_id) from (select company_id, person_id from changed) person;
  -- person → person, named in the row
  with changed as (
    (select person.company_id, person.person_id from old_rows person
     except all select person.company_id, person.person_id from new_rows person)
    union all
    (select person.company_id, person.person_id from new_rows person
     except all select person.company_id, person.person_id from old_rows person)
  )
  insert into saint_data.person_dirty (id)
  select distinct x.id from (
    select (person.person_id)::bigint as id from (select company_id, person_id from changed) person
  ) x where x.id is not null;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_person_updated() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_project_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where saint.columns_as_mapped('crm.project',
    array['ends_on', 'project_id'],
    array['date', 'uuid'],
    array['project_id']::text[]);
  if saint_many is null then
    insert into saint_data.project_via (hop) values ('all');
    return null;
  end if;
  -- project → project, named in the row
  insert into saint_data.project_dirty (id)
  select distinct x.id from (
    select (project.project_id)::uuid as id from old_rows project
  ) x where x.id is not null;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_project_deleted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_project_emptied() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  insert into saint_data.project_via (hop) values ('all');
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_project_emptied() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_project_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1)
  into saint_many
  where saint.columns_as_mapped('crm.project',
    array['ends_on', 'project_id'],
    array['date', 'uuid'],
    array['project_id']::text[]);
  if saint_many is null then
    insert into saint_data.project_via (hop) values ('all');
    return null;
  end if;
  -- project → project, named in the row
  insert into saint_data.project_dirty (id)
  select distinct x.id from (
    select (project.project_id)::uuid as id from new_rows project
  ) x where x.id is not null;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_project_inserted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_project_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether nothing changed that counts
  saint_same boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where saint.columns_as_mapped('crm.project',
    array['ends_on', 'project_id'],
    array['date', 'uuid'],
    array['project_id']::text[]);
  if saint_many is null then
    insert into saint_data.project_via (hop) values ('all');
    return null;
  end if;
  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.ends_on, n.project_id)::record
      *= (select row(o.ends_on, o.project_id)::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;
  -- project → project, named in the row
  with changed as (
    (select project.ends_on, project.project_id from old_rows project
     except all select project.ends_on, project.project_id from new_rows project)
    union all
    (select project.ends_on, project.project_id from new_rows project
     except all select project.ends_on, project.project_id from old_rows project)
  )
  insert into saint_data.project_dirty (id)
  select distinct x.id from (
    select (project.project_id)::uuid as id from (select ends_on, project_id from changed) project
  ) x where x.id is not null;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_project_updated() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_sale_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- NULL: only marks are left
  saint_today date;
  -- the record's row, if it is free; whether a status turns by the delta, or the next change comes earlier
  saint_row tid;
  saint_turns boolean;
  -- sale: what counts of the row
  sale_old_project_id uuid;
  sale_old_date date;
  sale_old_amount numeric;
  sale_old_filter1 integer;
  sale_old_filter2 integer;
  sale_old_filter3 integer;
  sale_old_window1 integer;
  sale_old_window2 integer;
  sale_old_window3 integer;
  sale_old_window4 integer;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.sale',
      array['account_id', 'amount', 'changed_by', 'project_id', 'sale_date', 'sale_id', 'stage'],
      array['integer', 'numeric(12,2)', 'integer', 'uuid', 'date', 'integer', 'text'],
      array['account_id', 'amount', 'project_id', 'sale_date', 'stage']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from old_rows n) changed
      where not saint.values_fit(changed.r, array['account_id'], array['integer'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.project_via (hop) values ('all');
    return null;
  end if;
  saint_today := saint_data.delta_day();
  if saint_many or saint_today is null then
    -- sale → project, named in the row
    insert into saint_data.project_dirty (id)
    select distinct x.id from (
      select (sale.project_id)::uuid as id from old_rows sale
    ) x where x.id is not null;
  else
    select sale.project_id, sale.sale_date, sale.amount, case when not (sale.stage <> 'quote') is true then 1 else 0 end, case when (sale.stage <> 'quote') then 1 else 0 end, case when not sale.amount is null then 1 else 0 end
    into sale_old_project_id, sale_old_date, sale_old_amount, sale_old_filter1, sale_old_filter2, sale_old_filter3
    from old_rows sale;
    sale_old_window1 := case when sale_old_date > saint_today - 7 and sale_old_date <= saint_today then 1 else 0 end;
    sale_old_window2 := case when sale_old_date > saint_today - 14 and sale_old_date <= saint_today then 1 else 0 end;
    sale_old_window3 := case when sale_old_date <= saint_today then 1 else 0 end;
    sale_old_window4 := case when sale_old_date > saint_today then 1 else 0 end;
    if sale_old_project_id is not null then
      -- never wait: a row that somebody holds or that is not valid today gets a mark
      select c.ctid into saint_row from saint_data.project c
      where c.id = sale_old_project_id and c.as_of <= saint_today and c.next_change > saint_today
        -- NaN and infinity are not taken away by a subtraction
        and coalesce((sale_old_amount)::numeric, 0) not in ('NaN', 'Infinity', '-Infinity')
        -- the greatest is not the one that goes
        and not coalesce((case when sale_old_window3 = 1 then sale_old_date end)::date >= c.sale_last, false)
        -- the greatest is not the one that goes
        and not coalesce((case when sale_old_window3 * sale_old_filter2 = 1 then sale_old_date end)::date >= c.sale_last_completed, false)
        -- the greatest is not the one that goes
        and not coalesce((case when sale_old_window3 * sale_old_filter1 = 1 then sale_old_date end)::date >= c.sale_last_open, false)
        -- the least is not the one that goes
        and not coalesce((case when sale_old_window4 = 1 then sale_old_date end)::date <= c.sale_next, false)
      for no key update skip locked;
      if saint_row is not null then
        update saint_data.project c set
          as_of = saint_today,
          sale_count = c.sale_count - 1,
          sale_open = c.sale_open - sale_old_filter1,
          sale_count_period1 = c.sale_count_period1 - sale_old_window1,
          sale_open_period1 = c.sale_open_period1 - sale_old_window1 * sale_old_filter1,
          sale_count_period2 = c.sale_count_period2 - sale_old_window2,
          sale_open_period2 = c.sale_open_period2 - sale_old_window2 * sale_old_filter1,
          sale_amount = c.sale_amount - coalesce(sale_old_amount, 0)::numeric,
          sale_amount_n = c.sale_amount_n - sale_old_filter3,
          sale_amount_period1 = c.sale_amount_period1 - coalesce(case when sale_old_window1 = 1 then sale_old_amount end, 0)::numeric,
          sale_amount_period1_n = c.sale_amount_period1_n - sale_old_window1 * sale_old_filter3,
          sale_amount_period2 = c.sale_amount_period2 - coalesce(case when sale_old_window2 = 1 then sale_old_amount end, 0)::numeric,
          sale_amount_period2_n = c.sale_amount_period2_n - sale_old_window2 * sale_old_filter3
        where c.ctid = saint_row
        returning c.statuses is distinct from saint_data.project_statuses(c) or saint_data.project_next_change(c) < c.next_change
        into saint_turns;
        if saint_turns then
          perform saint_data.project_settle(sale_old_project_id);
        end if;
      else
        insert into saint_data.project_dirty (id) values (sale_old_project_id);
      end if;
    end if;
  end if;
  -- sale → company, found when the mark is read
  insert into saint_data.company_via (hop, key)
  select distinct 'sale', jsonb_build_object('account_id', sale.account_id) from old_rows sale;
  -- sale: what is gone has no moments
  insert into saint_data.sale_transition (source_key, changed_at, gone)
  select (sale.sale_id)::text, saint.now(), true
  from old_rows sale
  where (sale.sale_id)::text is not null
    -- nothing of ours is read at SERIALIZABLE
    and (current_setting('transaction_isolation') = 'serializable'
      or exists (select from saint_data.sale_transition t where t.source_key = (sale.sale_id)::text));
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_sale_deleted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_sale_emptied() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  insert into saint_data.company_via (hop) values ('all');
  insert into saint_data.project_via (hop) values ('all');
  insert into saint_data.sale_transition (source_key, changed_at, gone)
  select distinct t.source_key, saint.now(), true
  from saint_data.sale_transition t
  where not exists (select from crm.sale sale where (sale.sale_id)::text = t.source_key);
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_sale_emptied() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_sale_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- NULL: only marks are left
  saint_today date;
  -- the record's row, if it is free; whether a status turns by the delta, or the next change comes earlier
  saint_row tid;
  saint_turns boolean;
  -- sale: what counts of the row
  sale_new_project_id uuid;
  sale_new_date date;
  sale_new_amount numeric;
  sale_new_filter1 integer;
  sale_new_filter2 integer;
  sale_new_filter3 integer;
  sale_new_window1 integer;
  sale_new_window2 integer;
  sale_new_window3 integer;
  sale_new_window4 integer;
  sale_new_next_change date;
  sale_new_near boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.sale',
      array['account_id', 'amount', 'changed_by', 'project_id', 'sale_date', 'sale_id', 'stage'],
      array['integer', 'numeric(12,2)', 'integer', 'uuid', 'date', 'integer', 'text'],
      array['account_id', 'amount', 'project_id', 'sale_date', 'stage']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n) changed
      where not saint.values_fit(changed.r, array['account_id'], array['integer'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.project_via (hop) values ('all');
    return null;
  end if;
  saint_today := saint_data.delta_day();
  if saint_many or saint_today is null then
    -- sale → project, named in the row
    insert into saint_data.project_dirty (id)
    select distinct x.id from (
      select (sale.project_id)::uuid as id from new_rows sale
    ) x where x.id is not null;
  else
    select sale.project_id, sale.sale_date, sale.amount, case when not (sale.stage <> 'quote') is true then 1 else 0 end, case when (sale.stage <> 'quote') then 1 else 0 end, case when not sale.amount is null then 1 else 0 end
    into sale_new_project_id, sale_new_date, sale_new_amount, sale_new_filter1, sale_new_filter2, sale_new_filter3
    from new_rows sale;
    -- most new rows are of today, or were a few days ago
    sale_new_near := sale_new_date > saint_today - 7 and sale_new_date <= saint_today;
    if sale_new_near is not true then
      sale_new_window1 := case when sale_new_date > saint_today - 7 and sale_new_date <= saint_today then 1 else 0 end;
      sale_new_window2 := case when sale_new_date > saint_today - 14 and sale_new_date <= saint_today then 1 else 0 end;
      sale_new_window3 := case when sale_new_date <= saint_today then 1 else 0 end;
      sale_new_window4 := case when sale_new_date > saint_today then 1 else 0 end;
      sale_new_next_change := case
        when sale_new_date >= cast('290000-01-01' as date) then null
        when sale_new_date > saint_today then sale_new_date
        when sale_new_date > saint_today - 7 then sale_new_date + 7
        when sale_new_date > saint_today - 14 then sale_new_date + 14
      end;
    end if;
    if sale_new_project_id is not null then
      -- never wait: a row that somebody holds or that is not valid today gets a mark
      select c.ctid into saint_row from saint_data.project c
      where c.id = sale_new_project_id and c.as_of <= saint_today and c.next_change > saint_today
        -- NaN and infinity are not taken away by a subtraction
        and coalesce((sale_new_amount)::numeric, 0) not in ('NaN', 'Infinity', '-Infinity')
      for no key update skip locked;
      if saint_row is not null then
        if sale_new_near then
          update saint_data.project c set
            as_of = saint_today,
            next_change = least(c.next_change, sale_new_date + 7),
            sale_count = c.sale_count + 1,
            sale_open = c.sale_open + sale_new_filter1,
            sale_count_period1 = c.sale_count_period1 + 1,
            sale_open_period1 = c.sale_open_period1 + sale_new_filter1,
            sale_count_period2 = c.sale_count_period2 + 1,
            sale_open_period2 = c.sale_open_period2 + sale_new_filter1,
            sale_amount = c.sale_amount + coalesce(sale_new_amount, 0)::numeric,
            sale_amount_n = c.sale_amount_n + sale_new_filter3,
            sale_amount_period1 = c.sale_amount_period1 + coalesce(sale_new_amount, 0)::numeric,
            sale_amount_period1_n = c.sale_amount_period1_n + sale_new_filter3,
            sale_amount_period2 = c.sale_amount_period2 + coalesce(sale_new_amount, 0)::numeric,
            sale_amount_period2_n = c.sale_amount_period2_n + sale_new_filter3,
            sale_last = greatest(c.sale_last, (sale_new_date)::date),
            sale_last_completed = greatest(c.sale_last_completed, (case when sale_new_filter2 = 1 then sale_new_date end)::date),
            sale_last_open = greatest(c.sale_last_open, (case when sale_new_filter1 = 1 then sale_new_date end)::date)
          where c.ctid = saint_row
          returning c.statuses is distinct from saint_data.project_statuses(c) or saint_data.project_next_change(c) < c.next_change
          into saint_turns;
        else
          update saint_data.project c set
            as_of = saint_today,
            next_change = least(c.next_change, sale_new_next_change),
            sale_count = c.sale_count + 1,
            sale_open = c.sale_open + sale_new_filter1,
            sale_count_period1 = c.sale_count_period1 + sale_new_window1,
            sale_open_period1 = c.sale_open_period1 + sale_new_window1 * sale_new_filter1,
            sale_count_period2 = c.sale_count_period2 + sale_new_window2,
            sale_open_period2 = c.sale_open_period2 + sale_new_window2 * sale_new_filter1,
            sale_amount = c.sale_amount + coalesce(sale_new_amount, 0)::numeric,
            sale_amount_n = c.sale_amount_n + sale_new_filter3,
            sale_amount_period1 = c.sale_amount_period1 + coalesce(case when sale_new_window1 = 1 then sale_new_amount end, 0)::numeric,
            sale_amount_period1_n = c.sale_amount_period1_n + sale_new_window1 * sale_new_filter3,
            sale_amount_period2 = c.sale_amount_period2 + coalesce(case when sale_new_window2 = 1 then sale_new_amount end, 0)::numeric,
            sale_amount_period2_n = c.sale_amount_period2_n + sale_new_window2 * sale_new_filter3,
            sale_last = greatest(c.sale_last, (case when sale_new_window3 = 1 then sale_new_date end)::date),
            sale_last_completed = greatest(c.sale_last_completed, (case when sale_new_window3 * sale_new_filter2 = 1 then sale_new_date end)::date),
            sale_last_open = greatest(c.sale_last_open, (case when sale_new_window3 * sale_new_filter1 = 1 then sale_new_date end)::date),
            sale_next = least(c.sale_next, (case when sale_new_window4 = 1 then sale_new_date end)::date)
          where c.ctid = saint_row
          returning c.statuses is distinct from saint_data.project_statuses(c) or saint_data.project_next_change(c) < c.next_change
          into saint_turns;
        end if;
        if saint_turns then
          perform saint_data.project_settle(sale_new_project_id);
        end if;
      else
        insert into saint_data.project_dirty (id) values (sale_new_project_id);
      end if;
    end if;
  end if;
  -- sale → company, found when the mark is read
  insert into saint_data.company_via (hop, key)
  select distinct 'sale', jsonb_build_object('account_id', sale.account_id) from new_rows sale;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_sale_inserted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_sale_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether nothing changed that counts
  saint_same boolean;
  -- NULL: only marks are left
  saint_today date;
  -- the record's row, if it is free; whether a status turns by the delta, or the next change comes earlier
  saint_row tid;
  saint_turns boolean;
  -- sale: what counts of the row, as it is now and as it was
  sale_new_project_id uuid;
  sale_new_date date;
  sale_new_amount numeric;
  sale_new_filter1 integer;
  sale_new_filter2 integer;
  sale_new_filter3 integer;
  sale_new_window1 integer;
  sale_new_window2 integer;
  sale_new_window3 integer;
  sale_new_window4 integer;
  sale_old_project_id uuid;
  sale_old_date date;
  sale_old_amount numeric;
  sale_old_filter1 integer;
  sale_old_filter2 integer;
  sale_old_filter3 integer;
  sale_old_window1 integer;
  sale_old_window2 integer;
  sale_old_window3 integer;
  sale_old_window4 integer;
  sale_new_next_change date;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.sale',
      array['account_id', 'amount', 'changed_by', 'project_id', 'sale_date', 'sale_id', 'stage'],
      array['integer', 'numeric(12,2)', 'integer', 'uuid', 'date', 'integer', 'text'],
      array['account_id', 'amount', 'project_id', 'sale_date', 'stage']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n union all select to_jsonb(o) from old_rows o) changed
      where not saint.values_fit(changed.r, array['account_id'], array['integer'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.project_via (hop) values ('all');
    return null;
  end if;
  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.account_id, n.amount, n.changed_by, n.project_id, n.sale_date, n.sale_id, n.stage)::record
      *= (select row(o.account_id, o.amount, o.changed_by, o.project_id, o.sale_date, o.sale_id, o.stage)::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;
  saint_today := saint_data.delta_day();
  if saint_many or saint_today is null then
    -- sale → project, named in the row
    with changed as (
      (select sale.amount, sale.project_id, sale.sale_date, sale.sale_id, sale.stage, sale.amount::text collate "C" as "as written 1" from old_rows sale
       except all select sale.amount, sale.project_id, sale.sale_date, sale.sale_id, sale.stage, sale.amount::text collate "C" as "as written 1" from new_rows sale)
      union all
      (select sale.amount, sale.project_id, sale.sale_date, sale.sale_id, sale.stage, sale.amount::text collate "C" as "as written 1" from new_rows sale
       except all select sale.amount, sale.project_id, sale.sale_date, sale.sale_id, sale.stage, sale.amount::text collate "C" as "as written 1" from old_rows sale)
    )
    insert into saint_data.project_dirty (id)
    select distinct x.id from (
      select (sale.project_id)::uuid as id from (select amount, project_id, sale_date, sale_id, stage from changed) sale
    ) x where x.id is not null;
  else
    select sale.project_id, sale.sale_date, sale.amount, case when not (sale.stage <> 'quote') is true then 1 else 0 end, case when (sale.stage <> 'quote') then 1 else 0 end, case when not sale.amount is null then 1 else 0 end
    into sale_new_project_id, sale_new_date, sale_new_amount, sale_new_filter1, sale_new_filter2, sale_new_filter3
    from new_rows sale;
    sale_new_window1 := case when sale_new_date > saint_today - 7 and sale_new_date <= saint_today then 1 else 0 end;
    sale_new_window2 := case when sale_new_date > saint_today - 14 and sale_new_date <= saint_today then 1 else 0 end;
    sale_new_window3 := case when sale_new_date <= saint_today then 1 else 0 end;
    sale_new_window4 := case when sale_new_date > saint_today then 1 else 0 end;
    sale_new_next_change := case
      when sale_new_date >= cast('290000-01-01' as date) then null
      when sale_new_date > saint_today then sale_new_date
      when sale_new_date > saint_today - 7 then sale_new_date + 7
      when sale_new_date > saint_today - 14 then sale_new_date + 14
    end;
    select sale.project_id, sale.sale_date, sale.amount, case when not (sale.stage <> 'quote') is true then 1 else 0 end, case when (sale.stage <> 'quote') then 1 else 0 end, case when not sale.amount is null then 1 else 0 end
    into sale_old_project_id, sale_old_date, sale_old_amount, sale_old_filter1, sale_old_filter2, sale_old_filter3
    from old_rows sale;
    sale_old_window1 := case when sale_old_date > saint_today - 7 and sale_old_date <= saint_today then 1 else 0 end;
    sale_old_window2 := case when sale_old_date > saint_today - 14 and sale_old_date <= saint_today then 1 else 0 end;
    sale_old_window3 := case when sale_old_date <= saint_today then 1 else 0 end;
    sale_old_window4 := case when sale_old_date > saint_today then 1 else 0 end;
    if sale_new_project_id = sale_old_project_id then
      -- never wait: a row that somebody holds or that is not valid today gets a mark
      select c.ctid into saint_row from saint_data.project c
      where c.id = sale_new_project_id and c.as_of <= saint_today and c.next_change > saint_today
        -- NaN and infinity are not taken away by a subtraction
        and coalesce((sale_new_amount)::numeric, 0) not in ('NaN', 'Infinity', '-Infinity')
        and coalesce((sale_old_amount)::numeric, 0) not in ('NaN', 'Infinity', '-Infinity')
        -- the greatest is not the one that goes, unless one as good comes
        and not coalesce((case when sale_old_window3 = 1 then sale_old_date end)::date >= c.sale_last
          and not coalesce((case when sale_new_window3 = 1 then sale_new_date end)::date >= (case when sale_old_window3 = 1 then sale_old_date end)::date, false), false)
        -- the greatest is not the one that goes, unless one as good comes
        and not coalesce((case when sale_old_window3 * sale_old_filter2 = 1 then sale_old_date end)::date >= c.sale_last_completed
          and not coalesce((case when sale_new_window3 * sale_new_filter2 = 1 then sale_new_date end)::date >= (case when sale_old_window3 * sale_old_filter2 = 1 then sale_old_date end)::date, false), false)
        -- the greatest is not the one that goes, unless one as good comes
        and not coalesce((case when sale_old_window3 * sale_old_filter1 = 1 then sale_old_date end)::date >= c.sale_last_open
          and not coalesce((case when sale_new_window3 * sale_new_filter1 = 1 then sale_new_date end)::date >= (case when sale_old_window3 * sale_old_filter1 = 1 then sale_old_date end)::date, false), false)
        -- the least is not the one that goes, unless one as good comes
        and not coalesce((case when sale_old_window4 = 1 then sale_old_date end)::date <= c.sale_next
          and not coalesce((case when sale_new_window4 = 1 then sale_new_date end)::date <= (case when sale_old_window4 = 1 then sale_old_date end)::date, false), false)
      for no key update skip locked;
      if saint_row is not null then
        update saint_data.project c set
          as_of = saint_today,
          next_change = least(c.next_change, sale_new_next_change),
          sale_count = c.sale_count + 1 - 1,
          sale_open = c.sale_open + sale_new_filter1 - sale_old_filter1,
          sale_count_period1 = c.sale_count_period1 + sale_new_window1 - sale_old_window1,
          sale_open_period1 = c.sale_open_period1 + sale_new_window1 * sale_new_filter1 - sale_old_window1 * sale_old_filter1,
          sale_count_period2 = c.sale_count_period2 + sale_new_window2 - sale_old_window2,
          sale_open_period2 = c.sale_open_period2 + sale_new_window2 * sale_new_filter1 - sale_old_window2 * sale_old_filter1,
          sale_amount = c.sale_amount + coalesce(sale_new_amount, 0)::numeric - coalesce(sale_old_amount, 0)::numeric,
          sale_amount_n = c.sale_amount_n + sale_new_filter3 - sale_old_filter3,
          sale_amount_period1 = c.sale_amount_period1 + coalesce(case when sale_new_window1 = 1 then sale_new_amount end, 0)::numeric - coalesce(case when sale_old_window1 = 1 then sale_old_amount end, 0)::numeric,
          sale_amount_period1_n = c.sale_amount_period1_n + sale_new_window1 * sale_new_filter3 - sale_old_window1 * sale_old_filter3,
          sale_amount_period2 = c.sale_amount_period2 + coalesce(case when sale_new_window2 = 1 then sale_new_amount end, 0)::numeric - coalesce(case when sale_old_window2 = 1 then sale_old_amount end, 0)::numeric,
          sale_amount_period2_n = c.sale_amount_period2_n + sale_new_window2 * sale_new_filter3 - sale_old_window2 * sale_old_filter3,
          sale_last = greatest(c.sale_last, (case when sale_new_window3 = 1 then sale_new_date end)::date),
          sale_last_completed = greatest(c.sale_last_completed, (case when sale_new_window3 * sale_new_filter2 = 1 then sale_new_date end)::date),
          sale_last_open = greatest(c.sale_last_open, (case when sale_new_window3 * sale_new_filter1 = 1 then sale_new_date end)::date),
          sale_next = least(c.sale_next, (case when sale_new_window4 = 1 then sale_new_date end)::date)
        where c.ctid = saint_row
        returning c.statuses is distinct from saint_data.project_statuses(c) or saint_data.project_next_change(c) < c.next_change
        into saint_turns;
        if saint_turns then
          perform saint_data.project_settle(sale_new_project_id);
        end if;
      else
        insert into saint_data.project_dirty (id) values (sale_new_project_id);
      end if;
    else
      insert into saint_data.project_dirty (id)
      select v.id from (values (sale_new_project_id), (sale_old_project_id)) v (id) where v.id is not null;
    end if;
  end if;
  -- sale → company, found when the mark is read
  with changed as (
    (select sale.account_id, sale.amount, sale.sale_date, sale.sale_id, sale.stage, sale.amount::text collate "C" as "as written 1" from old_rows sale
     except all select sale.account_id, sale.amount, sale.sale_date, sale.sale_id, sale.stage, sale.amount::text collate "C" as "as written 1" from new_rows sale)
    union all
    (select sale.account_id, sale.amount, sale.sale_date, sale.sale_id, sale.stage, sale.amount::text collate "C" as "as written 1" from new_rows sale
     except all select sale.account_id, sale.amount, sale.sale_date, sale.sale_id, sale.stage, sale.amount::text collate "C" as "as written 1" from old_rows sale)
  )
  insert into saint_data.company_via (hop, key)
  select distinct 'sale', jsonb_build_object('account_id', sale.account_id) from (select account_id, amount, sale_date, sale_id, stage from changed) sale;
  -- sale: each change of state is a contact moment of its own
  if saint_many or exists (
    select from (select (sale.sale_id)::text as key, (sale.stage)::text as state from new_rows sale) n
    cross join (select (sale.sale_id)::text as key, (sale.stage)::text as state from old_rows sale) o
    where n is distinct from o
  ) then
    insert into saint_data.sale_transition (source_key, changed_at, "user", was, became, gone)
    select
      c.key, saint.now(), min(c.maker) filter (where c.is_new), min(c.state) filter (where not c.is_new),
      min(c.state) filter (where c.is_new), not bool_or(c.is_new)
    from (
      select (sale.sale_id)::text as key, (sale.stage)::text as state, (sale.changed_by)::text as maker, true as is_new from new_rows sale
      union all
      select (sale.sale_id)::text, (sale.stage)::text, null::text, false from old_rows sale
    ) c
    where c.key is not null
    group by c.key
    having min(c.state) filter (where c.is_new) <> min(c.state) filter (where not c.is_new) or not bool_or(c.is_new);
  end if;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_sale_updated() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_task_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- NULL: only marks are left
  saint_today date;
  -- the record's row, if it is free; whether a status turns by the delta, or the next change comes earlier
  saint_row tid;
  saint_turns boolean;
  -- task: what counts of the row
  task_old_project_id uuid;
  task_old_date date;
  task_old_window1 integer;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where saint.columns_as_mapped('crm.task',
    array['due_on', 'project_id', 'task_id'],
    array['date', 'uuid', 'integer'],
    array['due_on', 'project_id']::text[]);
  if saint_many is null then
    insert into saint_data.project_via (hop) values ('all');
    return null;
  end if;
  saint_today := saint_data.delta_day();
  if saint_many or saint_today is null then
    -- task → project, named in the row
    insert into saint_data.project_dirty (id)
    select distinct x.id from (
      select (task.project_id)::uuid as id from old_rows task
    ) x where x.id is not null;
  else
    select task.project_id, task.due_on
    into task_old_project_id, task_old_date
    from old_rows task;
    task_old_window1 := case when task_old_date > saint_today - 7 and task_old_date <= saint_today then 1 else 0 end;
    if task_old_project_id is not null then
      -- never wait: a row that somebody holds or that is not valid today gets a mark
      select c.ctid into saint_row from saint_data.project c
      where c.id = task_old_project_id and c.as_of <= saint_today and c.next_change > saint_today
      for no key update skip locked;
      if saint_row is not null then
        update saint_data.project c set
          as_of = saint_today,
          over_count_task = c.over_count_task - task_old_window1
        where c.ctid = saint_row
        returning c.statuses is distinct from saint_data.project_statuses(c) or saint_data.project_next_change(c) < c.next_change
        into saint_turns;
        if saint_turns then
          perform saint_data.project_settle(task_old_project_id);
        end if;
      else
        insert into saint_data.project_dirty (id) values (task_old_project_id);
      end if;
    end if;
  end if;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_task_deleted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_task_emptied() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  insert into saint_data.project_via (hop) values ('all');
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_task_emptied() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_task_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- NULL: only marks are left
  saint_today date;
  -- the record's row, if it is free; whether a status turns by the delta, or the next change comes earlier
  saint_row tid;
  saint_turns boolean;
  -- task: what counts of the row
  task_new_project_id uuid;
  task_new_date date;
  task_new_window1 integer;
  task_new_next_change date;
  task_new_near boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1)
  into saint_many
  where saint.columns_as_mapped('crm.task',
    array['due_on', 'project_id', 'task_id'],
    array['date', 'uuid', 'integer'],
    array['due_on', 'project_id']::text[]);
  if saint_many is null then
    insert into saint_data.project_via (hop) values ('all');
    return null;
  end if;
  saint_today := saint_data.delta_day();
  if saint_many or saint_today is null then
    -- task → project, named in the row
    insert into saint_data.project_dirty (id)
    select distinct x.id from (
      select (task.project_id)::uuid as id from new_rows task
    ) x where x.id is not null;
  else
    select task.project_id, task.due_on
    into task_new_project_id, task_new_date
    from new_rows task;
    -- most new rows are of today, or were a few days ago
    task_new_near := task_new_date > saint_today - 7 and task_new_date <= saint_today;
    if task_new_near is not true then
      task_new_window1 := case when task_new_date > saint_today - 7 and task_new_date <= saint_today then 1 else 0 end;
      task_new_next_change := case
        when task_new_date >= cast('290000-01-01' as date) then null
        when task_new_date > saint_today then task_new_date
        when task_new_date > saint_today - 7 then task_new_date + 7
      end;
    end if;
    if task_new_project_id is not null then
      -- never wait: a row that somebody holds or that is not valid today gets a mark
      select c.ctid into saint_row from saint_data.project c
      where c.id = task_new_project_id and c.as_of <= saint_today and c.next_change > saint_today
      for no key update skip locked;
      if saint_row is not null then
        if task_new_near then
          update saint_data.project c set
            as_of = saint_today,
            next_change = least(c.next_change, task_new_date + 7),
            over_count_task = c.over_count_task + 1
          where c.ctid = saint_row
          returning c.statuses is distinct from saint_data.project_statuses(c) or saint_data.project_next_change(c) < c.next_change
          into saint_turns;
        else
          update saint_data.project c set
            as_of = saint_today,
            next_change = least(c.next_change, task_new_next_change),
            over_count_task = c.over_count_task + task_new_window1
          where c.ctid = saint_row
          returning c.statuses is distinct from saint_data.project_statuses(c) or saint_data.project_next_change(c) < c.next_change
          into saint_turns;
        end if;
        if saint_turns then
          perform saint_data.project_settle(task_new_project_id);
        end if;
      else
        insert into saint_data.project_dirty (id) values (task_new_project_id);
      end if;
    end if;
  end if;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_task_inserted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_task_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether nothing changed that counts
  saint_same boolean;
  -- NULL: only marks are left
  saint_today date;
  -- the record's row, if it is free; whether a status turns by the delta, or the next change comes earlier
  saint_row tid;
  saint_turns boolean;
  -- task: what counts of the row, as it is now and as it was
  task_new_project_id uuid;
  task_new_date date;
  task_new_window1 integer;
  task_old_project_id uuid;
  task_old_date date;
  task_old_window1 integer;
  task_new_next_change date;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where saint.columns_as_mapped('crm.task',
    array['due_on', 'project_id', 'task_id'],
    array['date', 'uuid', 'integer'],
    array['due_on', 'project_id']::text[]);
  if saint_many is null then
    insert into saint_data.project_via (hop) values ('all');
    return null;
  end if;
  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.due_on, n.project_id, n.task_id)::record
      *= (select row(o.due_on, o.project_id, o.task_id)::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;
  saint_today := saint_data.delta_day();
  if saint_many or saint_today is null then
    -- task → project, named in the row
    with changed as (
      (select task.due_on, task.project_id, task.task_id from old_rows task
       except all select task.due_on, task.project_id, task.task_id from new_rows task)
      union all
      (select task.due_on, task.project_id, task.task_id from new_rows task
       except all select task.due_on, task.project_id, task.task_id from old_rows task)
    )
    insert into saint_data.project_dirty (id)
    select distinct x.id from (
      select (task.project_id)::uuid as id from (select due_on, project_id, task_id from changed) task
    ) x where x.id is not null;
  else
    select task.project_id, task.due_on
    into task_new_project_id, task_new_date
    from new_rows task;
    task_new_window1 := case when task_new_date > saint_today - 7 and task_new_date <= saint_today then 1 else 0 end;
    task_new_next_change := case
      when task_new_date >= cast('290000-01-01' as date) then null
      when task_new_date > saint_today then task_new_date
      when task_new_date > saint_today - 7 then task_new_date + 7
    end;
    select task.project_id, task.due_on
    into task_old_project_id, task_old_date
    from old_rows task;
    task_old_window1 := case when task_old_date > saint_today - 7 and task_old_date <= saint_today then 1 else 0 end;
    if task_new_project_id = task_old_project_id then
      -- never wait: a row that somebody holds or that is not valid today gets a mark
      select c.ctid into saint_row from saint_data.project c
      where c.id = task_new_project_id and c.as_of <= saint_today and c.next_change > saint_today
      for no key update skip locked;
      if saint_row is not null then
        update saint_data.project c set
          as_of = saint_today,
          next_change = least(c.next_change, task_new_next_change),
          over_count_task = c.over_count_task + task_new_window1 - task_old_window1
        where c.ctid = saint_row
        returning c.statuses is distinct from saint_data.project_statuses(c) or saint_data.project_next_change(c) < c.next_change
        into saint_turns;
        if saint_turns then
          perform saint_data.project_settle(task_new_project_id);
        end if;
      else
        insert into saint_data.project_dirty (id) values (task_new_project_id);
      end if;
    else
      insert into saint_data.project_dirty (id)
      select v.id from (values (task_new_project_id), (task_old_project_id)) v (id) where v.id is not null;
    end if;
  end if;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_task_updated() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_users_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.users',
      array['full_name', 'user_id'],
      array['text', 'integer'],
      array['user_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from old_rows n) changed
      where not saint.values_fit(changed.r, array['user_id'], array['integer'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;
  -- company.owner → company, found when the mark is read
  insert into saint_data.company_via (hop, key)
  select distinct 'company.owner', jsonb_build_object('user_id', owner.user_id) from old_rows owner;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_users_deleted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_users_emptied() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  insert into saint_data.company_via (hop) values ('all');
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_users_emptied() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_users_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.users',
      array['full_name', 'user_id'],
      array['text', 'integer'],
      array['user_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n) changed
      where not saint.values_fit(changed.r, array['user_id'], array['integer'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;
  -- company.owner → company, found when the mark is read
  insert into saint_data.company_via (hop, key)
  select distinct 'company.owner', jsonb_build_object('user_id', owner.user_id) from new_rows owner;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_users_inserted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_users_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether nothing changed that counts
  saint_same boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.users',
      array['full_name', 'user_id'],
      array['text', 'integer'],
      array['user_id']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n union all select to_jsonb(o) from old_rows o) changed
      where not saint.values_fit(changed.r, array['user_id'], array['integer'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;
  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.full_name, n.user_id)::record
      *= (select row(o.full_name, o.user_id)::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;
  -- company.owner → company, found when the mark is read
  with changed as (
    (select owner.full_name, owner.user_id from old_rows owner
     except all select owner.full_name, owner.user_id from new_rows owner)
    union all
    (select owner.full_name, owner.user_id from new_rows owner
     except all select owner.full_name, owner.user_id from old_rows owner)
  )
  insert into saint_data.company_via (hop, key)
  select distinct 'company.owner', jsonb_build_object('user_id', owner.user_id) from (select full_name, user_id from changed) owner;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_users_updated() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_visit_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.visit',
      array['person_id', 'visit_id', 'visited_on'],
      array['bigint', 'integer', 'date'],
      array['person_id', 'visited_on']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from old_rows n) changed
      where not saint.values_fit(changed.r, array['person_id'], array['bigint'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;
  -- visit → company, found when the mark is read
  insert into saint_data.company_via (hop, key)
  select distinct 'visit', jsonb_build_object('person_id', visit.person_id) from old_rows visit;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_visit_deleted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_visit_emptied() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  insert into saint_data.company_via (hop) values ('all');
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_visit_emptied() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_visit_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.visit',
      array['person_id', 'visit_id', 'visited_on'],
      array['bigint', 'integer', 'date'],
      array['person_id', 'visited_on']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n) changed
      where not saint.values_fit(changed.r, array['person_id'], array['bigint'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;
  -- visit → company, found when the mark is read
  insert into saint_data.company_via (hop, key)
  select distinct 'visit', jsonb_build_object('person_id', visit.person_id) from new_rows visit;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_visit_inserted() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.crm_visit_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether nothing changed that counts
  saint_same boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.visit',
      array['person_id', 'visit_id', 'visited_on'],
      array['bigint', 'integer', 'date'],
      array['person_id', 'visited_on']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n) as r from new_rows n union all select to_jsonb(o) from old_rows o) changed
      where not saint.values_fit(changed.r, array['person_id'], array['bigint'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;
  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.person_id, n.visit_id, n.visited_on)::record
      *= (select row(o.person_id, o.visit_id, o.visited_on)::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;
  -- visit → company, found when the mark is read
  with changed as (
    (select visit.person_id, visit.visit_id, visit.visited_on from old_rows visit
     except all select visit.person_id, visit.visit_id, visit.visited_on from new_rows visit)
    union all
    (select visit.person_id, visit.visit_id, visit.visited_on from new_rows visit
     except all select visit.person_id, visit.visit_id, visit.visited_on from old_rows visit)
  )
  insert into saint_data.company_via (hop, key)
  select distinct 'visit', jsonb_build_object('person_id', visit.person_id) from (select person_id, visit_id, visited_on from changed) visit;
  return null;
end
$$;
ALTER FUNCTION saint_data.crm_visit_updated() DEPENDS ON EXTENSION pg_saint;
CREATE FUNCTION saint_data.delta_day() RETURNS date
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  -- at the stricter levels nothing of ours is read
  select case when current_setting('transaction_isolation') = 'read committed' then saint.today() end
$$;
CREATE FUNCTION saint_data.follow_partitions() RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET lock_timeout TO '100ms'
    AS $$
declare
  locked boolean := false;
begin
  if saint.partitions_changed('crm.task') then
    begin
      locked := saint.follow_partitions_of('crm.task', array[
        'saint_data.crm_task_inserted()',
        'saint_data.crm_task_updated()',
        'saint_data.crm_task_deleted()',
        'saint_data.crm_task_emptied()'
      ]::regprocedure[], array[
        'create or replace trigger saint_insert after insert on %s referencing new table as new_rows for each statement execute function saint_data.crm_task_inserted();',
        'create or replace trigger saint_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function saint_data.crm_task_updated();',
        'create or replace trigger saint_delete after delete on %s referencing old table as old_rows for each statement execute function saint_data.crm_task_deleted();',
        'create or replace trigger saint_truncate after truncate on %s for each statement execute function saint_data.crm_task_emptied();'
      ], '{project}') or locked;
    exception when lock_not_available or insufficient_privilege then
      raise notice 'the partitions of % can not be followed now: %', 'crm.task', sqlerrm;
    end;
  end if;
  return locked;
end
$$;
CREATE FUNCTION saint_data.person_attention(today date, since date, until date, users text[], ids bigint[], method text, bought text) RETURNS TABLE(id bigint, color text, code text, name text, total bigint, last date, band integer, history bigint, history_last date, correspondence bigint, correspondence_last date, sales bigint, sales_last date, helpdesk bigint, helpdesk_last date, revenue numeric, sales_band integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100000
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
#variable_conflict use_variable
begin
  return query
  with counted as materialized (
    select
      c.*,
      case bought when 'orders' then c.orders when 'invoices' then c.invoices when 'both' then c.orders + c.invoices end as revenue
    from saint_data.person_counted(today, since, until, users, ids, bought is not null) c
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
$$;
CREATE FUNCTION saint_data.person_attention_between(since date, until date, users text[], of_ids text[], method text) RETURNS TABLE(id text, color text, code text, name text, total bigint, days integer, band integer, history bigint, history_days integer, correspondence bigint, correspondence_days integer, sales bigint, sales_days integer, helpdesk bigint, helpdesk_days integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100000
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  today date := saint.today();
  unknown text;
begin
  select u.name into unknown
  from unnest(users) u (name)
  where not exists (select from crm.users users where (users.user_id)::text = u.name)
  limit 1;
  if found then
    raise exception 'there is no user %', unknown using errcode = 'invalid_parameter_value';
  end if;
  return query
  select
    a.id::text, a.color, a.code, a.name, a.total, today - a.last, a.band,
    a.history, today - a.history_last,
    a.correspondence, today - a.correspondence_last,
    a.sales, today - a.sales_last,
    a.helpdesk, today - a.helpdesk_last
  from saint_data.person_attention(today, since, until, users, of_ids::bigint[], method, null) a;
end
$$;
CREATE FUNCTION saint_data.person_backfill() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
declare
  filled bigint;
begin
  delete from saint_data.person_via;
  delete from saint_data.person_dirty;
  truncate saint_data.person;
  insert into saint_data.person (generation, id, as_of, next_change, statuses, company_category, mails, quiet_contact_max_activity_date)
  select (select e.stored from saint.entity e where e.entity = 'person'), id, as_of, next_change, statuses, company_category, mails, quiet_contact_max_activity_date
  from saint_data.person_live_all(saint.today());
  get diagnostics filled = row_count;
  with
  -- statusvalue and the history change with the statuses that the rows got or lost
  ended as (
    delete from saint_data.person_statusvalue v
    where not exists (select from saint_data.person f where f.id = v.id and v.status = any (f.statuses))
    returning v.id, v.status
  ),
  begun as (
    insert into saint_data.person_statusvalue (id, status, since)
    select f.id, s.status, now()
    from saint_data.person f cross join unnest(f.statuses) s (status)
    where not exists (select from saint_data.person_statusvalue v where v.id = f.id and v.status = s.status)
    returning id, status
  ),
  flips as (
    select ended.id, ended.status, false as active from ended
    union all
    select begun.id, begun.status, true from begun
  )
  insert into saint.status_change (entity, id, status, active, changed_at)
  select 'person', f.id::text, f.status, f.active, now() from flips f;
  return filled;
end
$$;
CREATE FUNCTION saint_data.person_check() RETURNS TABLE(id text, "column" text, stored text, truth text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
#variable_conflict use_column
begin
  return query
  with truth as materialized (
    select * from saint_data.person_live_all(saint.today())
  ),
  stale as materialized (
    select s.id from saint_data.person_stale s
  ),
  stored as materialized (
    select c.* from saint_data.person c
    where not exists (select from stale s where s.id = c.id)
  ),
  -- byte by byte first: that is quick, and says of a few equal rows that they differ (1.0 and 1.00)
  suspect as materialized (
    select s.id, to_jsonb(s) as stored, to_jsonb(t) as truth
    from stored s join truth t on t.id = s.id
    where row(s.statuses, s.company_category, s.mails, s.quiet_contact_max_activity_date)::record
      *<> row(t.statuses, t.company_category, t.mails, t.quiet_contact_max_activity_date)::record
  ),
  had as (
    select v.id, array_agg(v.status order by v.status) as statuses from saint_data.person_statusvalue v group by v.id
  )
  select coalesce(s.id, t.id)::text, 'id', s.id::text, t.id::text
  from stored s full join truth t on t.id = s.id
  where (s.id is null or t.id is null)
    and not exists (select from stale x where x.id = coalesce(s.id, t.id))
  union all
  select s.id::text, f.key, s.stored ->> f.key, s.truth ->> f.key
  from suspect s cross join lateral jsonb_object_keys(s.truth) f (key)
  where s.stored -> f.key is distinct from s.truth -> f.key
    and f.key not in ('as_of', 'next_change', 'generation')
  union all
  -- too early costs a recompute, too late would be a wrong answer
  select s.id::text, 'next_change', s.next_change::text, t.next_change::text
  from stored s join truth t on t.id = s.id
  where s.next_change > t.next_change
  union all
  select c.id::text, 'statusvalue', h.statuses::text, c.statuses::text
  from saint_data.person c left join had h on h.id = c.id
  where coalesce(h.statuses, '{}') is distinct from
    coalesce((select array_agg(u.status order by u.status) from unnest(c.statuses) u (status)), '{}');
end
$$;
CREATE FUNCTION saint_data.person_chronology(of_record text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) RETURNS TABLE(id bigint, kind text, source text, source_key text, place bigint, occurred_at timestamp with time zone, "user" text, title text, counted boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
#variable_conflict use_variable
declare
  of_id bigint := of_record::bigint;
  of_ids bigint[] := array(
    select person.person_id
    from crm.person person
    where person.person_id = of_id);
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
        activity.person_id as id, 'history'::text as kind, 'activity'::text as source, (activity.activity_id)::text collate "C" as source_key,
        0::bigint as place, activity.starts_at as occurred_at, (activity.user_id)::text as "user", (activity.subject)::text as title, true as counted,
        activity.starts_at as sorted_by
      from crm.activity activity
      where (not activity.deleted) and activity.person_id = of_id and activity.starts_at is not null
    ) m
    where m.sorted_by >= since and m.sorted_by <= before
      and (m.occurred_at, m.source collate "C", m.source_key, m.place) < (before, before_source collate "C", before_key collate "C", before_place)
    order by m.sorted_by desc, m.source_key desc, m.place desc limit page)
  ) m
  order by m.occurred_at desc, m.source collate "C" desc, m.source_key collate "C" desc, m.place desc
  limit page;
end
$$;
CREATE FUNCTION saint_data.person_counted(today date, since date, until date, users text[], ids bigint[], with_revenue boolean) RETURNS TABLE(id bigint, color text, code text, name text, total bigint, last date, history bigint, history_last date, correspondence bigint, correspondence_last date, sales bigint, sales_last date, helpdesk bigint, helpdesk_last date, orders numeric, invoices numeric)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100000
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
#variable_conflict use_variable
declare
  -- what is planned has not happened
  until_today date := least(until, today);
begin
  return query
  with record as (
    select
      person.person_id as id, null::text as color, null::text as code, (person.name)::text as name
    from crm.person person
    where person.person_id is not null and (ids is null or person.person_id = any (ids))
  ),
  activity as (
    select
      event.id,
      count(*) filter (where event.occurred_on >= since and event.occurred_on <= until_today) as moments,
      max(event.occurred_on) filter (where event.occurred_on <= today) as last
    from (
      select
        activity.person_id as id,
        cast((activity.starts_at at time zone 'Europe/Oslo') as date) as occurred_on
      from crm.activity activity
      where (not activity.deleted) and activity.person_id is not null and (ids is null or activity.person_id = any (ids)) and (users is null or (activity.user_id)::text = any (users))
      -- each value is computed once, not in every filter that reads it
      offset 0
    ) event
    group by event.id
  )
  select
    r.id, r.color, r.code, r.name,
    coalesce(activity.moments, 0),
    greatest(activity.last),
    coalesce(activity.moments, 0), greatest(activity.last),
    0::bigint, null::date,
    0::bigint, null::date,
    0::bigint, null::date,
    0::numeric, 0::numeric
  from record r
  left join activity on activity.id = r.id
;
end
$$;
CREATE TABLE saint_data.person (
    id bigint NOT NULL,
    as_of date DEFAULT '-infinity'::date NOT NULL,
    next_change date DEFAULT '-infinity'::date NOT NULL,
    statuses text[] DEFAULT '{}'::text[] NOT NULL,
    generation integer DEFAULT 0 NOT NULL,
    company_category text,
    mails bigint DEFAULT 0,
    quiet_contact_max_activity_date date
)
WITH (fillfactor='70', autovacuum_vacuum_scale_factor='0.05');
CREATE FUNCTION saint_data.person_criteria(of_status text, c saint_data.person) RETURNS TABLE(place integer, criterion text, value text, met boolean)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select 1, 'company.category = ''Customer''', (c.company_category)::text, coalesce((c.company_category = 'Customer'), false)
  where of_status = 'quiet_contact'
  union all
  select 2, 'mails = 0', (c.mails)::text, coalesce((c.mails = 0), false)
  where of_status = 'quiet_contact'
  union all
  select 3, 'coalesce(max(activity.date) < today - 20, true)', (c.quiet_contact_max_activity_date)::text, coalesce((coalesce(c.quiet_contact_max_activity_date < c.as_of - 20, true)), false)
  where of_status = 'quiet_contact'
$$;
CREATE FUNCTION saint_data.person_dialogs(ids text[], language text, of_groups text[], html boolean) RETURNS TABLE(id text, dialog jsonb)
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
#variable_conflict use_column
begin
  return query
  with active as (
    select
      s.id::text as record, s.since, d.*,
      row_number() over (partition by s.id order by d.visual desc, d.rank, d.status) as place
    from saint.person_status s
    join saint.status d on d.status = s.status
    where s.id = any (ids::bigint[]) and (of_groups is null or d.groups = '{}' or d.groups && of_groups)
  )
  select a.record, jsonb_build_object(
    'entity', 'person',
    'id', a.record,
    'status', a.status,
    'name', saint.in_language(a.titles, language),
    'description', saint.render(
      coalesce(saint.in_language(a.descriptions, language), ''), v.variables, html, saint.in_language(a.titles, language)
    ),
    'rank', a.rank,
    'visual', a.visual,
    'since', a.since,
    'image', a.image,
    'media_type', i.media_type,
    'others', coalesce(o.others, '[]'),
    'follow_up', case when a.follow_up is not null then jsonb_build_object(
      'source', a.follow_up ->> 'source',
      'type', a.follow_up ->> 'type',
      'text', saint.render(
        coalesce(saint.in_language(a.follow_up -> 'text', language), ''), v.variables, html, saint.in_language(a.titles, language)
      ),
      'date', saint.today() + (a.follow_up ->> 'in_days')::integer,
      'user', v.variables ->> ('@' || (a.follow_up ->> 'user'))
    ) end
  )
  from active a
  join saint_data.person_texts(ids) v on v.id = a.record
  left join saint.image i on i.image = a.image
  left join (
    select
      n.record,
      jsonb_agg(
        jsonb_build_object(
          'status', n.status, 'name', saint.in_language(n.titles, language), 'rank', n.rank, 'visual', n.visual, 'since', n.since
        )
        order by n.place
      ) as others
    from active n
    where n.place > 1
    group by n.record
  ) o on o.record = a.record
  where a.place = 1;
end
$$;
CREATE FUNCTION saint_data.person_elsewhere() RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10 PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
begin
  if exists (select from saint_data.person_via) then
    return query
    select found.id from (
    -- all: a TRUNCATE, the clock set back
    select every.id
    from (
      select (person.person_id)::bigint from crm.person person
      union
      select c.id from saint_data.person c
    ) every (id)
    where exists (select from saint_data.person_via via_mark where via_mark.hop in ('all', 'detached'))
    union
    -- person.company: a row of crm.company
    select (person.person_id)::bigint
    from saint_data.person_via via_mark
    join crm.person person on true
    where via_mark.hop = 'person.company' and (cast((via_mark.key ->> 'company_id') as int) = person.company_id and (not cast((via_mark.key ->> 'deleted') as boolean)))
    union
    -- email: a row of crm.email
    select (person_link.person_id)::bigint
    from saint_data.person_via via_mark
    join crm.email_person person_link on person_link.email_id = cast((via_mark.key ->> 'email_id') as int)
    where via_mark.hop = 'email'
    ) found (id)
    where found.id is not null;
  end if;
  if saint.midnight_passed() then
    return query
    select c.id from saint_data.person c where c.as_of > saint.today();
  end if;
end
$$;
CREATE FUNCTION saint_data.person_explain(of_status text, of_id text) RETURNS TABLE(criterion text, value text, met boolean, changes_on date)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  r saint_data.person;
  later saint_data.person;
  was boolean[];
  turns date[];
  day date;
begin
  select * into r from saint_data.person_live(of_id::bigint, saint.today());
  if r.id is null then
    raise exception 'there is no % with id %', 'person', of_id using errcode = 'no_data_found';
  end if;
  select array_agg(k.met order by k.place), array_agg(null::date) into was, turns from saint_data.person_criteria(of_status, r) k;
  -- The record as it will be on each day on which something changes by itself.
  day := r.next_change;
  while day < 'infinity' and array_position(turns, null) is not null loop
    select * into later from saint_data.person_live(of_id::bigint, day);
    select array_agg(coalesce(turns[k.place], case when k.met <> was[k.place] then day end) order by k.place)
      into turns from saint_data.person_criteria(of_status, later) k;
    day := later.next_change;
  end loop;
  return query
  select k.criterion, k.value, k.met, turns[k.place] from saint_data.person_criteria(of_status, r) k order by k.place;
end
$$;
CREATE FUNCTION saint_data.person_fields(ids bigint[]) RETURNS TABLE(id bigint, name text, email character varying, company_name text, company_category text, company_owner text, company_user integer, company_customer_since date, company_address text, company_latitude double precision, company_longitude double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $_$
#variable_conflict use_column
begin
  return query
  select
    -- cast: a column of the CRM may get another type, and the next apply comes later
    (person.person_id)::bigint,
    (person.name)::text,
    (person.email)::character varying,
    (company.name)::text,
    (company.category)::text,
    (company_owner.full_name)::text,
    (company.owner_id)::integer,
    (company.customer_since)::date,
    (company.street)::text,
    (company.lat)::double precision,
    (company.lon)::double precision
  from crm.person person
  left join crm.company company on company.company_id = person.company_id and (not company.deleted)
  left join crm.users company_owner on company_owner.user_id = company.owner_id
  where person.person_id = any ($1);
end
$_$;
CREATE FUNCTION saint_data.person_fill(after bigint, batch integer, OUT reached bigint, OUT filled bigint) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
declare
  wanted integer := (select e.generation from saint.entity e where e.entity = 'person');
  ids bigint[];
begin
  if exists (
    select from saint.computed k where k.entity = 'person' and k.kind = 'records' and not k.settled
  ) then
    insert into saint_data.person (id)
    select r.id
    from (
      select person.person_id as id
      from crm.person person
      left join crm.company company on company.company_id = person.company_id and (not company.deleted)
      where person.person_id is not null
    ) r
    where (after is null or r.id > after)
      and not exists (select from saint_data.person c where c.id = r.id)
      -- a new record has a mark: a tick stores it
      and not exists (select from saint_data.person_dirty d where d.id = r.id)
    order by r.id
    limit batch
    on conflict do nothing;
  end if;
  ids := array(
    select c.id from saint_data.person c
    where c.generation < wanted and (after is null or c.id > after)
    order by c.id
    limit batch);
  reached := ids[cardinality(ids)];
  ids := array(
    select c.id from saint_data.person c
    where c.id = any (ids)
    order by c.id
    for no key update skip locked);
  filled := cardinality(ids);
  if filled > 0 then
    perform saint_data.person_recompute(ids, saint.today());
  end if;
end
$$;
CREATE FUNCTION saint_data.person_live(record_id bigint, today date) RETURNS SETOF saint_data.person
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1 PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $_$
begin
  return query
    with record as (
      select
        person.person_id as id,
        company.category as company_category
      from crm.person person
      left join crm.company company on company.company_id = person.company_id and (not company.deleted)
      where person.person_id = $1
    ),
    activity as (
      select
        event.id,
        -- max(activity.date)
        max(event.date) as quiet_contact_max_activity_date
      from (
        select
          activity.person_id as id,
          cast((activity.starts_at at time zone 'Europe/Oslo') as date) as date
        from crm.activity activity
        where (not activity.deleted) and activity.person_id = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    email as (
      select
        event.id,
        -- count(email) filter (where date > today - 60 and date <= today)
        count(*) filter (where event.date > today - 60 and event.date <= today) as mails,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 60) filter (where event.date > today - 60 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select distinct on (id, event_key)
          email.email_id as event_key,
          person_link.person_id as id,
          cast(((email.sent_at at time zone 'UTC') at time zone 'Europe/Oslo') as date) as date
        from crm.email email
        left join crm.email_person person_link on person_link.email_id = email.email_id
        where (email.sent_at > cast(($2) - 62 as timestamp)) and person_link.person_id = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    wide as (
      select
        record.id::bigint as id,
        today as as_of,
        least(email.next_change, 'infinity'::date) as next_change,
        '{}'::text[] as statuses,
        0 as generation,
        record.company_category::text as company_category,
        coalesce(email.mails, 0) as mails,
        activity.quiet_contact_max_activity_date::date as quiet_contact_max_activity_date
      from record
      left join activity on activity.id = record.id
      left join email on email.id = record.id
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.person_next_change(row(wide.*)::saint_data.person)),
      saint_data.person_statuses(row(wide.*)::saint_data.person),
      wide.generation,
      wide.company_category,
      wide.mails,
      wide.quiet_contact_max_activity_date
    from wide;
end
$_$;
CREATE FUNCTION saint_data.person_live_all(today date) RETURNS SETOF saint_data.person
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $_$
begin
  return query
    with record as (
      select
        person.person_id as id,
        company.category as company_category
      from crm.person person
      left join crm.company company on company.company_id = person.company_id and (not company.deleted)
      where person.person_id is not null
    ),
    activity as (
      select
        event.id,
        -- max(activity.date)
        max(event.date) as quiet_contact_max_activity_date
      from (
        select
          activity.person_id as id,
          cast((activity.starts_at at time zone 'Europe/Oslo') as date) as date
        from crm.activity activity
        where (not activity.deleted) and activity.person_id is not null
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    email as (
      select
        event.id,
        -- count(email) filter (where date > today - 60 and date <= today)
        count(*) filter (where event.date > today - 60 and event.date <= today) as mails,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 60) filter (where event.date > today - 60 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select distinct on (id, event_key)
          email.email_id as event_key,
          person_link.person_id as id,
          cast(((email.sent_at at time zone 'UTC') at time zone 'Europe/Oslo') as date) as date
        from crm.email email
        left join crm.email_person person_link on person_link.email_id = email.email_id
        where (email.sent_at > cast(($1) - 62 as timestamp)) and person_link.person_id is not null
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    wide as (
      select
        record.id::bigint as id,
        today as as_of,
        least(email.next_change, 'infinity'::date) as next_change,
        '{}'::text[] as statuses,
        0 as generation,
        record.company_category::text as company_category,
        coalesce(email.mails, 0) as mails,
        activity.quiet_contact_max_activity_date::date as quiet_contact_max_activity_date
      from record
      left join activity on activity.id = record.id
      left join email on email.id = record.id
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.person_next_change(row(wide.*)::saint_data.person)),
      saint_data.person_statuses(row(wide.*)::saint_data.person),
      wide.generation,
      wide.company_category,
      wide.mails,
      wide.quiet_contact_max_activity_date
    from wide;
end
$_$;
CREATE FUNCTION saint_data.person_live_many(ids bigint[], today date) RETURNS SETOF saint_data.person
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $_$
begin
  return query
    with record as (
      select
        person.person_id as id,
        company.category as company_category
      from crm.person person
      left join crm.company company on company.company_id = person.company_id and (not company.deleted)
      where person.person_id = any ($1)
    ),
    activity as (
      select
        event.id,
        -- max(activity.date)
        max(event.date) as quiet_contact_max_activity_date
      from (
        select
          activity.person_id as id,
          cast((activity.starts_at at time zone 'Europe/Oslo') as date) as date
        from crm.activity activity
        where (not activity.deleted) and activity.person_id = any ($1)
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    email as (
      select
        event.id,
        -- count(email) filter (where date > today - 60 and date <= today)
        count(*) filter (where event.date > today - 60 and event.date <= today) as mails,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 60) filter (where event.date > today - 60 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select distinct on (id, event_key)
          email.email_id as event_key,
          person_link.person_id as id,
          cast(((email.sent_at at time zone 'UTC') at time zone 'Europe/Oslo') as date) as date
        from crm.email email
        left join crm.email_person person_link on person_link.email_id = email.email_id
        where (email.sent_at > cast(($2) - 62 as timestamp)) and person_link.person_id = any ($1)
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    wide as (
      select
        record.id::bigint as id,
        today as as_of,
        least(email.next_change, 'infinity'::date) as next_change,
        '{}'::text[] as statuses,
        0 as generation,
        record.company_category::text as company_category,
        coalesce(email.mails, 0) as mails,
        activity.quiet_contact_max_activity_date::date as quiet_contact_max_activity_date
      from record
      left join activity on activity.id = record.id
      left join email on email.id = record.id
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.person_next_change(row(wide.*)::saint_data.person)),
      saint_data.person_statuses(row(wide.*)::saint_data.person),
      wide.generation,
      wide.company_category,
      wide.mails,
      wide.quiet_contact_max_activity_date
    from wide;
end
$_$;
CREATE FUNCTION saint_data.person_live_statuses(of_id bigint, today date) RETURNS TABLE(status text, since timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 2 PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return query
  select t.status, coalesce(v.since, now())
  from saint_data.person_live(of_id, today) l
  cross join unnest(l.statuses) t (status)
  left join saint_data.person_statusvalue v on v.id = of_id and v.status = t.status;
end
$$;
CREATE FUNCTION saint_data.person_moments() RETURNS TABLE(id bigint, kind text, source text, source_key text, place bigint, occurred_at timestamp with time zone, "user" text, title text, counted boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100000 PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
#variable_conflict use_variable
begin
  return query
  with record as (
    select person.person_id as id
    from crm.person person
    where person.person_id is not null
  )
  select m.id, m.kind, m.source, m.source_key, m.place, m.occurred_at, m."user", m.title, m.counted
  from (
    -- activity
    select
      activity.person_id as id, 'history'::text as kind, 'activity'::text as source, (activity.activity_id)::text collate "C" as source_key,
      0::bigint as place, activity.starts_at as occurred_at, (activity.user_id)::text as "user", (activity.subject)::text as title, true as counted
    from crm.activity activity
    where (not activity.deleted) and activity.person_id is not null and activity.starts_at is not null
  ) m
  where m.id in (select r.id from record r);
end
$$;
CREATE FUNCTION saint_data.person_next_change(c saint_data.person) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select least(
    case when c.quiet_contact_max_activity_date > c.as_of - 21 and c.quiet_contact_max_activity_date < cast('290000-01-01' as date) then c.quiet_contact_max_activity_date + 21 end,
    'infinity'
  )
$$;
CREATE FUNCTION saint_data.person_recompute(ids bigint[], today date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
begin
  with fresh as materialized (
    select * from saint_data.person_live_many(ids, today)
  ),
  seen as (
    delete from saint_data.person_dirty d where d.id = any (ids)
  ),
  gone as (
    delete from saint_data.person c where c.id in (select i.id from unnest(ids) i (id) except select f.id from fresh f)
  ),
  stored as (
    update saint_data.person c set
      generation = (select e.stored from saint.entity e where e.entity = 'person'),
      as_of = f.as_of,
      next_change = f.next_change,
      statuses = f.statuses,
      company_category = f.company_category,
      mails = f.mails,
      quiet_contact_max_activity_date = f.quiet_contact_max_activity_date
    from fresh f
    where c.id = f.id
  ),
  -- statusvalue and the history change with the statuses that the rows got or lost
  ended as (
    delete from saint_data.person_statusvalue v
    where v.id = any (ids) and not exists (select from fresh f where f.id = v.id and v.status = any (f.statuses))
    returning v.id, v.status
  ),
  begun as (
    insert into saint_data.person_statusvalue (id, status, since)
    select f.id, s.status, now()
    from fresh f cross join unnest(f.statuses) s (status)
    where not exists (select from saint_data.person_statusvalue v where v.id = any (ids) and v.id = f.id and v.status = s.status)
    returning id, status
  ),
  flips as (
    select ended.id, ended.status, false as active from ended
    union all
    select begun.id, begun.status, true from begun
  )
  insert into saint.status_change (entity, id, status, active, changed_at)
  select 'person', f.id::text, f.status, f.active, now() from flips f;
end
$$;
CREATE FUNCTION saint_data.person_relations(ids bigint[]) RETURNS TABLE(id bigint, color text, code text, name text, address text, postal_code text, city text, phone text, email text, latitude double precision, longitude double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
#variable_conflict use_variable
begin
  return query
  select
    person.person_id,
    null::text,
    null::text,
    (person.name)::text,
    null::text,
    null::text,
    null::text,
    null::text,
    (person.email)::text,
    null::double precision,
    null::double precision
  from crm.person person
  where person.person_id = any (ids);
end
$$;
CREATE FUNCTION saint_data.person_settle(of_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
  was text[] := (select c.statuses from saint_data.person c where c.id = of_id);
  became text[];
begin
  update saint_data.person c set
    statuses = saint_data.person_statuses(c),
    next_change = least(c.next_change, saint_data.person_next_change(c))
  where c.id = of_id
    -- a row with a mark does not hold what is true: who recomputes it sees to its statuses
    and not exists (select from saint_data.person_dirty m where m.id = of_id)
  returning c.statuses into became;
  if not was <@ became then
    with ended as (
      delete from saint_data.person_statusvalue v where v.id = of_id and v.status <> all (became)
      returning v.status
    )
    insert into saint.status_change (entity, id, status, active, changed_at)
    select 'person', of_id::text, ended.status, false, now() from ended;
  end if;
  if not became <@ was then
    with begun as (
      insert into saint_data.person_statusvalue (id, status, since)
      select of_id, s.status, now() from unnest(became) s (status) where s.status <> all (was)
      returning status
    )
    insert into saint.status_change (entity, id, status, active, changed_at)
    select 'person', of_id::text, begun.status, true, now() from begun;
  end if;
end
$$;
CREATE FUNCTION saint_data.person_statuses(c saint_data.person) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select array_remove(array[
    -- quiet_contact (crm.yaml:165): company.category = 'Customer' and mails = 0 and coalesce(max(activity.date) < today - 20, true)
    case when (c.company_category = 'Customer') and (c.mails = 0) and (coalesce(c.quiet_contact_max_activity_date < c.as_of - 20, true)) then 'quiet_contact' end
  ], null)
$$;
CREATE FUNCTION saint_data.person_texts(ids text[]) RETURNS TABLE(id text, variables jsonb)
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET "DateStyle" TO 'ISO'
    SET "TimeZone" TO 'Europe/Oslo'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $_$
#variable_conflict use_column
begin
  return query
  select
    (person.person_id)::text,
    jsonb_object(
      array[]::text[],
      array[
      ]::text[]
    )
  from crm.person person
  where person.person_id = any ($1::bigint[]);
end
$_$;
CREATE FUNCTION saint_data.person_tick(batch integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
declare
  today date := saint.today();
  at_most integer;
  candidates bigint[];
  ids bigint[];
begin
  -- Via marks become plain marks in one statement: found and removed in the same snapshot.
  if exists (select from saint_data.person_via) then
    -- Nobody would tell what changes after the recompute.
    if exists (select from saint_data.person_via v where v.hop = 'detached') then
      return 0;
    end if;
    with taken as (
      delete from saint_data.person_via v
      where v.mark in (select m.mark from saint_data.person_via m order by m.mark limit batch for update skip locked)
      returning v.hop, v.key
    )
    insert into saint_data.person_dirty (id)
    select found.id from (
    -- all: a TRUNCATE, the clock set back
    select every.id
    from (
      select (person.person_id)::bigint from crm.person person
      union
      select c.id from saint_data.person c
    ) every (id)
    where exists (select from taken via_mark where via_mark.hop in ('all', 'detached'))
    union
    -- person.company: a row of crm.company
    select (person.person_id)::bigint
    from taken via_mark
    join crm.person person on true
    where via_mark.hop = 'person.company' and (cast((via_mark.key ->> 'company_id') as int) = person.company_id and (not cast((via_mark.key ->> 'deleted') as boolean)))
    union
    -- email: a row of crm.email
    select (person_link.person_id)::bigint
    from taken via_mark
    join crm.email_person person_link on person_link.email_id = cast((via_mark.key ->> 'email_id') as int)
    where via_mark.hop = 'email'
    ) found (id)
    where found.id is not null;
  end if;
  -- The first ones; more where other workers hold most of them, all where nearly none is free.
  foreach at_most in array array[batch, 4 * batch, null] loop
    candidates := array(
      select d.id from (select n.id from saint_data.person_dirty n limit at_most) d
      union
      select due.id from (select w.id from saint_data.person w where w.next_change <= today limit at_most) due);
    ids := array(      select free.id
      from (
        select c.id from saint_data.person c
        -- another worker may have done it meanwhile
        where c.id = any (candidates) and (c.next_change <= today or exists (select from saint_data.person_dirty d where d.id = c.id))
        limit batch
        for no key update skip locked
      ) free
      order by free.id);
    if cardinality(ids) < least(batch, cardinality(candidates)) then
      -- Only the worker makes rows: a writer that met a unique conflict here would have to wait.
      insert into saint_data.person (id)
      select n.id from unnest(candidates) n (id)
      where not exists (select from saint_data.person c where c.id = n.id)
      order by n.id
      on conflict do nothing;
      if found then
        ids := array(      select free.id
      from (
        select c.id from saint_data.person c
        -- another worker may have done it meanwhile
        where c.id = any (candidates) and (c.next_change <= today or exists (select from saint_data.person_dirty d where d.id = c.id))
        limit batch
        for no key update skip locked
      ) free
      order by free.id);
      end if;
    end if;
    exit when 2 * cardinality(ids) >= least(batch, cardinality(candidates));
  end loop;
  if cardinality(ids) = 0 then
    return 0;
  end if;
  perform saint_data.person_recompute(ids, today);
  return cardinality(ids);
end
$$;
CREATE FUNCTION saint_data.project_attention(today date, since date, until date, users text[], ids uuid[], method text, bought text) RETURNS TABLE(id uuid, color text, code text, name text, total bigint, last date, band integer, history bigint, history_last date, correspondence bigint, correspondence_last date, sales bigint, sales_last date, helpdesk bigint, helpdesk_last date, revenue numeric, sales_band integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100000
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
#variable_conflict use_variable
begin
  return query
  with counted as materialized (
    select
      c.*,
      case bought when 'orders' then c.orders when 'invoices' then c.invoices when 'both' then c.orders + c.invoices end as revenue
    from saint_data.project_counted(today, since, until, users, ids, bought is not null) c
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
$$;
CREATE FUNCTION saint_data.project_attention_between(since date, until date, users text[], of_ids text[], method text) RETURNS TABLE(id text, color text, code text, name text, total bigint, days integer, band integer, history bigint, history_days integer, correspondence bigint, correspondence_days integer, sales bigint, sales_days integer, helpdesk bigint, helpdesk_days integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100000
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  today date := saint.today();
  unknown text;
begin
  select u.name into unknown
  from unnest(users) u (name)
  where not exists (select from crm.users users where (users.user_id)::text = u.name)
  limit 1;
  if found then
    raise exception 'there is no user %', unknown using errcode = 'invalid_parameter_value';
  end if;
  return query
  select
    a.id::text, a.color, a.code, a.name, a.total, today - a.last, a.band,
    a.history, today - a.history_last,
    a.correspondence, today - a.correspondence_last,
    a.sales, today - a.sales_last,
    a.helpdesk, today - a.helpdesk_last
  from saint_data.project_attention(today, since, until, users, of_ids::uuid[], method, null) a;
end
$$;
CREATE FUNCTION saint_data.project_backfill() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
declare
  filled bigint;
begin
  delete from saint_data.project_via;
  delete from saint_data.project_dirty;
  truncate saint_data.project;
  insert into saint_data.project (generation, id, as_of, next_change, statuses, ends_on, sale_count, sale_open, sale_count_period1, sale_open_period1, sale_count_period2, sale_open_period2, sale_last, sale_last_completed, sale_last_open, sale_next, sale_amount, sale_amount_n, sale_amount_period1, sale_amount_period1_n, sale_amount_period2, sale_amount_period2_n, planned, over_count_task)
  select (select e.stored from saint.entity e where e.entity = 'project'), id, as_of, next_change, statuses, ends_on, sale_count, sale_open, sale_count_period1, sale_open_period1, sale_count_period2, sale_open_period2, sale_last, sale_last_completed, sale_last_open, sale_next, sale_amount, sale_amount_n, sale_amount_period1, sale_amount_period1_n, sale_amount_period2, sale_amount_period2_n, planned, over_count_task
  from saint_data.project_live_all(saint.today());
  get diagnostics filled = row_count;
  with
  -- statusvalue and the history change with the statuses that the rows got or lost
  ended as (
    delete from saint_data.project_statusvalue v
    where not exists (select from saint_data.project f where f.id = v.id and v.status = any (f.statuses))
    returning v.id, v.status
  ),
  begun as (
    insert into saint_data.project_statusvalue (id, status, since)
    select f.id, s.status, now()
    from saint_data.project f cross join unnest(f.statuses) s (status)
    where not exists (select from saint_data.project_statusvalue v where v.id = f.id and v.status = s.status)
    returning id, status
  ),
  flips as (
    select ended.id, ended.status, false as active from ended
    union all
    select begun.id, begun.status, true from begun
  )
  insert into saint.status_change (entity, id, status, active, changed_at)
  select 'project', f.id::text, f.status, f.active, now() from flips f;
  return filled;
end
$$;
CREATE FUNCTION saint_data.project_check() RETURNS TABLE(id text, "column" text, stored text, truth text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
#variable_conflict use_column
begin
  return query
  with truth as materialized (
    select * from saint_data.project_live_all(saint.today())
  ),
  stale as materialized (
    select s.id from saint_data.project_stale s
  ),
  stored as materialized (
    select c.* from saint_data.project c
    where not exists (select from stale s where s.id = c.id)
  ),
  -- byte by byte first: that is quick, and says of a few equal rows that they differ (1.0 and 1.00)
  suspect as materialized (
    select s.id, to_jsonb(s) as stored, to_jsonb(t) as truth
    from stored s join truth t on t.id = s.id
    where row(s.statuses, s.ends_on, s.sale_count, s.sale_open, s.sale_count_period1, s.sale_open_period1, s.sale_count_period2, s.sale_open_period2, s.sale_last, s.sale_last_completed, s.sale_last_open, s.sale_next, s.sale_amount, s.sale_amount_n, s.sale_amount_period1, s.sale_amount_period1_n, s.sale_amount_period2, s.sale_amount_period2_n, s.planned, s.over_count_task)::record
      *<> row(t.statuses, t.ends_on, t.sale_count, t.sale_open, t.sale_count_period1, t.sale_open_period1, t.sale_count_period2, t.sale_open_period2, t.sale_last, t.sale_last_completed, t.sale_last_open, t.sale_next, t.sale_amount, t.sale_amount_n, t.sale_amount_period1, t.sale_amount_period1_n, t.sale_amount_period2, t.sale_amount_period2_n, t.planned, t.over_count_task)::record
  ),
  had as (
    select v.id, array_agg(v.status order by v.status) as statuses from saint_data.project_statusvalue v group by v.id
  )
  select coalesce(s.id, t.id)::text, 'id', s.id::text, t.id::text
  from stored s full join truth t on t.id = s.id
  where (s.id is null or t.id is null)
    and not exists (select from stale x where x.id = coalesce(s.id, t.id))
  union all
  select s.id::text, f.key, s.stored ->> f.key, s.truth ->> f.key
  from suspect s cross join lateral jsonb_object_keys(s.truth) f (key)
  where s.stored -> f.key is distinct from s.truth -> f.key
    and f.key not in ('as_of', 'next_change', 'generation')
  union all
  -- too early costs a recompute, too late would be a wrong answer
  select s.id::text, 'next_change', s.next_change::text, t.next_change::text
  from stored s join truth t on t.id = s.id
  where s.next_change > t.next_change
  union all
  select c.id::text, 'statusvalue', h.statuses::text, c.statuses::text
  from saint_data.project c left join had h on h.id = c.id
  where coalesce(h.statuses, '{}') is distinct from
    coalesce((select array_agg(u.status order by u.status) from unnest(c.statuses) u (status)), '{}');
end
$$;
CREATE FUNCTION saint_data.project_chronology(of_record text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) RETURNS TABLE(id uuid, kind text, source text, source_key text, place bigint, occurred_at timestamp with time zone, "user" text, title text, counted boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
#variable_conflict use_variable
declare
  of_id uuid := of_record::uuid;
  of_ids uuid[] := array(
    select project.project_id
    from crm.project project
    where project.project_id = of_id);
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
        case when activity.res_model = 'project' then activity.res_id end as id, 'history'::text as kind, 'activity'::text as source, (activity.activity_id)::text collate "C" as source_key,
        0::bigint as place, activity.starts_at as occurred_at, (activity.user_id)::text as "user", (activity.subject)::text as title, true as counted,
        activity.starts_at as sorted_by
      from crm.activity activity
      where (not activity.deleted) and (activity.res_model = 'project') and activity.res_id = of_id and activity.starts_at is not null
    ) m
    where m.sorted_by >= since and m.sorted_by <= before
      and (m.occurred_at, m.source collate "C", m.source_key, m.place) < (before, before_source collate "C", before_key collate "C", before_place)
    order by m.sorted_by desc, m.source_key desc, m.place desc limit page)
    union all
    (select m.* from (
      -- sale
      select
        sale.project_id as id, 'sales'::text as kind, 'sale'::text as source, (sale.sale_id)::text collate "C" as source_key,
        0::bigint as place, sale.created_at as occurred_at, (sale.user_id)::text as "user", (sale.stage)::text as title, true as counted,
        sale.created_at as sorted_by
      from crm.sale sale
      where sale.project_id = of_id and sale.created_at is not null
    ) m
    where m.sorted_by >= since and m.sorted_by <= before
      and (m.occurred_at, m.source collate "C", m.source_key, m.place) < (before, before_source collate "C", before_key collate "C", before_place)
    order by m.sorted_by desc, m.source_key desc, m.place desc limit page)
    union all
    (select m.* from (
      -- sale: changes of state
      select
        sale.project_id as id, 'sales'::text as kind, 'sale'::text as source, (sale.sale_id)::text collate "C" as source_key,
        saint_transition.change as place, saint_transition.changed_at as occurred_at, saint_transition."user" as "user", concat_ws(': ', (sale.stage)::text, saint_transition.was || ' → ' || saint_transition.became) as title, true as counted,
        saint_transition.changed_at as sorted_by
      from crm.sale sale
      join saint_data.sale_transition saint_transition on saint_transition.source_key = (sale.sale_id)::text and not saint_transition.gone
      where sale.project_id = of_id and saint_transition.changed_at is not null
        -- not what an earlier row with the same key went through
        and not exists (
          select from saint_data.sale_transition saint_gone
          where saint_gone.source_key = saint_transition.source_key and saint_gone.gone and saint_gone.change > saint_transition.change)
    ) m
    where m.sorted_by >= since and m.sorted_by <= before
      and (m.occurred_at, m.source collate "C", m.source_key, m.place) < (before, before_source collate "C", before_key collate "C", before_place)
    order by m.sorted_by desc, m.source_key desc, m.place desc limit page)
  ) m
  order by m.occurred_at desc, m.source collate "C" desc, m.source_key collate "C" desc, m.place desc
  limit page;
end
$$;
CREATE FUNCTION saint_data.project_counted(today date, since date, until date, users text[], ids uuid[], with_revenue boolean) RETURNS TABLE(id uuid, color text, code text, name text, total bigint, last date, history bigint, history_last date, correspondence bigint, correspondence_last date, sales bigint, sales_last date, helpdesk bigint, helpdesk_last date, orders numeric, invoices numeric)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100000
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
#variable_conflict use_variable
declare
  -- what is planned has not happened
  until_today date := least(until, today);
begin
  return query
  with record as (
    select
      project.project_id as id, null::text as color, null::text as code, (project.name)::text as name
    from crm.project project
    where project.project_id is not null and (ids is null or project.project_id = any (ids))
  ),
  activity as (
    select
      event.id,
      count(*) filter (where event.occurred_on >= since and event.occurred_on <= until_today) as moments,
      max(event.occurred_on) filter (where event.occurred_on <= today) as last
    from (
      select
        case when activity.res_model = 'project' then activity.res_id end as id,
        cast((activity.starts_at at time zone 'Europe/Oslo') as date) as occurred_on
      from crm.activity activity
      where (not activity.deleted) and (activity.res_model = 'project') and activity.res_id is not null and (ids is null or activity.res_id = any (ids)) and (users is null or (activity.user_id)::text = any (users))
      -- each value is computed once, not in every filter that reads it
      offset 0
    ) event
    group by event.id
  ),
  sale as (
    select
      event.id,
      count(*) filter (where event.occurred_on >= since and event.occurred_on <= until_today) as moments,
      max(event.occurred_on) filter (where event.occurred_on <= today) as last,
      sum(event.orders) filter (where event.date >= since and event.date <= until_today) as orders
    from (
      select
        sale.project_id as id,
        cast((sale.created_at at time zone 'Europe/Oslo') as date) as occurred_on,
        case when with_revenue and (sale.stage = 'order') then (sale.amount)::numeric end as orders,
        sale.sale_date as date
      from crm.sale sale
      where sale.project_id is not null and (ids is null or sale.project_id = any (ids)) and (users is null or (sale.user_id)::text = any (users))
      -- each value is computed once, not in every filter that reads it
      offset 0
    ) event
    group by event.id
  ),
  sale_transition as (
    select
      event.id,
      count(*) filter (where event.occurred_on >= since and event.occurred_on <= until_today) as moments,
      max(event.occurred_on) filter (where event.occurred_on <= today) as last
    from (
      select
        sale.project_id as id,
        (saint_transition.changed_at at time zone 'Europe/Oslo')::date as occurred_on
      from crm.sale sale
      join saint_data.sale_transition saint_transition on saint_transition.source_key = (sale.sale_id)::text and not saint_transition.gone
      where sale.project_id is not null and (ids is null or sale.project_id = any (ids)) and (users is null or saint_transition."user" = any (users))
        and not exists (
          select from saint_data.sale_transition saint_gone
          where saint_gone.source_key = saint_transition.source_key and saint_gone.gone
            and saint_gone.change > saint_transition.change)
      -- each value is computed once, not in every filter that reads it
      offset 0
    ) event
    group by event.id
  )
  select
    r.id, r.color, r.code, r.name,
    coalesce(activity.moments, 0) + coalesce(sale.moments, 0) + coalesce(sale_transition.moments, 0),
    greatest(activity.last, sale.last, sale_transition.last),
    coalesce(activity.moments, 0), greatest(activity.last),
    0::bigint, null::date,
    coalesce(sale.moments, 0) + coalesce(sale_transition.moments, 0), greatest(sale.last, sale_transition.last),
    0::bigint, null::date,
    coalesce(sale.orders, 0), 0::numeric
  from record r
  left join activity on activity.id = r.id
  left join sale on sale.id = r.id
  left join sale_transition on sale_transition.id = r.id
;
end
$$;
CREATE TABLE saint_data.project (
    id uuid NOT NULL,
    as_of date DEFAULT '-infinity'::date NOT NULL,
    next_change date DEFAULT '-infinity'::date NOT NULL,
    statuses text[] DEFAULT '{}'::text[] NOT NULL,
    generation integer DEFAULT 0 NOT NULL,
    ends_on date,
    sale_count bigint DEFAULT 0,
    sale_open bigint DEFAULT 0,
    sale_count_period1 bigint DEFAULT 0,
    sale_open_period1 bigint DEFAULT 0,
    sale_count_period2 bigint DEFAULT 0,
    sale_open_period2 bigint DEFAULT 0,
    sale_last date,
    sale_last_completed date,
    sale_last_open date,
    sale_next date,
    sale_amount numeric DEFAULT 0,
    sale_amount_n bigint DEFAULT 0,
    sale_amount_period1 numeric DEFAULT 0,
    sale_amount_period1_n bigint DEFAULT 0,
    sale_amount_period2 numeric DEFAULT 0,
    sale_amount_period2_n bigint DEFAULT 0,
    planned bigint DEFAULT 0,
    over_count_task bigint DEFAULT 0
)
WITH (fillfactor='70', autovacuum_vacuum_scale_factor='0.05');
CREATE FUNCTION saint_data.project_criteria(of_status text, c saint_data.project) RETURNS TABLE(place integer, criterion text, value text, met boolean)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select 1, 'ends_on < today', (c.ends_on)::text, coalesce((c.ends_on < c.as_of), false)
  where of_status = 'over'
  union all
  select 2, 'not exists(task) filter (where past(period1))', (c.over_count_task)::text, coalesce((not (c.over_count_task > 0)), false)
  where of_status = 'over'
$$;
CREATE FUNCTION saint_data.project_dialogs(ids text[], language text, of_groups text[], html boolean) RETURNS TABLE(id text, dialog jsonb)
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
#variable_conflict use_column
begin
  return query
  with active as (
    select
      s.id::text as record, s.since, d.*,
      row_number() over (partition by s.id order by d.visual desc, d.rank, d.status) as place
    from saint.project_status s
    join saint.status d on d.status = s.status
    where s.id = any (ids::uuid[]) and (of_groups is null or d.groups = '{}' or d.groups && of_groups)
  )
  select a.record, jsonb_build_object(
    'entity', 'project',
    'id', a.record,
    'status', a.status,
    'name', saint.in_language(a.titles, language),
    'description', saint.render(
      coalesce(saint.in_language(a.descriptions, language), ''), v.variables, html, saint.in_language(a.titles, language)
    ),
    'rank', a.rank,
    'visual', a.visual,
    'since', a.since,
    'image', a.image,
    'media_type', i.media_type,
    'others', coalesce(o.others, '[]'),
    'follow_up', case when a.follow_up is not null then jsonb_build_object(
      'source', a.follow_up ->> 'source',
      'type', a.follow_up ->> 'type',
      'text', saint.render(
        coalesce(saint.in_language(a.follow_up -> 'text', language), ''), v.variables, html, saint.in_language(a.titles, language)
      ),
      'date', saint.today() + (a.follow_up ->> 'in_days')::integer,
      'user', v.variables ->> ('@' || (a.follow_up ->> 'user'))
    ) end
  )
  from active a
  join saint_data.project_texts(ids) v on v.id = a.record
  left join saint.image i on i.image = a.image
  left join (
    select
      n.record,
      jsonb_agg(
        jsonb_build_object(
          'status', n.status, 'name', saint.in_language(n.titles, language), 'rank', n.rank, 'visual', n.visual, 'since', n.since
        )
        order by n.place
      ) as others
    from active n
    where n.place > 1
    group by n.record
  ) o on o.record = a.record
  where a.place = 1;
end
$$;
CREATE FUNCTION saint_data.project_elsewhere() RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10 PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
begin
  if exists (select from saint_data.project_via) or saint.partitions_changed('crm.task') then
    return query
    select found.id from (
    -- all: a TRUNCATE, the clock set back, other partitions
    select every.id
    from (
      select (project.project_id)::uuid from crm.project project
      union
      select c.id from saint_data.project c
    ) every (id)
    where exists (select from saint_data.project_via via_mark where via_mark.hop in ('all', 'detached'))
      or saint.partitions_changed('crm.task')
    ) found (id)
    where found.id is not null;
  end if;
  if saint.midnight_passed() then
    return query
    select c.id from saint_data.project c where c.as_of > saint.today();
  end if;
end
$$;
CREATE FUNCTION saint_data.project_explain(of_status text, of_id text) RETURNS TABLE(criterion text, value text, met boolean, changes_on date)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  r saint_data.project;
  later saint_data.project;
  was boolean[];
  turns date[];
  day date;
begin
  select * into r from saint_data.project_live(of_id::uuid, saint.today());
  if r.id is null then
    raise exception 'there is no % with id %', 'project', of_id using errcode = 'no_data_found';
  end if;
  select array_agg(k.met order by k.place), array_agg(null::date) into was, turns from saint_data.project_criteria(of_status, r) k;
  -- The record as it will be on each day on which something changes by itself.
  day := r.next_change;
  while day < 'infinity' and array_position(turns, null) is not null loop
    select * into later from saint_data.project_live(of_id::uuid, day);
    select array_agg(coalesce(turns[k.place], case when k.met <> was[k.place] then day end) order by k.place)
      into turns from saint_data.project_criteria(of_status, later) k;
    day := later.next_change;
  end loop;
  return query
  select k.criterion, k.value, k.met, turns[k.place] from saint_data.project_criteria(of_status, r) k order by k.place;
end
$$;
CREATE FUNCTION saint_data.project_fields(ids uuid[]) RETURNS TABLE(id uuid, name text, "user" integer, ends_on date, company_name text, company_category text, company_owner text, company_user integer, company_customer_since date, company_address text, company_latitude double precision, company_longitude double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $_$
#variable_conflict use_column
begin
  return query
  select
    -- cast: a column of the CRM may get another type, and the next apply comes later
    (project.project_id)::uuid,
    (project.name)::text,
    (project.manager_id)::integer,
    (project.ends_on)::date,
    (company.name)::text,
    (company.category)::text,
    (company_owner.full_name)::text,
    (company.owner_id)::integer,
    (company.customer_since)::date,
    (company.street)::text,
    (company.lat)::double precision,
    (company.lon)::double precision
  from crm.project project
  left join crm.company company on company.company_id = project.company_id and (not company.deleted)
  left join crm.users company_owner on company_owner.user_id = company.owner_id
  where project.project_id = any ($1);
end
$_$;
CREATE FUNCTION saint_data.project_fill(after uuid, batch integer, OUT reached uuid, OUT filled bigint) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
declare
  wanted integer := (select e.generation from saint.entity e where e.entity = 'project');
  ids uuid[];
begin
  if exists (
    select from saint.computed k where k.entity = 'project' and k.kind = 'records' and not k.settled
  ) then
    insert into saint_data.project (id)
    select r.id
    from (
      select project.project_id as id
      from crm.project project
      where project.project_id is not null
    ) r
    where (after is null or r.id > after)
      and not exists (select from saint_data.project c where c.id = r.id)
      -- a new record has a mark: a tick stores it
      and not exists (select from saint_data.project_dirty d where d.id = r.id)
    order by r.id
    limit batch
    on conflict do nothing;
  end if;
  ids := array(
    select c.id from saint_data.project c
    where c.generation < wanted and (after is null or c.id > after)
    order by c.id
    limit batch);
  reached := ids[cardinality(ids)];
  ids := array(
    select c.id from saint_data.project c
    where c.id = any (ids)
    order by c.id
    for no key update skip locked);
  filled := cardinality(ids);
  if filled > 0 then
    perform saint_data.project_recompute(ids, saint.today());
  end if;
end
$$;
CREATE FUNCTION saint_data.project_happened(of_user text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) RETURNS TABLE(id uuid, kind text, source text, source_key text, place bigint, occurred_at timestamp with time zone, "user" text, title text, counted boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
#variable_conflict use_variable
declare
  of_ids uuid[] := array(
    select project.project_id
    from crm.project project
    where project.project_id is not null and (project.manager_id)::text = of_user);
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
        case when activity.res_model = 'project' then activity.res_id end as id, 'history'::text as kind, 'activity'::text as source, (activity.activity_id)::text collate "C" as source_key,
        0::bigint as place, activity.starts_at as occurred_at, (activity.user_id)::text as "user", (activity.subject)::text as title, true as counted,
        activity.starts_at as sorted_by
      from crm.activity activity
      where (not activity.deleted) and (activity.res_model = 'project') and activity.res_id = any (of_ids) and activity.starts_at is not null
    ) m
    where m.sorted_by >= since and m.sorted_by <= before
      and (m.occurred_at, m.source collate "C", m.source_key, m.place) < (before, before_source collate "C", before_key collate "C", before_place)
    order by m.sorted_by desc, m.source_key desc, m.place desc limit page)
    union all
    (select m.* from (
      -- sale
      select
        sale.project_id as id, 'sales'::text as kind, 'sale'::text as source, (sale.sale_id)::text collate "C" as source_key,
        0::bigint as place, sale.created_at as occurred_at, (sale.user_id)::text as "user", (sale.stage)::text as title, true as counted,
        sale.created_at as sorted_by
      from crm.sale sale
      where sale.project_id = any (of_ids) and sale.created_at is not null
    ) m
    where m.sorted_by >= since and m.sorted_by <= before
      and (m.occurred_at, m.source collate "C", m.source_key, m.place) < (before, before_source collate "C", before_key collate "C", before_place)
    order by m.sorted_by desc, m.source_key desc, m.place desc limit page)
    union all
    (select m.* from (
      -- sale: changes of state
      select
        sale.project_id as id, 'sales'::text as kind, 'sale'::text as source, (sale.sale_id)::text collate "C" as source_key,
        saint_transition.change as place, saint_transition.changed_at as occurred_at, saint_transition."user" as "user", concat_ws(': ', (sale.stage)::text, saint_transition.was || ' → ' || saint_transition.became) as title, true as counted,
        saint_transition.changed_at as sorted_by
      from crm.sale sale
      join saint_data.sale_transition saint_transition on saint_transition.source_key = (sale.sale_id)::text and not saint_transition.gone
      where sale.project_id = any (of_ids) and saint_transition.changed_at is not null
        -- not what an earlier row with the same key went through
        and not exists (
          select from saint_data.sale_transition saint_gone
          where saint_gone.source_key = saint_transition.source_key and saint_gone.gone and saint_gone.change > saint_transition.change)
    ) m
    where m.sorted_by >= since and m.sorted_by <= before
      and (m.occurred_at, m.source collate "C", m.source_key, m.place) < (before, before_source collate "C", before_key collate "C", before_place)
    order by m.sorted_by desc, m.source_key desc, m.place desc limit page)
  ) m
  order by m.occurred_at desc, m.source collate "C" desc, m.source_key collate "C" desc, m.place desc
  limit page;
end
$$;
CREATE FUNCTION saint_data.project_live(record_id uuid, today date) RETURNS SETOF saint_data.project
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1 PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $_$
begin
  return query
    with record as (
      select
        project.project_id as id,
        project.ends_on as ends_on
      from crm.project project
      where project.project_id = $1
    ),
    activity as (
      select
        event.id,
        -- count(activity) filter (where date > today and date <= today + 14)
        count(*) filter (where event.date > today and event.date <= today + 14) as planned,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
          min(event.date - 14) filter (where event.date > today + 14 and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          case when activity.res_model = 'project' then activity.res_id end as id,
          cast((activity.starts_at at time zone 'Europe/Oslo') as date) as date
        from crm.activity activity
        where (not activity.deleted and activity.starts_at > cast(($2) - 2 as timestamp) at time zone 'UTC') and (activity.res_model = 'project') and activity.res_id = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    task as (
      select
        event.id,
        -- count(task) filter (where date > today - 7 and date <= today)
        count(*) filter (where event.date > today - 7 and event.date <= today) as over_count_task,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 7) filter (where event.date > today - 7 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          task.project_id as id,
          task.due_on as date
        from crm.task task
        where (task.due_on > ($2) - 9) and task.project_id = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    sale as (
      select
        event.id,
        -- count(sale)
        count(*) as sale_count,
        -- count(sale) filter (where not completed is true)
        count(*) filter (where not event.completed is true) as sale_open,
        -- count(sale) filter (where date > today - 7 and date <= today)
        count(*) filter (where event.date > today - 7 and event.date <= today) as sale_count_period1,
        -- count(sale) filter (where not completed is true and date > today - 7 and date <= today)
        count(*) filter (where not event.completed is true and event.date > today - 7 and event.date <= today) as sale_open_period1,
        -- count(sale) filter (where date > today - 14 and date <= today)
        count(*) filter (where event.date > today - 14 and event.date <= today) as sale_count_period2,
        -- count(sale) filter (where not completed is true and date > today - 14 and date <= today)
        count(*) filter (where not event.completed is true and event.date > today - 14 and event.date <= today) as sale_open_period2,
        -- max(sale.date) filter (where date <= today)
        max(event.date) filter (where event.date <= today) as sale_last,
        -- max(sale.date) filter (where completed and date <= today)
        max(event.date) filter (where event.completed and event.date <= today) as sale_last_completed,
        -- max(sale.date) filter (where not completed is true and date <= today)
        max(event.date) filter (where not event.completed is true and event.date <= today) as sale_last_open,
        -- min(sale.date) filter (where date > today)
        min(event.date) filter (where event.date > today) as sale_next,
        -- sum(sale.amount)
        sum(event.amount) as sale_amount,
        count(*) filter (where not event.amount is null) as sale_amount_n,
        -- sum(sale.amount) filter (where date > today - 7 and date <= today)
        sum(event.amount) filter (where event.date > today - 7 and event.date <= today) as sale_amount_period1,
        count(*) filter (where (event.date > today - 7 and event.date <= today) and not event.amount is null) as sale_amount_period1_n,
        -- sum(sale.amount) filter (where date > today - 14 and date <= today)
        sum(event.amount) filter (where event.date > today - 14 and event.date <= today) as sale_amount_period2,
        count(*) filter (where (event.date > today - 14 and event.date <= today) and not event.amount is null) as sale_amount_period2_n,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 7) filter (where event.date > today - 7 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
          min(event.date + 14) filter (where event.date > today - 14 and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          sale.project_id as id,
          sale.stage <> 'quote' as completed,
          sale.sale_date as date,
          sale.amount as amount
        from crm.sale sale
        where sale.project_id = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    wide as (
      select
        record.id::uuid as id,
        today as as_of,
        least(activity.next_change, task.next_change, sale.next_change, 'infinity'::date) as next_change,
        '{}'::text[] as statuses,
        0 as generation,
        record.ends_on::date as ends_on,
        coalesce(sale.sale_count, 0) as sale_count,
        coalesce(sale.sale_open, 0) as sale_open,
        coalesce(sale.sale_count_period1, 0) as sale_count_period1,
        coalesce(sale.sale_open_period1, 0) as sale_open_period1,
        coalesce(sale.sale_count_period2, 0) as sale_count_period2,
        coalesce(sale.sale_open_period2, 0) as sale_open_period2,
        sale.sale_last::date as sale_last,
        sale.sale_last_completed::date as sale_last_completed,
        sale.sale_last_open::date as sale_last_open,
        sale.sale_next::date as sale_next,
        coalesce(sale.sale_amount, 0)::numeric as sale_amount,
        coalesce(sale.sale_amount_n, 0) as sale_amount_n,
        coalesce(sale.sale_amount_period1, 0)::numeric as sale_amount_period1,
        coalesce(sale.sale_amount_period1_n, 0) as sale_amount_period1_n,
        coalesce(sale.sale_amount_period2, 0)::numeric as sale_amount_period2,
        coalesce(sale.sale_amount_period2_n, 0) as sale_amount_period2_n,
        coalesce(activity.planned, 0) as planned,
        coalesce(task.over_count_task, 0) as over_count_task
      from record
      left join activity on activity.id = record.id
      left join task on task.id = record.id
      left join sale on sale.id = record.id
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.project_next_change(row(wide.*)::saint_data.project)),
      saint_data.project_statuses(row(wide.*)::saint_data.project),
      wide.generation,
      wide.ends_on,
      wide.sale_count,
      wide.sale_open,
      wide.sale_count_period1,
      wide.sale_open_period1,
      wide.sale_count_period2,
      wide.sale_open_period2,
      wide.sale_last,
      wide.sale_last_completed,
      wide.sale_last_open,
      wide.sale_next,
      wide.sale_amount,
      wide.sale_amount_n,
      wide.sale_amount_period1,
      wide.sale_amount_period1_n,
      wide.sale_amount_period2,
      wide.sale_amount_period2_n,
      wide.planned,
      wide.over_count_task
    from wide;
end
$_$;
CREATE FUNCTION saint_data.project_live_all(today date) RETURNS SETOF saint_data.project
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $_$
begin
  return query
    with record as (
      select
        project.project_id as id,
        project.ends_on as ends_on
      from crm.project project
      where project.project_id is not null
    ),
    activity as (
      select
        event.id,
        -- count(activity) filter (where date > today and date <= today + 14)
        count(*) filter (where event.date > today and event.date <= today + 14) as planned,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
          min(event.date - 14) filter (where event.date > today + 14 and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          case when activity.res_model = 'project' then activity.res_id end as id,
          cast((activity.starts_at at time zone 'Europe/Oslo') as date) as date
        from crm.activity activity
        where (not activity.deleted and activity.starts_at > cast(($1) - 2 as timestamp) at time zone 'UTC') and (activity.res_model = 'project') and activity.res_id is not null
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    task as (
      select
        event.id,
        -- count(task) filter (where date > today - 7 and date <= today)
        count(*) filter (where event.date > today - 7 and event.date <= today) as over_count_task,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 7) filter (where event.date > today - 7 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          task.project_id as id,
          task.due_on as date
        from crm.task task
        where (task.due_on > ($1) - 9) and task.project_id is not null
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    sale as (
      select
        event.id,
        -- count(sale)
        count(*) as sale_count,
        -- count(sale) filter (where not completed is true)
        count(*) filter (where not event.completed is true) as sale_open,
        -- count(sale) filter (where date > today - 7 and date <= today)
        count(*) filter (where event.date > today - 7 and event.date <= today) as sale_count_period1,
        -- count(sale) filter (where not completed is true and date > today - 7 and date <= today)
        count(*) filter (where not event.completed is true and event.date > today - 7 and event.date <= today) as sale_open_period1,
        -- count(sale) filter (where date > today - 14 and date <= today)
        count(*) filter (where event.date > today - 14 and event.date <= today) as sale_count_period2,
        -- count(sale) filter (where not completed is true and date > today - 14 and date <= today)
        count(*) filter (where not event.completed is true and event.date > today - 14 and event.date <= today) as sale_open_period2,
        -- max(sale.date) filter (where date <= today)
        max(event.date) filter (where event.date <= today) as sale_last,
        -- max(sale.date) filter (where completed and date <= today)
        max(event.date) filter (where event.completed and event.date <= today) as sale_last_completed,
        -- max(sale.date) filter (where not completed is true and date <= today)
        max(event.date) filter (where not event.completed is true and event.date <= today) as sale_last_open,
        -- min(sale.date) filter (where date > today)
        min(event.date) filter (where event.date > today) as sale_next,
        -- sum(sale.amount)
        sum(event.amount) as sale_amount,
        count(*) filter (where not event.amount is null) as sale_amount_n,
        -- sum(sale.amount) filter (where date > today - 7 and date <= today)
        sum(event.amount) filter (where event.date > today - 7 and event.date <= today) as sale_amount_period1,
        count(*) filter (where (event.date > today - 7 and event.date <= today) and not event.amount is null) as sale_amount_period1_n,
        -- sum(sale.amount) filter (where date > today - 14 and date <= today)
        sum(event.amount) filter (where event.date > today - 14 and event.date <= today) as sale_amount_period2,
        count(*) filter (where (event.date > today - 14 and event.date <= today) and not event.amount is null) as sale_amount_period2_n,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 7) filter (where event.date > today - 7 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
          min(event.date + 14) filter (where event.date > today - 14 and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          sale.project_id as id,
          sale.stage <> 'quote' as completed,
          sale.sale_date as date,
          sale.amount as amount
        from crm.sale sale
        where sale.project_id is not null
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    wide as (
      select
        record.id::uuid as id,
        today as as_of,
        least(activity.next_change, task.next_change, sale.next_change, 'infinity'::date) as next_change,
        '{}'::text[] as statuses,
        0 as generation,
        record.ends_on::date as ends_on,
        coalesce(sale.sale_count, 0) as sale_count,
        coalesce(sale.sale_open, 0) as sale_open,
        coalesce(sale.sale_count_period1, 0) as sale_count_period1,
        coalesce(sale.sale_open_period1, 0) as sale_open_period1,
        coalesce(sale.sale_count_period2, 0) as sale_count_period2,
        coalesce(sale.sale_open_period2, 0) as sale_open_period2,
        sale.sale_last::date as sale_last,
        sale.sale_last_completed::date as sale_last_completed,
        sale.sale_last_open::date as sale_last_open,
        sale.sale_next::date as sale_next,
        coalesce(sale.sale_amount, 0)::numeric as sale_amount,
        coalesce(sale.sale_amount_n, 0) as sale_amount_n,
        coalesce(sale.sale_amount_period1, 0)::numeric as sale_amount_period1,
        coalesce(sale.sale_amount_period1_n, 0) as sale_amount_period1_n,
        coalesce(sale.sale_amount_period2, 0)::numeric as sale_amount_period2,
        coalesce(sale.sale_amount_period2_n, 0) as sale_amount_period2_n,
        coalesce(activity.planned, 0) as planned,
        coalesce(task.over_count_task, 0) as over_count_task
      from record
      left join activity on activity.id = record.id
      left join task on task.id = record.id
      left join sale on sale.id = record.id
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.project_next_change(row(wide.*)::saint_data.project)),
      saint_data.project_statuses(row(wide.*)::saint_data.project),
      wide.generation,
      wide.ends_on,
      wide.sale_count,
      wide.sale_open,
      wide.sale_count_period1,
      wide.sale_open_period1,
      wide.sale_count_period2,
      wide.sale_open_period2,
      wide.sale_last,
      wide.sale_last_completed,
      wide.sale_last_open,
      wide.sale_next,
      wide.sale_amount,
      wide.sale_amount_n,
      wide.sale_amount_period1,
      wide.sale_amount_period1_n,
      wide.sale_amount_period2,
      wide.sale_amount_period2_n,
      wide.planned,
      wide.over_count_task
    from wide;
end
$_$;
CREATE FUNCTION saint_data.project_live_many(ids uuid[], today date) RETURNS SETOF saint_data.project
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $_$
begin
  return query
    with record as (
      select
        project.project_id as id,
        project.ends_on as ends_on
      from crm.project project
      where project.project_id = any ($1)
    ),
    activity as (
      select
        event.id,
        -- count(activity) filter (where date > today and date <= today + 14)
        count(*) filter (where event.date > today and event.date <= today + 14) as planned,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
          min(event.date - 14) filter (where event.date > today + 14 and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          case when activity.res_model = 'project' then activity.res_id end as id,
          cast((activity.starts_at at time zone 'Europe/Oslo') as date) as date
        from crm.activity activity
        where (not activity.deleted and activity.starts_at > cast(($2) - 2 as timestamp) at time zone 'UTC') and (activity.res_model = 'project') and activity.res_id = any ($1)
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    task as (
      select
        event.id,
        -- count(task) filter (where date > today - 7 and date <= today)
        count(*) filter (where event.date > today - 7 and event.date <= today) as over_count_task,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 7) filter (where event.date > today - 7 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          task.project_id as id,
          task.due_on as date
        from crm.task task
        where (task.due_on > ($2) - 9) and task.project_id = any ($1)
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    sale as (
      select
        event.id,
        -- count(sale)
        count(*) as sale_count,
        -- count(sale) filter (where not completed is true)
        count(*) filter (where not event.completed is true) as sale_open,
        -- count(sale) filter (where date > today - 7 and date <= today)
        count(*) filter (where event.date > today - 7 and event.date <= today) as sale_count_period1,
        -- count(sale) filter (where not completed is true and date > today - 7 and date <= today)
        count(*) filter (where not event.completed is true and event.date > today - 7 and event.date <= today) as sale_open_period1,
        -- count(sale) filter (where date > today - 14 and date <= today)
        count(*) filter (where event.date > today - 14 and event.date <= today) as sale_count_period2,
        -- count(sale) filter (where not completed is true and date > today - 14 and date <= today)
        count(*) filter (where not event.completed is true and event.date > today - 14 and event.date <= today) as sale_open_period2,
        -- max(sale.date) filter (where date <= today)
        max(event.date) filter (where event.date <= today) as sale_last,
        -- max(sale.date) filter (where completed and date <= today)
        max(event.date) filter (where event.completed and event.date <= today) as sale_last_completed,
        -- max(sale.date) filter (where not completed is true and date <= today)
        max(event.date) filter (where not event.completed is true and event.date <= today) as sale_last_open,
        -- min(sale.date) filter (where date > today)
        min(event.date) filter (where event.date > today) as sale_next,
        -- sum(sale.amount)
        sum(event.amount) as sale_amount,
        count(*) filter (where not event.amount is null) as sale_amount_n,
        -- sum(sale.amount) filter (where date > today - 7 and date <= today)
        sum(event.amount) filter (where event.date > today - 7 and event.date <= today) as sale_amount_period1,
        count(*) filter (where (event.date > today - 7 and event.date <= today) and not event.amount is null) as sale_amount_period1_n,
        -- sum(sale.amount) filter (where date > today - 14 and date <= today)
        sum(event.amount) filter (where event.date > today - 14 and event.date <= today) as sale_amount_period2,
        count(*) filter (where (event.date > today - 14 and event.date <= today) and not event.amount is null) as sale_amount_period2_n,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 7) filter (where event.date > today - 7 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date)),
          min(event.date + 14) filter (where event.date > today - 14 and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          sale.project_id as id,
          sale.stage <> 'quote' as completed,
          sale.sale_date as date,
          sale.amount as amount
        from crm.sale sale
        where sale.project_id = any ($1)
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    wide as (
      select
        record.id::uuid as id,
        today as as_of,
        least(activity.next_change, task.next_change, sale.next_change, 'infinity'::date) as next_change,
        '{}'::text[] as statuses,
        0 as generation,
        record.ends_on::date as ends_on,
        coalesce(sale.sale_count, 0) as sale_count,
        coalesce(sale.sale_open, 0) as sale_open,
        coalesce(sale.sale_count_period1, 0) as sale_count_period1,
        coalesce(sale.sale_open_period1, 0) as sale_open_period1,
        coalesce(sale.sale_count_period2, 0) as sale_count_period2,
        coalesce(sale.sale_open_period2, 0) as sale_open_period2,
        sale.sale_last::date as sale_last,
        sale.sale_last_completed::date as sale_last_completed,
        sale.sale_last_open::date as sale_last_open,
        sale.sale_next::date as sale_next,
        coalesce(sale.sale_amount, 0)::numeric as sale_amount,
        coalesce(sale.sale_amount_n, 0) as sale_amount_n,
        coalesce(sale.sale_amount_period1, 0)::numeric as sale_amount_period1,
        coalesce(sale.sale_amount_period1_n, 0) as sale_amount_period1_n,
        coalesce(sale.sale_amount_period2, 0)::numeric as sale_amount_period2,
        coalesce(sale.sale_amount_period2_n, 0) as sale_amount_period2_n,
        coalesce(activity.planned, 0) as planned,
        coalesce(task.over_count_task, 0) as over_count_task
      from record
      left join activity on activity.id = record.id
      left join task on task.id = record.id
      left join sale on sale.id = record.id
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.project_next_change(row(wide.*)::saint_data.project)),
      saint_data.project_statuses(row(wide.*)::saint_data.project),
      wide.generation,
      wide.ends_on,
      wide.sale_count,
      wide.sale_open,
      wide.sale_count_period1,
      wide.sale_open_period1,
      wide.sale_count_period2,
      wide.sale_open_period2,
      wide.sale_last,
      wide.sale_last_completed,
      wide.sale_last_open,
      wide.sale_next,
      wide.sale_amount,
      wide.sale_amount_n,
      wide.sale_amount_period1,
      wide.sale_amount_period1_n,
      wide.sale_amount_period2,
      wide.sale_amount_period2_n,
      wide.planned,
      wide.over_count_task
    from wide;
end
$_$;
CREATE FUNCTION saint_data.project_live_statuses(of_id uuid, today date) RETURNS TABLE(status text, since timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 2 PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return query
  select t.status, coalesce(v.since, now())
  from saint_data.project_live(of_id, today) l
  cross join unnest(l.statuses) t (status)
  left join saint_data.project_statusvalue v on v.id = of_id and v.status = t.status;
end
$$;
CREATE FUNCTION saint_data.project_moments() RETURNS TABLE(id uuid, kind text, source text, source_key text, place bigint, occurred_at timestamp with time zone, "user" text, title text, counted boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100000 PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
#variable_conflict use_variable
begin
  return query
  with record as (
    select project.project_id as id
    from crm.project project
    where project.project_id is not null
  )
  select m.id, m.kind, m.source, m.source_key, m.place, m.occurred_at, m."user", m.title, m.counted
  from (
    -- activity
    select
      case when activity.res_model = 'project' then activity.res_id end as id, 'history'::text as kind, 'activity'::text as source, (activity.activity_id)::text collate "C" as source_key,
      0::bigint as place, activity.starts_at as occurred_at, (activity.user_id)::text as "user", (activity.subject)::text as title, true as counted
    from crm.activity activity
    where (not activity.deleted) and (activity.res_model = 'project') and activity.res_id is not null and activity.starts_at is not null
    union all
    -- sale
    select
      sale.project_id as id, 'sales'::text as kind, 'sale'::text as source, (sale.sale_id)::text collate "C" as source_key,
      0::bigint as place, sale.created_at as occurred_at, (sale.user_id)::text as "user", (sale.stage)::text as title, true as counted
    from crm.sale sale
    where sale.project_id is not null and sale.created_at is not null
    union all
    -- sale: changes of state
    select
      sale.project_id as id, 'sales'::text as kind, 'sale'::text as source, (sale.sale_id)::text collate "C" as source_key,
      saint_transition.change as place, saint_transition.changed_at as occurred_at, saint_transition."user" as "user", concat_ws(': ', (sale.stage)::text, saint_transition.was || ' → ' || saint_transition.became) as title, true as counted
    from crm.sale sale
    join saint_data.sale_transition saint_transition on saint_transition.source_key = (sale.sale_id)::text and not saint_transition.gone
    where sale.project_id is not null and saint_transition.changed_at is not null
      -- not what an earlier row with the same key went through
      and not exists (
        select from saint_data.sale_transition saint_gone
        where saint_gone.source_key = saint_transition.source_key and saint_gone.gone and saint_gone.change > saint_transition.change)
  ) m
  where m.id in (select r.id from record r);
end
$$;
CREATE FUNCTION saint_data.project_next_change(c saint_data.project) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select least(
    case when c.ends_on > c.as_of - 1 and c.ends_on < cast('290000-01-01' as date) then c.ends_on + 1 end,
    'infinity'
  )
$$;
CREATE FUNCTION saint_data.project_recompute(ids uuid[], today date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
begin
  with fresh as materialized (
    select * from saint_data.project_live_many(ids, today)
  ),
  seen as (
    delete from saint_data.project_dirty d where d.id = any (ids)
  ),
  gone as (
    delete from saint_data.project c where c.id in (select i.id from unnest(ids) i (id) except select f.id from fresh f)
  ),
  stored as (
    update saint_data.project c set
      generation = (select e.stored from saint.entity e where e.entity = 'project'),
      as_of = f.as_of,
      next_change = f.next_change,
      statuses = f.statuses,
      ends_on = f.ends_on,
      sale_count = f.sale_count,
      sale_open = f.sale_open,
      sale_count_period1 = f.sale_count_period1,
      sale_open_period1 = f.sale_open_period1,
      sale_count_period2 = f.sale_count_period2,
      sale_open_period2 = f.sale_open_period2,
      sale_last = f.sale_last,
      sale_last_completed = f.sale_last_completed,
      sale_last_open = f.sale_last_open,
      sale_next = f.sale_next,
      sale_amount = f.sale_amount,
      sale_amount_n = f.sale_amount_n,
      sale_amount_period1 = f.sale_amount_period1,
      sale_amount_period1_n = f.sale_amount_period1_n,
      sale_amount_period2 = f.sale_amount_period2,
      sale_amount_period2_n = f.sale_amount_period2_n,
      planned = f.planned,
      over_count_task = f.over_count_task
    from fresh f
    where c.id = f.id
  ),
  -- statusvalue and the history change with the statuses that the rows got or lost
  ended as (
    delete from saint_data.project_statusvalue v
    where v.id = any (ids) and not exists (select from fresh f where f.id = v.id and v.status = any (f.statuses))
    returning v.id, v.status
  ),
  begun as (
    insert into saint_data.project_statusvalue (id, status, since)
    select f.id, s.status, now()
    from fresh f cross join unnest(f.statuses) s (status)
    where not exists (select from saint_data.project_statusvalue v where v.id = any (ids) and v.id = f.id and v.status = s.status)
    returning id, status
  ),
  flips as (
    select ended.id, ended.status, false as active from ended
    union all
    select begun.id, begun.status, true from begun
  )
  insert into saint.status_change (entity, id, status, active, changed_at)
  select 'project', f.id::text, f.status, f.active, now() from flips f;
end
$$;
CREATE FUNCTION saint_data.project_relations(ids uuid[]) RETURNS TABLE(id uuid, color text, code text, name text, address text, postal_code text, city text, phone text, email text, latitude double precision, longitude double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
#variable_conflict use_variable
begin
  return query
  select
    project.project_id,
    null::text,
    null::text,
    (project.name)::text,
    null::text,
    null::text,
    null::text,
    null::text,
    null::text,
    null::double precision,
    null::double precision
  from crm.project project
  where project.project_id = any (ids);
end
$$;
CREATE FUNCTION saint_data.project_settle(of_id uuid) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
  was text[] := (select c.statuses from saint_data.project c where c.id = of_id);
  became text[];
begin
  update saint_data.project c set
    statuses = saint_data.project_statuses(c),
    next_change = least(c.next_change, saint_data.project_next_change(c))
  where c.id = of_id
    -- a row with a mark does not hold what is true: who recomputes it sees to its statuses
    and not exists (select from saint_data.project_dirty m where m.id = of_id)
  returning c.statuses into became;
  if not was <@ became then
    with ended as (
      delete from saint_data.project_statusvalue v where v.id = of_id and v.status <> all (became)
      returning v.status
    )
    insert into saint.status_change (entity, id, status, active, changed_at)
    select 'project', of_id::text, ended.status, false, now() from ended;
  end if;
  if not became <@ was then
    with begun as (
      insert into saint_data.project_statusvalue (id, status, since)
      select of_id, s.status, now() from unnest(became) s (status) where s.status <> all (was)
      returning status
    )
    insert into saint.status_change (entity, id, status, active, changed_at)
    select 'project', of_id::text, begun.status, true, now() from begun;
  end if;
end
$$;
CREATE FUNCTION saint_data.project_statuses(c saint_data.project) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select array_remove(array[
    -- over (crm.yaml:170): ends_on < today and not exists(task) filter (where past(period1))
    case when (c.ends_on < c.as_of) and (not (c.over_count_task > 0)) then 'over' end
  ], null)
$$;
CREATE FUNCTION saint_data.project_texts(ids text[]) RETURNS TABLE(id text, variables jsonb)
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET "DateStyle" TO 'ISO'
    SET "TimeZone" TO 'Europe/Oslo'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $_$
#variable_conflict use_column
begin
  return query
  select
    (project.project_id)::text,
    jsonb_object(
      array['name', 'company.name', 'ends_on', '@user', '#company']::text[],
      array[
        (project.name)::text,
        (company.name)::text,
        (project.ends_on)::text,
        (project.manager_id)::text,
        (project.company_id)::text
      ]::text[]
    )
  from crm.project project
  left join crm.company company on company.company_id = project.company_id and (not company.deleted)
  where project.project_id = any ($1::uuid[]);
end
$_$;
CREATE FUNCTION saint_data.project_tick(batch integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
declare
  today date := saint.today();
  at_most integer;
  candidates uuid[];
  ids uuid[];
begin
  -- Via marks become plain marks in one statement: found and removed in the same snapshot.
  if exists (select from saint_data.project_via) then
    -- Nobody would tell what changes after the recompute.
    if exists (select from saint_data.project_via v where v.hop = 'detached') then
      return 0;
    end if;
    with taken as (
      delete from saint_data.project_via v
      where v.mark in (select m.mark from saint_data.project_via m order by m.mark limit batch for update skip locked)
      returning v.hop, v.key
    )
    insert into saint_data.project_dirty (id)
    select found.id from (
    -- all: a TRUNCATE, the clock set back
    select every.id
    from (
      select (project.project_id)::uuid from crm.project project
      union
      select c.id from saint_data.project c
    ) every (id)
    where exists (select from taken via_mark where via_mark.hop in ('all', 'detached'))
    ) found (id)
    where found.id is not null;
  end if;
  -- The first ones; more where other workers hold most of them, all where nearly none is free.
  foreach at_most in array array[batch, 4 * batch, null] loop
    candidates := array(
      select d.id from (select n.id from saint_data.project_dirty n limit at_most) d
      union
      select due.id from (select w.id from saint_data.project w where w.next_change <= today limit at_most) due);
    ids := array(      select free.id
      from (
        select c.id from saint_data.project c
        -- another worker may have done it meanwhile
        where c.id = any (candidates) and (c.next_change <= today or exists (select from saint_data.project_dirty d where d.id = c.id))
        limit batch
        for no key update skip locked
      ) free
      order by free.id);
    if cardinality(ids) < least(batch, cardinality(candidates)) then
      -- Only the worker makes rows: a writer that met a unique conflict here would have to wait.
      insert into saint_data.project (id)
      select n.id from unnest(candidates) n (id)
      where not exists (select from saint_data.project c where c.id = n.id)
      order by n.id
      on conflict do nothing;
      if found then
        ids := array(      select free.id
      from (
        select c.id from saint_data.project c
        -- another worker may have done it meanwhile
        where c.id = any (candidates) and (c.next_change <= today or exists (select from saint_data.project_dirty d where d.id = c.id))
        limit batch
        for no key update skip locked
      ) free
      order by free.id);
      end if;
    end if;
    exit when 2 * cardinality(ids) >= least(batch, cardinality(candidates));
  end loop;
  if cardinality(ids) = 0 then
    return 0;
  end if;
  perform saint_data.project_recompute(ids, today);
  return cardinality(ids);
end
$$;
CREATE FUNCTION saint_data.project_write_activity(of_status text, ids text[], language text, of_type text, of_title text, of_days integer, of_user text) RETURNS TABLE(id text, key text)
    LANGUAGE plpgsql
    AS $$
#variable_conflict use_column
declare
  d saint.status := saint.find_status(of_status);
begin
  of_type := coalesce(of_type, d.follow_up ->> 'type');
  if not exists (select from crm.kind t where t.name::text = of_type) then
    raise exception 'the CRM knows no follow-up of type %', of_type
      using errcode = 'invalid_parameter_value', hint = 'crm.kind lists them.';
  end if;
  return query
  insert into crm.activity as activity (
    company_id,
    res_id,
    kind_id,
    subject,
    starts_at,
    user_id,
    direction
  )
  select
    (p.variables ->> '#company')::integer,
    (p.id)::uuid,
    (select t.kind_id from crm.kind t where t.name::text = of_type limit 1)::integer,
    (p.title)::text,
    (p.date + time '09:00') at time zone 'Europe/Oslo',
    (p.for_user)::integer,
    ('outgoing')::text
  from (
    select
      r.id, r.place, v.variables,
      coalesce(of_title, saint.render(
        coalesce(saint.in_language(d.follow_up -> 'text', language), ''),
        v.variables,
        otherwise => saint.in_language(d.titles, language)
      )) as title,
      saint.today() + coalesce(of_days, (d.follow_up ->> 'in_days')::integer) as date,
      coalesce(of_user, v.variables ->> ('@' || (d.follow_up ->> 'user'))) as for_user
    from unnest(ids::uuid[]) with ordinality r (id, place)
    join saint_data.project_texts(ids) v on v.id = r.id::text
  ) p
  order by p.place
  returning (activity.res_id)::text, (activity.activity_id)::text;
end
$$;
CREATE FUNCTION saint_data.selection_buyers_refresh() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
declare
  began timestamptz := clock_timestamp();
begin
  if (select c.relispopulated from pg_class c where c.oid = 'saint.selection_buyers'::regclass) then
    refresh materialized view concurrently saint.selection_buyers;
  else
    refresh materialized view saint.selection_buyers;
  end if;
  insert into saint.selection_refresh (selection, refreshed_at, as_of)
  values ('buyers', began, saint.today())
  on conflict (selection) do update set refreshed_at = excluded.refreshed_at, as_of = excluded.as_of;
end
$$;
CREATE TABLE crm.account (
    account_id integer NOT NULL,
    company_id integer
);
CREATE TABLE crm.activity (
    activity_id bigint NOT NULL,
    company_id integer,
    person_id bigint,
    res_model text,
    res_id uuid,
    kind_id integer,
    direction text DEFAULT 'outgoing'::text NOT NULL,
    starts_at timestamp with time zone,
    done_at timestamp with time zone,
    user_id integer,
    subject text,
    deleted boolean DEFAULT false NOT NULL
);
ALTER TABLE crm.activity ALTER COLUMN activity_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME crm.activity_activity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE crm.call (
    call_id integer NOT NULL,
    company_id integer,
    person_id bigint,
    called_on date
);
CREATE TABLE crm.company (
    company_id integer NOT NULL,
    name text NOT NULL,
    category text,
    owner_id integer,
    customer_since date,
    street text,
    lat double precision,
    lon double precision,
    deleted boolean DEFAULT false NOT NULL
);
CREATE TABLE crm.email (
    email_id integer NOT NULL,
    sent_at timestamp without time zone,
    user_id integer,
    subject text
);
CREATE TABLE crm.email_person (
    email_id integer NOT NULL,
    person_id bigint NOT NULL,
    role text NOT NULL
);
CREATE TABLE crm.invoice (
    invoice_id integer NOT NULL,
    company_id integer,
    sent_on date,
    amount numeric(12,2),
    paid_on date
);
CREATE TABLE crm.kind (
    kind_id integer NOT NULL,
    name text NOT NULL,
    intention text
);
CREATE TABLE crm.note (
    note_id integer NOT NULL,
    about text,
    body text
);
CREATE TABLE crm.person (
    person_id bigint NOT NULL,
    company_id integer,
    name text NOT NULL,
    email character varying(100)
);
CREATE TABLE crm.project (
    project_id uuid NOT NULL,
    company_id integer,
    name text NOT NULL,
    manager_id integer,
    ends_on date
);
CREATE TABLE crm.sale (
    sale_id integer NOT NULL,
    account_id integer,
    project_id uuid,
    sale_date date,
    created_at timestamp with time zone NOT NULL,
    amount numeric(12,2),
    stage text DEFAULT 'quote'::text NOT NULL,
    user_id integer,
    changed_by integer
);
CREATE TABLE crm.task (
    task_id integer,
    project_id uuid,
    due_on date
)
PARTITION BY RANGE (due_on);
CREATE TABLE crm.task_2025 (
    task_id integer,
    project_id uuid,
    due_on date
);
CREATE TABLE crm.task_2026 (
    task_id integer,
    project_id uuid,
    due_on date
);
CREATE TABLE crm.users (
    user_id integer NOT NULL,
    full_name text NOT NULL,
    department text
);
CREATE TABLE crm.visit (
    visit_id integer NOT NULL,
    person_id bigint,
    visited_on date
);
CREATE MATERIALIZED VIEW saint_data.attention_called AS
 SELECT c.id,
    c.color,
    c.code,
    c.name,
    c.total,
    c.last,
    c.band,
    c.history,
    c.history_last,
    c.correspondence,
    c.correspondence_last,
    c.sales,
    c.sales_last,
    c.helpdesk,
    c.helpdesk_last,
    c.revenue,
    c.sales_band
   FROM saint_data.attention_called_calculate() c(id, color, code, name, total, last, band, history, history_last, correspondence, correspondence_last, sales, sales_last, helpdesk, helpdesk_last, revenue, sales_band)
  WITH NO DATA;
CREATE VIEW saint.attention_called AS
 SELECT m.id,
    m.color,
    m.code,
    m.name,
    m.total,
    (c.today - m.last) AS days,
    m.band,
    m.history,
    (c.today - m.history_last) AS history_days,
    m.correspondence,
    (c.today - m.correspondence_last) AS correspondence_days,
    m.sales,
    (c.today - m.sales_last) AS sales_days,
    m.helpdesk,
    (c.today - m.helpdesk_last) AS helpdesk_days
   FROM (saint_data.attention_called m
     CROSS JOIN saint.calculation c)
  WHERE (c.monitor = 'called'::text);
CREATE VIEW saint.attention_called_bands AS
 SELECT b.band,
    b.color,
    b.relations,
    b.lowest,
    b.highest
   FROM (( SELECT array_agg(t.total) AS totals,
            array_agg(t.relations) AS relations
           FROM ( SELECT m.total,
                    count(*) AS relations
                   FROM saint_data.attention_called m
                  GROUP BY m.total) t) h
     CROSS JOIN LATERAL saint.contact_bands(h.totals, h.relations, 'proportional'::text) b(band, color, area, relations, lowest, highest));
CREATE VIEW saint.attention_called_summary AS
 WITH area AS (
         SELECT a_1.area,
            (sum(b.relations))::bigint AS relations,
            row_number() OVER (ORDER BY (min(b.band))) AS place
           FROM (saint.attention_called_bands b
             JOIN saint.contact_bands(NULL::bigint[], NULL::bigint[], 'proportional'::text) a_1(band, color, area, relations, lowest, highest) ON ((a_1.band = b.band)))
          GROUP BY a_1.area
        )
 SELECT a.area,
    a.relations,
    p.percent
   FROM (area a
     JOIN unnest(( SELECT saint.percentages(array_agg((a_1.relations)::numeric ORDER BY a_1.place)) AS percentages
           FROM area a_1)) WITH ORDINALITY p(percent, place) ON ((p.place = a.place)));
CREATE MATERIALIZED VIEW saint_data.attention_customers AS
 SELECT c.id,
    c.color,
    c.code,
    c.name,
    c.total,
    c.last,
    c.band,
    c.history,
    c.history_last,
    c.correspondence,
    c.correspondence_last,
    c.sales,
    c.sales_last,
    c.helpdesk,
    c.helpdesk_last,
    c.revenue,
    c.sales_band
   FROM saint_data.attention_customers_calculate() c(id, color, code, name, total, last, band, history, history_last, correspondence, correspondence_last, sales, sales_last, helpdesk, helpdesk_last, revenue, sales_band)
  WITH NO DATA;
CREATE VIEW saint.attention_customers AS
 SELECT m.id,
    m.color,
    m.code,
    m.name,
    m.total,
    (c.today - m.last) AS days,
    m.band,
    m.history,
    (c.today - m.history_last) AS history_days,
    m.correspondence,
    (c.today - m.correspondence_last) AS correspondence_days,
    m.sales,
    (c.today - m.sales_last) AS sales_days,
    m.helpdesk,
    (c.today - m.helpdesk_last) AS helpdesk_days
   FROM (saint_data.attention_customers m
     CROSS JOIN saint.calculation c)
  WHERE (c.monitor = 'customers'::text);
CREATE VIEW saint.attention_customers_bands AS
 SELECT b.band,
    b.color,
    b.relations,
    b.lowest,
    b.highest
   FROM (( SELECT array_agg(t.total) AS totals,
            array_agg(t.relations) AS relations
           FROM ( SELECT m.total,
                    count(*) AS relations
                   FROM saint_data.attention_customers m
                  GROUP BY m.total) t) h
     CROSS JOIN LATERAL saint.contact_bands(h.totals, h.relations, 'proportional'::text) b(band, color, area, relations, lowest, highest));
CREATE VIEW saint.attention_customers_excluded AS
 SELECT m.id,
    m.code,
    m.name
   FROM saint_data.attention_customers m
  WHERE ((m.total = 0) AND (m.revenue = (0)::numeric));
CREATE VIEW saint.attention_customers_sales AS
 SELECT m.id,
    m.code,
    m.name,
    m.total,
    m.revenue,
    (c.today - m.sales_last) AS sales_days,
    (m.revenue / (NULLIF(m.total, 0))::numeric) AS revenue_per_moment,
    m.sales_band AS band,
    b.area
   FROM ((saint_data.attention_customers m
     CROSS JOIN saint.calculation c)
     LEFT JOIN saint.sales_distribution((1)::bigint, (1)::numeric) b(band, color, area, lowest_quarters, highest_quarters, reason) ON ((b.band = m.sales_band)))
  WHERE ((c.monitor = 'customers'::text) AND ((m.total > 0) OR (m.revenue <> (0)::numeric)));
CREATE VIEW saint.attention_customers_sales_bands AS
 WITH whole AS (
         SELECT (COALESCE(sum(m.total), (0)::numeric))::bigint AS moments,
            COALESCE(sum(m.revenue), (0)::numeric) AS revenue
           FROM saint_data.attention_customers m
        ), held AS (
         SELECT m.sales_band AS band,
            count(*) AS relations,
            sum(m.revenue) AS revenue
           FROM saint_data.attention_customers m
          GROUP BY m.sales_band
        ), drawn AS (
         SELECT d_1.band,
            d_1.color,
            COALESCE(h.relations, (0)::bigint) AS relations,
            (((d_1.lowest_quarters)::numeric * w.revenue) / ((4 * w.moments))::numeric) AS lowest,
            (((d_1.highest_quarters)::numeric * w.revenue) / ((4 * w.moments))::numeric) AS highest,
            COALESCE(h.revenue, (0)::numeric) AS revenue
           FROM ((whole w
             JOIN LATERAL saint.sales_distribution(w.moments, w.revenue) d_1(band, color, area, lowest_quarters, highest_quarters, reason) ON ((d_1.reason IS NULL)))
             LEFT JOIN held h ON ((h.band = d_1.band)))
        )
 SELECT d.band,
    d.color,
    d.relations,
    d.lowest,
    d.highest,
    d.revenue,
    p.percent AS revenue_percent
   FROM (drawn d
     JOIN unnest(( SELECT saint.percentages(array_agg(d_1.revenue ORDER BY d_1.band)) AS percentages
           FROM drawn d_1)) WITH ORDINALITY p(percent, place) ON ((p.place = (d.band + 1))));
CREATE VIEW saint.attention_customers_sales_summary AS
 WITH area AS (
         SELECT a.area,
            (sum(b.relations))::bigint AS relations,
            sum(b.revenue) AS revenue,
            row_number() OVER (ORDER BY (min(b.band))) AS place
           FROM (saint.attention_customers_sales_bands b
             JOIN saint.sales_distribution((1)::bigint, (1)::numeric) a(band, color, area, lowest_quarters, highest_quarters, reason) ON ((a.band = b.band)))
          GROUP BY a.area
        ), share AS (
         SELECT p.place,
            p.percent,
            p.revenue_percent
           FROM (( SELECT saint.percentages(array_agg((a.relations)::numeric ORDER BY a.place)) AS relations,
                    saint.percentages(array_agg(a.revenue ORDER BY a.place)) AS revenue
                   FROM area a) s
             CROSS JOIN LATERAL UNNEST(s.relations, s.revenue) WITH ORDINALITY p(percent, revenue_percent, place))
        )
 SELECT a.area,
    a.relations,
    s.percent,
    a.revenue,
    s.revenue_percent
   FROM (area a
     JOIN share s ON ((s.place = a.place)))
UNION ALL
 SELECT ('no distribution: '::text || d.reason) AS area,
    w.relations,
    NULL::numeric AS percent,
    w.revenue,
    NULL::numeric AS revenue_percent
   FROM (( SELECT count(*) AS relations,
            (COALESCE(sum(m.total), (0)::numeric))::bigint AS moments,
            COALESCE(sum(m.revenue), (0)::numeric) AS revenue
           FROM saint_data.attention_customers m) w
     JOIN LATERAL saint.sales_distribution(w.moments, w.revenue) d(band, color, area, lowest_quarters, highest_quarters, reason) ON (((d.band = 0) AND (d.reason IS NOT NULL))));
CREATE VIEW saint.attention_customers_summary AS
 WITH area AS (
         SELECT a_1.area,
            (sum(b.relations))::bigint AS relations,
            row_number() OVER (ORDER BY (min(b.band))) AS place
           FROM (saint.attention_customers_bands b
             JOIN saint.contact_bands(NULL::bigint[], NULL::bigint[], 'proportional'::text) a_1(band, color, area, relations, lowest, highest) ON ((a_1.band = b.band)))
          GROUP BY a_1.area
        )
 SELECT a.area,
    a.relations,
    p.percent
   FROM (area a
     JOIN unnest(( SELECT saint.percentages(array_agg((a_1.relations)::numeric ORDER BY a_1.place)) AS percentages
           FROM area a_1)) WITH ORDINALITY p(percent, place) ON ((p.place = a.place)));
CREATE MATERIALIZED VIEW saint_data.attention_sales_people AS
 SELECT c.id,
    c.color,
    c.code,
    c.name,
    c.total,
    c.last,
    c.band,
    c.history,
    c.history_last,
    c.correspondence,
    c.correspondence_last,
    c.sales,
    c.sales_last,
    c.helpdesk,
    c.helpdesk_last,
    c.revenue,
    c.sales_band
   FROM saint_data.attention_sales_people_calculate() c(id, color, code, name, total, last, band, history, history_last, correspondence, correspondence_last, sales, sales_last, helpdesk, helpdesk_last, revenue, sales_band)
  WITH NO DATA;
CREATE VIEW saint.attention_sales_people AS
 SELECT m.id,
    m.color,
    m.code,
    m.name,
    m.total,
    (c.today - m.last) AS days,
    m.band,
    m.history,
    (c.today - m.history_last) AS history_days,
    m.correspondence,
    (c.today - m.correspondence_last) AS correspondence_days,
    m.sales,
    (c.today - m.sales_last) AS sales_days,
    m.helpdesk,
    (c.today - m.helpdesk_last) AS helpdesk_days
   FROM (saint_data.attention_sales_people m
     CROSS JOIN saint.calculation c)
  WHERE (c.monitor = 'sales_people'::text);
CREATE VIEW saint.attention_sales_people_bands AS
 SELECT b.band,
    b.color,
    b.relations,
    b.lowest,
    b.highest
   FROM (( SELECT array_agg(t.total) AS totals,
            array_agg(t.relations) AS relations
           FROM ( SELECT m.total,
                    count(*) AS relations
                   FROM saint_data.attention_sales_people m
                  GROUP BY m.total) t) h
     CROSS JOIN LATERAL saint.contact_bands(h.totals, h.relations, 'quantile'::text) b(band, color, area, relations, lowest, highest));
CREATE VIEW saint.attention_sales_people_excluded AS
 SELECT m.id,
    m.code,
    m.name
   FROM saint_data.attention_sales_people m
  WHERE ((m.total = 0) AND (m.revenue = (0)::numeric));
CREATE VIEW saint.attention_sales_people_sales AS
 SELECT m.id,
    m.code,
    m.name,
    m.total,
    m.revenue,
    (c.today - m.sales_last) AS sales_days,
    (m.revenue / (NULLIF(m.total, 0))::numeric) AS revenue_per_moment,
    m.sales_band AS band,
    b.area
   FROM ((saint_data.attention_sales_people m
     CROSS JOIN saint.calculation c)
     LEFT JOIN saint.sales_distribution((1)::bigint, (1)::numeric) b(band, color, area, lowest_quarters, highest_quarters, reason) ON ((b.band = m.sales_band)))
  WHERE ((c.monitor = 'sales_people'::text) AND ((m.total > 0) OR (m.revenue <> (0)::numeric)));
CREATE VIEW saint.attention_sales_people_sales_bands AS
 WITH whole AS (
         SELECT (COALESCE(sum(m.total), (0)::numeric))::bigint AS moments,
            COALESCE(sum(m.revenue), (0)::numeric) AS revenue
           FROM saint_data.attention_sales_people m
        ), held AS (
         SELECT m.sales_band AS band,
            count(*) AS relations,
            sum(m.revenue) AS revenue
           FROM saint_data.attention_sales_people m
          GROUP BY m.sales_band
        ), drawn AS (
         SELECT d_1.band,
            d_1.color,
            COALESCE(h.relations, (0)::bigint) AS relations,
            (((d_1.lowest_quarters)::numeric * w.revenue) / ((4 * w.moments))::numeric) AS lowest,
            (((d_1.highest_quarters)::numeric * w.revenue) / ((4 * w.moments))::numeric) AS highest,
            COALESCE(h.revenue, (0)::numeric) AS revenue
           FROM ((whole w
             JOIN LATERAL saint.sales_distribution(w.moments, w.revenue) d_1(band, color, area, lowest_quarters, highest_quarters, reason) ON ((d_1.reason IS NULL)))
             LEFT JOIN held h ON ((h.band = d_1.band)))
        )
 SELECT d.band,
    d.color,
    d.relations,
    d.lowest,
    d.highest,
    d.revenue,
    p.percent AS revenue_percent
   FROM (drawn d
     JOIN unnest(( SELECT saint.percentages(array_agg(d_1.revenue ORDER BY d_1.band)) AS percentages
           FROM drawn d_1)) WITH ORDINALITY p(percent, place) ON ((p.place = (d.band + 1))));
CREATE VIEW saint.attention_sales_people_sales_summary AS
 WITH area AS (
         SELECT a.area,
            (sum(b.relations))::bigint AS relations,
            sum(b.revenue) AS revenue,
            row_number() OVER (ORDER BY (min(b.band))) AS place
           FROM (saint.attention_sales_people_sales_bands b
             JOIN saint.sales_distribution((1)::bigint, (1)::numeric) a(band, color, area, lowest_quarters, highest_quarters, reason) ON ((a.band = b.band)))
          GROUP BY a.area
        ), share AS (
         SELECT p.place,
            p.percent,
            p.revenue_percent
           FROM (( SELECT saint.percentages(array_agg((a.relations)::numeric ORDER BY a.place)) AS relations,
                    saint.percentages(array_agg(a.revenue ORDER BY a.place)) AS revenue
                   FROM area a) s
             CROSS JOIN LATERAL UNNEST(s.relations, s.revenue) WITH ORDINALITY p(percent, revenue_percent, place))
        )
 SELECT a.area,
    a.relations,
    s.percent,
    a.revenue,
    s.revenue_percent
   FROM (area a
     JOIN share s ON ((s.place = a.place)))
UNION ALL
 SELECT ('no distribution: '::text || d.reason) AS area,
    w.relations,
    NULL::numeric AS percent,
    w.revenue,
    NULL::numeric AS revenue_percent
   FROM (( SELECT count(*) AS relations,
            (COALESCE(sum(m.total), (0)::numeric))::bigint AS moments,
            COALESCE(sum(m.revenue), (0)::numeric) AS revenue
           FROM saint_data.attention_sales_people m) w
     JOIN LATERAL saint.sales_distribution(w.moments, w.revenue) d(band, color, area, lowest_quarters, highest_quarters, reason) ON (((d.band = 0) AND (d.reason IS NOT NULL))));
CREATE VIEW saint.attention_sales_people_summary AS
 WITH area AS (
         SELECT a_1.area,
            (sum(b.relations))::bigint AS relations,
            row_number() OVER (ORDER BY (min(b.band))) AS place
           FROM (saint.attention_sales_people_bands b
             JOIN saint.contact_bands(NULL::bigint[], NULL::bigint[], 'quantile'::text) a_1(band, color, area, relations, lowest, highest) ON ((a_1.band = b.band)))
          GROUP BY a_1.area
        )
 SELECT a.area,
    a.relations,
    p.percent
   FROM (area a
     JOIN unnest(( SELECT saint.percentages(array_agg((a_1.relations)::numeric ORDER BY a_1.place)) AS percentages
           FROM area a_1)) WITH ORDINALITY p(percent, place) ON ((p.place = a.place)));
CREATE TABLE saint_data.company_dirty (
    id integer NOT NULL,
    mark bigint NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000');
CREATE TABLE saint_data.company_via (
    hop text NOT NULL,
    key jsonb DEFAULT '{}'::jsonb NOT NULL,
    mark bigint NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000');
CREATE VIEW saint_data.company_stale AS
 SELECT c.id
   FROM saint_data.company c
  WHERE (c.next_change <= saint.today())
UNION ALL
 SELECT d.id
   FROM saint_data.company_dirty d
UNION ALL
 SELECT e.id
   FROM saint_data.company_elsewhere() e(id)
  WHERE ( SELECT ((EXISTS ( SELECT
                   FROM saint_data.company_via)) OR saint.midnight_passed()));
CREATE VIEW saint.company_counter AS
 SELECT c.id,
    c.sale_count,
    c.sale_open,
    c.sale_count_period1,
    c.sale_open_period1,
    c.sale_count_period2,
    c.sale_open_period2,
    c.sale_last,
    c.sale_last_completed,
    c.sale_last_open,
    c.sale_next,
        CASE
            WHEN (c.sale_amount_n > 0) THEN c.sale_amount
            ELSE NULL::numeric
        END AS sale_amount,
        CASE
            WHEN (c.sale_amount_period1_n > 0) THEN c.sale_amount_period1
            ELSE NULL::numeric
        END AS sale_amount_period1,
        CASE
            WHEN (c.sale_amount_period2_n > 0) THEN c.sale_amount_period2
            ELSE NULL::numeric
        END AS sale_amount_period2,
    c.sale_large_count,
    c.sale_large_open,
    c.sale_large_count_period1,
    c.sale_large_open_period1,
    c.sale_large_count_period2,
    c.sale_large_open_period2,
    c.sale_large_last,
    c.sale_large_last_completed,
    c.sale_large_last_open,
    c.sale_large_next,
        CASE
            WHEN (c.sale_large_amount_n > 0) THEN c.sale_large_amount
            ELSE NULL::numeric
        END AS sale_large_amount,
        CASE
            WHEN (c.sale_large_amount_period1_n > 0) THEN c.sale_large_amount_period1
            ELSE NULL::numeric
        END AS sale_large_amount_period1,
        CASE
            WHEN (c.sale_large_amount_period2_n > 0) THEN c.sale_large_amount_period2
            ELSE NULL::numeric
        END AS sale_large_amount_period2,
    c.invoice_count,
    c.invoice_open,
    c.invoice_count_period1,
    c.invoice_open_period1,
    c.invoice_count_period2,
    c.invoice_open_period2,
    c.invoice_last,
    c.invoice_last_completed,
    c.invoice_last_open,
    c.invoice_next,
        CASE
            WHEN (c.invoice_amount_n > 0) THEN c.invoice_amount
            ELSE NULL::numeric
        END AS invoice_amount,
        CASE
            WHEN (c.invoice_amount_period1_n > 0) THEN c.invoice_amount_period1
            ELSE NULL::numeric
        END AS invoice_amount_period1,
        CASE
            WHEN (c.invoice_amount_period2_n > 0) THEN c.invoice_amount_period2
            ELSE NULL::numeric
        END AS invoice_amount_period2,
    c.outgoing,
        CASE
            WHEN (c.ordered_n > 0) THEN c.ordered
            ELSE NULL::numeric
        END AS ordered,
        CASE
            WHEN (c.ordered_this_year_n > 0) THEN c.ordered_this_year
            ELSE NULL::numeric
        END AS ordered_this_year,
        CASE
            WHEN (c.unpaid_n > 0) THEN c.unpaid
            ELSE NULL::numeric
        END AS unpaid,
    c.visits_last_quarter,
    c.notes,
    ((c.contacts_count_activity + c.contacts_count_visit) + c.contacts_count_call) AS contacts,
    NULL::bigint AS tickets
   FROM saint_data.company c
  WHERE (NOT (EXISTS ( SELECT
           FROM saint_data.company_stale s
          WHERE (s.id = c.id))))
UNION ALL
 SELECT s.id,
    l.sale_count,
    l.sale_open,
    l.sale_count_period1,
    l.sale_open_period1,
    l.sale_count_period2,
    l.sale_open_period2,
    l.sale_last,
    l.sale_last_completed,
    l.sale_last_open,
    l.sale_next,
        CASE
            WHEN (l.sale_amount_n > 0) THEN l.sale_amount
            ELSE NULL::numeric
        END AS sale_amount,
        CASE
            WHEN (l.sale_amount_period1_n > 0) THEN l.sale_amount_period1
            ELSE NULL::numeric
        END AS sale_amount_period1,
        CASE
            WHEN (l.sale_amount_period2_n > 0) THEN l.sale_amount_period2
            ELSE NULL::numeric
        END AS sale_amount_period2,
    l.sale_large_count,
    l.sale_large_open,
    l.sale_large_count_period1,
    l.sale_large_open_period1,
    l.sale_large_count_period2,
    l.sale_large_open_period2,
    l.sale_large_last,
    l.sale_large_last_completed,
    l.sale_large_last_open,
    l.sale_large_next,
        CASE
            WHEN (l.sale_large_amount_n > 0) THEN l.sale_large_amount
            ELSE NULL::numeric
        END AS sale_large_amount,
        CASE
            WHEN (l.sale_large_amount_period1_n > 0) THEN l.sale_large_amount_period1
            ELSE NULL::numeric
        END AS sale_large_amount_period1,
        CASE
            WHEN (l.sale_large_amount_period2_n > 0) THEN l.sale_large_amount_period2
            ELSE NULL::numeric
        END AS sale_large_amount_period2,
    l.invoice_count,
    l.invoice_open,
    l.invoice_count_period1,
    l.invoice_open_period1,
    l.invoice_count_period2,
    l.invoice_open_period2,
    l.invoice_last,
    l.invoice_last_completed,
    l.invoice_last_open,
    l.invoice_next,
        CASE
            WHEN (l.invoice_amount_n > 0) THEN l.invoice_amount
            ELSE NULL::numeric
        END AS invoice_amount,
        CASE
            WHEN (l.invoice_amount_period1_n > 0) THEN l.invoice_amount_period1
            ELSE NULL::numeric
        END AS invoice_amount_period1,
        CASE
            WHEN (l.invoice_amount_period2_n > 0) THEN l.invoice_amount_period2
            ELSE NULL::numeric
        END AS invoice_amount_period2,
    l.outgoing,
        CASE
            WHEN (l.ordered_n > 0) THEN l.ordered
            ELSE NULL::numeric
        END AS ordered,
        CASE
            WHEN (l.ordered_this_year_n > 0) THEN l.ordered_this_year
            ELSE NULL::numeric
        END AS ordered_this_year,
        CASE
            WHEN (l.unpaid_n > 0) THEN l.unpaid
            ELSE NULL::numeric
        END AS unpaid,
    l.visits_last_quarter,
    l.notes,
    ((l.contacts_count_activity + l.contacts_count_visit) + l.contacts_count_call) AS contacts,
    NULL::bigint AS tickets
   FROM (( SELECT DISTINCT s_1.id
           FROM saint_data.company_stale s_1) s
     CROSS JOIN LATERAL saint_data.company_live(s.id, saint.today()) l(id, as_of, next_change, statuses, generation, name, category, owner, customer_since, sale_count, sale_open, sale_count_period1, sale_open_period1, sale_count_period2, sale_open_period2, sale_last, sale_last_completed, sale_last_open, sale_next, sale_amount, sale_amount_n, sale_amount_period1, sale_amount_period1_n, sale_amount_period2, sale_amount_period2_n, sale_large_count, sale_large_open, sale_large_count_period1, sale_large_open_period1, sale_large_count_period2, sale_large_open_period2, sale_large_last, sale_large_last_completed, sale_large_last_open, sale_large_next, sale_large_amount, sale_large_amount_n, sale_large_amount_period1, sale_large_amount_period1_n, sale_large_amount_period2, sale_large_amount_period2_n, invoice_count, invoice_open, invoice_count_period1, invoice_open_period1, invoice_count_period2, invoice_open_period2, invoice_last, invoice_last_completed, invoice_last_open, invoice_next, invoice_amount, invoice_amount_n, invoice_amount_period1, invoice_amount_period1_n, invoice_amount_period2, invoice_amount_period2_n, outgoing, ordered, ordered_n, ordered_this_year, ordered_this_year_n, unpaid, unpaid_n, visits_last_quarter, notes, contacts_count_call, contacts_count_activity, contacts_count_visit, gone_quiet_count_sale, gone_quiet_max_sale_date, gone_quiet_count_visit, neglected_lead_count_activity, to_call_last_call));
CREATE TABLE saint_data.company_statusvalue (
    id integer NOT NULL,
    status text NOT NULL,
    since timestamp with time zone NOT NULL
);
CREATE VIEW saint.company_status AS
 SELECT a.id,
    a.status,
    (ARRAY['Neglected customer'::text, 'Gone quiet'::text, 'Worth a visit'::text, 'New customer'::text, 'Neglected lead'::text])[s.place] AS name,
    (ARRAY[10, 20, 30, 40, 50])[s.place] AS rank,
    (ARRAY[true, true, false, false, true])[s.place] AS visual,
    a.since
   FROM (( SELECT v.id,
            v.status,
            v.since
           FROM saint_data.company_statusvalue v
          WHERE (NOT (EXISTS ( SELECT
                   FROM saint_data.company_stale s_1
                  WHERE (s_1.id = v.id))))
        UNION ALL
         SELECT s_1.id,
            l.status,
            l.since
           FROM (( SELECT DISTINCT s_2.id
                   FROM saint_data.company_stale s_2) s_1
             CROSS JOIN LATERAL saint_data.company_live_statuses(s_1.id, saint.today()) l(status, since))) a
     CROSS JOIN LATERAL ( SELECT array_position(ARRAY['neglected'::text, 'gone_quiet'::text, 'worth_a_visit'::text, 'new_customer'::text, 'neglected_lead'::text], a.status) AS place) s);
CREATE VIEW saint.company_watermark AS
 SELECT DISTINCT ON (s.id) s.id,
    s.status,
    s.name,
    i.content AS image,
    i.media_type,
    d.image AS image_key
   FROM ((saint.company_status s
     LEFT JOIN saint.status d ON ((d.status = s.status)))
     LEFT JOIN saint.image i ON ((i.image = d.image)))
  WHERE s.visual
  ORDER BY s.id, s.rank;
CREATE VIEW saint.contact_moment AS
 SELECT 'company'::text AS entity,
    (m.id)::text AS id,
    m.kind,
    m.source,
    m.source_key,
    m.occurred_at,
    m."user",
    m.title,
    m.counted
   FROM saint_data.company_moments() m(id, kind, source, source_key, place, occurred_at, "user", title, counted)
UNION ALL
 SELECT 'person'::text AS entity,
    (m.id)::text AS id,
    m.kind,
    m.source,
    m.source_key,
    m.occurred_at,
    m."user",
    m.title,
    m.counted
   FROM saint_data.person_moments() m(id, kind, source, source_key, place, occurred_at, "user", title, counted)
UNION ALL
 SELECT 'project'::text AS entity,
    (m.id)::text AS id,
    m.kind,
    m.source,
    m.source_key,
    m.occurred_at,
    m."user",
    m.title,
    m.counted
   FROM saint_data.project_moments() m(id, kind, source, source_key, place, occurred_at, "user", title, counted);
CREATE TABLE saint_data.person_dirty (
    id bigint NOT NULL,
    mark bigint NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000');
CREATE TABLE saint_data.person_via (
    hop text NOT NULL,
    key jsonb DEFAULT '{}'::jsonb NOT NULL,
    mark bigint NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000');
CREATE VIEW saint_data.person_stale AS
 SELECT c.id
   FROM saint_data.person c
  WHERE (c.next_change <= saint.today())
UNION ALL
 SELECT d.id
   FROM saint_data.person_dirty d
UNION ALL
 SELECT e.id
   FROM saint_data.person_elsewhere() e(id)
  WHERE ( SELECT ((EXISTS ( SELECT
                   FROM saint_data.person_via)) OR saint.midnight_passed()));
CREATE VIEW saint.person_counter AS
 SELECT c.id,
    c.mails
   FROM saint_data.person c
  WHERE (NOT (EXISTS ( SELECT
           FROM saint_data.person_stale s
          WHERE (s.id = c.id))))
UNION ALL
 SELECT s.id,
    l.mails
   FROM (( SELECT DISTINCT s_1.id
           FROM saint_data.person_stale s_1) s
     CROSS JOIN LATERAL saint_data.person_live(s.id, saint.today()) l(id, as_of, next_change, statuses, generation, company_category, mails, quiet_contact_max_activity_date));
CREATE TABLE saint_data.project_dirty (
    id uuid NOT NULL,
    mark bigint NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000');
CREATE TABLE saint_data.project_via (
    hop text NOT NULL,
    key jsonb DEFAULT '{}'::jsonb NOT NULL,
    mark bigint NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000');
CREATE VIEW saint_data.project_stale AS
 SELECT c.id
   FROM saint_data.project c
  WHERE (c.next_change <= saint.today())
UNION ALL
 SELECT d.id
   FROM saint_data.project_dirty d
UNION ALL
 SELECT e.id
   FROM saint_data.project_elsewhere() e(id)
  WHERE ( SELECT ((EXISTS ( SELECT
                   FROM saint_data.project_via)) OR saint.midnight_passed() OR saint.partitions_changed('crm.task'::text)));
CREATE VIEW saint.project_counter AS
 SELECT c.id,
    c.sale_count,
    c.sale_open,
    c.sale_count_period1,
    c.sale_open_period1,
    c.sale_count_period2,
    c.sale_open_period2,
    c.sale_last,
    c.sale_last_completed,
    c.sale_last_open,
    c.sale_next,
        CASE
            WHEN (c.sale_amount_n > 0) THEN c.sale_amount
            ELSE NULL::numeric
        END AS sale_amount,
        CASE
            WHEN (c.sale_amount_period1_n > 0) THEN c.sale_amount_period1
            ELSE NULL::numeric
        END AS sale_amount_period1,
        CASE
            WHEN (c.sale_amount_period2_n > 0) THEN c.sale_amount_period2
            ELSE NULL::numeric
        END AS sale_amount_period2,
    c.planned
   FROM saint_data.project c
  WHERE (NOT (EXISTS ( SELECT
           FROM saint_data.project_stale s
          WHERE (s.id = c.id))))
UNION ALL
 SELECT s.id,
    l.sale_count,
    l.sale_open,
    l.sale_count_period1,
    l.sale_open_period1,
    l.sale_count_period2,
    l.sale_open_period2,
    l.sale_last,
    l.sale_last_completed,
    l.sale_last_open,
    l.sale_next,
        CASE
            WHEN (l.sale_amount_n > 0) THEN l.sale_amount
            ELSE NULL::numeric
        END AS sale_amount,
        CASE
            WHEN (l.sale_amount_period1_n > 0) THEN l.sale_amount_period1
            ELSE NULL::numeric
        END AS sale_amount_period1,
        CASE
            WHEN (l.sale_amount_period2_n > 0) THEN l.sale_amount_period2
            ELSE NULL::numeric
        END AS sale_amount_period2,
    l.planned
   FROM (( SELECT DISTINCT s_1.id
           FROM saint_data.project_stale s_1) s
     CROSS JOIN LATERAL saint_data.project_live(s.id, saint.today()) l(id, as_of, next_change, statuses, generation, ends_on, sale_count, sale_open, sale_count_period1, sale_open_period1, sale_count_period2, sale_open_period2, sale_last, sale_last_completed, sale_last_open, sale_next, sale_amount, sale_amount_n, sale_amount_period1, sale_amount_period1_n, sale_amount_period2, sale_amount_period2_n, planned, over_count_task));
CREATE VIEW saint.countervalue AS
 SELECT 'company'::text AS entity,
    (c.id)::text AS id,
    'sale'::text AS counter,
    (c.sale_count)::numeric AS total,
    c.sale_open AS open,
    (c.sale_count_period1)::numeric AS period1,
    (c.sale_count_period2)::numeric AS period2,
    NULL::numeric AS period3,
    NULL::numeric AS period4,
    NULL::numeric AS period5,
    NULL::numeric AS period6,
    NULL::numeric AS period7,
    NULL::numeric AS period8,
    c.sale_last AS last,
    c.sale_last_completed AS last_completed,
    c.sale_last_open AS last_open,
    c.sale_next AS next,
    c.sale_open_period1 AS open_period1,
    c.sale_open_period2 AS open_period2,
    NULL::bigint AS open_period3,
    NULL::bigint AS open_period4,
    NULL::bigint AS open_period5,
    NULL::bigint AS open_period6,
    NULL::bigint AS open_period7,
    NULL::bigint AS open_period8
   FROM saint.company_counter c
UNION ALL
 SELECT 'company'::text AS entity,
    (c.id)::text AS id,
    'sale_amount'::text AS counter,
    c.sale_amount AS total,
    NULL::bigint AS open,
    c.sale_amount_period1 AS period1,
    c.sale_amount_period2 AS period2,
    NULL::numeric AS period3,
    NULL::numeric AS period4,
    NULL::numeric AS period5,
    NULL::numeric AS period6,
    NULL::numeric AS period7,
    NULL::numeric AS period8,
    NULL::date AS last,
    NULL::date AS last_completed,
    NULL::date AS last_open,
    NULL::date AS next,
    NULL::bigint AS open_period1,
    NULL::bigint AS open_period2,
    NULL::bigint AS open_period3,
    NULL::bigint AS open_period4,
    NULL::bigint AS open_period5,
    NULL::bigint AS open_period6,
    NULL::bigint AS open_period7,
    NULL::bigint AS open_period8
   FROM saint.company_counter c
UNION ALL
 SELECT 'company'::text AS entity,
    (c.id)::text AS id,
    'sale_large'::text AS counter,
    (c.sale_large_count)::numeric AS total,
    c.sale_large_open AS open,
    (c.sale_large_count_period1)::numeric AS period1,
    (c.sale_large_count_period2)::numeric AS period2,
    NULL::numeric AS period3,
    NULL::numeric AS period4,
    NULL::numeric AS period5,
    NULL::numeric AS period6,
    NULL::numeric AS period7,
    NULL::numeric AS period8,
    c.sale_large_last AS last,
    c.sale_large_last_completed AS last_completed,
    c.sale_large_last_open AS last_open,
    c.sale_large_next AS next,
    c.sale_large_open_period1 AS open_period1,
    c.sale_large_open_period2 AS open_period2,
    NULL::bigint AS open_period3,
    NULL::bigint AS open_period4,
    NULL::bigint AS open_period5,
    NULL::bigint AS open_period6,
    NULL::bigint AS open_period7,
    NULL::bigint AS open_period8
   FROM saint.company_counter c
UNION ALL
 SELECT 'company'::text AS entity,
    (c.id)::text AS id,
    'sale_large_amount'::text AS counter,
    c.sale_large_amount AS total,
    NULL::bigint AS open,
    c.sale_large_amount_period1 AS period1,
    c.sale_large_amount_period2 AS period2,
    NULL::numeric AS period3,
    NULL::numeric AS period4,
    NULL::numeric AS period5,
    NULL::numeric AS period6,
    NULL::numeric AS period7,
    NULL::numeric AS period8,
    NULL::date AS last,
    NULL::date AS last_completed,
    NULL::date AS last_open,
    NULL::date AS next,
    NULL::bigint AS open_period1,
    NULL::bigint AS open_period2,
    NULL::bigint AS open_period3,
    NULL::bigint AS open_period4,
    NULL::bigint AS open_period5,
    NULL::bigint AS open_period6,
    NULL::bigint AS open_period7,
    NULL::bigint AS open_period8
   FROM saint.company_counter c
UNION ALL
 SELECT 'company'::text AS entity,
    (c.id)::text AS id,
    'invoice'::text AS counter,
    (c.invoice_count)::numeric AS total,
    c.invoice_open AS open,
    (c.invoice_count_period1)::numeric AS period1,
    (c.invoice_count_period2)::numeric AS period2,
    NULL::numeric AS period3,
    NULL::numeric AS period4,
    NULL::numeric AS period5,
    NULL::numeric AS period6,
    NULL::numeric AS period7,
    NULL::numeric AS period8,
    c.invoice_last AS last,
    c.invoice_last_completed AS last_completed,
    c.invoice_last_open AS last_open,
    c.invoice_next AS next,
    c.invoice_open_period1 AS open_period1,
    c.invoice_open_period2 AS open_period2,
    NULL::bigint AS open_period3,
    NULL::bigint AS open_period4,
    NULL::bigint AS open_period5,
    NULL::bigint AS open_period6,
    NULL::bigint AS open_period7,
    NULL::bigint AS open_period8
   FROM saint.company_counter c
UNION ALL
 SELECT 'company'::text AS entity,
    (c.id)::text AS id,
    'invoice_amount'::text AS counter,
    c.invoice_amount AS total,
    NULL::bigint AS open,
    c.invoice_amount_period1 AS period1,
    c.invoice_amount_period2 AS period2,
    NULL::numeric AS period3,
    NULL::numeric AS period4,
    NULL::numeric AS period5,
    NULL::numeric AS period6,
    NULL::numeric AS period7,
    NULL::numeric AS period8,
    NULL::date AS last,
    NULL::date AS last_completed,
    NULL::date AS last_open,
    NULL::date AS next,
    NULL::bigint AS open_period1,
    NULL::bigint AS open_period2,
    NULL::bigint AS open_period3,
    NULL::bigint AS open_period4,
    NULL::bigint AS open_period5,
    NULL::bigint AS open_period6,
    NULL::bigint AS open_period7,
    NULL::bigint AS open_period8
   FROM saint.company_counter c
UNION ALL
 SELECT 'company'::text AS entity,
    (c.id)::text AS id,
    'outgoing'::text AS counter,
    (c.outgoing)::numeric AS total,
    NULL::bigint AS open,
    NULL::numeric AS period1,
    NULL::numeric AS period2,
    NULL::numeric AS period3,
    NULL::numeric AS period4,
    NULL::numeric AS period5,
    NULL::numeric AS period6,
    NULL::numeric AS period7,
    NULL::numeric AS period8,
    NULL::date AS last,
    NULL::date AS last_completed,
    NULL::date AS last_open,
    NULL::date AS next,
    NULL::bigint AS open_period1,
    NULL::bigint AS open_period2,
    NULL::bigint AS open_period3,
    NULL::bigint AS open_period4,
    NULL::bigint AS open_period5,
    NULL::bigint AS open_period6,
    NULL::bigint AS open_period7,
    NULL::bigint AS open_period8
   FROM saint.company_counter c
UNION ALL
 SELECT 'company'::text AS entity,
    (c.id)::text AS id,
    'ordered'::text AS counter,
    c.ordered AS total,
    NULL::bigint AS open,
    NULL::numeric AS period1,
    NULL::numeric AS period2,
    NULL::numeric AS period3,
    NULL::numeric AS period4,
    NULL::numeric AS period5,
    NULL::numeric AS period6,
    NULL::numeric AS period7,
    NULL::numeric AS period8,
    NULL::date AS last,
    NULL::date AS last_completed,
    NULL::date AS last_open,
    NULL::date AS next,
    NULL::bigint AS open_period1,
    NULL::bigint AS open_period2,
    NULL::bigint AS open_period3,
    NULL::bigint AS open_period4,
    NULL::bigint AS open_period5,
    NULL::bigint AS open_period6,
    NULL::bigint AS open_period7,
    NULL::bigint AS open_period8
   FROM saint.company_counter c
UNION ALL
 SELECT 'company'::text AS entity,
    (c.id)::text AS id,
    'ordered_this_year'::text AS counter,
    c.ordered_this_year AS total,
    NULL::bigint AS open,
    NULL::numeric AS period1,
    NULL::numeric AS period2,
    NULL::numeric AS period3,
    NULL::numeric AS period4,
    NULL::numeric AS period5,
    NULL::numeric AS period6,
    NULL::numeric AS period7,
    NULL::numeric AS period8,
    NULL::date AS last,
    NULL::date AS last_completed,
    NULL::date AS last_open,
    NULL::date AS next,
    NULL::bigint AS open_period1,
    NULL::bigint AS open_period2,
    NULL::bigint AS open_period3,
    NULL::bigint AS open_period4,
    NULL::bigint AS open_period5,
    NULL::bigint AS open_period6,
    NULL::bigint AS open_period7,
    NULL::bigint AS open_period8
   FROM saint.company_counter c
UNION ALL
 SELECT 'company'::text AS entity,
    (c.id)::text AS id,
    'unpaid'::text AS counter,
    c.unpaid AS total,
    NULL::bigint AS open,
    NULL::numeric AS period1,
    NULL::numeric AS period2,
    NULL::numeric AS period3,
    NULL::numeric AS period4,
    NULL::numeric AS period5,
    NULL::numeric AS period6,
    NULL::numeric AS period7,
    NULL::numeric AS period8,
    NULL::date AS last,
    NULL::date AS last_completed,
    NULL::date AS last_open,
    NULL::date AS next,
    NULL::bigint AS open_period1,
    NULL::bigint AS open_period2,
    NULL::bigint AS open_period3,
    NULL::bigint AS open_period4,
    NULL::bigint AS open_period5,
    NULL::bigint AS open_period6,
    NULL::bigint AS open_period7,
    NULL::bigint AS open_period8
   FROM saint.company_counter c
UNION ALL
 SELECT 'company'::text AS entity,
    (c.id)::text AS id,
    'visits_last_quarter'::text AS counter,
    (c.visits_last_quarter)::numeric AS total,
    NULL::bigint AS open,
    NULL::numeric AS period1,
    NULL::numeric AS period2,
    NULL::numeric AS period3,
    NULL::numeric AS period4,
    NULL::numeric AS period5,
    NULL::numeric AS period6,
    NULL::numeric AS period7,
    NULL::numeric AS period8,
    NULL::date AS last,
    NULL::date AS last_completed,
    NULL::date AS last_open,
    NULL::date AS next,
    NULL::bigint AS open_period1,
    NULL::bigint AS open_period2,
    NULL::bigint AS open_period3,
    NULL::bigint AS open_period4,
    NULL::bigint AS open_period5,
    NULL::bigint AS open_period6,
    NULL::bigint AS open_period7,
    NULL::bigint AS open_period8
   FROM saint.company_counter c
UNION ALL
 SELECT 'company'::text AS entity,
    (c.id)::text AS id,
    'notes'::text AS counter,
    (c.notes)::numeric AS total,
    NULL::bigint AS open,
    NULL::numeric AS period1,
    NULL::numeric AS period2,
    NULL::numeric AS period3,
    NULL::numeric AS period4,
    NULL::numeric AS period5,
    NULL::numeric AS period6,
    NULL::numeric AS period7,
    NULL::numeric AS period8,
    NULL::date AS last,
    NULL::date AS last_completed,
    NULL::date AS last_open,
    NULL::date AS next,
    NULL::bigint AS open_period1,
    NULL::bigint AS open_period2,
    NULL::bigint AS open_period3,
    NULL::bigint AS open_period4,
    NULL::bigint AS open_period5,
    NULL::bigint AS open_period6,
    NULL::bigint AS open_period7,
    NULL::bigint AS open_period8
   FROM saint.company_counter c
UNION ALL
 SELECT 'company'::text AS entity,
    (c.id)::text AS id,
    'contacts'::text AS counter,
    (c.contacts)::numeric AS total,
    NULL::bigint AS open,
    NULL::numeric AS period1,
    NULL::numeric AS period2,
    NULL::numeric AS period3,
    NULL::numeric AS period4,
    NULL::numeric AS period5,
    NULL::numeric AS period6,
    NULL::numeric AS period7,
    NULL::numeric AS period8,
    NULL::date AS last,
    NULL::date AS last_completed,
    NULL::date AS last_open,
    NULL::date AS next,
    NULL::bigint AS open_period1,
    NULL::bigint AS open_period2,
    NULL::bigint AS open_period3,
    NULL::bigint AS open_period4,
    NULL::bigint AS open_period5,
    NULL::bigint AS open_period6,
    NULL::bigint AS open_period7,
    NULL::bigint AS open_period8
   FROM saint.company_counter c
UNION ALL
 SELECT 'company'::text AS entity,
    (c.id)::text AS id,
    'tickets'::text AS counter,
    (c.tickets)::numeric AS total,
    NULL::bigint AS open,
    NULL::numeric AS period1,
    NULL::numeric AS period2,
    NULL::numeric AS period3,
    NULL::numeric AS period4,
    NULL::numeric AS period5,
    NULL::numeric AS period6,
    NULL::numeric AS period7,
    NULL::numeric AS period8,
    NULL::date AS last,
    NULL::date AS last_completed,
    NULL::date AS last_open,
    NULL::date AS next,
    NULL::bigint AS open_period1,
    NULL::bigint AS open_period2,
    NULL::bigint AS open_period3,
    NULL::bigint AS open_period4,
    NULL::bigint AS open_period5,
    NULL::bigint AS open_period6,
    NULL::bigint AS open_period7,
    NULL::bigint AS open_period8
   FROM saint.company_counter c
UNION ALL
 SELECT 'person'::text AS entity,
    (c.id)::text AS id,
    'mails'::text AS counter,
    (c.mails)::numeric AS total,
    NULL::bigint AS open,
    NULL::numeric AS period1,
    NULL::numeric AS period2,
    NULL::numeric AS period3,
    NULL::numeric AS period4,
    NULL::numeric AS period5,
    NULL::numeric AS period6,
    NULL::numeric AS period7,
    NULL::numeric AS period8,
    NULL::date AS last,
    NULL::date AS last_completed,
    NULL::date AS last_open,
    NULL::date AS next,
    NULL::bigint AS open_period1,
    NULL::bigint AS open_period2,
    NULL::bigint AS open_period3,
    NULL::bigint AS open_period4,
    NULL::bigint AS open_period5,
    NULL::bigint AS open_period6,
    NULL::bigint AS open_period7,
    NULL::bigint AS open_period8
   FROM saint.person_counter c
UNION ALL
 SELECT 'project'::text AS entity,
    (c.id)::text AS id,
    'sale'::text AS counter,
    (c.sale_count)::numeric AS total,
    c.sale_open AS open,
    (c.sale_count_period1)::numeric AS period1,
    (c.sale_count_period2)::numeric AS period2,
    NULL::numeric AS period3,
    NULL::numeric AS period4,
    NULL::numeric AS period5,
    NULL::numeric AS period6,
    NULL::numeric AS period7,
    NULL::numeric AS period8,
    c.sale_last AS last,
    c.sale_last_completed AS last_completed,
    c.sale_last_open AS last_open,
    c.sale_next AS next,
    c.sale_open_period1 AS open_period1,
    c.sale_open_period2 AS open_period2,
    NULL::bigint AS open_period3,
    NULL::bigint AS open_period4,
    NULL::bigint AS open_period5,
    NULL::bigint AS open_period6,
    NULL::bigint AS open_period7,
    NULL::bigint AS open_period8
   FROM saint.project_counter c
UNION ALL
 SELECT 'project'::text AS entity,
    (c.id)::text AS id,
    'sale_amount'::text AS counter,
    c.sale_amount AS total,
    NULL::bigint AS open,
    c.sale_amount_period1 AS period1,
    c.sale_amount_period2 AS period2,
    NULL::numeric AS period3,
    NULL::numeric AS period4,
    NULL::numeric AS period5,
    NULL::numeric AS period6,
    NULL::numeric AS period7,
    NULL::numeric AS period8,
    NULL::date AS last,
    NULL::date AS last_completed,
    NULL::date AS last_open,
    NULL::date AS next,
    NULL::bigint AS open_period1,
    NULL::bigint AS open_period2,
    NULL::bigint AS open_period3,
    NULL::bigint AS open_period4,
    NULL::bigint AS open_period5,
    NULL::bigint AS open_period6,
    NULL::bigint AS open_period7,
    NULL::bigint AS open_period8
   FROM saint.project_counter c
UNION ALL
 SELECT 'project'::text AS entity,
    (c.id)::text AS id,
    'planned'::text AS counter,
    (c.planned)::numeric AS total,
    NULL::bigint AS open,
    NULL::numeric AS period1,
    NULL::numeric AS period2,
    NULL::numeric AS period3,
    NULL::numeric AS period4,
    NULL::numeric AS period5,
    NULL::numeric AS period6,
    NULL::numeric AS period7,
    NULL::numeric AS period8,
    NULL::date AS last,
    NULL::date AS last_completed,
    NULL::date AS last_open,
    NULL::date AS next,
    NULL::bigint AS open_period1,
    NULL::bigint AS open_period2,
    NULL::bigint AS open_period3,
    NULL::bigint AS open_period4,
    NULL::bigint AS open_period5,
    NULL::bigint AS open_period6,
    NULL::bigint AS open_period7,
    NULL::bigint AS open_period8
   FROM saint.project_counter c;
CREATE TABLE saint_data.person_statusvalue (
    id bigint NOT NULL,
    status text NOT NULL,
    since timestamp with time zone NOT NULL
);
CREATE VIEW saint.person_status AS
 SELECT a.id,
    a.status,
    (ARRAY['Quiet contact'::text])[s.place] AS name,
    (ARRAY[10])[s.place] AS rank,
    (ARRAY[false])[s.place] AS visual,
    a.since
   FROM (( SELECT v.id,
            v.status,
            v.since
           FROM saint_data.person_statusvalue v
          WHERE (NOT (EXISTS ( SELECT
                   FROM saint_data.person_stale s_1
                  WHERE (s_1.id = v.id))))
        UNION ALL
         SELECT s_1.id,
            l.status,
            l.since
           FROM (( SELECT DISTINCT s_2.id
                   FROM saint_data.person_stale s_2) s_1
             CROSS JOIN LATERAL saint_data.person_live_statuses(s_1.id, saint.today()) l(status, since))) a
     CROSS JOIN LATERAL ( SELECT array_position(ARRAY['quiet_contact'::text], a.status) AS place) s);
CREATE VIEW saint.person_watermark AS
 SELECT DISTINCT ON (s.id) s.id,
    s.status,
    s.name,
    i.content AS image,
    i.media_type,
    d.image AS image_key
   FROM ((saint.person_status s
     LEFT JOIN saint.status d ON ((d.status = s.status)))
     LEFT JOIN saint.image i ON ((i.image = d.image)))
  WHERE s.visual
  ORDER BY s.id, s.rank;
CREATE TABLE saint_data.project_statusvalue (
    id uuid NOT NULL,
    status text NOT NULL,
    since timestamp with time zone NOT NULL
);
CREATE VIEW saint.project_status AS
 SELECT a.id,
    a.status,
    (ARRAY['Over'::text])[s.place] AS name,
    (ARRAY[10])[s.place] AS rank,
    (ARRAY[true])[s.place] AS visual,
    a.since
   FROM (( SELECT v.id,
            v.status,
            v.since
           FROM saint_data.project_statusvalue v
          WHERE (NOT (EXISTS ( SELECT
                   FROM saint_data.project_stale s_1
                  WHERE (s_1.id = v.id))))
        UNION ALL
         SELECT s_1.id,
            l.status,
            l.since
           FROM (( SELECT DISTINCT s_2.id
                   FROM saint_data.project_stale s_2) s_1
             CROSS JOIN LATERAL saint_data.project_live_statuses(s_1.id, saint.today()) l(status, since))) a
     CROSS JOIN LATERAL ( SELECT array_position(ARRAY['over'::text], a.status) AS place) s);
CREATE VIEW saint.project_watermark AS
 SELECT DISTINCT ON (s.id) s.id,
    s.status,
    s.name,
    i.content AS image,
    i.media_type,
    d.image AS image_key
   FROM ((saint.project_status s
     LEFT JOIN saint.status d ON ((d.status = s.status)))
     LEFT JOIN saint.image i ON ((i.image = d.image)))
  WHERE s.visual
  ORDER BY s.id, s.rank;
CREATE VIEW saint_data.selection_buyers_rows AS
 SELECT c.id,
    c.name,
        CASE
            WHEN (c.ordered_n > 0) THEN c.ordered
            ELSE NULL::numeric
        END AS ordered
   FROM saint_data.company c
  WHERE ((NOT (EXISTS ( SELECT
           FROM saint_data.company_stale s
          WHERE (s.id = c.id)))) AND (c.gone_quiet_count_sale > 0))
UNION ALL
 SELECT s.id,
    l.name,
        CASE
            WHEN (l.ordered_n > 0) THEN l.ordered
            ELSE NULL::numeric
        END AS ordered
   FROM (( SELECT DISTINCT s_1.id
           FROM saint_data.company_stale s_1) s
     CROSS JOIN LATERAL saint_data.company_live(s.id, saint.today()) l(id, as_of, next_change, statuses, generation, name, category, owner, customer_since, sale_count, sale_open, sale_count_period1, sale_open_period1, sale_count_period2, sale_open_period2, sale_last, sale_last_completed, sale_last_open, sale_next, sale_amount, sale_amount_n, sale_amount_period1, sale_amount_period1_n, sale_amount_period2, sale_amount_period2_n, sale_large_count, sale_large_open, sale_large_count_period1, sale_large_open_period1, sale_large_count_period2, sale_large_open_period2, sale_large_last, sale_large_last_completed, sale_large_last_open, sale_large_next, sale_large_amount, sale_large_amount_n, sale_large_amount_period1, sale_large_amount_period1_n, sale_large_amount_period2, sale_large_amount_period2_n, invoice_count, invoice_open, invoice_count_period1, invoice_open_period1, invoice_count_period2, invoice_open_period2, invoice_last, invoice_last_completed, invoice_last_open, invoice_next, invoice_amount, invoice_amount_n, invoice_amount_period1, invoice_amount_period1_n, invoice_amount_period2, invoice_amount_period2_n, outgoing, ordered, ordered_n, ordered_this_year, ordered_this_year_n, unpaid, unpaid_n, visits_last_quarter, notes, contacts_count_call, contacts_count_activity, contacts_count_visit, gone_quiet_count_sale, gone_quiet_max_sale_date, gone_quiet_count_visit, neglected_lead_count_activity, to_call_last_call))
  WHERE (l.gone_quiet_count_sale > 0);
CREATE MATERIALIZED VIEW saint.selection_buyers AS
 SELECT r.id,
    r.name,
    r.ordered
   FROM saint_data.selection_buyers_rows r
  WITH NO DATA;
CREATE VIEW saint.selection_invited AS
 SELECT c.id,
    c.name
   FROM saint_data.company c
  WHERE ((NOT (EXISTS ( SELECT
           FROM saint_data.company_stale s
          WHERE (s.id = c.id)))) AND (EXISTS ( SELECT m.id,
            m.selection,
            m.added_at
           FROM saint.selection_entry m
          WHERE ((m.selection = 'invited'::text) AND (m.id = (c.id)::text)))))
UNION ALL
 SELECT s.id,
    l.name
   FROM (( SELECT DISTINCT s_1.id
           FROM saint_data.company_stale s_1) s
     CROSS JOIN LATERAL saint_data.company_live(s.id, saint.today()) l(id, as_of, next_change, statuses, generation, name, category, owner, customer_since, sale_count, sale_open, sale_count_period1, sale_open_period1, sale_count_period2, sale_open_period2, sale_last, sale_last_completed, sale_last_open, sale_next, sale_amount, sale_amount_n, sale_amount_period1, sale_amount_period1_n, sale_amount_period2, sale_amount_period2_n, sale_large_count, sale_large_open, sale_large_count_period1, sale_large_open_period1, sale_large_count_period2, sale_large_open_period2, sale_large_last, sale_large_last_completed, sale_large_last_open, sale_large_next, sale_large_amount, sale_large_amount_n, sale_large_amount_period1, sale_large_amount_period1_n, sale_large_amount_period2, sale_large_amount_period2_n, invoice_count, invoice_open, invoice_count_period1, invoice_open_period1, invoice_count_period2, invoice_open_period2, invoice_last, invoice_last_completed, invoice_last_open, invoice_next, invoice_amount, invoice_amount_n, invoice_amount_period1, invoice_amount_period1_n, invoice_amount_period2, invoice_amount_period2_n, outgoing, ordered, ordered_n, ordered_this_year, ordered_this_year_n, unpaid, unpaid_n, visits_last_quarter, notes, contacts_count_call, contacts_count_activity, contacts_count_visit, gone_quiet_count_sale, gone_quiet_max_sale_date, gone_quiet_count_visit, neglected_lead_count_activity, to_call_last_call))
  WHERE (EXISTS ( SELECT m.id,
            m.selection,
            m.added_at
           FROM saint.selection_entry m
          WHERE ((m.selection = 'invited'::text) AND (m.id = (l.id)::text))));
CREATE VIEW saint.selection_member AS
 SELECT m.selection,
    s.entity,
    m.id,
    m.added_at
   FROM ((saint.selection s
     JOIN saint.selection_entry m ON ((m.selection = s.selection)))
     JOIN saint.company_counter c ON (((c.id)::text = m.id)))
  WHERE ((s.entity = 'company'::text) AND (s.kind = 'static'::text))
UNION ALL
 SELECT m.selection,
    s.entity,
    m.id,
    m.added_at
   FROM ((saint.selection s
     JOIN saint.selection_entry m ON ((m.selection = s.selection)))
     JOIN saint.person_counter c ON (((c.id)::text = m.id)))
  WHERE ((s.entity = 'person'::text) AND (s.kind = 'static'::text))
UNION ALL
 SELECT m.selection,
    s.entity,
    m.id,
    m.added_at
   FROM ((saint.selection s
     JOIN saint.selection_entry m ON ((m.selection = s.selection)))
     JOIN saint.project_counter c ON (((c.id)::text = m.id)))
  WHERE ((s.entity = 'project'::text) AND (s.kind = 'static'::text));
CREATE VIEW saint.selection_to_call AS
 SELECT c.id,
    c.name,
    c.owner,
    c.to_call_last_call AS last_call
   FROM saint_data.company c
  WHERE ((NOT (EXISTS ( SELECT
           FROM saint_data.company_stale s
          WHERE (s.id = c.id)))) AND ('neglected'::text = ANY (c.statuses)) AND (c.owner <> 'Celia Lund'::text))
UNION ALL
 SELECT s.id,
    l.name,
    l.owner,
    l.to_call_last_call AS last_call
   FROM (( SELECT DISTINCT s_1.id
           FROM saint_data.company_stale s_1) s
     CROSS JOIN LATERAL saint_data.company_live(s.id, saint.today()) l(id, as_of, next_change, statuses, generation, name, category, owner, customer_since, sale_count, sale_open, sale_count_period1, sale_open_period1, sale_count_period2, sale_open_period2, sale_last, sale_last_completed, sale_last_open, sale_next, sale_amount, sale_amount_n, sale_amount_period1, sale_amount_period1_n, sale_amount_period2, sale_amount_period2_n, sale_large_count, sale_large_open, sale_large_count_period1, sale_large_open_period1, sale_large_count_period2, sale_large_open_period2, sale_large_last, sale_large_last_completed, sale_large_last_open, sale_large_next, sale_large_amount, sale_large_amount_n, sale_large_amount_period1, sale_large_amount_period1_n, sale_large_amount_period2, sale_large_amount_period2_n, invoice_count, invoice_open, invoice_count_period1, invoice_open_period1, invoice_count_period2, invoice_open_period2, invoice_last, invoice_last_completed, invoice_last_open, invoice_next, invoice_amount, invoice_amount_n, invoice_amount_period1, invoice_amount_period1_n, invoice_amount_period2, invoice_amount_period2_n, outgoing, ordered, ordered_n, ordered_this_year, ordered_this_year_n, unpaid, unpaid_n, visits_last_quarter, notes, contacts_count_call, contacts_count_activity, contacts_count_visit, gone_quiet_count_sale, gone_quiet_max_sale_date, gone_quiet_count_visit, neglected_lead_count_activity, to_call_last_call))
  WHERE (('neglected'::text = ANY (l.statuses)) AND (l.owner <> 'Celia Lund'::text));
CREATE VIEW saint.selection_to_call_first AS
 SELECT c.id
   FROM saint_data.company c
  WHERE ((NOT (EXISTS ( SELECT
           FROM saint_data.company_stale s
          WHERE (s.id = c.id)))) AND COALESCE((('neglected'::text = ANY (c.statuses)) AND (c.owner <> 'Celia Lund'::text)), false) AND (NOT COALESCE((EXISTS ( SELECT m.id,
            m.selection,
            m.added_at
           FROM saint.selection_entry m
          WHERE ((m.selection = 'invited'::text) AND (m.id = (c.id)::text)))), false)))
UNION ALL
 SELECT s.id
   FROM (( SELECT DISTINCT s_1.id
           FROM saint_data.company_stale s_1) s
     CROSS JOIN LATERAL saint_data.company_live(s.id, saint.today()) l(id, as_of, next_change, statuses, generation, name, category, owner, customer_since, sale_count, sale_open, sale_count_period1, sale_open_period1, sale_count_period2, sale_open_period2, sale_last, sale_last_completed, sale_last_open, sale_next, sale_amount, sale_amount_n, sale_amount_period1, sale_amount_period1_n, sale_amount_period2, sale_amount_period2_n, sale_large_count, sale_large_open, sale_large_count_period1, sale_large_open_period1, sale_large_count_period2, sale_large_open_period2, sale_large_last, sale_large_last_completed, sale_large_last_open, sale_large_next, sale_large_amount, sale_large_amount_n, sale_large_amount_period1, sale_large_amount_period1_n, sale_large_amount_period2, sale_large_amount_period2_n, invoice_count, invoice_open, invoice_count_period1, invoice_open_period1, invoice_count_period2, invoice_open_period2, invoice_last, invoice_last_completed, invoice_last_open, invoice_next, invoice_amount, invoice_amount_n, invoice_amount_period1, invoice_amount_period1_n, invoice_amount_period2, invoice_amount_period2_n, outgoing, ordered, ordered_n, ordered_this_year, ordered_this_year_n, unpaid, unpaid_n, visits_last_quarter, notes, contacts_count_call, contacts_count_activity, contacts_count_visit, gone_quiet_count_sale, gone_quiet_max_sale_date, gone_quiet_count_visit, neglected_lead_count_activity, to_call_last_call))
  WHERE (COALESCE((('neglected'::text = ANY (l.statuses)) AND (l.owner <> 'Celia Lund'::text)), false) AND (NOT COALESCE((EXISTS ( SELECT m.id,
            m.selection,
            m.added_at
           FROM saint.selection_entry m
          WHERE ((m.selection = 'invited'::text) AND (m.id = (l.id)::text)))), false)));
CREATE VIEW saint.selectiondef AS
 SELECT s.selection,
    s.entity,
    COALESCE((s.titles ->> 'en'::text), s.selection) AS name,
    s.kind,
    ( SELECT string_agg(c.criterion, ' and '::text ORDER BY c.place) AS string_agg
           FROM jsonb_array_elements_text(s.criteria) WITH ORDINALITY c(criterion, place)) AS criteria,
    ARRAY( SELECT jsonb_array_elements_text(s.columns) AS jsonb_array_elements_text) AS columns,
    saint.selection_matches(s.selection) AS matches,
    s.declared,
    s.max_age,
    r.refreshed_at
   FROM (saint.selection s
     LEFT JOIN saint.selection_refresh r ON ((r.selection = s.selection)));
CREATE VIEW saint.status_history AS
 SELECT h.entity,
    h.id,
    h.status,
    h.active,
    h.changed_at,
    h.change
   FROM saint.status_change h
UNION ALL
 SELECT 'company'::text AS entity,
    (COALESCE(l.id, v.id))::text AS id,
    COALESCE(l.status, v.status) AS status,
    (v.status IS NULL) AS active,
    now() AS changed_at,
    NULL::bigint AS change
   FROM (( SELECT n.id,
            t.status
           FROM ((( SELECT DISTINCT s_1.id
                   FROM saint_data.company_stale s_1) s
             CROSS JOIN LATERAL saint_data.company_live(s.id, saint.today()) n(id, as_of, next_change, statuses, generation, name, category, owner, customer_since, sale_count, sale_open, sale_count_period1, sale_open_period1, sale_count_period2, sale_open_period2, sale_last, sale_last_completed, sale_last_open, sale_next, sale_amount, sale_amount_n, sale_amount_period1, sale_amount_period1_n, sale_amount_period2, sale_amount_period2_n, sale_large_count, sale_large_open, sale_large_count_period1, sale_large_open_period1, sale_large_count_period2, sale_large_open_period2, sale_large_last, sale_large_last_completed, sale_large_last_open, sale_large_next, sale_large_amount, sale_large_amount_n, sale_large_amount_period1, sale_large_amount_period1_n, sale_large_amount_period2, sale_large_amount_period2_n, invoice_count, invoice_open, invoice_count_period1, invoice_open_period1, invoice_count_period2, invoice_open_period2, invoice_last, invoice_last_completed, invoice_last_open, invoice_next, invoice_amount, invoice_amount_n, invoice_amount_period1, invoice_amount_period1_n, invoice_amount_period2, invoice_amount_period2_n, outgoing, ordered, ordered_n, ordered_this_year, ordered_this_year_n, unpaid, unpaid_n, visits_last_quarter, notes, contacts_count_call, contacts_count_activity, contacts_count_visit, gone_quiet_count_sale, gone_quiet_max_sale_date, gone_quiet_count_visit, neglected_lead_count_activity, to_call_last_call))
             CROSS JOIN LATERAL unnest(n.statuses) t(status))) l
     FULL JOIN ( SELECT v_1.id,
            v_1.status
           FROM saint_data.company_statusvalue v_1
          WHERE (v_1.id IN ( SELECT s.id
                   FROM saint_data.company_stale s))) v ON (((v.id = l.id) AND (v.status = l.status))))
  WHERE ((l.id IS NULL) OR (v.id IS NULL))
UNION ALL
 SELECT 'person'::text AS entity,
    (COALESCE(l.id, v.id))::text AS id,
    COALESCE(l.status, v.status) AS status,
    (v.status IS NULL) AS active,
    now() AS changed_at,
    NULL::bigint AS change
   FROM (( SELECT n.id,
            t.status
           FROM ((( SELECT DISTINCT s_1.id
                   FROM saint_data.person_stale s_1) s
             CROSS JOIN LATERAL saint_data.person_live(s.id, saint.today()) n(id, as_of, next_change, statuses, generation, company_category, mails, quiet_contact_max_activity_date))
             CROSS JOIN LATERAL unnest(n.statuses) t(status))) l
     FULL JOIN ( SELECT v_1.id,
            v_1.status
           FROM saint_data.person_statusvalue v_1
          WHERE (v_1.id IN ( SELECT s.id
                   FROM saint_data.person_stale s))) v ON (((v.id = l.id) AND (v.status = l.status))))
  WHERE ((l.id IS NULL) OR (v.id IS NULL))
UNION ALL
 SELECT 'project'::text AS entity,
    (COALESCE(l.id, v.id))::text AS id,
    COALESCE(l.status, v.status) AS status,
    (v.status IS NULL) AS active,
    now() AS changed_at,
    NULL::bigint AS change
   FROM (( SELECT n.id,
            t.status
           FROM ((( SELECT DISTINCT s_1.id
                   FROM saint_data.project_stale s_1) s
             CROSS JOIN LATERAL saint_data.project_live(s.id, saint.today()) n(id, as_of, next_change, statuses, generation, ends_on, sale_count, sale_open, sale_count_period1, sale_open_period1, sale_count_period2, sale_open_period2, sale_last, sale_last_completed, sale_last_open, sale_next, sale_amount, sale_amount_n, sale_amount_period1, sale_amount_period1_n, sale_amount_period2, sale_amount_period2_n, planned, over_count_task))
             CROSS JOIN LATERAL unnest(n.statuses) t(status))) l
     FULL JOIN ( SELECT v_1.id,
            v_1.status
           FROM saint_data.project_statusvalue v_1
          WHERE (v_1.id IN ( SELECT s.id
                   FROM saint_data.project_stale s))) v ON (((v.id = l.id) AND (v.status = l.status))))
  WHERE ((l.id IS NULL) OR (v.id IS NULL));
CREATE VIEW saint.status_period AS
 SELECT p.entity,
    p.id,
    p.status,
    p.changed_at AS began_at,
    p.ended_at
   FROM ( SELECT h.entity,
            h.id,
            h.status,
            h.active,
            h.changed_at,
            lead(h.changed_at) OVER (PARTITION BY h.entity, h.id, h.status ORDER BY h.change) AS ended_at
           FROM saint.status_history h) p
  WHERE p.active;
CREATE VIEW saint.status_daily AS
 SELECT (s.day + n.n) AS day,
    s.entity,
    s.status,
    s.records,
        CASE
            WHEN (n.n = 0) THEN s.began
            ELSE (0)::bigint
        END AS began,
        CASE
            WHEN (n.n = 0) THEN s.ended
            ELSE (0)::bigint
        END AS ended
   FROM (( SELECT c.entity,
            c.status,
            c.day,
            c.began,
            c.ended,
            sum((c.began - c.ended)) OVER days AS records,
            COALESCE((lead(c.day) OVER days - 1), saint.today()) AS until
           FROM ( SELECT p.entity,
                    p.status,
                    d.day,
                    count(*) FILTER (WHERE d.began) AS began,
                    count(*) FILTER (WHERE (NOT d.began)) AS ended
                   FROM ((saint.status_period p
                     CROSS JOIN LATERAL ( VALUES (p.began_at,true), (p.ended_at,false)) t(at, began))
                     CROSS JOIN LATERAL ( SELECT LEAST(((t.at AT TIME ZONE ( SELECT k.zone
                                   FROM saint.clock k)))::date, saint.today()) AS "least",
                            t.began) d(day, began))
                  WHERE (t.at IS NOT NULL)
                  GROUP BY p.entity, p.status, d.day) c
          WINDOW days AS (PARTITION BY c.entity, c.status ORDER BY c.day)) s
     CROSS JOIN LATERAL generate_series(0, (s.until - s.day)) n(n))
  WHERE ((s.day + n.n) >= COALESCE(( SELECT (r.pruned_on - r.days)
           FROM saint.retention r
          WHERE (r.what = 'status_history'::text)), '-infinity'::date));
CREATE VIEW saint.statusvalue AS
 SELECT 'company'::text AS entity,
    (s.id)::text AS id,
    s.status,
    s.since
   FROM saint.company_status s
UNION ALL
 SELECT 'person'::text AS entity,
    (s.id)::text AS id,
    s.status,
    s.since
   FROM saint.person_status s
UNION ALL
 SELECT 'project'::text AS entity,
    (s.id)::text AS id,
    s.status,
    s.since
   FROM saint.project_status s;
CREATE VIEW saint.statusdef AS
 SELECT d.status,
    d.entity,
    (d.titles ->> 'en'::text) AS name,
    ( SELECT string_agg(c.criterion, ' and '::text ORDER BY c.place) AS string_agg
           FROM jsonb_array_elements_text(d.criteria) WITH ORDINALITY c(criterion, place)) AS criteria,
    d.rank,
    d.visual,
    d.enabled,
    COALESCE(m.matches, (0)::bigint) AS matches,
    d.deleted,
    d.groups,
    d.notify,
    d.exact_since
   FROM (saint.status d
     LEFT JOIN ( SELECT v.status,
            count(*) AS matches
           FROM saint.statusvalue v
          GROUP BY v.status) m ON ((m.status = d.status)));
ALTER TABLE saint_data.company_dirty ALTER COLUMN mark ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME saint_data.company_dirty_mark_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE saint_data.company_via ALTER COLUMN mark ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME saint_data.company_via_mark_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE saint_data.person_dirty ALTER COLUMN mark ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME saint_data.person_dirty_mark_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE saint_data.person_via ALTER COLUMN mark ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME saint_data.person_via_mark_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE saint_data.project_dirty ALTER COLUMN mark ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME saint_data.project_dirty_mark_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE saint_data.project_via ALTER COLUMN mark ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME saint_data.project_via_mark_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE saint_data.sale_transition (
    source_key text NOT NULL,
    change bigint NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    "user" text,
    was text,
    became text,
    gone boolean DEFAULT false NOT NULL
);
ALTER TABLE saint_data.sale_transition ALTER COLUMN change ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME saint_data.sale_transition_change_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY crm.task ATTACH PARTITION crm.task_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE ONLY crm.task ATTACH PARTITION crm.task_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
COPY crm.account (account_id, company_id) FROM stdin;
1	2
2	3
4	5
5	6
6	7
7	8
8	\N
9	1
10	2
3	10
\.
COPY crm.activity (activity_id, company_id, person_id, res_model, res_id, kind_id, direction, starts_at, done_at, user_id, subject, deleted) FROM stdin;
1	2	2	ticket	00000000-0000-0000-0000-000000000002	2	outgoing	2026-06-18 21:30:00+00	2026-06-18 21:30:00+00	2	Subject 1	f
2	3	3	\N	00000000-0000-0000-0000-000000000003	1	outgoing	2026-06-16 21:30:00+00	2026-06-16 21:30:00+00	3	Subject 2	f
3	4	4	project	00000000-0000-0000-0000-000000000004	2	incoming	2026-06-14 21:30:00+00	2026-06-14 21:30:00+00	1	Subject 3	f
4	5	5	ticket	00000000-0000-0000-0000-000000000005	1	outgoing	2026-06-12 21:30:00+00	2026-06-12 21:30:00+00	2	Subject 4	f
5	6	6	\N	00000000-0000-0000-0000-000000000001	2	outgoing	2026-06-10 21:30:00+00	\N	3	Subject 5	f
6	7	7	project	00000000-0000-0000-0000-000000000002	1	incoming	2026-06-08 21:30:00+00	2026-06-08 21:30:00+00	1	Subject 6	f
7	8	8	ticket	00000000-0000-0000-0000-000000000003	2	outgoing	2026-06-06 21:30:00+00	2026-06-06 21:30:00+00	2	Subject 7	f
8	9	9	\N	00000000-0000-0000-0000-000000000004	1	outgoing	2026-06-04 21:30:00+00	2026-06-04 21:30:00+00	3	Subject 8	f
9	10	10	project	00000000-0000-0000-0000-000000000005	2	incoming	2026-06-02 21:30:00+00	2026-06-02 21:30:00+00	1	Subject 9	f
10	1	11	ticket	00000000-0000-0000-0000-000000000001	1	outgoing	2026-05-31 21:30:00+00	\N	2	Subject 10	f
11	2	1	\N	00000000-0000-0000-0000-000000000002	2	outgoing	2026-05-29 21:30:00+00	2026-05-29 21:30:00+00	3	Subject 11	f
12	3	2	project	00000000-0000-0000-0000-000000000003	1	incoming	2026-05-27 21:30:00+00	2026-05-27 21:30:00+00	1	Subject 12	f
13	4	3	ticket	00000000-0000-0000-0000-000000000004	2	outgoing	2026-05-25 21:30:00+00	2026-05-25 21:30:00+00	2	Subject 13	t
14	5	4	\N	00000000-0000-0000-0000-000000000005	1	outgoing	2026-05-23 21:30:00+00	2026-05-23 21:30:00+00	3	Subject 14	f
15	6	5	project	00000000-0000-0000-0000-000000000001	2	incoming	2026-05-21 21:30:00+00	\N	1	Subject 15	f
16	7	6	ticket	00000000-0000-0000-0000-000000000002	1	outgoing	2026-05-19 21:30:00+00	2026-05-19 21:30:00+00	2	Subject 16	f
17	8	7	\N	00000000-0000-0000-0000-000000000003	2	outgoing	2026-05-17 21:30:00+00	2026-05-17 21:30:00+00	3	Subject 17	f
18	9	8	project	00000000-0000-0000-0000-000000000004	1	incoming	2026-05-15 21:30:00+00	2026-05-15 21:30:00+00	1	Subject 18	f
19	10	9	ticket	00000000-0000-0000-0000-000000000005	2	outgoing	2026-05-13 21:30:00+00	2026-05-13 21:30:00+00	2	Subject 19	f
20	1	10	\N	00000000-0000-0000-0000-000000000001	1	outgoing	2026-05-11 21:30:00+00	\N	3	Subject 20	f
21	2	11	project	00000000-0000-0000-0000-000000000002	2	incoming	2026-05-09 21:30:00+00	2026-05-09 21:30:00+00	1	Subject 21	f
22	3	1	ticket	00000000-0000-0000-0000-000000000003	1	outgoing	2026-05-07 21:30:00+00	2026-05-07 21:30:00+00	2	Subject 22	f
23	4	2	\N	00000000-0000-0000-0000-000000000004	2	outgoing	2026-05-05 21:30:00+00	2026-05-05 21:30:00+00	3	Subject 23	f
24	5	3	project	00000000-0000-0000-0000-000000000005	1	incoming	2026-05-03 21:30:00+00	2026-05-03 21:30:00+00	1	Subject 24	f
25	6	4	ticket	00000000-0000-0000-0000-000000000001	2	outgoing	2026-05-01 21:30:00+00	\N	2	Subject 25	f
26	7	5	\N	00000000-0000-0000-0000-000000000002	1	outgoing	2026-04-29 21:30:00+00	2026-04-29 21:30:00+00	3	Subject 26	t
27	8	6	project	00000000-0000-0000-0000-000000000003	2	incoming	2026-04-27 21:30:00+00	2026-04-27 21:30:00+00	1	Subject 27	f
28	9	7	ticket	00000000-0000-0000-0000-000000000004	1	outgoing	2026-04-25 21:30:00+00	2026-04-25 21:30:00+00	2	Subject 28	f
29	10	8	\N	00000000-0000-0000-0000-000000000005	2	outgoing	2026-04-23 21:30:00+00	2026-04-23 21:30:00+00	3	Subject 29	f
30	1	9	project	00000000-0000-0000-0000-000000000001	1	incoming	2026-04-21 21:30:00+00	\N	1	Subject 30	f
31	2	10	ticket	00000000-0000-0000-0000-000000000002	2	outgoing	2026-04-19 21:30:00+00	2026-04-19 21:30:00+00	2	Subject 31	f
32	3	11	\N	00000000-0000-0000-0000-000000000003	1	outgoing	2026-04-17 21:30:00+00	2026-04-17 21:30:00+00	3	Subject 32	f
33	4	1	project	00000000-0000-0000-0000-000000000004	2	incoming	2026-04-15 21:30:00+00	2026-04-15 21:30:00+00	1	Subject 33	f
34	5	2	ticket	00000000-0000-0000-0000-000000000005	1	outgoing	2026-04-13 21:30:00+00	2026-04-13 21:30:00+00	2	Subject 34	f
35	6	3	\N	00000000-0000-0000-0000-000000000001	2	outgoing	2026-04-11 21:30:00+00	\N	3	Subject 35	f
36	7	4	project	00000000-0000-0000-0000-000000000002	1	incoming	2026-04-09 21:30:00+00	2026-04-09 21:30:00+00	1	Subject 36	f
37	8	5	ticket	00000000-0000-0000-0000-000000000003	2	outgoing	2026-04-07 21:30:00+00	2026-04-07 21:30:00+00	2	Subject 37	f
38	9	6	\N	00000000-0000-0000-0000-000000000004	1	outgoing	2026-04-05 21:30:00+00	2026-04-05 21:30:00+00	3	Subject 38	f
39	10	7	project	00000000-0000-0000-0000-000000000005	2	incoming	2026-04-03 21:30:00+00	2026-04-03 21:30:00+00	1	Subject 39	t
40	1	8	ticket	00000000-0000-0000-0000-000000000001	1	outgoing	2026-04-01 21:30:00+00	\N	2	Subject 40	f
41	1	2	\N	\N	1	outgoing	2026-06-04 07:00:00+00	\N	1	Called	f
42	2	2	\N	\N	2	outgoing	2026-06-09 07:00:00+00	\N	1	Fair	f
43	3	3	\N	\N	2	outgoing	2026-06-09 07:00:00+00	\N	1	Fair	f
44	4	4	\N	\N	2	outgoing	2026-06-09 07:00:00+00	\N	1	Fair	f
45	5	5	\N	\N	2	outgoing	2026-06-09 07:00:00+00	\N	1	Fair	f
\.
COPY crm.call (call_id, company_id, person_id, called_on) FROM stdin;
1	\N	2	2026-05-26
2	3	3	2026-05-20
3	\N	4	2026-05-14
4	5	5	2026-05-08
5	\N	6	2026-05-02
6	1	7	2026-04-26
7	\N	8	2026-04-20
8	3	1	2026-04-14
9	\N	2	2026-04-08
10	5	3	2026-04-02
11	\N	4	2026-03-27
12	1	5	2026-03-21
\.
COPY crm.company (company_id, name, category, owner_id, customer_since, street, lat, lon, deleted) FROM stdin;
1	Company 1	Customer	1	2026-05-29	Street 1	53	6	f
2	Company 2	Customer	2	2026-05-26	Street 2	54	7	f
3	Company 3	Customer	3	2026-05-23	Street 3	55	8	f
4	Company 4	Lead	\N	2026-05-20	Street 4	56	9	f
5	Company 5	Customer	1	2026-05-17	Street 5	57	10	f
6	Company 6	Customer	2	2026-05-14	Street 6	58	11	f
7	Company 7	Customer	3	2026-05-11	Street 7	59	12	f
8	Company 8	Lead	\N	2026-05-08	Street 8	60	13	f
9	Company 9	\N	1	2026-05-05	Street 9	61	14	f
10	Company 10	Customer	2	2026-05-02	Street 10	62	15	f
11	Company 11	Customer	3	2026-04-29	Street 11	63	16	t
12	Company 12	Lead	\N	2026-04-26	Street 12	64	17	f
13	Company 13	Customer	1	2026-06-08	\N	\N	\N	f
\.
COPY crm.email (email_id, sent_at, user_id, subject) FROM stdin;
1	2026-05-27 22:30:00	2	Mail 1
2	2026-05-18 22:30:00	3	Mail 2
3	2026-05-09 22:30:00	1	Mail 3
4	2026-04-30 22:30:00	2	Mail 4
5	2026-04-21 22:30:00	3	Mail 5
6	2026-04-12 22:30:00	1	Mail 6
7	2026-04-03 22:30:00	2	Mail 7
8	2026-03-25 22:30:00	3	Mail 8
9	2026-03-16 22:30:00	1	Mail 9
10	2026-03-07 22:30:00	2	Mail 10
11	2026-02-26 22:30:00	3	Mail 11
12	2026-02-17 22:30:00	1	Mail 12
\.
COPY crm.email_person (email_id, person_id, role) FROM stdin;
1	2	to
3	4	to
4	5	to
5	6	to
6	7	to
7	1	to
8	2	to
9	3	to
10	4	to
11	5	to
12	6	to
1	2	cc
4	5	cc
7	1	cc
10	4	cc
\.
COPY crm.invoice (invoice_id, company_id, sent_on, amount, paid_on) FROM stdin;
1	2	2026-05-23	120.50	\N
2	3	2026-05-12	241.00	2026-05-24
3	4	2026-05-01	361.50	\N
4	5	2026-04-20	482.00	2026-05-14
5	6	2026-04-09	602.50	\N
6	7	2026-03-29	723.00	2026-05-04
7	8	2026-03-18	843.50	\N
8	1	2026-03-07	964.00	2026-04-24
9	2	2026-02-24	1084.50	\N
10	3	2026-02-13	1205.00	2026-04-14
11	4	2026-02-02	1325.50	\N
12	5	2026-01-22	1446.00	2026-04-04
13	6	2026-01-11	1566.50	\N
14	7	2025-12-31	1687.00	2026-03-25
101	6	2026-06-09	99.90	\N
\.
COPY crm.kind (kind_id, name, intention) FROM stdin;
1	phone	Sales
2	visit	Service
\.
COPY crm.note (note_id, about, body) FROM stdin;
1	company,2	Note 1
2	company,3	Note 2
3	nobody	Note 3
4	company,5	Note 4
5	company,6	Note 5
6	nobody	Note 6
7	company,2	Note 7
8	company,3	Note 8
9	nobody	Note 9
\.
COPY crm.person (person_id, company_id, name, email) FROM stdin;
1	2	Person 1	p1@example.org
2	3	Person 2	p2@example.org
3	4	Person 3	p3@example.org
5	6	Person 5	p5@example.org
6	7	Person 6	p6@example.org
7	8	Person 7	p7@example.org
8	9	Person 8	p8@example.org
9	\N	Person 9	p9@example.org
10	1	Person 10	p10@example.org
11	2	Person 11	p11@example.org
12	3	Person 12	p12@example.org
4	8	Person 4	p4@example.org
\.
COPY crm.project (project_id, company_id, name, manager_id, ends_on) FROM stdin;
00000000-0000-0000-0000-000000000001	1	Project 1	1	2026-05-29
00000000-0000-0000-0000-000000000002	2	Project 2	2	2026-06-02
00000000-0000-0000-0000-000000000003	3	Project 3	3	2026-06-06
00000000-0000-0000-0000-000000000004	4	Project 4	4	2026-06-10
\.
COPY crm.sale (sale_id, account_id, project_id, sale_date, created_at, amount, stage, user_id, changed_by) FROM stdin;
1	2	\N	2026-05-31	2026-05-24 08:00:00+00	150.00	order	2	2
2	3	00000000-0000-0000-0000-000000000003	2026-05-23	2026-05-16 08:00:00+00	300.00	order	3	3
4	5	00000000-0000-0000-0000-000000000001	2026-05-07	2026-04-30 08:00:00+00	600.00	order	2	2
5	6	\N	2026-04-29	2026-04-22 08:00:00+00	750.00	order	3	3
7	8	\N	2026-04-13	2026-04-06 08:00:00+00	1050.00	order	2	2
8	9	00000000-0000-0000-0000-000000000001	2026-04-05	2026-03-29 08:00:00+00	1200.00	order	3	3
9	10	\N	2026-03-28	2026-03-21 08:00:00+00	1350.00	quote	1	1
10	1	00000000-0000-0000-0000-000000000003	2026-03-20	2026-03-13 08:00:00+00	1500.00	order	2	2
11	2	\N	2026-03-12	2026-03-05 08:00:00+00	1650.00	order	3	3
12	3	00000000-0000-0000-0000-000000000001	2026-03-04	2026-02-25 08:00:00+00	1800.00	quote	1	1
13	4	\N	2026-02-24	2026-02-17 08:00:00+00	1950.00	order	2	2
14	5	00000000-0000-0000-0000-000000000003	2026-02-16	2026-02-09 08:00:00+00	2100.00	order	3	3
15	6	\N	2026-02-08	2026-02-01 08:00:00+00	2250.00	quote	1	1
16	7	00000000-0000-0000-0000-000000000001	2026-01-31	2026-01-24 08:00:00+00	2400.00	order	2	2
17	8	\N	2026-01-23	2026-01-16 08:00:00+00	2550.00	order	3	3
18	9	00000000-0000-0000-0000-000000000003	2026-01-15	2026-01-08 08:00:00+00	2700.00	quote	1	1
19	10	\N	2026-01-07	2025-12-31 08:00:00+00	2850.00	order	2	2
20	1	00000000-0000-0000-0000-000000000001	2025-12-30	2025-12-23 08:00:00+00	3000.00	order	3	3
3	4	\N	2026-05-15	2026-05-08 08:00:00+00	450.00	order	1	2
6	7	00000000-0000-0000-0000-000000000003	2026-04-21	2026-04-14 08:00:00+00	900.00	order	1	3
\.
COPY crm.task_2025 (task_id, project_id, due_on) FROM stdin;
10	00000000-0000-0000-0000-000000000002	2025-12-22
11	00000000-0000-0000-0000-000000000003	2025-12-02
12	00000000-0000-0000-0000-000000000001	2025-11-12
\.
COPY crm.task_2026 (task_id, project_id, due_on) FROM stdin;
0	00000000-0000-0000-0000-000000000001	2026-07-10
1	00000000-0000-0000-0000-000000000002	2026-06-20
2	00000000-0000-0000-0000-000000000003	2026-05-31
3	00000000-0000-0000-0000-000000000001	2026-05-11
4	00000000-0000-0000-0000-000000000002	2026-04-21
5	00000000-0000-0000-0000-000000000003	2026-04-01
6	00000000-0000-0000-0000-000000000001	2026-03-12
7	00000000-0000-0000-0000-000000000002	2026-02-20
8	00000000-0000-0000-0000-000000000003	2026-01-31
9	00000000-0000-0000-0000-000000000001	2026-01-11
\.
COPY crm.users (user_id, full_name, department) FROM stdin;
2	Bram Vos	Sales
3	Celia Lund	Service
1	Anna Berg-Lie	Sales
\.
COPY crm.visit (visit_id, person_id, visited_on) FROM stdin;
1	2	2026-05-29
2	3	2026-05-15
3	4	2026-05-01
4	5	2026-04-17
5	6	2026-04-03
6	7	2026-03-20
7	8	2026-03-06
8	9	2026-02-20
9	1	2026-02-06
10	2	2026-01-23
11	3	2026-01-09
12	4	2025-12-26
13	5	2025-12-12
14	6	2025-11-28
15	7	2025-11-14
16	8	2025-10-31
17	9	2025-10-17
18	1	2025-10-03
101	5	2026-06-09
\.
COPY saint.calculation (monitor, entity, today, calculated_at, duration, calculated_by, relations, moments) FROM stdin;
customers	company	2026-06-01	2026-06-01 08:00:00+00	00:00:00.005	postgres	7	34
sales_people	company	2026-06-01	2026-06-01 08:00:00+00	00:00:00.005	postgres	11	30
called	company	2026-06-01	2026-06-01 08:00:00+00	00:00:00.005	postgres	4	8
\.
COPY saint.clock (zone, pinned) FROM stdin;
Europe/Oslo	2026-06-10
\.
COPY saint.compiled (name, kind, place, fingerprint, drop_sql) FROM stdin;
saint_data.company	table	0	02db172a6c0635b54ce90ed0d27a3cb0ea62cf02220c59f88828aa46fb38be32	drop table if exists saint_data.company
saint_data.company_dirty	table	1	194bd8ffe4d3d93bf0ffa0cbc580f16094d0e1872f25a3fdd95e4f5704ea0be7	drop table if exists saint_data.company_dirty
saint_data.company_via	table	2	8aa539728f27b63745095f16274e6d0b0628add1e3b567ede727b03a4ae191c9	drop table if exists saint_data.company_via
saint_data.company_statusvalue	table	3	248099d19fc93dffea934ac2346195746c98d21dd866db35af17b457b7997f9d	drop table if exists saint_data.company_statusvalue
saint_data.company_statuses	function	4	3cc92a7c2de06bdb9ad619f0b5a62cf501859a719245d5b6d2750b844da0bc10	drop function if exists saint_data.company_statuses
saint_data.company_next_change	function	5	bf0ac0926d2790dee1ca490a3595edce5a498d705ea600782f321b0a10dcf804	drop function if exists saint_data.company_next_change
saint_data.company_live	function	6	6e28b65617e426e7afa6361e44953c6ddee84dbd36f3db10d34f577bb1d7315d	drop function if exists saint_data.company_live
saint_data.company_live_many	function	7	c910834f2fdbb39a585d953288e55ab98c6b298d3970b3dededdd8c8c1f81b41	drop function if exists saint_data.company_live_many
saint_data.company_live_all	function	8	d85044f46ed082680b7a1954b7fa8240c88dd163a7fb5c3fffcf3a547dba13d1	drop function if exists saint_data.company_live_all
saint_data.company_elsewhere	function	9	919bd4d7f0ca4e7135658a68d363a80297ed9623c11367c2f54730c871157d1d	drop function if exists saint_data.company_elsewhere
saint_data.company_live_statuses	function	10	322bb787ddd69e1478d7b40ed9496a77a43b1794cccffaf44281dfde2a735db8	drop function if exists saint_data.company_live_statuses
saint_data.company_settle	function	11	774eb9821b5bf75df43022d96b5be61fe5bbacb1d6b86a22c9a89fe7c2b6c596	drop function if exists saint_data.company_settle
saint_data.company_recompute	function	12	7eeb290e3b19dab146fe7b100164f7c4545cfbadd40b8f0a053baf9d2992e77b	drop function if exists saint_data.company_recompute
saint_data.company_tick	function	13	a58d72f3b65579520859ea42d4cfddb71f3974e5e0560a82ff3602a7d37ae427	drop function if exists saint_data.company_tick
saint_data.company_backfill	function	14	cfd2ed7ebd941428f55039488e22e44f376a57aa5b137506d8e57f086116839c	drop function if exists saint_data.company_backfill
saint_data.company_fill	function	15	5fa3454692872aa0a850f3f7014ea669e131c103d35cd87b4341102d36dc0777	drop function if exists saint_data.company_fill
saint_data.person	table	16	8d0f7a330d9f5dcbf5b5f37a5b6ce578be564e9796c96623f48f40a7dfc80e10	drop table if exists saint_data.person
saint_data.person_dirty	table	17	2c72c8f69dd2133c47faaac26ef2fd21227d6966838ac6901f443f9b23e92266	drop table if exists saint_data.person_dirty
saint_data.person_via	table	18	ea2e1425a14b1fc88aba014d3233845a44ee3a2c5de7ba709f826e919ddb8cfc	drop table if exists saint_data.person_via
saint_data.person_statusvalue	table	19	9603a75f96e3383c90d1c23cb30568a90c73fdc70ee1710d900805cf27481498	drop table if exists saint_data.person_statusvalue
saint_data.person_statuses	function	20	e1cdf665f1434295d5dac6e56ae053a96207590ae0abc97f27488ccf4d9afeee	drop function if exists saint_data.person_statuses
saint_data.person_next_change	function	21	3245305b485932178c7be6794d464525361ff7de35c5936ca94340e322f8aa88	drop function if exists saint_data.person_next_change
saint_data.person_live	function	22	e49bbcfa48052fb600e76ba646fd3e4337a2f56d470d46c304595614e53e4791	drop function if exists saint_data.person_live
saint_data.person_live_many	function	23	501cdc8fcb1139f7e900d099c94313a7b7ade92d885864af21aacf43ff4ef9e8	drop function if exists saint_data.person_live_many
saint_data.person_live_all	function	24	86e0624f5b38ccf2764e33c38d581e9df3f7bcd3ddb53957d75834aeb83d171e	drop function if exists saint_data.person_live_all
saint_data.person_elsewhere	function	25	4fd37d0b189b6a21449d91a10d8d2c5d13a79f63aa3f6bb59704ca57299494b3	drop function if exists saint_data.person_elsewhere
saint_data.person_live_statuses	function	26	54eace56078712ca823637f9405f9a13175ed50c9aba66a4d0840a65b827430b	drop function if exists saint_data.person_live_statuses
saint_data.person_settle	function	27	28ffea08b0107767288e0fbbdc820c5e12b452392530e8992382e7a3a1e3a888	drop function if exists saint_data.person_settle
saint_data.person_recompute	function	28	7aabf812b18016b22a22a918b985ea71bf53823e651bef72b47c926920655bb7	drop function if exists saint_data.person_recompute
saint_data.person_tick	function	29	c5405022fa9e05c5428da0981899135f405db93d1a0d92ce8ab2f53c04538a1e	drop function if exists saint_data.person_tick
saint_data.person_backfill	function	30	bfd6693b3a486585ee40e9e3e1291f58a50eb22513514061f2525310c4013cc2	drop function if exists saint_data.person_backfill
saint_data.person_fill	function	31	541d360c7a0285bebe5ffacade2d738689199d830fe0d9a67e863d2852c87efc	drop function if exists saint_data.person_fill
saint_data.project	table	32	b1cf1ff74b641618bb5ee91db0aac6db03911a7b2341c3a821a2f3d2e82c9a2d	drop table if exists saint_data.project
saint_data.project_dirty	table	33	90ba9f29eddd1d6d45b72e0a59932e2ba476c4189368c7db1bd1a73966641d2f	drop table if exists saint_data.project_dirty
saint_data.project_via	table	34	189b2271573304a38378f6462f898fed1a9169e41396feaf12f2a0b6b542490b	drop table if exists saint_data.project_via
saint_data.project_statusvalue	table	35	fb9f6e3032d9eb94b57cef6dfc2fce680eedf2f87c60d5effd9b910bcf35e8c4	drop table if exists saint_data.project_statusvalue
saint_data.project_statuses	function	36	a72400d6e2a7efaedf86647923b9e922d62df243e839749081cad3c1bf204d6d	drop function if exists saint_data.project_statuses
saint_data.project_next_change	function	37	24eba1bf8c01eb0705170666aa1f08d005016367b9617418b8468e32ee5bb369	drop function if exists saint_data.project_next_change
saint_data.project_live	function	38	3a335c36af44a5ab1a264d5d3274c2dbe9b99bcbd14c16f6874432075f18c794	drop function if exists saint_data.project_live
saint_data.project_live_many	function	39	8c1316c377e45ca16aaf2244bb850850b05b49a1f6041f00e5b4c0d21fc93512	drop function if exists saint_data.project_live_many
saint_data.project_live_all	function	40	f1b88520f0072aa3a43f692f95759441ca4e8d8d166a3cdfe2f950f2f3434519	drop function if exists saint_data.project_live_all
saint_data.project_elsewhere	function	41	4d597768cafb688e91661f5274e2fa4d5d313f09751b033d65978775fd19dd65	drop function if exists saint_data.project_elsewhere
saint_data.project_live_statuses	function	42	8ed362f6bf9fd77a0ea91a6a7ac6ab4f84adb0b3c2bc5cae8f8d9952defc2091	drop function if exists saint_data.project_live_statuses
saint_data.project_settle	function	43	775721075b79eb31622ac04fb53d80c253aa1abec8a94b261c3d6e695a974b52	drop function if exists saint_data.project_settle
saint_data.project_recompute	function	44	853940dd13f55f51db2346b0dc089f093eba91427a9428bf3bc5916b2a8f6df9	drop function if exists saint_data.project_recompute
saint_data.project_tick	function	45	23cfb9baf1e561664828d480b7cee030c55d89d0a6ec38b747a8968f55ed0202	drop function if exists saint_data.project_tick
saint_data.project_backfill	function	46	e10393d55f2b25588dad0fdad8e7e7856440ecf152d5b19199ba2cd3eef1710e	drop function if exists saint_data.project_backfill
saint_data.project_fill	function	47	709163221c52332c4ec157acfaff9e7e94448fa3c88b54cb8db16bc2d48bff0f	drop function if exists saint_data.project_fill
saint_data.company_stale	view	48	9fbe3dffa2cde6a5d2a2fbc843788c0336ae5a3b86703a268744a3ce45083b74	drop view if exists saint_data.company_stale
saint.company_counter	view	49	6d5b17b777dff2847f079b2580474a58f4b643f2af8e8858fe23ab089a11b8ad	drop view if exists saint.company_counter
saint.company_status	view	50	772a7b8ffd0ba0f7913653d6a1ad9f9d20180906fa2b965947192650528b990a	drop view if exists saint.company_status
saint.company_watermark	view	51	e6b2f06bd47fea91b3a3128ce3d59ff206aa76d63248783ac69d57549fe65529	drop view if exists saint.company_watermark
saint.selection_to_call	view	52	c992eb1f2dd1e0270fdf6a486755de0b44fbb8fa68dff8b8cd399242373e3f27	drop view if exists saint.selection_to_call
saint.selection_invited	view	53	6eb1399fc172a00e8cec2b142308575cf3429f9fded06f30ce2fdd8b6bc3d0a4	drop view if exists saint.selection_invited
saint.selection_to_call_first	view	54	4caaa72668195a7744828698815acc087c86378cc5e821bb1d8d7f839104bf6e	drop view if exists saint.selection_to_call_first
saint_data.selection_buyers_rows	view	55	2af00ecbd56a0c7f84d602cbbde9672d9747427e8567730ed65fb5cdc8e58c1b	drop view if exists saint_data.selection_buyers_rows
saint.selection_buyers	materialized view	56	32f9ca62a94929e90539dfd96a6d547b9554b8edba3831a96096c93d276ae000	drop materialized view if exists saint.selection_buyers
saint_data.selection_buyers_refresh	function	57	f9a3b61eed6e82a98c1f87fb5ce49ce6e1c1d5bbb753f2e90d5edc2b8ce0892f	drop function if exists saint_data.selection_buyers_refresh
saint_data.company_check	function	58	03fd8e07e6a6ad5d1aa1b03fba8c65b9ae0b8404fd8d62175e51adeaeee1fd97	drop function if exists saint_data.company_check
saint_data.company_criteria	function	59	b721dacd9d31b470ff9d506c6327433d43bcddcd12555668c3941b4921193dd5	drop function if exists saint_data.company_criteria
saint_data.company_explain	function	60	1e8b9008a7a6d3c5a1e4770253082148a3212c1284c4e3f4c22e7d21a46bdbbf	drop function if exists saint_data.company_explain
saint_data.company_texts	function	61	f468c46600cf0c093a171a44c84ed7bbe4d9131f3d415a120eccab5983f6aa0a	drop function if exists saint_data.company_texts
saint_data.company_dialogs	function	62	af9a3926919173debf97b762f6d53b813cdd3dd30f9d74c271122f943c5a77fe	drop function if exists saint_data.company_dialogs
saint_data.company_write_activity	function	63	85893aee5465df60d19a3eb58d61fa547389bf8e9cbe96b8978d70a2c62f14fd	drop function if exists saint_data.company_write_activity
saint_data.company_fields	function	64	36cfe459093033386216d084822ed2344cda2b1f17f50c1be4f08eb33afc366f	drop function if exists saint_data.company_fields
saint_data.person_stale	view	65	468cedda21c0ff629778dce859c921cc262cd23af6033d691c1ef5517a90200d	drop view if exists saint_data.person_stale
saint.person_counter	view	66	bd29c14f7dd78fa2a37772ead81a1d5344dd171ea44a64a20494a2a72d3a1d94	drop view if exists saint.person_counter
saint.person_status	view	67	31bb8dfed28431f0ec65ca0778abcdafef19a1fffb578ead7e524cfc774a8fce	drop view if exists saint.person_status
saint.person_watermark	view	68	8f78ee974778ec8c8f953aea01d6da88486f9eca3a3cd453e3070f020e866f47	drop view if exists saint.person_watermark
saint_data.person_check	function	69	c534890094cd8305d2a28beda85cc1bbe9020dd7128c8cfd9806a81aeb1dcc21	drop function if exists saint_data.person_check
saint_data.person_criteria	function	70	30880d2eeba434dbe66826b01be06c091aa3ca9ce6b85f9314a6ed5db4bd8054	drop function if exists saint_data.person_criteria
saint_data.person_explain	function	71	7c7900455e4f25254df1ec3f41434bbe9e2de84ad3888574e52e80d8a477f0b5	drop function if exists saint_data.person_explain
saint_data.person_texts	function	72	3a664b0bed2287887eed3a841e677377d179136f4387a7f66481aeab43f5355f	drop function if exists saint_data.person_texts
saint_data.person_dialogs	function	73	4335f15a81db12c8d10fa4070c1b12c2cdb317409c33e9076efb0fb50367febc	drop function if exists saint_data.person_dialogs
saint_data.person_fields	function	74	d61d768ce8cb5cc9086a98ece9661afa2bc81fd71823675f6cd5691c60021a1a	drop function if exists saint_data.person_fields
saint_data.project_stale	view	75	c43b1dce522df1995b1b08ead1dfa96fec87c79cee088136c5e0ee98ccdc2270	drop view if exists saint_data.project_stale
saint.project_counter	view	76	f014bb83774785f5edebfacf30755556cc85173021906631bbbaf945b92b5dfb	drop view if exists saint.project_counter
saint.project_status	view	77	bf89fc82dec3636809b77cab5f42bc138b5a0c7e2ca4664b928242ea4d38f686	drop view if exists saint.project_status
saint.project_watermark	view	78	127b2982b6446f5cbedae0ae5c4abfc34bff85c2092a40639abadb44f1a94611	drop view if exists saint.project_watermark
saint_data.project_check	function	79	cb290f7211fd16dc0f84b9d06f340b5ac156db47a8f691cfa7be9a0112fdc735	drop function if exists saint_data.project_check
saint_data.project_criteria	function	80	820fc741f0622a442b5b8a2d370cc2126f36de211887c9d3bc766f8a1a0a7c73	drop function if exists saint_data.project_criteria
saint_data.project_explain	function	81	d961e2a3239ae741fbca01de10beca1819062501dd2e5e0f4d2a4d8a6b9423d9	drop function if exists saint_data.project_explain
saint_data.project_texts	function	82	406fb76694ca1a75f6a2b20bf4e576020f382cecdf56baa571e13048c90aeb73	drop function if exists saint_data.project_texts
saint_data.project_dialogs	function	83	376fdffd8b7da4f47442b02371d7ba8cfbf6030f4ae1f1b2c8064d98422de9b6	drop function if exists saint_data.project_dialogs
saint_data.project_write_activity	function	84	39e3cc52d02c3c8b8ead9c50967f931d2085e7fae991ca5b2e1a3d4d1e7d4270	drop function if exists saint_data.project_write_activity
saint_data.project_fields	function	85	66c5dbd4702b78de7309d2b8010ba21502b9b18df0fc0d9aff9196ce3459a52d	drop function if exists saint_data.project_fields
saint.statusvalue	view	86	6b7dafbd89aba1894e05ef54731bad67a095d55c2a9a757e9994365051784d07	drop view if exists saint.statusvalue
saint.status_history	view	87	9fee43d7336c8d9a8b5153ac3a947998911cacbb70ca121dd812452658c83109	drop view if exists saint.status_history
saint.status_period	view	88	311e83f0cc562fbc7b2fe90ec690ab9749bc319e2ba278747101bfa89fdd277f	drop view if exists saint.status_period
saint.status_daily	view	89	7a3801df5e867eb8b686bdae223a5b3458d58cb8d0d7f690827ece9db14f06e6	drop view if exists saint.status_daily
saint.statusdef	view	90	0bb56295b227987fc8124164742e10a31bb7f67fd1168cda3cd3b992d56e4345	drop view if exists saint.statusdef
saint.countervalue	view	91	9f372e42b1330eb6dd762d77c55d40bca797a51f67d899a1cd2975053bfb58be	drop view if exists saint.countervalue
saint.selection_member	view	92	4224191618b76b179e02dee529df63f34e7714a8db1b62b12ee66012fa542b43	drop view if exists saint.selection_member
saint.selectiondef	view	93	39d229f327bf3f803dd0afee91647c686094778ce5c06ff0419742656f1696e2	drop view if exists saint.selectiondef
saint_data.sale_transition	table	94	b6caa2fb46f8dedfb98766e91d9a1914678285baef3c90993428eb0da556470e	drop table if exists saint_data.sale_transition
saint_data.company_moments	function	95	197deb3ea078057766a426dfdec74510129f456885c89d7f9c91a04d03324e1a	drop function if exists saint_data.company_moments
saint_data.company_chronology	function	96	315abbca1b4afd9d57559768065905d951409e31378f332ec7c7de95d9c6e5c7	drop function if exists saint_data.company_chronology
saint_data.company_happened	function	97	0a771748100adec60998334ebd829f69a6dce22898ff97c91a82bcb429bbc77e	drop function if exists saint_data.company_happened
saint_data.person_moments	function	98	1ce7c205105cac597227ccb6920ecef90f02bfc2e6fecbfa64e1eadf75c4024e	drop function if exists saint_data.person_moments
saint_data.person_chronology	function	99	745ef0843fafd3b1a7ddc14a481b1bc14a4ae789bb7b902ed4cdbb9c7188283b	drop function if exists saint_data.person_chronology
saint_data.project_moments	function	100	b17c83cbe19b360764d578c9df8c0b477a10b3aadc9488838fab7bd9a329c7d1	drop function if exists saint_data.project_moments
saint_data.project_chronology	function	101	c955ac704e3fa554f18ae9bb3452513515fba1e1f28939321ff995bc9735825e	drop function if exists saint_data.project_chronology
saint_data.project_happened	function	102	5ea255d3e71d0d73b4d7344a7ff3b8eead5acea5038e3068a277615d7ee2c870	drop function if exists saint_data.project_happened
saint.contact_moment	view	103	1e033914abc018a4590817c1563875690e0bc575aba3f9abf532f722cee31897	drop view if exists saint.contact_moment
saint_data.company_counted	function	104	490b48d3d8268e9fc18eaf69d3e24da01838943d2cb3a6175bc7e1afb4eda199	drop function if exists saint_data.company_counted
saint_data.company_attention	function	105	e4854c5f398dc2f27c4bca2b991ba54bebbfcc9559d1ce6565232dcf24ce5d9d	drop function if exists saint_data.company_attention
saint_data.company_attention_between	function	106	32cf6ab2631f2f671f77fe2d7db1e450bc5e0a2479802d47e1da2b324e1f0dff	drop function if exists saint_data.company_attention_between
saint_data.company_relations	function	107	553a61b4ba9901cf92f9e6bc522432a455da41d468e01272700a5062bb17bbae	drop function if exists saint_data.company_relations
saint_data.person_counted	function	108	5457423b9ad0feffd4b1d639502a87f2913dcc51b6a91ff0b444173b24c140f9	drop function if exists saint_data.person_counted
saint_data.person_attention	function	109	a1f900317b0511a3079777d60004fe9a05d90b10a8a75def510a6913499a67d8	drop function if exists saint_data.person_attention
saint_data.person_attention_between	function	110	1b548ab15072b5fa1473eb5de2abc11788c7fae4b23082778b7b577b502ed265	drop function if exists saint_data.person_attention_between
saint_data.person_relations	function	111	425787bfdbb7b2e7a086e64bfdb27b9ae77411edf8e6909e0a9339cc5c80356f	drop function if exists saint_data.person_relations
saint_data.project_counted	function	112	c74af11648c1a223aaa6cd6a36724f63b894c1e430b56aaad4cb775108f58297	drop function if exists saint_data.project_counted
saint_data.project_attention	function	113	760e1dd33ebb12d39839b9ae45d367dfa98e3ec4adf8ed3e72182235cb1344fa	drop function if exists saint_data.project_attention
saint_data.project_attention_between	function	114	742dbdfd1f8d192cd0d69619be6b3ca07ba47040e1d2ad128ec0f5359e83f811	drop function if exists saint_data.project_attention_between
saint_data.project_relations	function	115	85c1313d3a8c0d62dbec40435b0379fec55559cd06b668eb2951154fbadee350	drop function if exists saint_data.project_relations
saint_data.attention_customers_calculate	function	116	c813b48343a71c1e81c186012cd442bf2bf1037af9ed317a0c6075ec24045b71	drop function if exists saint_data.attention_customers_calculate
saint_data.attention_customers	materialized view	117	57af2394dafecf45b019ebbfc2007a48ad19fd976520da7ab770f15b371aa1c6	drop materialized view if exists saint_data.attention_customers
saint_data.attention_customers_recalculate	function	118	dc28b9ea701b68a184d169b91b30f6494562ab48085443263fdbac71d676548d	drop function if exists saint_data.attention_customers_recalculate
saint.attention_customers	view	119	2d208dcb718521e796af77e1d50405bcabd9288570ceef60743680979aa9f63d	drop view if exists saint.attention_customers
saint.attention_customers_bands	view	120	d77fac4b3e99d16ee28f1c4caeff4fbf51e6f09a4d8096cbe484b9243539e541	drop view if exists saint.attention_customers_bands
saint.attention_customers_summary	view	121	f22e87d97093c6de90da31690994eb5c6957d7f7554653bd86e6d798c6ad8d8a	drop view if exists saint.attention_customers_summary
saint.attention_customers_sales	view	122	1b2325ed51d21a02428b070eaa3e4d873a63a0fdcca95cfdee313878485b53c0	drop view if exists saint.attention_customers_sales
saint.attention_customers_sales_bands	view	123	28f43efe8b5e2f4f9dde84623a1ad84d2c81decc7184df5aea282ce0a487250d	drop view if exists saint.attention_customers_sales_bands
saint.attention_customers_sales_summary	view	124	00d6515e9a8cf99758d3b2f80a2fef680c8011b2fa8ed02403208e4b31090c78	drop view if exists saint.attention_customers_sales_summary
saint.attention_customers_excluded	view	125	0b616247e3b8a0f4486b9bf7c775a45a766856bff723ee869844f313e583671c	drop view if exists saint.attention_customers_excluded
saint_data.attention_sales_people_calculate	function	126	213e60af710894cd9640f746850b99f059238ec06c2d68916487e94f2a0156f1	drop function if exists saint_data.attention_sales_people_calculate
saint_data.attention_sales_people	materialized view	127	5c0be9e2b6345c57581c5cba7c657d9463d83ecd40acc37e0d32dd6125cdc748	drop materialized view if exists saint_data.attention_sales_people
saint_data.attention_sales_people_recalculate	function	128	5b5174c214ba397d94ce8bd70fa0ea660dc9b3e8becab2e8fa4ea1de99c3d161	drop function if exists saint_data.attention_sales_people_recalculate
saint.attention_sales_people	view	129	e9038165131c8c9e8da730e56d29016c7def5fc5522903ccffdf059be6d5352d	drop view if exists saint.attention_sales_people
saint.attention_sales_people_bands	view	130	0c972dfbbe02ead82a9b7211348f73bcf580dbfb767028c4476d073ad14bf535	drop view if exists saint.attention_sales_people_bands
saint.attention_sales_people_summary	view	131	b4b78837f419b8c5f535a435257a9da01fb81a76de33419dbb5409344e6a1c63	drop view if exists saint.attention_sales_people_summary
saint.attention_sales_people_sales	view	132	83c09d3403ff4cf5a01cbc6a3fa39470e7abec8ca3acd820034d59d4b1f9219d	drop view if exists saint.attention_sales_people_sales
saint.attention_sales_people_sales_bands	view	133	3d872a1a91f5364bb946fd6d1e69ee45c07c28ae328c0b027a18a68be1c35901	drop view if exists saint.attention_sales_people_sales_bands
saint.attention_sales_people_sales_summary	view	134	a1d529d85eed37a3dcd94f35d6a42e008db22990e89dd5327b219bcb3853ed1b	drop view if exists saint.attention_sales_people_sales_summary
saint.attention_sales_people_excluded	view	135	3dd98e7c70359722461f7a382d6a82fce0c9352edac2a436dbc180bc67bad288	drop view if exists saint.attention_sales_people_excluded
saint_data.attention_called_calculate	function	136	cd01fe65a54c729fe86b3b5663a27f8a4fc78383cd5c8ec6929f257b3c69670e	drop function if exists saint_data.attention_called_calculate
saint_data.attention_called	materialized view	137	da1b98f04b2c9e92f0de871010e5706df7dde0cacd8d3e254c7d15b20b54cb52	drop materialized view if exists saint_data.attention_called
saint_data.attention_called_recalculate	function	138	c5f8d84ae6582465d022d65f064c6f3b22ab9c264990f48da29b3fa4f328b6e8	drop function if exists saint_data.attention_called_recalculate
saint.attention_called	view	139	3dec4ba33456eadbba3486583235657ae1b5759068cbaab8f87d772cff644c04	drop view if exists saint.attention_called
saint.attention_called_bands	view	140	6719cf47fc6d9d2eeec2b00c243237d81cc5cb61959a5b91d73aa7e50f61f8dc	drop view if exists saint.attention_called_bands
saint.attention_called_summary	view	141	34c9b1c9fc15ff2220fbe296b9ffc0dfc8b30c4a695bdf5f28e9c9353eb8961d	drop view if exists saint.attention_called_summary
saint_data.delta_day	function	142	59d10148d9e98149fa08d3f803d20d926a4ce798d5663806aaf8437a44710399	drop function if exists saint_data.delta_day
saint_data.crm_account_inserted	function	143	674e5e1035613b5e5d1ee942401aa88c4235df9b25981be59966c586cf151874	drop function if exists saint_data.crm_account_inserted
saint_data.crm_account_updated	function	144	7c2f627435e3e1983648d4f14e5bdce759102f31a144d248380bee7460f3caea	drop function if exists saint_data.crm_account_updated
saint_data.crm_account_deleted	function	145	ba483a611afcf2f1ad243a2983a9eb79aedcbcf559a77b450b5681bf1c65b355	drop function if exists saint_data.crm_account_deleted
saint_data.crm_account_emptied	function	146	bf628428da481159627358fb18b39d6e6aab079830aabd8b9236f01e34bc8220	drop function if exists saint_data.crm_account_emptied
saint_insert on crm.account	trigger	147	372f8c2f67512cc89b3bd30f8aa588ec3d559d8dec3f1ecaadb6c3cafbfc3f13	drop trigger if exists saint_insert on crm.account
saint_update on crm.account	trigger	148	d152c7dfeb6c08701c61099f0892940da6c676b1f08f97087c46978b8ece10ec	drop trigger if exists saint_update on crm.account
saint_delete on crm.account	trigger	149	f3ba00f0f69dd81a314212b4aef8778d68912444d2f70a45a3a68053118a5204	drop trigger if exists saint_delete on crm.account
saint_truncate on crm.account	trigger	150	95fdedaa0ba15787aadac876066d781612d86ee7709fa51b2cc9f200ca36f0e3	drop trigger if exists saint_truncate on crm.account
saint_data.crm_activity_inserted	function	151	71ecdd3c0bce5951e72faed2935356ffc40badc27abd7f71facc55b34ed42777	drop function if exists saint_data.crm_activity_inserted
saint_data.crm_activity_updated	function	152	75c5af584f6a655e6f9adf068f92ef67aa87901d6f20622005c6299ed9c8d6c9	drop function if exists saint_data.crm_activity_updated
saint_data.crm_activity_deleted	function	153	4ae55a5a7e4e17051f0fad2b0d55675278debb668cad7f6cc16eb97f714c8d81	drop function if exists saint_data.crm_activity_deleted
saint_data.crm_activity_emptied	function	154	5c5694886519d13cdf78acace536bc88cace696d0cd80f17ce8b9ad02736084e	drop function if exists saint_data.crm_activity_emptied
saint_insert on crm.activity	trigger	155	8372a10d72ae84a9563add23a3cdbbe67cc958cad23fe90c738f4268f22de84f	drop trigger if exists saint_insert on crm.activity
saint_update on crm.activity	trigger	156	3cb31171e25bf5a2b2d2af5997becd329b836f1b595e351c58eba90f9d5d51b4	drop trigger if exists saint_update on crm.activity
saint_delete on crm.activity	trigger	157	3e2379825b24e9d7b9154a7d09f8186b8055d6397db0cd18aca39f2fc294e7e2	drop trigger if exists saint_delete on crm.activity
saint_truncate on crm.activity	trigger	158	27fcc82aa10a028549a8951d972fcd6b42592a9705fa36257062c33e2ae417ea	drop trigger if exists saint_truncate on crm.activity
saint_data.crm_call_inserted	function	159	302a4e6327cdc0f01f713dc13adefcad34ffbf2841882440c190a1b528b96cd3	drop function if exists saint_data.crm_call_inserted
saint_data.crm_call_updated	function	160	3d5f892fa1e2afede732a51c6b2a0b879c9ed2eca2b63f61e2e244d47099b9f8	drop function if exists saint_data.crm_call_updated
saint_data.crm_call_deleted	function	161	c98286e769a16b069c3c8fc9569223903755b120ebafe111e571bf516e7c3690	drop function if exists saint_data.crm_call_deleted
saint_data.crm_call_emptied	function	162	f916dc41b2a1ffa4f4da0326e0c96172930a250ff4d5180795bc6d8af86ab8d6	drop function if exists saint_data.crm_call_emptied
saint_insert on crm.call	trigger	163	8aecac4788339b283855cab780a4c74968c8558a6723d291ac0763b03382ec71	drop trigger if exists saint_insert on crm.call
saint_update on crm.call	trigger	164	efcbd41fc6ea615d37b0d817e69e937a5cbc76dff5c2b7a177fafbf2d274c5f7	drop trigger if exists saint_update on crm.call
saint_delete on crm.call	trigger	165	976bf2be43cb6bd5203c611b1fa707c4cf06442a4dbc3c75f437995fe03a7875	drop trigger if exists saint_delete on crm.call
saint_truncate on crm.call	trigger	166	dbbb6a6f4467d243cecd18d737df4d153bc86e7e975ea28ae125c2d7c63d1108	drop trigger if exists saint_truncate on crm.call
saint_data.crm_company_inserted	function	167	5be860777c2d08ed3332daed6f786b688bce45567a27ff471d73d1f188e057be	drop function if exists saint_data.crm_company_inserted
saint_data.crm_company_updated	function	168	bb0918d7174f09c03876768535778259ff2b883198be09b65d6128e6059da5fd	drop function if exists saint_data.crm_company_updated
saint_data.crm_company_deleted	function	169	c0bce53fe915bd48a9ae075947754c292e109c21fb3ed233d3837a48872742a8	drop function if exists saint_data.crm_company_deleted
saint_data.crm_company_emptied	function	170	24add05cf363c28be60f9180a072f92f98323b260c1c87cbf0b8c4c1369cfbd4	drop function if exists saint_data.crm_company_emptied
saint_insert on crm.company	trigger	171	dba8ca9b8cbe3fc7df2bd0c919731d11c98d01ea7b1a04f943fbc764daec0dcd	drop trigger if exists saint_insert on crm.company
saint_update on crm.company	trigger	172	bbd59e2c7f712c9ed123e68b4b59f5d3537daf98ea305718669d7e64265ec128	drop trigger if exists saint_update on crm.company
saint_delete on crm.company	trigger	173	139dc569bab00e0c1c0a55ece026a9e7fb2cdd2a2d904ec8dee175dc7ebc024c	drop trigger if exists saint_delete on crm.company
saint_truncate on crm.company	trigger	174	6db99989c8e829cc71c3f8c1f2557fdd79988cde5bb0173ec4e9c8af5e8f4ef8	drop trigger if exists saint_truncate on crm.company
saint_data.crm_email_inserted	function	175	6293b4604d0bc976bc40c6bd05b1601b16de475c059bcfeae4d66011769fc14e	drop function if exists saint_data.crm_email_inserted
saint_data.crm_email_updated	function	176	51192133eb8e3048c95e3e93755fa66ee071081b7ca1b5b1acf53659c3c1db85	drop function if exists saint_data.crm_email_updated
saint_data.crm_email_deleted	function	177	1e80c4155473cfea819a8d4ef100fe962138cec1e617ea4fbeebc54f280be494	drop function if exists saint_data.crm_email_deleted
saint_data.crm_email_emptied	function	178	7ad51c95d4a7d1d6d17d8d706f65f345b63da6eb4c872828764ee0d6d068bf51	drop function if exists saint_data.crm_email_emptied
saint_insert on crm.email	trigger	179	5d9ceba08223a06c83d073df628d1af123778eb28fe23c89420eca9e3d25a87e	drop trigger if exists saint_insert on crm.email
saint_update on crm.email	trigger	180	62074fa23ebf3c4da2e40ec5cce706d0dfb05a733b72490506417999d5e67250	drop trigger if exists saint_update on crm.email
saint_delete on crm.email	trigger	181	15ae43126f4391c1c64a48578c2a27bdb85b445e887af0e497b57c7778a17a1e	drop trigger if exists saint_delete on crm.email
saint_truncate on crm.email	trigger	182	480ca95613202b2853edb45b4630e2167fc30a361c5ffd767b177ff7946f1445	drop trigger if exists saint_truncate on crm.email
saint_data.crm_email_person_inserted	function	183	34745187ac5c169512ff27e9e2a834e04e273bc22f305d31b4591188bcee88e1	drop function if exists saint_data.crm_email_person_inserted
saint_data.crm_email_person_updated	function	184	5144b930b007c36eadb7dc8b6b76079d08acf9c037c22bf196370174c2c2fc98	drop function if exists saint_data.crm_email_person_updated
saint_data.crm_email_person_deleted	function	185	989b5ccfa36a66053afa498c39012b469b16f56bd583744593037be679421314	drop function if exists saint_data.crm_email_person_deleted
saint_data.crm_email_person_emptied	function	186	654105e8ac2a4c7ab81359cff2658e6f295a7c544f51e9d5d3577be245dd68e4	drop function if exists saint_data.crm_email_person_emptied
saint_insert on crm.email_person	trigger	187	79d564b0dc7533d39c74f6fd2288867f50ac4cb4313ee1d7f39274cf6786f567	drop trigger if exists saint_insert on crm.email_person
saint_update on crm.email_person	trigger	188	2f0943c7777abc3cd6ccb65a983dfa7d9bbd28625a135268008cffc7e0b2b0b2	drop trigger if exists saint_update on crm.email_person
saint_delete on crm.email_person	trigger	189	506ba445d61bcf3e2b8b4ffa1dbe7a25e7154b73684e0efb1e26972084dbf6fb	drop trigger if exists saint_delete on crm.email_person
saint_truncate on crm.email_person	trigger	190	5bde52cd89138abd0ee05f00097867084e1ace1091a1024f370b1746fa557bf9	drop trigger if exists saint_truncate on crm.email_person
saint_data.crm_invoice_inserted	function	191	be235cad179c6ae8b49851c30976c9bbb49bf95e8fd2539d43ea0df98072e214	drop function if exists saint_data.crm_invoice_inserted
saint_data.crm_invoice_updated	function	192	5656266d4ad0879f2eaa80af7f5239e4c0b7f0bc92fe9a998b43b487880d7913	drop function if exists saint_data.crm_invoice_updated
saint_data.crm_invoice_deleted	function	193	b3269be488b26f5b7addcaf663f3474210c58c74deb46e6a5fbea4ca84af9c1a	drop function if exists saint_data.crm_invoice_deleted
saint_data.crm_invoice_emptied	function	194	d69030fa21e6189dacca82dcd186278fc35ad4258e0f34c174ef7b3790b31138	drop function if exists saint_data.crm_invoice_emptied
saint_insert on crm.invoice	trigger	195	6db143e78753f5c2376e0f58587b4b5f889f56ec76e200a41d82de1b6a02f3da	drop trigger if exists saint_insert on crm.invoice
saint_update on crm.invoice	trigger	196	99fa2df6984022749002779ae5d30609b02047130144c0ebe1ac781be340343f	drop trigger if exists saint_update on crm.invoice
saint_delete on crm.invoice	trigger	197	d6d4c14834a52b17250590859c446a705ade9bc52ae50875ba32ad182ab93df4	drop trigger if exists saint_delete on crm.invoice
saint_truncate on crm.invoice	trigger	198	576c6bf8e67191a60bd8ebe475439905546f12f8661fd316a56aa80986be9b6a	drop trigger if exists saint_truncate on crm.invoice
saint_data.crm_note_inserted	function	199	dc5acca05d350c7d9d1fa0edc15dbc41b92b64e394b5c983a9c26227828222ee	drop function if exists saint_data.crm_note_inserted
saint_data.crm_note_updated	function	200	60221d3d20d12007d97bbc63f8907d3b2cb3ef1e4b3cec3190dead4c061fabff	drop function if exists saint_data.crm_note_updated
saint_data.crm_note_deleted	function	201	6ee58f525369b7a17a138e31f8f85ed549cc48c31813937a42f8905e13360381	drop function if exists saint_data.crm_note_deleted
saint_data.crm_note_emptied	function	202	175b6faad8764ee71858864a440a1828ccfc75c2f86533ea8bc308f1d507ce0a	drop function if exists saint_data.crm_note_emptied
saint_insert on crm.note	trigger	203	1e45acde05a4125e376a6b14eaa183e42cefe4de013b6cafcb7ef3576c6169c9	drop trigger if exists saint_insert on crm.note
saint_update on crm.note	trigger	204	df8c8ef41e7c0b6ea63072d8625aab977e63f17edaed198cff641c44bb53de54	drop trigger if exists saint_update on crm.note
saint_delete on crm.note	trigger	205	d0d233e3e54a7bbf89593e2a5c1e62067eba2820178120fdee4cce7ecd3fcb19	drop trigger if exists saint_delete on crm.note
saint_truncate on crm.note	trigger	206	bb4892046ade5db150c4642bdde1a6ab3aabc2c504caa895a2e95c086627fc55	drop trigger if exists saint_truncate on crm.note
saint_data.crm_person_inserted	function	207	3441528d2aca4e6f530320a8d1cae827af08e2a226a48e6557383189168620a1	drop function if exists saint_data.crm_person_inserted
saint_data.crm_person_updated	function	208	0cfc0538fc8f3c3df69f0faadf682f58fee9db945d85145a26f3cfe95121c7ee	drop function if exists saint_data.crm_person_updated
saint_data.crm_person_deleted	function	209	807e069d8e077bbd83de33b1e7b967a765207974f437f4fbe3dd2830e65aca9b	drop function if exists saint_data.crm_person_deleted
saint_data.crm_person_emptied	function	210	e747e899d8de5d5538af3a81acb9b5a37b81b303ab7680efad3b591b04eb236a	drop function if exists saint_data.crm_person_emptied
saint_insert on crm.person	trigger	211	9eee9b295375484438c219cba0fbb6621f8010b7ee9354a0c110591f46f0a92e	drop trigger if exists saint_insert on crm.person
saint_update on crm.person	trigger	212	e84ce5d04650e68733fabe39803449f1f7d3ff74916a80d3675c796a6bcd0862	drop trigger if exists saint_update on crm.person
saint_delete on crm.person	trigger	213	b6e1fbe1d409fd11d98df2fa62482447d98dfc0745bb236a4613d9ecd5efec7b	drop trigger if exists saint_delete on crm.person
saint_truncate on crm.person	trigger	214	54be08153c9efbfd684027194faf6ba334145963d583c8c565df75f4f59390b8	drop trigger if exists saint_truncate on crm.person
saint_data.crm_project_inserted	function	215	4dc9a01fec69827591ebac4749386396edd8c9fda35bec296417899969c75201	drop function if exists saint_data.crm_project_inserted
saint_data.crm_project_updated	function	216	2e8e87d3012d001a4c7052f5cabf94464140cbfb698dd874107bf48720f26895	drop function if exists saint_data.crm_project_updated
saint_data.crm_project_deleted	function	217	e37ac103012e0c7cc28f34882e3ee9dd04cd3bdd6a5c8dd9271f2ebfb7ff3429	drop function if exists saint_data.crm_project_deleted
saint_data.crm_project_emptied	function	218	562dff8f274230dfa232999ea01627a19632c2f5b4e03de99dae648e2ce35415	drop function if exists saint_data.crm_project_emptied
saint_insert on crm.project	trigger	219	57d3dcfc499554bef5f4a415aa9cc00287ddf14a304ebb8427f3a2ae5dc4278a	drop trigger if exists saint_insert on crm.project
saint_update on crm.project	trigger	220	f424fc5ebbf042c4872723fb846558fa25027cb55a7e577dd5d979789189bc46	drop trigger if exists saint_update on crm.project
saint_delete on crm.project	trigger	221	02c6861261f81b2ad5756ae5eec5f8ee38232f3892fec4decd7323c79b11715e	drop trigger if exists saint_delete on crm.project
saint_truncate on crm.project	trigger	222	0b9622189c1cd3d25bc781676d710f2287e19ef49dca1063a453ba6ae057138a	drop trigger if exists saint_truncate on crm.project
saint_data.crm_sale_inserted	function	223	a6107699b5ae992600d5b3940f4c7bccacfd40bff83c9432ab82addc0336acb7	drop function if exists saint_data.crm_sale_inserted
saint_data.crm_sale_updated	function	224	efbf11082f795ecd6e9ddbaf1c0b84ffa473084a4c6b4a6c5d0ca6db4ee397b7	drop function if exists saint_data.crm_sale_updated
saint_data.crm_sale_deleted	function	225	00cee92e457793b8377f1dfa6e2c7bc2d420cee7623dc9cc874d90fa94359821	drop function if exists saint_data.crm_sale_deleted
saint_data.crm_sale_emptied	function	226	b083b10adf4b3c58bc6b85f24e4ab7a6fbbe80dbb8021df7d2765637a169a935	drop function if exists saint_data.crm_sale_emptied
saint_insert on crm.sale	trigger	227	cedcfe11754122ec9cde0030a180d541b88f2aa4479cae2baaf96d47c6d9e859	drop trigger if exists saint_insert on crm.sale
saint_update on crm.sale	trigger	228	2245a044f3f388764b594140da0de7204ca4143bc9afc68f6f70a08c4a962dab	drop trigger if exists saint_update on crm.sale
saint_delete on crm.sale	trigger	229	6df9d0388f7fc11823ee4b7dab25067c149bfbf31ddba45c1733ae5d38e34119	drop trigger if exists saint_delete on crm.sale
saint_truncate on crm.sale	trigger	230	2e5b3c2d3671a26b67140f11fb982d0fd2b66fa5d9053e79c3b39a4b03bf90f7	drop trigger if exists saint_truncate on crm.sale
saint_data.crm_task_inserted	function	231	3e03e71dd5d6a4cca0b5fb722d8a81d9bac7d007b54448ca031bb4053594ec7a	drop function if exists saint_data.crm_task_inserted
saint_data.crm_task_updated	function	232	d06183a1d9056b80c9a99694d633d26a125f280f309c836582da7ccf2d95d349	drop function if exists saint_data.crm_task_updated
saint_data.crm_task_deleted	function	233	0adededdb73dd09fc410c89709b7932be60a7d8f2d372efbf200fd3f8d6bc6e1	drop function if exists saint_data.crm_task_deleted
saint_data.crm_task_emptied	function	234	36ca72571698da7920c09e9533509a152bc4e99a2d3c111b030c85413a6790df	drop function if exists saint_data.crm_task_emptied
saint_insert on crm.task	trigger	235	425a2b05fd375934b6791e46d268ce4de02b293c27e20d5b3e94c5477233756a	drop trigger if exists saint_insert on crm.task
saint_update on crm.task	trigger	236	17e1d985bcb0bd9f59dab28c18b72951b166b8f10efabf37fcf2bf3b765bd15c	drop trigger if exists saint_update on crm.task
saint_delete on crm.task	trigger	237	e1f23ba75721b67529423a7c799463785da1377b0016cc12dde85e3b0af16083	drop trigger if exists saint_delete on crm.task
saint_truncate on crm.task	trigger	238	3385908deea84df67c1673886594601bbc179186f2b5523df3a97259b46e5e44	drop trigger if exists saint_truncate on crm.task
saint_insert on crm.task_2025	trigger	239	e3b4632f418cbc7dde17ca7c6bedc2cb718c57f49c636e67aa4af5a11efc12b4	drop trigger if exists saint_insert on crm.task_2025
saint_update on crm.task_2025	trigger	240	634927a23cca4be7522cb99d81510a624a31ce39010501523f76a5ddac6550f6	drop trigger if exists saint_update on crm.task_2025
saint_delete on crm.task_2025	trigger	241	16364b1405ddccaa01e4389b1f6880612b032eefd8636960e54bd26c92572c45	drop trigger if exists saint_delete on crm.task_2025
saint_truncate on crm.task_2025	trigger	242	5d813e038913bb481c08412a7b9757fe42e638721f330bc9a94937b97669dfa8	drop trigger if exists saint_truncate on crm.task_2025
saint_insert on crm.task_2026	trigger	243	69ed7175017ae890a60bfd30cc55962c9d971971412de4815100978d1945dbfc	drop trigger if exists saint_insert on crm.task_2026
saint_update on crm.task_2026	trigger	244	ae03870090a75d4b74454cb4eed33d4bbeef55397fd0e136eb5f013618104d09	drop trigger if exists saint_update on crm.task_2026
saint_delete on crm.task_2026	trigger	245	9b3ebe16722947334b72ea551bf7793f98be45b03b78675ae7f4bb82648654d2	drop trigger if exists saint_delete on crm.task_2026
saint_truncate on crm.task_2026	trigger	246	335137e350190756e31d0aaa1ad697c744bac7f5ab931dc32bb4d41ded7eb2b5	drop trigger if exists saint_truncate on crm.task_2026
saint_data.crm_users_inserted	function	247	b8e87c27cbd5c6cf4b0714fb38f592e0042c4e2935be681835a6c2228d7da5dc	drop function if exists saint_data.crm_users_inserted
saint_data.crm_users_updated	function	248	394663ba315dca1ee3eadf6ad3fd952fcf12d8944f06761c4c04945b8738b8f4	drop function if exists saint_data.crm_users_updated
saint_data.crm_users_deleted	function	249	befccf08da0b112a9e72b512ed40cd594abadcac05ace89b1fe4d4e6d51f1cff	drop function if exists saint_data.crm_users_deleted
saint_data.crm_users_emptied	function	250	4cf6e026a98d5f16b75026c3d42b6512837110f842820e28fdfda443d0040800	drop function if exists saint_data.crm_users_emptied
saint_insert on crm.users	trigger	251	bf8e9f5df0bb78c09ecffd4f005061b20c92355324eb4c5b424fe836f4707217	drop trigger if exists saint_insert on crm.users
saint_update on crm.users	trigger	252	bbdb7e5ecef9026f6826163376a17dc8ee45549d1c944b14cc7c848df40866b4	drop trigger if exists saint_update on crm.users
saint_delete on crm.users	trigger	253	72313867762b0f0d231b49db11eea54dfc5dac2d8b5d242e5430ce01842a5cf5	drop trigger if exists saint_delete on crm.users
saint_truncate on crm.users	trigger	254	21bb84a5952ac0dfc1e242acd21416bc2a2b1479da437274c6581b3c0df23627	drop trigger if exists saint_truncate on crm.users
saint_data.crm_visit_inserted	function	255	c6a7ff5b78944b65bd3d1ece1f5a2846de0659c413e92ff2102fe26b9be22e1b	drop function if exists saint_data.crm_visit_inserted
saint_data.crm_visit_updated	function	256	aee42c419546987a1bc0c3423edc0e72bd6dcac87b64dd9345821e4d0c97a364	drop function if exists saint_data.crm_visit_updated
saint_data.crm_visit_deleted	function	257	c705a5fdf9b2f02996ac21ba4d027c5eaf4a7dd9061c889894df48430f179708	drop function if exists saint_data.crm_visit_deleted
saint_data.crm_visit_emptied	function	258	6ce32e293b1d0bbdae3ed30aa5a72343a026d5d7601f122d276053df21b63cb8	drop function if exists saint_data.crm_visit_emptied
saint_insert on crm.visit	trigger	259	376ec1a5598886760c53b0031eaa5b155a4dc80260b75a3c6f36d188699fed9c	drop trigger if exists saint_insert on crm.visit
saint_update on crm.visit	trigger	260	0e90193479bf472c27ca5d3eb037a226dd789463373843790095208b15456c08	drop trigger if exists saint_update on crm.visit
saint_delete on crm.visit	trigger	261	8f6bb60ce8ea0bbb5a8213151dbe92ba49a037cb52df6d76e4eaf9f0fbd35614	drop trigger if exists saint_delete on crm.visit
saint_truncate on crm.visit	trigger	262	99c0aeaf67283413d85bf3bcd03c0c1fb7f780ef7aaf2ddad849ad60af37b5f3	drop trigger if exists saint_truncate on crm.visit
saint_data.follow_partitions	function	263	35b45b5c8b32940f438afdb54f5ec884be31101ed63589f8dc2e7f13aac774ae	drop function if exists saint_data.follow_partitions
\.
COPY saint.computed (entity, kind, name, meaning, settled) FROM stdin;
company	column	category	ba9bb958dacca67bb37c36693637bdddc63cbaac0a6d28aa1e3ceddfae70501d	t
company	column	contacts_count_activity	96ce7f6d080f4ba34a44b4425aa72193b774106dc424b5876e8877c56f48c3e2	t
company	column	contacts_count_call	cb41ccf9fd566bb48b9b9b83d2af9dfce0094396aa036467f6e010b1e58d4a58	t
company	column	contacts_count_visit	d6723c3b26bbde952acee881d63ee7f0d8f7623e5285b9a10372b5dd02e463ed	t
company	column	customer_since	597743b6b4f042cc0aea46dd60a5b7bae6aab829ab5bdb87b6f43b7521390494	t
company	column	gone_quiet_count_sale	7dfb9ddbe0a3f965789a6ec2acdd62b641bed54c5723317580bc05e389746b36	t
company	column	gone_quiet_count_visit	703260c1aa80a7ccfa5275ac7a0ca7989a8ba374e68fee55f64cead0187b7178	t
company	column	gone_quiet_max_sale_date	c3a59654af69222b4da16aa677083029baaa57140171d16770036855799516f9	t
company	column	invoice_amount	6ebb5aa41ec0572c39d191900312568ad5cb264efdd57084d80c2ae2e2b6c09e	t
company	column	invoice_amount_n	194b1e5f9c1683ff59fb0f50be8eaa5cf5fe1506533d418b22f626d9e78bd50a	t
company	column	invoice_amount_period1	135d5802f954777b6be2be838575e71f3162679c23c35eaed9927028399a6368	t
company	column	invoice_amount_period1_n	9907dcb767ef72ca14dda6d26d9aee71d6b03d7939f94213cf7384fe982caf05	t
company	column	invoice_amount_period2	63e9a3cc95398e0d8e04522c4db145aa6527a9149029c1e275ea2ba2256e677a	t
company	column	invoice_amount_period2_n	30214e606d3daccb64fabf06591712444528b1b98b896437859dfd7559c04bc2	t
company	column	invoice_count	e87eab5059271f4966a3e5f48253281c781caa78fccc63c7f491846c279ba135	t
company	column	invoice_count_period1	4efedd6c9180930c6a9d0bbcb81e547b4707a579cb54d354f8869b8c7c497500	t
company	column	invoice_count_period2	de744bef325a497c48b0ac0dcc05fe11f166aea94e129eab5ddbf8e15afde248	t
company	column	invoice_last	9deb60cebec383f4972b72125d305325c717c99674214eeac27dfdc976f3122f	t
company	column	invoice_last_completed	566ab2d7f663802d76ce6ecc8fad8b10ba3e6bfe9485e9fd094569e8cb979b99	t
company	column	invoice_last_open	375b1e9b3fe7727c526b57f92c9d577e20a056430e68f5af7d202b6cc4414cd8	t
company	column	invoice_next	af0eb291ecd2382c14fac1a9bec3a23d8fc3a93e11d2642b931df12411ff545d	t
company	column	invoice_open	305018880e85913a9accacd54cfe96bf223998778a80dd87cf1a4f47016fc200	t
company	column	invoice_open_period1	0a1f7f9d9137a6dc4efd3d43656d3c84d7abc1ff69dde9e1c286c91c4e7f1c45	t
company	column	invoice_open_period2	91983ee89bdd0be31f6f41bfd66ab83ccdb2276192c7139388949bb1426f36ca	t
company	column	name	7631d302c5d5f528af757684c455266a285fbbf145e14a86d617e100b5cec6ce	t
company	column	neglected_lead_count_activity	a394b1863f86f20509c724ec56a99d00159c79f73962b96db1d428b3ffd3cfa1	t
company	column	notes	41537c57b83f70a6f38f9a305093a3948069f8a0324ccfc1cabecf08ff181d62	t
company	column	ordered	9d71e818b34f7565ba6d3b1872858294c33c72bc950d58adb104535ecedc3aec	t
company	column	ordered_n	fed4966e4cf097f74c8750bda39bee80df2bd1fc7d6f06bd332fdef739e36f08	t
company	column	ordered_this_year	05adaed8459fcc55255e03a8a1ea9ed27cfc08fc93d9ae6a9f9151898aac53d6	t
company	column	ordered_this_year_n	9f9b25c6ffa3579fbc460f812c2b042dcca26f36b6c9ad95918d15472727eee9	t
company	column	outgoing	0d40d1511f9ae54bedd8e50119db71f774f471477612421000f5610ac1bc3778	t
company	column	owner	9148f6232372de7eed4a21d6786c4d54d2e4b67e032e017d566785ec318ddc2b	t
company	column	sale_amount	ebecba4af79c55ae3a119d8ca6025b55e9e57ff3504bbdb5b009c5c5c15226d5	t
company	column	sale_amount_n	c89cd16d0bb94016f240d8c3a1cc5dd013b18d1757d2a521f0ccf963238493b2	t
company	column	sale_amount_period1	92e04a70e8c9e09a711c2ca2f3ef64fe0d9f3fe82f8c0b9ac940dfb5da0fa6ce	t
company	column	sale_amount_period1_n	dea0a7b9cc8d308f9b8de456f2c476643ce847e22013e5777660dafeebe1530f	t
company	column	sale_amount_period2	6ab0f9e3ba7a1762e06811390860463d451879aabf93e8a560752f31f9f36b09	t
company	column	sale_amount_period2_n	6f599aa8d8ad3ab6124605bb2254439e8023ca468fe2e3b013b525511c8bbdaf	t
company	column	sale_count	4f0d913902f605e1667c691edc00d0da0422de4a8b4f49011ae5b7d5c4252cd4	t
company	column	sale_count_period1	17952d948ee45c301f0508c879a82090c410e17a91b25e44e5da661a035409f8	t
company	column	sale_count_period2	1a08f22048337b98da4e94c6c69e9a2fa1e52d6aab7d59a23a03b17bf740e40d	t
company	column	sale_large_amount	dc07130f99e1ccb394e11a71cad65eaa698878abe2496c23a001f5828cb3a143	t
company	column	sale_large_amount_n	76ff81086357df28b8fa175d221dbb87f21520362eeb8d94012ae9eca0693c7b	t
company	column	sale_large_amount_period1	ab1d7ef268652ceb4cb910bb6becc0933a7d48e371b37a498232f5e83002a986	t
company	column	sale_large_amount_period1_n	b5668dc0c84de1c4b1a1474d431a8a1aed90287a55b17dae210d7212e50a4aef	t
company	column	sale_large_amount_period2	075abe9f45e628f11ff8720ed7aa7f9d5629d5d90b58c0228baa8ab10c09103e	t
company	column	sale_large_amount_period2_n	50e522d476ad63e8e43fa9dfeaef5db8d155d7d12ec13103666be978be7ccaa8	t
company	column	sale_large_count	ecad4ea591d2f1d0103172074e489d516b58afb991506a5e2413f25d70076ca1	t
company	column	sale_large_count_period1	a1aa83bcc4ce7c9ecb7dad01486172de24544d62099c1feb761d4dd120d028ff	t
company	column	sale_large_count_period2	88ebb0c791c173980518cd06d86d1e906b2f47376335dc65f5c2de9e147cec52	t
company	column	sale_large_last	1d2bcbd30a601304380d8d27060f42d66709bfba82680152b776d8e35fb87e44	t
company	column	sale_large_last_completed	98c585f9c39741f15594b02cb43b04a61de78a793a0e52c8e97e95a789a14104	t
company	column	sale_large_last_open	55601bb6ed7c3775f42d03421f4014568454e8891be105709fb578d1ff7c1ddc	t
company	column	sale_large_next	d8f564a1b803096024b5f0bc2074c120804d0549112210e6d83a96b62ff0c415	t
company	column	sale_large_open	0cee1f5dd87cb0c506e1da6e602832bb621057ccc4258f14ec4ea2841e688931	t
company	column	sale_large_open_period1	d0155206e951b561daf58e81a58933d8acfb6eacb665f3972f22dd154e1bd9e9	t
company	column	sale_large_open_period2	0d152ade44d13f94a60bdb9d600725df41ac38c9ae66d9d90506872bf3560509	t
company	column	sale_last	81e44f5a9cb859b897b60ea710c8ecc624d91bfa6281941ae0deb37cfd06ddd3	t
company	column	sale_last_completed	b20ad0e9e0e8a002130b48dd16e74d917014e0b7218b30b03a77237cac89cf56	t
company	column	sale_last_open	7ff0e1c23486a49696573253496e0d75ce701d88bc522b9aa2f2807e2aa4218e	t
company	column	sale_next	b385304c4db386485d7b92c575d11b263edc4043855e8d6374fd0be92df8c400	t
company	column	sale_open	33bf0b9a0260511e70c4c9e5672ec3d9a9164edac1cf5616893a62c3b867601e	t
company	column	sale_open_period1	f51d9d48314d4b671d468e5afc6bc23c658bb8835685a33749426535b8b52671	t
company	column	sale_open_period2	26a2f7121e4d6b7b17d0c8d18c755ede997e10b3096fee6e74c254f53b23a5c5	t
company	column	to_call_last_call	1022cfcf9874cadfa535dcd6287dae66f5a99225dc9d8cd08d90e863ae67dc62	t
company	column	unpaid	2842e949d2c0ddfd001ebf77e803766d3cd9b98572cabe9a75bf14ad0e6ec30b	t
company	column	unpaid_n	607825d9e3673adeb6a20a201b0dc7e52b8b2d2f5c160bd1c9b11041ce01ddbe	t
company	column	visits_last_quarter	855e4eb4b9ef5a8b817bcd721aec3babc7f4c05d2318426890a406b2fd51219a	t
company	records		50fdf76db31160ba02fbfe613798f6ddde9a2ba4f2b53b2e7753f598599dafd9	t
company	status	gone_quiet	d1515e3cfd97b5e952a39c52ae110b03c217c12f9d366d4717f591259933a726	t
company	status	neglected	51254aa586a404a325dac1abc4687b8e05969cc29562ca7daa86924fc42e5d13	t
company	status	neglected_lead	4d516d9ca4c6b87ed346d1880cdf9bf4b49ee60b6046424c7fd7b57f0d2c4063	t
company	status	new_customer	4c68c88fc14ca84db01fb21442e7221652c6eea94a3ffd5953bfba3fc62d08ae	t
company	status	worth_a_visit	f2fcafdbad1d5695e15e44ca9019637f072a12e6f428f9abdfcacc91c9a90e55	t
person	column	company_category	a16c5c82f733741202b92fa92379d93fa5e3419c1c0756c2a1a6fa9fb3ecda81	t
person	column	mails	78b3e52a9261817696dda0cfd0d6c8bb787c2011c67f1cc5c240b81fc5fdd068	t
person	column	quiet_contact_max_activity_date	32929dfad57b0416ba35d80bfb3412c2de736298ca084dd78cb72ef5d7371e1b	t
person	records		af95a5bc31d49228d43c7ee36afa5ff2f2491e195b7c8e828960675812c87b84	t
person	status	quiet_contact	b2840cc12c6411851cc6aaddcf08b6aeb8a310358088d667bad80468e5d7a72e	t
project	column	ends_on	acf11f2f0256ca92ad2182eaedab5f0ecfd109d80de9ebf6cd2b3e0a8749b262	t
project	column	over_count_task	ae25ea84582de3321a48d177a920b0306d2143633a990bfdc7474727007cf03a	t
project	column	planned	50ffe4cfb550cecfef4ff7b836d2074ffd093cd203d1212b516a48780be66695	t
project	column	sale_amount	572e4b5bb0f8604e8ed5452b94f6175eaa86724be341ea46570f57a756519be9	t
project	column	sale_amount_n	160dca59891bcd3d1d8a960ef2af0661f68faf6ce2937658bd4b0b4874cbc871	t
project	column	sale_amount_period1	c437182f2dd0ff614223bfe50e4445abf3fca2cdb87cb5d7ccc609ef2edf21d3	t
project	column	sale_amount_period1_n	33169ad8bffb011d56c674fdf2eb7d5ef4cab7e63c168e69853ab5bbd9f77e97	t
project	column	sale_amount_period2	927c2658a705068e3032b6aa8c5b9a1b3ee4c99fea72dc6a24351a9d68152b44	t
project	column	sale_amount_period2_n	29eebf1602a2e715c0d81e61e3789ebf48bc2f382810990bc439e7075f6a486d	t
project	column	sale_count	f9ef3188b8512bd8355e7917ce570642a3a77204248b51b1c7d75cf9d0e9aa39	t
project	column	sale_count_period1	51c23eabc76de5398680b02502be273138bebb68ed3395ee0cd4103cd10dcecb	t
project	column	sale_count_period2	7b469fba4b3c82578cd7052ef02cd00784866823da50995c980e8df4019ce7ca	t
project	column	sale_last	b1a360d154242fea7218689e5452f292089f8f8b64cc560e4f34986f6431d43b	t
project	column	sale_last_completed	736d0cb375022863d024db28c0c00c9ae981b6304c17049f37aac65ac8d804e8	t
project	column	sale_last_open	69a2238ae898f1c13bc78d7cf212993bced3da890b193b6b248ef181d29b0869	t
project	column	sale_next	b37cc192a3cbdeb5754fe210ad87d35558963f9d576c67698a63e2df66bc34e0	t
project	column	sale_open	6c68e5f3a648ba6f19027ed5a1f73d7b489424437f368c6d7bd1adca7420398b	t
project	column	sale_open_period1	c9f95769dbd192f11c8f2d03c8e733ff2638989da6d3ef5d254ab57d63d39e8d	t
project	column	sale_open_period2	b6b4057a238e352fe43ce93e13d0afc5dc8f6f6be62b67beedbb354ef9beeaf1	t
project	records		d004092839bccdd4f321da06d9c625220cec9b26a3fd933c17d6fa23c4a924c3	t
project	status	over	13d676d66c623700d2191f3406b66d90a74b3cd260951aab3c6b92c7a1909dc8	t
\.
COPY saint.counter (counter, entity, value, type, standard) FROM stdin;
sale_count	company	count(sale)	bigint	sale
sale_open	company	count(sale) filter (where completed is not true)	bigint	sale
sale_count_period1	company	count(sale) filter (where past(period1))	bigint	sale
sale_open_period1	company	count(sale) filter (where completed is not true and past(period1))	bigint	sale
sale_count_period2	company	count(sale) filter (where past(period2))	bigint	sale
sale_open_period2	company	count(sale) filter (where completed is not true and past(period2))	bigint	sale
sale_last	company	max(sale.date) filter (where date <= today)	date	sale
sale_last_completed	company	max(sale.date) filter (where completed and date <= today)	date	sale
sale_last_open	company	max(sale.date) filter (where completed is not true and date <= today)	date	sale
sale_next	company	min(sale.date) filter (where date > today)	date	sale
sale_amount	company	sum(sale.amount)	numeric	sale
sale_amount_period1	company	sum(sale.amount) filter (where past(period1))	numeric	sale
sale_amount_period2	company	sum(sale.amount) filter (where past(period2))	numeric	sale
sale_large_count	company	count(sale) filter (where (amount_class = 'Large'))	bigint	sale_large
sale_large_open	company	count(sale) filter (where (amount_class = 'Large') and completed is not true)	bigint	sale_large
sale_large_count_period1	company	count(sale) filter (where (amount_class = 'Large') and past(period1))	bigint	sale_large
sale_large_open_period1	company	count(sale) filter (where (amount_class = 'Large') and completed is not true and past(period1))	bigint	sale_large
sale_large_count_period2	company	count(sale) filter (where (amount_class = 'Large') and past(period2))	bigint	sale_large
sale_large_open_period2	company	count(sale) filter (where (amount_class = 'Large') and completed is not true and past(period2))	bigint	sale_large
sale_large_last	company	max(sale.date) filter (where (amount_class = 'Large') and date <= today)	date	sale_large
sale_large_last_completed	company	max(sale.date) filter (where (amount_class = 'Large') and completed and date <= today)	date	sale_large
sale_large_last_open	company	max(sale.date) filter (where (amount_class = 'Large') and completed is not true and date <= today)	date	sale_large
sale_large_next	company	min(sale.date) filter (where (amount_class = 'Large') and date > today)	date	sale_large
sale_large_amount	company	sum(sale.amount) filter (where (amount_class = 'Large'))	numeric	sale_large
sale_large_amount_period1	company	sum(sale.amount) filter (where (amount_class = 'Large') and past(period1))	numeric	sale_large
sale_large_amount_period2	company	sum(sale.amount) filter (where (amount_class = 'Large') and past(period2))	numeric	sale_large
invoice_count	company	count(invoice)	bigint	invoice
invoice_open	company	count(invoice) filter (where completed is not true)	bigint	invoice
invoice_count_period1	company	count(invoice) filter (where past(period1))	bigint	invoice
invoice_open_period1	company	count(invoice) filter (where completed is not true and past(period1))	bigint	invoice
invoice_count_period2	company	count(invoice) filter (where past(period2))	bigint	invoice
invoice_open_period2	company	count(invoice) filter (where completed is not true and past(period2))	bigint	invoice
invoice_last	company	max(invoice.date) filter (where date <= today)	date	invoice
invoice_last_completed	company	max(invoice.date) filter (where completed and date <= today)	date	invoice
invoice_last_open	company	max(invoice.date) filter (where completed is not true and date <= today)	date	invoice
invoice_next	company	min(invoice.date) filter (where date > today)	date	invoice
invoice_amount	company	sum(invoice.amount)	numeric	invoice
invoice_amount_period1	company	sum(invoice.amount) filter (where past(period1))	numeric	invoice
invoice_amount_period2	company	sum(invoice.amount) filter (where past(period2))	numeric	invoice
outgoing	company	count(activity) filter (where direction = 'outgoing' and past(period1))	bigint	\N
ordered	company	sum(sale.amount) filter (where stage = 'order')	numeric	\N
ordered_this_year	company	sum(sale.amount) filter (where stage = 'order' and this(year))	numeric	\N
unpaid	company	sum(invoice.amount) filter (where not completed)	numeric	\N
visits_last_quarter	company	count(visit) filter (where previous(quarter))	bigint	\N
notes	company	count(note)	bigint	\N
contacts	company	count(contact) filter (where past(60))	bigint	\N
tickets	company	count(ticket)	bigint	\N
mails	person	count(email) filter (where past(period2))	bigint	\N
sale_count	project	count(sale)	bigint	sale
sale_open	project	count(sale) filter (where completed is not true)	bigint	sale
sale_count_period1	project	count(sale) filter (where past(period1))	bigint	sale
sale_open_period1	project	count(sale) filter (where completed is not true and past(period1))	bigint	sale
sale_count_period2	project	count(sale) filter (where past(period2))	bigint	sale
sale_open_period2	project	count(sale) filter (where completed is not true and past(period2))	bigint	sale
sale_last	project	max(sale.date) filter (where date <= today)	date	sale
sale_last_completed	project	max(sale.date) filter (where completed and date <= today)	date	sale
sale_last_open	project	max(sale.date) filter (where completed is not true and date <= today)	date	sale
sale_next	project	min(sale.date) filter (where date > today)	date	sale
sale_amount	project	sum(sale.amount)	numeric	sale
sale_amount_period1	project	sum(sale.amount) filter (where past(period1))	numeric	sale
sale_amount_period2	project	sum(sale.amount) filter (where past(period2))	numeric	sale
planned	project	count(activity) filter (where ahead(period2))	bigint	\N
\.
COPY saint.definition (file, content, applied_at, applied_by) FROM stdin;
crm.yaml	timezone: Europe/Oslo\nperiods: [30, 60]\nlanguages: [en, nl]\nhistory: {keep: 1095}\n\nusers: {table: crm.users, key: user_id, fields: {name: full_name, group: department}}\n\nlists:\n  amount_class:\n    - {name: Small, to: 1000}\n    - {name: Large, from: 1000}\n\nentities:\n  company:\n    table: crm.company\n    key: company_id\n    where: not deleted\n    joins: {owner: {table: crm.users, on: owner.user_id = owner_id}}\n    fields: {name: name, category: category, owner: owner.full_name, user: owner_id, customer_since: customer_since,\n             address: street, latitude: lat, longitude: lon}\n  person:\n    table: crm.person\n    key: person_id\n    parents: {company: company_id}\n    fields: {name: name, email: email}\n  project:\n    table: crm.project\n    key: project_id\n    parents: {company: company_id}\n    periods: [7, 14]\n    fields: {name: name, user: manager_id, ends_on: ends_on}\n\nsources:\n  activity:\n    table: crm.activity\n    key: activity_id\n    where: not deleted\n    date: starts_at\n    joins: {kind: {table: crm.kind, on: kind.kind_id = activity.kind_id}}\n    links:\n      company: company_id\n      person: person_id\n      project: {column: res_id, when: "res_model = 'project'"}\n    fields: {type: kind.name, intention: kind.intention, direction: direction, completed: done_at is not null,\n             user: user_id, title: subject}\n    moment: {kind: history}\n    write: {company: company_id, project: res_id, type: kind_id, title: subject, date: starts_at, user: user_id,\n            direction: "'outgoing'"}\n    types: {table: crm.kind, column: name, key: kind_id}\n  email:\n    table: crm.email\n    key: email_id\n    date: sent_at\n    date_zone: UTC\n    links: {person: {through: crm.email_person, source: email_id, target: person_id}}\n    fields: {subject: subject}\n  visit:\n    table: crm.visit\n    key: visit_id\n    date: visited_on\n    links: {person: person_id, company: person.company}\n    fields: {}\n  task:\n    table: crm.task\n    key: task_id\n    date: due_on\n    links: {project: project_id}\n    fields: {}\n  sale:\n    table: crm.sale\n    key: sale_id\n    date: sale_date\n    amount: amount\n    joins: {account: {table: crm.account, on: account.account_id = sale.account_id}}\n    links: {company: account.company_id, project: project_id}\n    fields: {stage: stage, user: user_id, title: stage, amount_class: "class(amount_class, amount)",\n             completed: stage <> 'quote'}\n    standard_counters: {large: {where: amount_class = 'Large', on: [company]}}\n    moment: {kind: sales, at: created_at, transitions: stage, changed_by: changed_by}\n    revenue: {orders: stage = 'order'}\n  invoice:\n    table: crm.invoice\n    key: invoice_id\n    date: sent_on\n    amount: amount\n    links: {company: company_id}\n    fields: {completed: paid_on is not null}\n    standard_counters: true\n    maintenance: deferred\n    moment: {kind: invoice, counted: false}\n    revenue: {invoices: 'true'}\n  call:\n    table: crm.call\n    key: call_id\n    date: called_on\n    links: {person: person_id, company: [company_id, person.company]}\n    fields: {}\n  note:\n    table: crm.note\n    key: note_id\n    links: {company: {expr: "split_part(about, ',', 2)::int", when: "about ~ '^company,[0-9]{1,9}$'"}}\n    fields: {body: body}\n\ncombined:\n  contact: {of: [activity, visit, call]}\n\nabsent:\n  ticket: this CRM has no tickets\n\ncounters:\n  outgoing: {on: company, value: count(activity) filter (where direction = 'outgoing' and past(period1))}\n  ordered: {on: company, value: sum(sale.amount) filter (where stage = 'order')}\n  ordered_this_year: {on: company, value: sum(sale.amount) filter (where stage = 'order' and this(year))}\n  unpaid: {on: company, value: sum(invoice.amount) filter (where not completed)}\n  visits_last_quarter: {on: company, value: count(visit) filter (where previous(quarter))}\n  notes: {on: company, value: count(note)}\n  contacts: {on: company, value: count(contact) filter (where past(60))}\n  tickets: {on: company, value: count(ticket)}\n  mails: {on: person, value: count(email) filter (where past(period2))}\n  planned: {on: project, value: count(activity) filter (where ahead(period2))}\n\nstatuses:\n  neglected:\n    on: company\n    name: {en: Neglected customer, nl: Verwaarloosde klant}\n    when:\n      - category = 'Customer'\n      - count(activity) filter (where direction = 'outgoing' and past(period1)) < 2\n    rank: 10\n    visual: true\n    image: images/cobweb.svg\n    description:\n      en: "<name> has not heard from us[: <owner> should call]. <outgoing> calls in <period1> days."\n      nl: "<name> heeft niets van ons gehoord."\n    follow_up: {type: phone, text: {en: "Call <name>", nl: "Bel <name>"}, in_days: 2}\n    groups: [sales]\n    notify: true\n  gone_quiet:\n    on: company\n    when:\n      all:\n        - count(sale) filter (where stage = 'order') >= 1\n        - any:\n            - max(sale.date) filter (where stage = 'order') < today - period1\n            - not: exists(visit) filter (where past(90))\n    rank: 20\n    visual: true\n    image: images/dust.svg\n  worth_a_visit:\n    on: company\n    when: status('neglected') and not status('gone_quiet') and coalesce(unpaid, 0) < 1000\n    rank: 30\n  new_customer:\n    on: company\n    when: customer_since between today - 14 and today\n    rank: 40\n  neglected_lead:\n    on: company\n    copy_of: neglected\n    name: {en: Neglected lead}\n    when: category = 'Lead' and not exists(activity) filter (where past(7))\n    rank: 50\n  asleep: {on: company, when: category is null, rank: 60, enabled: false}\n  large: {on: company, when: ordered > 5000, rank: 70, deleted: true}\n  quiet_contact:\n    on: person\n    name: {en: Quiet contact}\n    when: company.category = 'Customer' and mails = 0 and coalesce(max(activity.date) < today - 20, true)\n    rank: 10\n  over:\n    on: project\n    when: ends_on < today and not exists(task) filter (where past(period1))\n    rank: 10\n    visual: true\n    image: images/cobweb.svg\n    description: "<name> of <company.name> ended on <ends_on>."\n    follow_up: {type: visit, in_days: 3}\n\nselections:\n  to_call:\n    on: company\n    when: status('neglected') and owner <> 'Celia Lund'\n    columns: [name, owner, {last_call: max(activity.date)}]\n  to_call_first: {on: company, when: selection('to_call') and not selection('invited')}\n  buyers:\n    on: company\n    when: exists(sale) filter (where stage = 'order')\n    columns: [name, ordered]\n    materialized: true\n    max_age: 15 minutes\n  invited: {on: company, static: true, columns: [name]}\n\nmonitors:\n  customers: {on: company, of: category = 'Customer', period: 365, revenue: both}\n  sales_people: {on: company, group: Sales, period: {from: 2026-01-01, to: 2026-05-31}, bands: {method: quantile}, revenue: orders}\n  called: {on: company, selection: to_call, users: [1, 3], period: 60}\n	2026-06-01 08:00:00+00	postgres
\.
COPY saint.entity (entity, key_type, generation, stored, schema) FROM stdin;
company	integer	1	1	\N
person	bigint	1	1	\N
project	uuid	1	1	\N
\.
COPY saint.image (image, media_type, content) FROM stdin;
4ceca2b1f0781c753fcfd26dad6bc6f25cd72c3ceb90034e1e3612dc0eb47f22	image/svg+xml	\\x3c73766720786d6c6e733d22687474703a2f2f7777772e77332e6f72672f323030302f737667222076696577426f783d2230203020392039223e3c7061746820643d224d3020304c3920394d3920304c302039222f3e3c2f7376673e0a
8dd53b6bc8435b120166f8c998cc378f735c395d6b86059d81a32327fd19a2a3	image/svg+xml	\\x3c73766720786d6c6e733d22687474703a2f2f7777772e77332e6f72672f323030302f737667222076696577426f783d2230203020392039223e3c636972636c652063783d2234222063793d22342220723d2233222f3e3c2f7376673e0a
\.
COPY saint.language (language, place) FROM stdin;
en	0
nl	1
\.
COPY saint.last_tick (entity, finished_at, recomputed) FROM stdin;
company	2026-06-01 08:00:00+00	2
person	2026-06-01 08:00:00+00	0
project	2026-06-01 08:00:00+00	1
\.
COPY saint.retention (what, days, pruned_on) FROM stdin;
status_history	1095	2026-06-05
\.
COPY saint.selection (selection, entity, kind, titles, criteria, columns, max_age, declared) FROM stdin;
buyers	company	materialized	{"en": "Buyers"}	["exists(sale) filter (where stage = 'order')"]	["name", "ordered"]	00:15:00	t
invited	company	static	{"en": "Invited"}	[]	["name"]	\N	t
to_call	company	dynamic	{"en": "To call"}	["status('neglected')", "owner <> 'Celia Lund'"]	["name", "owner", "last_call"]	\N	t
to_call_first	company	dynamic	{"en": "To call first"}	["selection('to_call')", "not selection('invited')"]	[]	\N	t
fair	company	static	{}	[]	[]	\N	f
\.
COPY saint.selection_entry (id, selection, added_at) FROM stdin;
3	invited	2026-06-01 08:00:00+00
7	invited	2026-06-01 08:00:00+00
1	fair	2026-06-01 08:00:00+00
2	fair	2026-06-01 08:00:00+00
5	fair	2026-06-01 08:00:00+00
7	fair	2026-06-01 08:00:00+00
8	fair	2026-06-01 08:00:00+00
\.
COPY saint.selection_refresh (selection, refreshed_at, as_of) FROM stdin;
buyers	2026-06-01 08:00:00+00	2026-06-05
\.
COPY saint.status (status, entity, titles, descriptions, criteria, rank, visual, enabled, image, follow_up, groups, deleted, notify, meaning, exact_since) FROM stdin;
neglected	company	{"en": "Neglected customer", "nl": "Verwaarloosde klant"}	{"en": "<name> has not heard from us[: <owner> should call]. <outgoing> calls in <period1> days.", "nl": "<name> heeft niets van ons gehoord."}	["category = 'Customer'", "count(activity) filter (where direction = 'outgoing' and past(period1)) < 2"]	10	t	t	4ceca2b1f0781c753fcfd26dad6bc6f25cd72c3ceb90034e1e3612dc0eb47f22	{"text": {"en": "Call <name>", "nl": "Bel <name>"}, "type": "phone", "user": "user", "source": "activity", "in_days": 2, "written_by": "company_write_activity"}	{sales}	f	t	5d53626d586c377373b0d6451e4786a3f1c5e4757dcc531f72725434fdb60f9c	2026-06-01 08:00:00+00
gone_quiet	company	{"en": "Gone quiet"}	{}	["count(sale) filter (where stage = 'order') >= 1", "max(sale.date) filter (where stage = 'order') < today - period1 or not (exists(visit) filter (where past(90)))"]	20	t	t	8dd53b6bc8435b120166f8c998cc378f735c395d6b86059d81a32327fd19a2a3	\N	{}	f	f	b0eef47bbdf821dcffb79837c9d8c4dd06483049343de30ad8beffab9622d460	2026-06-01 08:00:00+00
worth_a_visit	company	{"en": "Worth a visit"}	{}	["status('neglected')", "not status('gone_quiet')", "coalesce(unpaid, 0) < 1000"]	30	f	t	\N	\N	{}	f	f	9966604713f95291192ac7eca7003a78f03551f5eee52b9f1198e913f27322a2	2026-06-01 08:00:00+00
new_customer	company	{"en": "New customer"}	{}	["customer_since between today - 14 and today"]	40	f	t	\N	\N	{}	f	f	6a0fe349194613de8112f2d3b109c328a27e5e79c773fc061b1f11440f6392ec	2026-06-01 08:00:00+00
neglected_lead	company	{"en": "Neglected lead"}	{"en": "<name> has not heard from us[: <owner> should call]. <outgoing> calls in <period1> days.", "nl": "<name> heeft niets van ons gehoord."}	["category = 'Lead'", "not exists(activity) filter (where past(7))"]	50	t	t	4ceca2b1f0781c753fcfd26dad6bc6f25cd72c3ceb90034e1e3612dc0eb47f22	{"text": {"en": "Call <name>", "nl": "Bel <name>"}, "type": "phone", "user": "user", "source": "activity", "in_days": 2, "written_by": "company_write_activity"}	{sales}	f	t	4ac997ce6075a1128b07192818d55e0dfd5f682c637a015f8846cc9b77267983	2026-06-01 08:00:00+00
asleep	company	{"en": "Asleep"}	{}	["category is null"]	60	f	f	\N	\N	{}	f	f	267cb87e5f490f8d9444f5648a5c1e2affddad7e8c2bb4e947d46e863aa843b1	2026-06-01 08:00:00+00
large	company	{"en": "Large"}	{}	["ordered > 5000"]	70	f	f	\N	\N	{}	t	f	9698a3e83dde8d987b3db746c56bd8dd6ec007d7554f7c260c66c731c1d26a20	2026-06-01 08:00:00+00
quiet_contact	person	{"en": "Quiet contact"}	{}	["company.category = 'Customer'", "mails = 0", "coalesce(max(activity.date) < today - 20, true)"]	10	f	t	\N	\N	{}	f	f	de1bd9f6fe7943d7b60f8abb7306d55cdad951fae109f613feea8b3c9883427a	2026-06-01 08:00:00+00
over	project	{"en": "Over"}	{"en": "<name> of <company.name> ended on <ends_on>."}	["ends_on < today", "not exists(task) filter (where past(period1))"]	10	t	t	4ceca2b1f0781c753fcfd26dad6bc6f25cd72c3ceb90034e1e3612dc0eb47f22	{"text": {}, "type": "visit", "user": "user", "source": "activity", "in_days": 3, "written_by": "project_write_activity"}	{}	f	f	f80d471caec26b6985980787bc15860deb8e11fd9a751b42573849f332b314c1	2026-06-01 08:00:00+00
\.
COPY saint.status_change (id, entity, status, active, changed_at, change) FROM stdin;
1	company	gone_quiet	t	2026-06-01 08:00:00+00	1
1	company	new_customer	t	2026-06-01 08:00:00+00	2
2	company	neglected	t	2026-06-01 08:00:00+00	3
2	company	gone_quiet	t	2026-06-01 08:00:00+00	4
2	company	new_customer	t	2026-06-01 08:00:00+00	5
3	company	neglected	t	2026-06-01 08:00:00+00	6
3	company	worth_a_visit	t	2026-06-01 08:00:00+00	7
3	company	new_customer	t	2026-06-01 08:00:00+00	8
4	company	new_customer	t	2026-06-01 08:00:00+00	9
4	company	neglected_lead	t	2026-06-01 08:00:00+00	10
5	company	neglected	t	2026-06-01 08:00:00+00	11
5	company	gone_quiet	t	2026-06-01 08:00:00+00	12
6	company	neglected	t	2026-06-01 08:00:00+00	13
7	company	neglected	t	2026-06-01 08:00:00+00	14
7	company	gone_quiet	t	2026-06-01 08:00:00+00	15
8	company	gone_quiet	t	2026-06-01 08:00:00+00	16
8	company	neglected_lead	t	2026-06-01 08:00:00+00	17
10	company	neglected	t	2026-06-01 08:00:00+00	18
10	company	worth_a_visit	t	2026-06-01 08:00:00+00	19
12	company	neglected_lead	t	2026-06-01 08:00:00+00	20
12	person	quiet_contact	t	2026-06-01 08:00:00+00	21
00000000-0000-0000-0000-000000000001	project	over	t	2026-06-01 08:00:00+00	22
4	company	new_customer	f	2026-06-01 08:00:00+00	23
00000000-0000-0000-0000-000000000002	project	over	t	2026-06-01 08:00:00+00	24
5	company	gone_quiet	f	2026-06-01 08:00:00+00	25
5	company	worth_a_visit	t	2026-06-01 08:00:00+00	26
\.
COPY saint_data.company (id, as_of, next_change, statuses, generation, name, category, owner, customer_since, sale_count, sale_open, sale_count_period1, sale_open_period1, sale_count_period2, sale_open_period2, sale_last, sale_last_completed, sale_last_open, sale_next, sale_amount, sale_amount_n, sale_amount_period1, sale_amount_period1_n, sale_amount_period2, sale_amount_period2_n, sale_large_count, sale_large_open, sale_large_count_period1, sale_large_open_period1, sale_large_count_period2, sale_large_open_period2, sale_large_last, sale_large_last_completed, sale_large_last_open, sale_large_next, sale_large_amount, sale_large_amount_n, sale_large_amount_period1, sale_large_amount_period1_n, sale_large_amount_period2, sale_large_amount_period2_n, invoice_count, invoice_open, invoice_count_period1, invoice_open_period1, invoice_count_period2, invoice_open_period2, invoice_last, invoice_last_completed, invoice_last_open, invoice_next, invoice_amount, invoice_amount_n, invoice_amount_period1, invoice_amount_period1_n, invoice_amount_period2, invoice_amount_period2_n, outgoing, ordered, ordered_n, ordered_this_year, ordered_this_year_n, unpaid, unpaid_n, visits_last_quarter, notes, contacts_count_call, contacts_count_activity, contacts_count_visit, gone_quiet_count_sale, gone_quiet_max_sale_date, gone_quiet_count_visit, neglected_lead_count_activity, to_call_last_call) FROM stdin;
6	2026-06-01	2026-06-06	{neglected}	1	Company 6	Customer	Bram Vos	2026-05-14	2	0	1	0	1	0	2026-05-07	2026-05-07	\N	\N	2700.00	2	600.00	1	600.00	1	1	0	0	0	0	0	2026-02-16	2026-02-16	\N	\N	2100.00	1	0	0	0	0	2	2	0	0	1	1	2026-04-09	\N	2026-04-09	\N	2169.00	2	0	0	602.50	1	0	2700.00	2	2700.00	2	2169.00	2	0	1	0	3	1	2	2026-05-07	1	0	2026-06-10
2	2026-06-05	2026-06-10	{neglected,gone_quiet,new_customer}	1	Company 2	Customer	Bram Vos	2026-05-26	4	1	0	0	0	0	2026-03-28	2026-03-20	2026-03-28	\N	8700.00	4	0	0	0	0	4	1	0	0	0	0	2026-03-28	2026-03-20	2026-03-28	\N	8700.00	4	0	0	0	0	2	2	1	1	1	1	2026-05-23	\N	2026-05-23	\N	1205.00	2	120.50	1	120.50	1	1	7350.00	3	4350.00	2	1205.00	2	1	2	0	3	0	3	2026-03-20	0	0	2026-06-18
3	2026-06-05	2026-06-06	{neglected,worth_a_visit,new_customer}	1	Company 3	Customer	Celia Lund	2026-05-23	2	0	1	0	1	0	2026-05-31	2026-05-31	\N	\N	1800.00	2	150.00	1	150.00	1	1	0	0	0	0	0	2026-03-12	2026-03-12	\N	\N	1650.00	1	0	0	0	0	2	0	1	0	1	0	2026-05-12	2026-05-12	\N	\N	1446.00	2	241.00	1	241.00	1	1	1800.00	2	1800.00	2	0	0	1	2	4	3	1	2	2026-05-31	1	0	2026-06-16
4	2026-06-05	2026-06-14	{neglected_lead}	1	Company 4	Lead	\N	2026-05-20	2	1	1	0	1	0	2026-05-23	2026-05-23	2026-03-04	\N	2100.00	2	300.00	1	300.00	1	1	1	0	0	0	0	2026-03-04	\N	2026-03-04	\N	1800.00	1	0	0	0	0	2	2	0	0	1	1	2026-05-01	\N	2026-05-01	\N	1687.00	2	0	0	361.50	1	0	300.00	1	300.00	1	1687.00	2	1	0	0	2	1	1	2026-05-23	1	0	2026-06-14
1	2026-06-05	2026-06-07	{gone_quiet,new_customer}	1	Company 1	Customer	Anna Berg	2026-05-29	2	1	0	0	0	0	2026-04-05	2026-04-05	2026-01-15	\N	3900.00	2	0	0	0	0	2	1	0	0	0	0	2026-04-05	2026-04-05	2026-01-15	\N	3900.00	2	0	0	0	0	1	0	0	0	0	0	2026-03-07	2026-03-07	\N	\N	964.00	1	0	0	0	0	3	1200.00	1	1200.00	1	0	0	0	0	1	4	0	1	2026-04-05	0	2	2026-06-04
5	2026-06-05	2026-06-12	{neglected,worth_a_visit}	1	Company 5	Customer	Anna Berg	2026-05-17	2	0	1	0	1	0	2026-05-15	2026-05-15	\N	\N	2400.00	2	450.00	1	450.00	1	1	0	0	0	0	0	2026-02-24	2026-02-24	\N	\N	1950.00	1	0	0	0	0	2	0	0	0	1	0	2026-04-20	2026-04-20	\N	\N	1928.00	2	0	0	482.00	1	1	2400.00	2	2400.00	2	0	0	0	1	2	3	1	2	2026-05-15	1	0	2026-06-12
8	2026-06-05	2026-06-06	{gone_quiet,neglected_lead}	1	Company 8	Lead	\N	2026-05-08	2	0	0	0	1	0	2026-04-21	2026-04-21	\N	\N	3300.00	2	0	0	900.00	1	1	0	0	0	0	0	2026-01-31	2026-01-31	\N	\N	2400.00	1	0	0	0	0	1	1	0	0	0	0	2026-03-18	\N	2026-03-18	\N	843.50	1	0	0	0	0	1	3300.00	2	3300.00	2	843.50	1	1	0	0	3	0	2	2026-04-21	1	0	2026-06-06
12	2026-06-01	infinity	{neglected_lead}	1	Company 12	Lead	\N	2026-04-26	0	0	0	0	0	0	\N	\N	\N	\N	0	0	0	0	0	0	0	0	0	0	0	0	\N	\N	\N	\N	0	0	0	0	0	0	0	0	0	0	0	0	\N	\N	\N	\N	0	0	0	0	0	0	0	0	0	0	0	0	0	0	0	0	0	0	0	\N	0	0	\N
7	2026-06-05	2026-06-08	{neglected,gone_quiet}	1	Company 7	Customer	Celia Lund	2026-05-11	2	1	0	0	1	0	2026-04-29	2026-04-29	2026-02-08	\N	3000.00	2	0	0	750.00	1	1	1	0	0	0	0	2026-02-08	\N	2026-02-08	\N	2250.00	1	0	0	0	0	2	0	0	0	0	0	2026-03-29	2026-03-29	\N	\N	2410.00	2	0	0	0	0	1	750.00	1	750.00	1	0	0	0	0	1	2	0	1	2026-04-29	1	0	2026-06-08
9	2026-06-05	2026-06-11	{}	1	Company 9	\N	Anna Berg	2026-05-05	0	0	0	0	0	0	\N	\N	\N	\N	0	0	0	0	0	0	0	0	0	0	0	0	\N	\N	\N	\N	0	0	0	0	0	0	0	0	0	0	0	0	\N	\N	\N	\N	0	0	0	0	0	0	1	0	0	0	0	0	0	1	0	1	3	0	0	\N	0	1	2026-06-04
10	2026-06-05	2026-06-09	{neglected,worth_a_visit}	1	Company 10	Customer	Bram Vos	2026-05-02	0	0	0	0	0	0	\N	\N	\N	\N	0	0	0	0	0	0	0	0	0	0	0	0	\N	\N	\N	\N	0	0	0	0	0	0	0	0	0	0	0	0	\N	\N	\N	\N	0	0	0	0	0	0	1	0	0	0	0	0	0	0	0	0	3	0	0	\N	0	1	2026-06-02
\.
COPY saint_data.company_dirty (id, mark) FROM stdin;
3	3
5	4
4	5
2	6
6	7
13	8
5	9
8	10
4	11
10	12
\.
COPY saint_data.company_statusvalue (id, status, since) FROM stdin;
1	gone_quiet	2026-06-01 08:00:00+00
1	new_customer	2026-06-01 08:00:00+00
2	neglected	2026-06-01 08:00:00+00
2	gone_quiet	2026-06-01 08:00:00+00
2	new_customer	2026-06-01 08:00:00+00
3	neglected	2026-06-01 08:00:00+00
3	worth_a_visit	2026-06-01 08:00:00+00
3	new_customer	2026-06-01 08:00:00+00
4	neglected_lead	2026-06-01 08:00:00+00
5	neglected	2026-06-01 08:00:00+00
6	neglected	2026-06-01 08:00:00+00
7	neglected	2026-06-01 08:00:00+00
7	gone_quiet	2026-06-01 08:00:00+00
8	gone_quiet	2026-06-01 08:00:00+00
8	neglected_lead	2026-06-01 08:00:00+00
10	neglected	2026-06-01 08:00:00+00
10	worth_a_visit	2026-06-01 08:00:00+00
12	neglected_lead	2026-06-01 08:00:00+00
5	worth_a_visit	2026-06-01 08:00:00+00
\.
COPY saint_data.company_via (hop, key, mark) FROM stdin;
company.owner	{"user_id": 1}	3
call.person	{"person_id": 4, "company_id": 5}	4
call.person	{"person_id": 4, "company_id": 8}	5
visit	{"person_id": 5}	6
\.
COPY saint_data.person (id, as_of, next_change, statuses, generation, company_category, mails, quiet_contact_max_activity_date) FROM stdin;
3	2026-06-01	2026-07-07	{}	1	Lead	1	2026-06-16
4	2026-06-01	2026-07-05	{}	1	Customer	1	2026-06-14
5	2026-06-01	2026-06-30	{}	1	Customer	1	2026-06-12
6	2026-06-01	2026-06-21	{}	1	Customer	1	2026-06-10
7	2026-06-01	2026-06-12	{}	1	Lead	1	2026-06-08
11	2026-06-01	2026-06-21	{}	1	Customer	0	2026-05-31
12	2026-06-01	infinity	{quiet_contact}	1	Customer	0	\N
10	2026-06-01	2026-06-23	{}	1	Customer	0	2026-06-02
8	2026-06-01	2026-06-27	{}	1	\N	0	2026-06-06
9	2026-06-01	2026-06-25	{}	1	\N	0	2026-06-04
1	2026-06-05	2026-06-19	{}	1	Customer	0	2026-05-29
2	2026-06-05	2026-07-09	{}	1	Customer	1	2026-06-18
\.
COPY saint_data.person_dirty (id, mark) FROM stdin;
3	1
5	2
4	3
2	4
4	5
3	6
\.
COPY saint_data.person_statusvalue (id, status, since) FROM stdin;
12	quiet_contact	2026-06-01 08:00:00+00
\.
COPY saint_data.person_via (hop, key, mark) FROM stdin;
person.company	{"deleted": false, "company_id": 13}	1
\.
COPY saint_data.project (id, as_of, next_change, statuses, generation, ends_on, sale_count, sale_open, sale_count_period1, sale_open_period1, sale_count_period2, sale_open_period2, sale_last, sale_last_completed, sale_last_open, sale_next, sale_amount, sale_amount_n, sale_amount_period1, sale_amount_period1_n, sale_amount_period2, sale_amount_period2_n, planned, over_count_task) FROM stdin;
00000000-0000-0000-0000-000000000001	2026-06-01	2026-07-10	{over}	1	2026-05-29	5	1	0	0	0	0	2026-05-07	2026-05-07	2026-03-04	\N	9000.00	5	0	0	0	0	0	0
00000000-0000-0000-0000-000000000004	2026-06-01	2026-06-11	{}	1	2026-06-10	0	0	0	0	0	0	\N	\N	\N	\N	0	0	0	0	0	0	1	0
00000000-0000-0000-0000-000000000002	2026-06-05	2026-06-08	{over}	1	2026-06-02	0	0	0	0	0	0	\N	\N	\N	\N	0	0	0	0	0	0	1	0
00000000-0000-0000-0000-000000000003	2026-06-05	2026-06-06	{}	1	2026-06-06	5	1	0	0	1	0	2026-05-23	2026-05-23	2026-01-15	\N	7500.00	5	0	0	300.00	1	0	1
\.
COPY saint_data.project_dirty (id, mark) FROM stdin;
\.
COPY saint_data.project_statusvalue (id, status, since) FROM stdin;
00000000-0000-0000-0000-000000000001	over	2026-06-01 08:00:00+00
00000000-0000-0000-0000-000000000002	over	2026-06-01 08:00:00+00
\.
COPY saint_data.project_via (hop, key, mark) FROM stdin;
\.
COPY saint_data.sale_transition (source_key, change, changed_at, "user", was, became, gone) FROM stdin;
3	1	2026-06-01 08:00:00+00	2	quote	order	f
6	2	2026-06-01 08:00:00+00	3	quote	order	f
\.
SELECT pg_catalog.setval('crm.activity_activity_id_seq', 45, true);
SELECT pg_catalog.setval('saint.status_change_change_seq', 26, true);
SELECT pg_catalog.setval('saint_data.company_dirty_mark_seq', 12, true);
SELECT pg_catalog.setval('saint_data.company_via_mark_seq', 6, true);
SELECT pg_catalog.setval('saint_data.person_dirty_mark_seq', 6, true);
SELECT pg_catalog.setval('saint_data.person_via_mark_seq', 1, true);
SELECT pg_catalog.setval('saint_data.project_dirty_mark_seq', 1, true);
SELECT pg_catalog.setval('saint_data.project_via_mark_seq', 1, false);
SELECT pg_catalog.setval('saint_data.sale_transition_change_seq', 2, true);
ALTER TABLE ONLY crm.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (account_id);
ALTER TABLE ONLY crm.activity
    ADD CONSTRAINT activity_pkey PRIMARY KEY (activity_id);
ALTER TABLE ONLY crm.call
    ADD CONSTRAINT call_pkey PRIMARY KEY (call_id);
ALTER TABLE ONLY crm.company
    ADD CONSTRAINT company_pkey PRIMARY KEY (company_id);
ALTER TABLE ONLY crm.email_person
    ADD CONSTRAINT email_person_pkey PRIMARY KEY (email_id, person_id, role);
ALTER TABLE ONLY crm.email
    ADD CONSTRAINT email_pkey PRIMARY KEY (email_id);
ALTER TABLE ONLY crm.invoice
    ADD CONSTRAINT invoice_pkey PRIMARY KEY (invoice_id);
ALTER TABLE ONLY crm.kind
    ADD CONSTRAINT kind_name_key UNIQUE (name);
ALTER TABLE ONLY crm.kind
    ADD CONSTRAINT kind_pkey PRIMARY KEY (kind_id);
ALTER TABLE ONLY crm.note
    ADD CONSTRAINT note_pkey PRIMARY KEY (note_id);
ALTER TABLE ONLY crm.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY crm.project
    ADD CONSTRAINT project_pkey PRIMARY KEY (project_id);
ALTER TABLE ONLY crm.sale
    ADD CONSTRAINT sale_pkey PRIMARY KEY (sale_id);
ALTER TABLE ONLY crm.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (user_id);
ALTER TABLE ONLY crm.visit
    ADD CONSTRAINT visit_pkey PRIMARY KEY (visit_id);
ALTER TABLE ONLY saint_data.company_dirty
    ADD CONSTRAINT company_dirty_pkey PRIMARY KEY (id, mark);
ALTER TABLE ONLY saint_data.company
    ADD CONSTRAINT company_pkey PRIMARY KEY (id);
ALTER TABLE ONLY saint_data.company_statusvalue
    ADD CONSTRAINT company_statusvalue_pkey PRIMARY KEY (id, status);
ALTER TABLE ONLY saint_data.company_via
    ADD CONSTRAINT company_via_pkey PRIMARY KEY (mark);
ALTER TABLE ONLY saint_data.person_dirty
    ADD CONSTRAINT person_dirty_pkey PRIMARY KEY (id, mark);
ALTER TABLE ONLY saint_data.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY saint_data.person_statusvalue
    ADD CONSTRAINT person_statusvalue_pkey PRIMARY KEY (id, status);
ALTER TABLE ONLY saint_data.person_via
    ADD CONSTRAINT person_via_pkey PRIMARY KEY (mark);
ALTER TABLE ONLY saint_data.project_dirty
    ADD CONSTRAINT project_dirty_pkey PRIMARY KEY (id, mark);
ALTER TABLE ONLY saint_data.project
    ADD CONSTRAINT project_pkey PRIMARY KEY (id);
ALTER TABLE ONLY saint_data.project_statusvalue
    ADD CONSTRAINT project_statusvalue_pkey PRIMARY KEY (id, status);
ALTER TABLE ONLY saint_data.project_via
    ADD CONSTRAINT project_via_pkey PRIMARY KEY (mark);
ALTER TABLE ONLY saint_data.sale_transition
    ADD CONSTRAINT sale_transition_pkey PRIMARY KEY (source_key, change);
CREATE INDEX activity_company_id_idx ON crm.activity USING btree (company_id);
CREATE INDEX activity_person_id_idx ON crm.activity USING btree (person_id);
CREATE INDEX invoice_company_id_idx ON crm.invoice USING btree (company_id);
CREATE INDEX person_company_id_idx ON crm.person USING btree (company_id);
CREATE INDEX sale_account_id_idx ON crm.sale USING btree (account_id);
CREATE INDEX task_project_id_idx ON ONLY crm.task USING btree (project_id);
CREATE INDEX task_2025_project_id_idx ON crm.task_2025 USING btree (project_id);
CREATE INDEX task_2026_project_id_idx ON crm.task_2026 USING btree (project_id);
CREATE INDEX visit_person_id_idx ON crm.visit USING btree (person_id);
CREATE UNIQUE INDEX selection_buyers_id_idx ON saint.selection_buyers USING btree (id);
CREATE UNIQUE INDEX attention_called_id_idx ON saint_data.attention_called USING btree (id);
CREATE UNIQUE INDEX attention_customers_id_idx ON saint_data.attention_customers USING btree (id);
CREATE UNIQUE INDEX attention_sales_people_id_idx ON saint_data.attention_sales_people USING btree (id);
CREATE INDEX company_due ON saint_data.company USING btree (next_change);
CREATE INDEX company_statusvalue_status ON saint_data.company_statusvalue USING btree (status, id);
CREATE INDEX person_due ON saint_data.person USING btree (next_change);
CREATE INDEX person_statusvalue_status ON saint_data.person_statusvalue USING btree (status, id);
CREATE INDEX project_due ON saint_data.project USING btree (next_change);
CREATE INDEX project_statusvalue_status ON saint_data.project_statusvalue USING btree (status, id);
ALTER INDEX crm.task_project_id_idx ATTACH PARTITION crm.task_2025_project_id_idx;
ALTER INDEX crm.task_project_id_idx ATTACH PARTITION crm.task_2026_project_id_idx;
CREATE TRIGGER saint_delete AFTER DELETE ON crm.account REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_account_deleted();
CREATE TRIGGER saint_delete AFTER DELETE ON crm.activity REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_activity_deleted();
CREATE TRIGGER saint_delete AFTER DELETE ON crm.call REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_call_deleted();
CREATE TRIGGER saint_delete AFTER DELETE ON crm.company REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_company_deleted();
CREATE TRIGGER saint_delete AFTER DELETE ON crm.email REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_email_deleted();
CREATE TRIGGER saint_delete AFTER DELETE ON crm.email_person REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_email_person_deleted();
CREATE TRIGGER saint_delete AFTER DELETE ON crm.invoice REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_invoice_deleted();
CREATE TRIGGER saint_delete AFTER DELETE ON crm.note REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_note_deleted();
CREATE TRIGGER saint_delete AFTER DELETE ON crm.person REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_person_deleted();
CREATE TRIGGER saint_delete AFTER DELETE ON crm.project REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_project_deleted();
CREATE TRIGGER saint_delete AFTER DELETE ON crm.sale REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_sale_deleted();
CREATE TRIGGER saint_delete AFTER DELETE ON crm.task REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_task_deleted();
CREATE TRIGGER saint_delete AFTER DELETE ON crm.task_2025 REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_task_deleted();
CREATE TRIGGER saint_delete AFTER DELETE ON crm.task_2026 REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_task_deleted();
CREATE TRIGGER saint_delete AFTER DELETE ON crm.users REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_users_deleted();
CREATE TRIGGER saint_delete AFTER DELETE ON crm.visit REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_visit_deleted();
CREATE TRIGGER saint_insert AFTER INSERT ON crm.account REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_account_inserted();
CREATE TRIGGER saint_insert AFTER INSERT ON crm.activity REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_activity_inserted();
CREATE TRIGGER saint_insert AFTER INSERT ON crm.call REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_call_inserted();
CREATE TRIGGER saint_insert AFTER INSERT ON crm.company REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_company_inserted();
CREATE TRIGGER saint_insert AFTER INSERT ON crm.email REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_email_inserted();
CREATE TRIGGER saint_insert AFTER INSERT ON crm.email_person REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_email_person_inserted();
CREATE TRIGGER saint_insert AFTER INSERT ON crm.invoice REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_invoice_inserted();
CREATE TRIGGER saint_insert AFTER INSERT ON crm.note REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_note_inserted();
CREATE TRIGGER saint_insert AFTER INSERT ON crm.person REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_person_inserted();
CREATE TRIGGER saint_insert AFTER INSERT ON crm.project REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_project_inserted();
CREATE TRIGGER saint_insert AFTER INSERT ON crm.sale REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_sale_inserted();
CREATE TRIGGER saint_insert AFTER INSERT ON crm.task REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_task_inserted();
CREATE TRIGGER saint_insert AFTER INSERT ON crm.task_2025 REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_task_inserted();
CREATE TRIGGER saint_insert AFTER INSERT ON crm.task_2026 REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_task_inserted();
CREATE TRIGGER saint_insert AFTER INSERT ON crm.users REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_users_inserted();
CREATE TRIGGER saint_insert AFTER INSERT ON crm.visit REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_visit_inserted();
CREATE TRIGGER saint_truncate AFTER TRUNCATE ON crm.account FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_account_emptied();
CREATE TRIGGER saint_truncate AFTER TRUNCATE ON crm.activity FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_activity_emptied();
CREATE TRIGGER saint_truncate AFTER TRUNCATE ON crm.call FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_call_emptied();
CREATE TRIGGER saint_truncate AFTER TRUNCATE ON crm.company FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_company_emptied();
CREATE TRIGGER saint_truncate AFTER TRUNCATE ON crm.email FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_email_emptied();
CREATE TRIGGER saint_truncate AFTER TRUNCATE ON crm.email_person FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_email_person_emptied();
CREATE TRIGGER saint_truncate AFTER TRUNCATE ON crm.invoice FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_invoice_emptied();
CREATE TRIGGER saint_truncate AFTER TRUNCATE ON crm.note FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_note_emptied();
CREATE TRIGGER saint_truncate AFTER TRUNCATE ON crm.person FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_person_emptied();
CREATE TRIGGER saint_truncate AFTER TRUNCATE ON crm.project FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_project_emptied();
CREATE TRIGGER saint_truncate AFTER TRUNCATE ON crm.sale FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_sale_emptied();
CREATE TRIGGER saint_truncate AFTER TRUNCATE ON crm.task FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_task_emptied();
CREATE TRIGGER saint_truncate AFTER TRUNCATE ON crm.task_2025 FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_task_emptied();
CREATE TRIGGER saint_truncate AFTER TRUNCATE ON crm.task_2026 FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_task_emptied();
CREATE TRIGGER saint_truncate AFTER TRUNCATE ON crm.users FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_users_emptied();
CREATE TRIGGER saint_truncate AFTER TRUNCATE ON crm.visit FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_visit_emptied();
CREATE TRIGGER saint_update AFTER UPDATE ON crm.account REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_account_updated();
CREATE TRIGGER saint_update AFTER UPDATE ON crm.activity REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_activity_updated();
CREATE TRIGGER saint_update AFTER UPDATE ON crm.call REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_call_updated();
CREATE TRIGGER saint_update AFTER UPDATE ON crm.company REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_company_updated();
CREATE TRIGGER saint_update AFTER UPDATE ON crm.email REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_email_updated();
CREATE TRIGGER saint_update AFTER UPDATE ON crm.email_person REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_email_person_updated();
CREATE TRIGGER saint_update AFTER UPDATE ON crm.invoice REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_invoice_updated();
CREATE TRIGGER saint_update AFTER UPDATE ON crm.note REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_note_updated();
CREATE TRIGGER saint_update AFTER UPDATE ON crm.person REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_person_updated();
CREATE TRIGGER saint_update AFTER UPDATE ON crm.project REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_project_updated();
CREATE TRIGGER saint_update AFTER UPDATE ON crm.sale REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_sale_updated();
CREATE TRIGGER saint_update AFTER UPDATE ON crm.task REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_task_updated();
CREATE TRIGGER saint_update AFTER UPDATE ON crm.task_2025 REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_task_updated();
CREATE TRIGGER saint_update AFTER UPDATE ON crm.task_2026 REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_task_updated();
CREATE TRIGGER saint_update AFTER UPDATE ON crm.users REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_users_updated();
CREATE TRIGGER saint_update AFTER UPDATE ON crm.visit REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION saint_data.crm_visit_updated();
ALTER TABLE ONLY crm.account
    ADD CONSTRAINT account_company_id_fkey FOREIGN KEY (company_id) REFERENCES crm.company(company_id);
ALTER TABLE ONLY crm.activity
    ADD CONSTRAINT activity_company_id_fkey FOREIGN KEY (company_id) REFERENCES crm.company(company_id);
ALTER TABLE ONLY crm.activity
    ADD CONSTRAINT activity_kind_id_fkey FOREIGN KEY (kind_id) REFERENCES crm.kind(kind_id);
ALTER TABLE ONLY crm.activity
    ADD CONSTRAINT activity_person_id_fkey FOREIGN KEY (person_id) REFERENCES crm.person(person_id);
ALTER TABLE ONLY crm.call
    ADD CONSTRAINT call_person_id_fkey FOREIGN KEY (person_id) REFERENCES crm.person(person_id);
ALTER TABLE ONLY crm.company
    ADD CONSTRAINT company_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES crm.users(user_id);
ALTER TABLE ONLY crm.email_person
    ADD CONSTRAINT email_person_email_id_fkey FOREIGN KEY (email_id) REFERENCES crm.email(email_id);
ALTER TABLE ONLY crm.email_person
    ADD CONSTRAINT email_person_person_id_fkey FOREIGN KEY (person_id) REFERENCES crm.person(person_id);
ALTER TABLE ONLY crm.invoice
    ADD CONSTRAINT invoice_company_id_fkey FOREIGN KEY (company_id) REFERENCES crm.company(company_id);
ALTER TABLE ONLY crm.person
    ADD CONSTRAINT person_company_id_fkey FOREIGN KEY (company_id) REFERENCES crm.company(company_id);
ALTER TABLE ONLY crm.project
    ADD CONSTRAINT project_company_id_fkey FOREIGN KEY (company_id) REFERENCES crm.company(company_id);
ALTER TABLE ONLY crm.sale
    ADD CONSTRAINT sale_account_id_fkey FOREIGN KEY (account_id) REFERENCES crm.account(account_id);
ALTER TABLE ONLY crm.sale
    ADD CONSTRAINT sale_project_id_fkey FOREIGN KEY (project_id) REFERENCES crm.project(project_id);
GRANT USAGE ON SCHEMA saint_data TO saint_reader;
GRANT USAGE ON SCHEMA saint_data TO saint_revenue;
REVOKE ALL ON FUNCTION saint_data.attention_called_calculate() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.attention_called_recalculate() FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.attention_called_recalculate() TO saint_reader;
GRANT ALL ON FUNCTION saint_data.attention_called_recalculate() TO saint_revenue;
REVOKE ALL ON FUNCTION saint_data.attention_customers_calculate() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.attention_customers_recalculate() FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.attention_customers_recalculate() TO saint_reader;
GRANT ALL ON FUNCTION saint_data.attention_customers_recalculate() TO saint_revenue;
REVOKE ALL ON FUNCTION saint_data.attention_sales_people_calculate() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.attention_sales_people_recalculate() FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.attention_sales_people_recalculate() TO saint_reader;
GRANT ALL ON FUNCTION saint_data.attention_sales_people_recalculate() TO saint_revenue;
REVOKE ALL ON FUNCTION saint_data.company_attention(today date, since date, until date, users text[], ids integer[], method text, bought text) FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.company_attention_between(since date, until date, users text[], of_ids text[], method text) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_attention_between(since date, until date, users text[], of_ids text[], method text) TO saint_reader;
GRANT ALL ON FUNCTION saint_data.company_attention_between(since date, until date, users text[], of_ids text[], method text) TO saint_revenue;
REVOKE ALL ON FUNCTION saint_data.company_backfill() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.company_check() FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_check() TO saint_admin;
REVOKE ALL ON FUNCTION saint_data.company_chronology(of_record text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_chronology(of_record text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) TO saint_reader;
GRANT ALL ON FUNCTION saint_data.company_chronology(of_record text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) TO saint_revenue;
REVOKE ALL ON FUNCTION saint_data.company_counted(today date, since date, until date, users text[], ids integer[], with_revenue boolean) FROM PUBLIC;
GRANT SELECT ON TABLE saint_data.company TO saint_admin;
REVOKE ALL ON FUNCTION saint_data.company_criteria(of_status text, c saint_data.company) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_criteria(of_status text, c saint_data.company) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.company_dialogs(ids text[], language text, of_groups text[], html boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_dialogs(ids text[], language text, of_groups text[], html boolean) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.company_elsewhere() FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_elsewhere() TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.company_explain(of_status text, of_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_explain(of_status text, of_id text) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.company_fields(ids integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_fields(ids integer[]) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.company_fill(after integer, batch integer, OUT reached integer, OUT filled bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_fill(after integer, batch integer, OUT reached integer, OUT filled bigint) TO saint_admin;
REVOKE ALL ON FUNCTION saint_data.company_happened(of_user text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_happened(of_user text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) TO saint_reader;
GRANT ALL ON FUNCTION saint_data.company_happened(of_user text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) TO saint_revenue;
REVOKE ALL ON FUNCTION saint_data.company_live(record_id integer, today date) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_live(record_id integer, today date) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.company_live_all(today date) FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.company_live_many(ids integer[], today date) FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.company_live_statuses(of_id integer, today date) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_live_statuses(of_id integer, today date) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.company_moments() FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_moments() TO saint_reader;
GRANT ALL ON FUNCTION saint_data.company_moments() TO saint_revenue;
REVOKE ALL ON FUNCTION saint_data.company_next_change(c saint_data.company) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_next_change(c saint_data.company) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.company_recompute(ids integer[], today date) FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.company_relations(ids integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_relations(ids integer[]) TO saint_reader;
GRANT ALL ON FUNCTION saint_data.company_relations(ids integer[]) TO saint_revenue;
REVOKE ALL ON FUNCTION saint_data.company_settle(of_id integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.company_statuses(c saint_data.company) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_statuses(c saint_data.company) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.company_texts(ids text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_texts(ids text[]) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.company_tick(batch integer) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_tick(batch integer) TO saint_admin;
REVOKE ALL ON FUNCTION saint_data.company_write_activity(of_status text, ids text[], language text, of_type text, of_title text, of_days integer, of_user text) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.company_write_activity(of_status text, ids text[], language text, of_type text, of_title text, of_days integer, of_user text) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.crm_account_deleted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_account_emptied() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_account_inserted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_account_updated() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_activity_deleted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_activity_emptied() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_activity_inserted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_activity_updated() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_call_deleted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_call_emptied() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_call_inserted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_call_updated() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_company_deleted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_company_emptied() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_company_inserted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_company_updated() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_email_deleted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_email_emptied() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_email_inserted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_email_person_deleted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_email_person_emptied() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_email_person_inserted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_email_person_updated() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_email_updated() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_invoice_deleted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_invoice_emptied() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_invoice_inserted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_invoice_updated() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_note_deleted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_note_emptied() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_note_inserted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_note_updated() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_person_deleted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_person_emptied() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_person_inserted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_person_updated() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_project_deleted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_project_emptied() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_project_inserted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_project_updated() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_sale_deleted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_sale_emptied() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_sale_inserted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_sale_updated() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_task_deleted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_task_emptied() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_task_inserted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_task_updated() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_users_deleted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_users_emptied() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_users_inserted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_users_updated() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_visit_deleted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_visit_emptied() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_visit_inserted() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.crm_visit_updated() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.delta_day() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.follow_partitions() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.person_attention(today date, since date, until date, users text[], ids bigint[], method text, bought text) FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.person_attention_between(since date, until date, users text[], of_ids text[], method text) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.person_attention_between(since date, until date, users text[], of_ids text[], method text) TO saint_reader;
GRANT ALL ON FUNCTION saint_data.person_attention_between(since date, until date, users text[], of_ids text[], method text) TO saint_revenue;
REVOKE ALL ON FUNCTION saint_data.person_backfill() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.person_check() FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.person_check() TO saint_admin;
REVOKE ALL ON FUNCTION saint_data.person_chronology(of_record text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.person_chronology(of_record text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) TO saint_reader;
GRANT ALL ON FUNCTION saint_data.person_chronology(of_record text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) TO saint_revenue;
REVOKE ALL ON FUNCTION saint_data.person_counted(today date, since date, until date, users text[], ids bigint[], with_revenue boolean) FROM PUBLIC;
GRANT SELECT ON TABLE saint_data.person TO saint_admin;
REVOKE ALL ON FUNCTION saint_data.person_criteria(of_status text, c saint_data.person) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.person_criteria(of_status text, c saint_data.person) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.person_dialogs(ids text[], language text, of_groups text[], html boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.person_dialogs(ids text[], language text, of_groups text[], html boolean) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.person_elsewhere() FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.person_elsewhere() TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.person_explain(of_status text, of_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.person_explain(of_status text, of_id text) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.person_fields(ids bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.person_fields(ids bigint[]) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.person_fill(after bigint, batch integer, OUT reached bigint, OUT filled bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.person_fill(after bigint, batch integer, OUT reached bigint, OUT filled bigint) TO saint_admin;
REVOKE ALL ON FUNCTION saint_data.person_live(record_id bigint, today date) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.person_live(record_id bigint, today date) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.person_live_all(today date) FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.person_live_many(ids bigint[], today date) FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.person_live_statuses(of_id bigint, today date) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.person_live_statuses(of_id bigint, today date) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.person_moments() FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.person_moments() TO saint_reader;
GRANT ALL ON FUNCTION saint_data.person_moments() TO saint_revenue;
REVOKE ALL ON FUNCTION saint_data.person_next_change(c saint_data.person) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.person_next_change(c saint_data.person) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.person_recompute(ids bigint[], today date) FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.person_relations(ids bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.person_relations(ids bigint[]) TO saint_reader;
GRANT ALL ON FUNCTION saint_data.person_relations(ids bigint[]) TO saint_revenue;
REVOKE ALL ON FUNCTION saint_data.person_settle(of_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.person_statuses(c saint_data.person) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.person_statuses(c saint_data.person) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.person_texts(ids text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.person_texts(ids text[]) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.person_tick(batch integer) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.person_tick(batch integer) TO saint_admin;
REVOKE ALL ON FUNCTION saint_data.project_attention(today date, since date, until date, users text[], ids uuid[], method text, bought text) FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.project_attention_between(since date, until date, users text[], of_ids text[], method text) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_attention_between(since date, until date, users text[], of_ids text[], method text) TO saint_reader;
GRANT ALL ON FUNCTION saint_data.project_attention_between(since date, until date, users text[], of_ids text[], method text) TO saint_revenue;
REVOKE ALL ON FUNCTION saint_data.project_backfill() FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.project_check() FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_check() TO saint_admin;
REVOKE ALL ON FUNCTION saint_data.project_chronology(of_record text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_chronology(of_record text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) TO saint_reader;
GRANT ALL ON FUNCTION saint_data.project_chronology(of_record text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) TO saint_revenue;
REVOKE ALL ON FUNCTION saint_data.project_counted(today date, since date, until date, users text[], ids uuid[], with_revenue boolean) FROM PUBLIC;
GRANT SELECT ON TABLE saint_data.project TO saint_admin;
REVOKE ALL ON FUNCTION saint_data.project_criteria(of_status text, c saint_data.project) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_criteria(of_status text, c saint_data.project) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.project_dialogs(ids text[], language text, of_groups text[], html boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_dialogs(ids text[], language text, of_groups text[], html boolean) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.project_elsewhere() FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_elsewhere() TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.project_explain(of_status text, of_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_explain(of_status text, of_id text) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.project_fields(ids uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_fields(ids uuid[]) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.project_fill(after uuid, batch integer, OUT reached uuid, OUT filled bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_fill(after uuid, batch integer, OUT reached uuid, OUT filled bigint) TO saint_admin;
REVOKE ALL ON FUNCTION saint_data.project_happened(of_user text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_happened(of_user text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) TO saint_reader;
GRANT ALL ON FUNCTION saint_data.project_happened(of_user text, since timestamp with time zone, before timestamp with time zone, before_source text, before_key text, before_place bigint, page integer) TO saint_revenue;
REVOKE ALL ON FUNCTION saint_data.project_live(record_id uuid, today date) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_live(record_id uuid, today date) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.project_live_all(today date) FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.project_live_many(ids uuid[], today date) FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.project_live_statuses(of_id uuid, today date) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_live_statuses(of_id uuid, today date) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.project_moments() FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_moments() TO saint_reader;
GRANT ALL ON FUNCTION saint_data.project_moments() TO saint_revenue;
REVOKE ALL ON FUNCTION saint_data.project_next_change(c saint_data.project) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_next_change(c saint_data.project) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.project_recompute(ids uuid[], today date) FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.project_relations(ids uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_relations(ids uuid[]) TO saint_reader;
GRANT ALL ON FUNCTION saint_data.project_relations(ids uuid[]) TO saint_revenue;
REVOKE ALL ON FUNCTION saint_data.project_settle(of_id uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION saint_data.project_statuses(c saint_data.project) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_statuses(c saint_data.project) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.project_texts(ids text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_texts(ids text[]) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.project_tick(batch integer) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_tick(batch integer) TO saint_admin;
REVOKE ALL ON FUNCTION saint_data.project_write_activity(of_status text, ids text[], language text, of_type text, of_title text, of_days integer, of_user text) FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.project_write_activity(of_status text, ids text[], language text, of_type text, of_title text, of_days integer, of_user text) TO saint_reader;
REVOKE ALL ON FUNCTION saint_data.selection_buyers_refresh() FROM PUBLIC;
GRANT ALL ON FUNCTION saint_data.selection_buyers_refresh() TO saint_admin;
GRANT SELECT ON TABLE saint.attention_called TO saint_reader;
GRANT SELECT ON TABLE saint.attention_called TO saint_revenue;
GRANT SELECT ON TABLE saint.attention_called_bands TO saint_reader;
GRANT SELECT ON TABLE saint.attention_called_bands TO saint_revenue;
GRANT SELECT ON TABLE saint.attention_called_summary TO saint_reader;
GRANT SELECT ON TABLE saint.attention_called_summary TO saint_revenue;
GRANT SELECT ON TABLE saint.attention_customers TO saint_reader;
GRANT SELECT ON TABLE saint.attention_customers TO saint_revenue;
GRANT SELECT ON TABLE saint.attention_customers_bands TO saint_reader;
GRANT SELECT ON TABLE saint.attention_customers_bands TO saint_revenue;
GRANT SELECT ON TABLE saint.attention_customers_excluded TO saint_revenue;
GRANT SELECT ON TABLE saint.attention_customers_sales TO saint_revenue;
GRANT SELECT ON TABLE saint.attention_customers_sales_bands TO saint_revenue;
GRANT SELECT ON TABLE saint.attention_customers_sales_summary TO saint_revenue;
GRANT SELECT ON TABLE saint.attention_customers_summary TO saint_reader;
GRANT SELECT ON TABLE saint.attention_customers_summary TO saint_revenue;
GRANT SELECT ON TABLE saint.attention_sales_people TO saint_reader;
GRANT SELECT ON TABLE saint.attention_sales_people TO saint_revenue;
GRANT SELECT ON TABLE saint.attention_sales_people_bands TO saint_reader;
GRANT SELECT ON TABLE saint.attention_sales_people_bands TO saint_revenue;
GRANT SELECT ON TABLE saint.attention_sales_people_excluded TO saint_revenue;
GRANT SELECT ON TABLE saint.attention_sales_people_sales TO saint_revenue;
GRANT SELECT ON TABLE saint.attention_sales_people_sales_bands TO saint_revenue;
GRANT SELECT ON TABLE saint.attention_sales_people_sales_summary TO saint_revenue;
GRANT SELECT ON TABLE saint.attention_sales_people_summary TO saint_reader;
GRANT SELECT ON TABLE saint.attention_sales_people_summary TO saint_revenue;
GRANT SELECT,INSERT ON TABLE saint_data.company_dirty TO saint_admin;
GRANT SELECT,INSERT ON TABLE saint_data.company_via TO saint_admin;
GRANT SELECT ON TABLE saint_data.company_stale TO saint_reader;
GRANT SELECT ON TABLE saint.company_counter TO saint_reader;
GRANT SELECT ON TABLE saint_data.company_statusvalue TO saint_admin;
GRANT SELECT ON TABLE saint.company_status TO saint_reader;
GRANT SELECT ON TABLE saint.company_watermark TO saint_reader;
GRANT SELECT ON TABLE saint.contact_moment TO saint_reader;
GRANT SELECT,INSERT ON TABLE saint_data.person_dirty TO saint_admin;
GRANT SELECT,INSERT ON TABLE saint_data.person_via TO saint_admin;
GRANT SELECT ON TABLE saint_data.person_stale TO saint_reader;
GRANT SELECT ON TABLE saint.person_counter TO saint_reader;
GRANT SELECT,INSERT ON TABLE saint_data.project_dirty TO saint_admin;
GRANT SELECT,INSERT ON TABLE saint_data.project_via TO saint_admin;
GRANT SELECT ON TABLE saint_data.project_stale TO saint_reader;
GRANT SELECT ON TABLE saint.project_counter TO saint_reader;
GRANT SELECT ON TABLE saint.countervalue TO saint_reader;
GRANT SELECT ON TABLE saint_data.person_statusvalue TO saint_admin;
GRANT SELECT ON TABLE saint.person_status TO saint_reader;
GRANT SELECT ON TABLE saint.person_watermark TO saint_reader;
GRANT SELECT ON TABLE saint_data.project_statusvalue TO saint_admin;
GRANT SELECT ON TABLE saint.project_status TO saint_reader;
GRANT SELECT ON TABLE saint.project_watermark TO saint_reader;
GRANT SELECT ON TABLE saint.selection_buyers TO saint_reader;
GRANT SELECT ON TABLE saint.selection_invited TO saint_reader;
GRANT SELECT ON TABLE saint.selection_member TO saint_reader;
GRANT SELECT ON TABLE saint.selection_to_call TO saint_reader;
GRANT SELECT ON TABLE saint.selection_to_call_first TO saint_reader;
GRANT SELECT ON TABLE saint.selectiondef TO saint_reader;
GRANT SELECT ON TABLE saint.status_history TO saint_reader;
GRANT SELECT ON TABLE saint.status_period TO saint_reader;
GRANT SELECT ON TABLE saint.status_daily TO saint_reader;
GRANT SELECT ON TABLE saint.statusvalue TO saint_reader;
GRANT SELECT ON TABLE saint.statusdef TO saint_reader;
GRANT SELECT ON TABLE saint_data.sale_transition TO saint_admin;
REFRESH MATERIALIZED VIEW saint.selection_buyers;
REFRESH MATERIALIZED VIEW saint_data.attention_called;
REFRESH MATERIALIZED VIEW saint_data.attention_customers;
REFRESH MATERIALIZED VIEW saint_data.attention_sales_people;
