-- big_customers (selection_materialized.yaml:8): category = 'Customer' and sum(sale.amount) > 100000
-- As it was when it was last refreshed: saint.selectiondef says when.
create materialized view saint.selection_big_customers as
select
  r.id::integer,
  r.name::text
from saint_data.selection_big_customers_rows r
-- filled once the records are computed
with no data;
-- refreshing it concurrently needs one
create unique index on saint.selection_big_customers (id);

-- big_customers (selection_materialized.yaml:8): category = 'Customer' and sum(sale.amount) > 100000
create or replace view saint_data.selection_big_customers_rows as
select
  c.id,
  case when c.saint_stale then l.name else c.name end as name
from (
  select
    c.id,
    c.name as name,
    ((c.category = 'Customer') and (case when c.big_customers_sum_sale_amount_n > 0 then c.big_customers_sum_sale_amount end > 100000)) as saint_is_in,
    c.next_change <= (select saint.today())
      or exists (select from saint_data.company_dirty d where d.id = c.id)
      or ((select exists (select from saint_data.company_via) or not saint_data.company_rows_hold()) and c.id in (select e.id from saint_data.company_indirectly_stale() e (id)))
      as saint_stale,
    null::bigint as saint_mark
  from saint_data.company c
  union all
  -- a record that has no row yet: it has a mark
  select d.id, null::text, null::boolean, true, d.mark
  from saint_data.company_dirty d
  union all
  -- or an indirect one
  select n.id, null::text, null::boolean, true, null::bigint
  from saint_data.company_indirectly_new() n (id)
  where (select exists (select from saint_data.company_via) or not saint_data.company_rows_hold())
) c
left join lateral (
  select saint_row.id, saint_row.name as name
  from saint_data.company_current(c.id, saint.today()) saint_row
  where c.saint_stale
    and (c.saint_mark is null or saint_data.company_first_mark(c.id, c.saint_mark))
    and ((saint_row.category = 'Customer') and (case when saint_row.big_customers_sum_sale_amount_n > 0 then saint_row.big_customers_sum_sale_amount end > 100000))
  -- else it would be called for each row, and not for the stale ones alone
  offset 0
) l on true
where (not c.saint_stale or l.id is not null)
  and (c.saint_stale or c.saint_is_in);

-- Refresh the materialized selection, without making its readers wait, and note when.
create or replace function saint_data.selection_big_customers_refresh() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off as $saint$
declare
  began timestamptz := clock_timestamp();
begin
  if (select c.relispopulated from pg_class c where c.oid = 'saint.selection_big_customers'::regclass) then
    refresh materialized view concurrently saint.selection_big_customers;
  else
    refresh materialized view saint.selection_big_customers;
  end if;
  insert into saint.selection_refresh (selection, refreshed_at, as_of)
  values ('big_customers', began, saint.today())
  on conflict (selection) do update set refreshed_at = excluded.refreshed_at, as_of = excluded.as_of;
end
$saint$;

-- invited (selection_materialized.yaml:14): members added by hand
create or replace view saint.selection_invited as
select
  c.id,
  case when c.saint_stale then l.name else c.name end as name
from (
  select
    c.id,
    c.name as name,
    ((exists(select * from saint.selection_entry as m where m.selection = 'invited' and m.id = cast(c.id as text)))) as saint_is_in,
    c.next_change <= (select saint.today())
      or exists (select from saint_data.company_dirty d where d.id = c.id)
      or ((select exists (select from saint_data.company_via) or not saint_data.company_rows_hold()) and c.id in (select e.id from saint_data.company_indirectly_stale() e (id)))
      as saint_stale,
    null::bigint as saint_mark
  from saint_data.company c
  union all
  -- a record that has no row yet: it has a mark
  select d.id, null::text, null::boolean, true, d.mark
  from saint_data.company_dirty d
  union all
  -- or an indirect one
  select n.id, null::text, null::boolean, true, null::bigint
  from saint_data.company_indirectly_new() n (id)
  where (select exists (select from saint_data.company_via) or not saint_data.company_rows_hold())
) c
left join lateral (
  select saint_row.id, saint_row.name as name
  from saint_data.company_current(c.id, saint.today()) saint_row
  where c.saint_stale
    and (c.saint_mark is null or saint_data.company_first_mark(c.id, c.saint_mark))
    and ((exists(select * from saint.selection_entry as m where m.selection = 'invited' and m.id = cast(saint_row.id as text))))
  -- else it would be called for each row, and not for the stale ones alone
  offset 0
) l on true
where (not c.saint_stale or l.id is not null)
  and (c.saint_stale or c.saint_is_in);

-- Who is in which static selection; an entry whose record is gone from the CRM is not shown.
create or replace view saint.selection_member as
select m.selection, s.entity, m.id, m.added_at
from saint.selection s
join saint.selection_entry m on m.selection = s.selection
join saint.company_counter c on c.id::text = m.id
where s.entity = 'company' and s.kind = 'static'
;

-- Which selections there are, for an administrator's screen.
create or replace view saint.selectiondef as
select
  s.selection, s.entity, coalesce(s.titles ->> 'en', s.selection) as name, s.kind,
  (select string_agg(c.criterion, ' and ' order by c.ordinal)
   from jsonb_array_elements_text(s.criteria) with ordinality c (criterion, ordinal)) as criteria,
  array(select jsonb_array_elements_text(s.columns)) as columns,
  saint.selection_matches(s.selection) as matches,
  s.declared, s.max_age, r.refreshed_at
from saint.selection s
left join saint.selection_refresh r on r.selection = s.selection;
