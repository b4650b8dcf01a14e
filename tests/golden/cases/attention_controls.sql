-- company: attention calculated with controls of its own, and remembered by the name that is returned. Each calculation adds
-- rows of its own, so that none waits for another. For saint.calculate().
create or replace function saint_data.company_calculate(
  of_monitor text, since date, until date, users text[], user_group text, selection text, of_fields jsonb, of_ids text[],
  method text, bought text, for_user text)
returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = off set jit = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  saint_held constant boolean := saint.hold_tables(array['crm.activity', 'crm.company', 'crm.sale']);
  today constant date := saint.today();
  began constant timestamptz := clock_timestamp();
  calculation constant text := coalesce(of_monitor, 'company') || '#' || nextval('saint.calculation_number');
  controls jsonb := jsonb_strip_nulls(jsonb_build_object(
    'user_group', user_group, 'selection', selection, 'of_ids', case when selection is null then of_ids end));
  seen_by constant text[] := null;
  ids integer[] := of_ids::integer[];
  fields constant text[] := array['name', 'category'];
  wrong text;
begin
  if user_group is not null then
    if users is null or users = '{}' then
      raise exception 'there is no group % of users', user_group
        using errcode = 'invalid_parameter_value', hint = 'Groups are the field group of users: in the definition.';
    end if;
  end if;
  select k.name into wrong from jsonb_object_keys(of_fields) k (name) where k.name <> all (fields) limit 1;
  if found then
    raise exception 'company has no field % that everybody may see', wrong
      using errcode = 'invalid_parameter_value', hint = 'Known: ' || array_to_string(fields, ', ') || '.';
  end if;
  if of_fields is not null then
    controls := controls || jsonb_build_object('of', of_fields);
    ids := array(
      select company.company_id
      from crm.company company
      cross join lateral (
        select
          company.name as name,
          company.category as category
      ) saint_row
      where (not company.deleted) and company.company_id is not null and (ids is null or company.company_id = any (ids))
        -- a value, or a list of those of which it is one
        and not exists (
          select from jsonb_each(of_fields) saint_asked
          where not saint_asked.value @> (to_jsonb(saint_row) -> saint_asked.key)));
  end if;
  if of_monitor = 'customers' then
    since := coalesce(since, today - 364);
    until := coalesce(until, today);
    if ids is null then
      ids := array(
        select company.company_id
        from crm.company company
        where (not company.deleted) and company.company_id is not null and (company.category = 'Customer'));
    end if;
    method := coalesce(method, 'proportional');
    bought := coalesce(bought, 'orders');
  elsif of_monitor is not null then
    raise exception 'there is no monitor % of company', of_monitor using errcode = 'undefined_object';
  end if;
  users := nullif(users, '{all}');
  method := coalesce(method, 'proportional');
  controls := controls || jsonb_build_object(
    'since', since, 'until', until, 'users', coalesce(to_jsonb(users), '"all"'), 'method', method)
    || case when bought is null then '{}' else jsonb_build_object('revenue', bought) end;

  begin
    insert into saint.calculated_relation (
      calculation, id, color, code, name, total, last, band,
      history, history_last,
      correspondence, correspondence_last,
      sales, sales_last,
      helpdesk, helpdesk_last,
      revenue, sales_band, sale_added)
    select
      calculation, a.id::text, a.color, a.code, a.name, a.total, a.last, a.band,
      a.history, a.history_last,
      a.correspondence, a.correspondence_last,
      a.sales, a.sales_last,
      a.helpdesk, a.helpdesk_last,
      a.revenue, a.sales_band, d.last
    from saint_data.company_attention(today, since, until, users, ids, method, bought) a
    left join lateral (select d.id, d.last from saint_data.company_added(today, users, ids) d where bought is not null) d on d.id = a.id;
  exception when others then
    -- an error may quote an amount
    if bought is null or pg_has_role(saint.caller(), 'saint_revenue', 'member') then
      raise;
    end if;
    raise exception 'company cannot be calculated'
      using errcode = sqlstate, hint = 'Whoever has the role saint_revenue is told why.';
  end;
  -- how many they are says who is in a selection that not everybody sees
  insert into saint.calculation (
    monitor, entity, today, calculated_at, duration, calculated_by, relations, moments, of_monitor, controls, for_user, seen_by)
  select
    calculation, 'company', today, began, clock_timestamp() - began, saint.caller(),
    case when seen_by is null then count(*) end, case when seen_by is null then coalesce(sum(r.total), 0) end,
    of_monitor, controls, for_user, seen_by
  from saint.calculated_relation r
  where r.calculation = calculation;

  -- What it takes the place of, once nobody has it open any more. What another session is deleting is left to it.
  if current_setting('transaction_isolation') = 'read committed' then
    with superseded as (
      select c.monitor
      from saint.calculation c
      where c.controls is not null and c.entity = 'company' and c.monitor <> calculation
        and c.of_monitor is not distinct from of_monitor and c.for_user is not distinct from for_user
        and c.calculated_by = saint.caller() and c.calculated_at < began - interval '1 hour'
      for update skip locked
    ),
    gone as (
      delete from saint.calculation c using superseded s where c.monitor = s.monitor
    )
    delete from saint.calculated_relation r using superseded s where r.calculation = s.monitor;
  end if;
  return calculation;
