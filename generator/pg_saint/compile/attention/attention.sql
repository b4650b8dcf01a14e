-- {{ entity }}: what {{ counted }} counts, drawn into the bands of the contact view and, where `bought` says what revenue is
-- (orders, invoices, both; NULL: none), of the sales view.
create or replace function {{ name }}(
  today date, since date, until date, users text[], ids {{ key_type }}[], method text, bought text)
returns table (
  id {{ key_type }}, color text, code text, name text, total bigint, last date, band integer{% for k in kinds %},
  {{ k }} bigint, {{ k }}_last date{% endfor %},
  revenue numeric, sales_band integer)
language plpgsql stable security definer rows 100000
{{ pinned }} set jit = off set plan_cache_mode = force_custom_plan as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
begin
  return query
  with counted as materialized (
    select
      c.*,
      case bought when 'orders' then c.orders when 'invoices' then c.invoices when 'both' then c.orders + c.invoices end as revenue
    from {{ counted }}(today, since, until, users, ids, bought is not null) c
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
    c.id, c.color, c.code, c.name, c.total, c.last, b.band{% for k in kinds %},
    c.{{ k }}, c.{{ k }}_last{% endfor %},
    c.revenue, s.band
  from counted c
  join contact b on c.total between b.lowest and b.highest
  left join sales s on s.id = c.id;
end
$saint$;