end
$saint$;

-- Of the calculations with controls of their own that are remembered.
create or replace view saint.calculated with (security_barrier) as
select calculation.monitor as calculation, shown.*
from saint.calculation
cross join lateral (
  -- A moment at -infinity is before all days: no number of days lies between.
  select
    m.id, m.color, m.code, m.name, m.total, case when isfinite(m.last) then c.today - m.last end as days, m.band,
    m.history, case when isfinite(m.history_last) then c.today - m.history_last end as history_days,
    m.correspondence, case when isfinite(m.correspondence_last) then c.today - m.correspondence_last end as correspondence_days,
    m.sales, case when isfinite(m.sales_last) then c.today - m.sales_last end as sales_days,
    m.helpdesk, case when isfinite(m.helpdesk_last) then c.today - m.helpdesk_last end as helpdesk_days,
    (array['#E53935', '#757575', '#BDBDBD', '#1E88E5', '#43A047', '#FDD835'])[m.band + 1] as band_hex, c.calculated_at
  from (select r.* from saint.calculated_relation r where r.calculation = calculation.monitor) m
  cross join saint.calculation c
  where c.monitor = calculation.monitor
) shown
where calculation.controls is not null
  and (
    calculation.seen_by is null
    or (select bool_and(saint.may_see(c.class)) from unnest(calculation.seen_by) c (class))
  );

-- Of the calculations with controls of their own that are remembered.
create or replace view saint.calculated_bands with (security_barrier) as
select calculation.monitor as calculation, shown.*
from saint.calculation
cross join lateral (
  -- The six bands of the contact view, each with the totals that it covers.
  select
    b.band, b.color, b.relations, b.lowest, b.highest,
    (array['#E53935', '#757575', '#BDBDBD', '#1E88E5', '#43A047', '#FDD835'])[b.band + 1] as hex,
    (select c.calculated_at from saint.calculation c where c.monitor = calculation.monitor) as calculated_at
  from (
    select array_agg(t.total) as totals, array_agg(t.relations) as relations
    from (select m.total, count(*) as relations from (select r.* from saint.calculated_relation r where r.calculation = calculation.monitor) m group by m.total) t
  ) h
  cross join lateral saint.contact_bands(h.totals, h.relations, calculation.controls ->> 'method') b
) shown
where calculation.controls is not null
  and (
    calculation.seen_by is null
    or (select bool_and(saint.may_see(c.class)) from unnest(calculation.seen_by) c (class))
  );
