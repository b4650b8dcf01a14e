-- company: one row per record, one column per counter, exact: stored where the row is valid, else computed.
create or replace view saint.company_counter as
select
  c.id,
  case when c.saint_stale then l.sale_count else c.sale_count end as sale_count,
  case when c.saint_stale then l.sale_open else c.sale_open end as sale_open,
  case when c.saint_stale then l.sale_count_period1 else c.sale_count_period1 end as sale_count_period1,
  case when c.saint_stale then l.sale_open_period1 else c.sale_open_period1 end as sale_open_period1,
  case when c.saint_stale then l.sale_last else c.sale_last end as sale_last,
  case when c.saint_stale then l.sale_last_completed else c.sale_last_completed end as sale_last_completed,
  case when c.saint_stale then l.sale_last_open else c.sale_last_open end as sale_last_open,
  case when c.saint_stale then l.sale_next else c.sale_next end as sale_next,
  case when c.saint_stale then l.sale_amount else c.sale_amount end as sale_amount,
  case when c.saint_stale then l.sale_amount_period1 else c.sale_amount_period1 end as sale_amount_period1,
  case when c.saint_stale then l.sale_large_count else c.sale_large_count end as sale_large_count,
  case when c.saint_stale then l.sale_large_open else c.sale_large_open end as sale_large_open,
  case when c.saint_stale then l.sale_large_count_period1 else c.sale_large_count_period1 end as sale_large_count_period1,
  case when c.saint_stale then l.sale_large_open_period1 else c.sale_large_open_period1 end as sale_large_open_period1,
  case when c.saint_stale then l.sale_large_last else c.sale_large_last end as sale_large_last,
  case when c.saint_stale then l.sale_large_last_completed else c.sale_large_last_completed end as sale_large_last_completed,
  case when c.saint_stale then l.sale_large_last_open else c.sale_large_last_open end as sale_large_last_open,
  case when c.saint_stale then l.sale_large_next else c.sale_large_next end as sale_large_next,
  case when c.saint_stale then l.sale_large_amount else c.sale_large_amount end as sale_large_amount,
  case when c.saint_stale then l.sale_large_amount_period1 else c.sale_large_amount_period1 end as sale_large_amount_period1
from (
  select
    c.id,
    c.sale_count as sale_count,
    c.sale_open as sale_open,
    c.sale_count_period1 as sale_count_period1,
    c.sale_open_period1 as sale_open_period1,
    c.sale_last as sale_last,
    c.sale_last_completed as sale_last_completed,
    c.sale_last_open as sale_last_open,
    c.sale_next as sale_next,
    case when c.sale_amount_n > 0 then c.sale_amount end as sale_amount,
    case when c.sale_amount_period1_n > 0 then c.sale_amount_period1 end as sale_amount_period1,
    c.sale_large_count as sale_large_count,
    c.sale_large_open as sale_large_open,
    c.sale_large_count_period1 as sale_large_count_period1,
    c.sale_large_open_period1 as sale_large_open_period1,
    c.sale_large_last as sale_large_last,
    c.sale_large_last_completed as sale_large_last_completed,
    c.sale_large_last_open as sale_large_last_open,
    c.sale_large_next as sale_large_next,
    case when c.sale_large_amount_n > 0 then c.sale_large_amount end as sale_large_amount,
    case when c.sale_large_amount_period1_n > 0 then c.sale_large_amount_period1 end as sale_large_amount_period1,
    c.next_change <= (select saint.today())
      or exists (select from saint_data.company_dirty d where d.id = c.id)
      or ((select exists (select from saint_data.company_via) or not saint_data.company_rows_hold()) and c.id in (select e.id from saint_data.company_indirectly_stale() e (id)))
      as saint_stale,
    null::bigint as saint_mark
  from saint_data.company c
  union all
  -- a record that has no row yet: it has a mark
  select d.id, null::bigint, null::bigint, null::bigint, null::bigint, null::date, null::date, null::date, null::date, null::numeric, null::numeric, null::bigint, null::bigint, null::bigint, null::bigint, null::date, null::date, null::date, null::date, null::numeric, null::numeric, true, d.mark
  from saint_data.company_dirty d
  union all
  -- or an indirect one
  select n.id, null::bigint, null::bigint, null::bigint, null::bigint, null::date, null::date, null::date, null::date, null::numeric, null::numeric, null::bigint, null::bigint, null::bigint, null::bigint, null::date, null::date, null::date, null::date, null::numeric, null::numeric, true, null::bigint
  from saint_data.company_indirectly_new() n (id)
  where (select exists (select from saint_data.company_via) or not saint_data.company_rows_hold())
) c
left join lateral (
  select saint_row.id, saint_row.sale_count as sale_count, saint_row.sale_open as sale_open, saint_row.sale_count_period1 as sale_count_period1, saint_row.sale_open_period1 as sale_open_period1, saint_row.sale_last as sale_last, saint_row.sale_last_completed as sale_last_completed, saint_row.sale_last_open as sale_last_open, saint_row.sale_next as sale_next, case when saint_row.sale_amount_n > 0 then saint_row.sale_amount end as sale_amount, case when saint_row.sale_amount_period1_n > 0 then saint_row.sale_amount_period1 end as sale_amount_period1, saint_row.sale_large_count as sale_large_count, saint_row.sale_large_open as sale_large_open, saint_row.sale_large_count_period1 as sale_large_count_period1, saint_row.sale_large_open_period1 as sale_large_open_period1, saint_row.sale_large_last as sale_large_last, saint_row.sale_large_last_completed as sale_large_last_completed, saint_row.sale_large_last_open as sale_large_last_open, saint_row.sale_large_next as sale_large_next, case when saint_row.sale_large_amount_n > 0 then saint_row.sale_large_amount end as sale_large_amount, case when saint_row.sale_large_amount_period1_n > 0 then saint_row.sale_large_amount_period1 end as sale_large_amount_period1
  from saint_data.company_current(c.id, saint.today()) saint_row
  where c.saint_stale
    and (c.saint_mark is null or saint_data.company_first_mark(c.id, c.saint_mark))
  -- else it would be called for each row, and not for the stale ones alone
  offset 0
) l on true
where (not c.saint_stale or l.id is not null);

-- One row per record and counter, in SAINT's shape.
create or replace view saint.countervalue as
select 'company' as entity, c.id::text as id, 'sale' as counter,
  c.sale_count::numeric as total, c.sale_open::bigint as open, c.sale_count_period1::numeric as period1, null::numeric as period2, null::numeric as period3, null::numeric as period4, null::numeric as period5, null::numeric as period6, null::numeric as period7, null::numeric as period8, c.sale_last::date as last, c.sale_last_completed::date as last_completed, c.sale_last_open::date as last_open, c.sale_next::date as next, c.sale_open_period1::bigint as open_period1, null::bigint as open_period2, null::bigint as open_period3, null::bigint as open_period4, null::bigint as open_period5, null::bigint as open_period6, null::bigint as open_period7, null::bigint as open_period8
from saint.company_counter c
union all
select 'company' as entity, c.id::text as id, 'sale_amount' as counter,
  c.sale_amount::numeric as total, null::bigint as open, c.sale_amount_period1::numeric as period1, null::numeric as period2, null::numeric as period3, null::numeric as period4, null::numeric as period5, null::numeric as period6, null::numeric as period7, null::numeric as period8, null::date as last, null::date as last_completed, null::date as last_open, null::date as next, null::bigint as open_period1, null::bigint as open_period2, null::bigint as open_period3, null::bigint as open_period4, null::bigint as open_period5, null::bigint as open_period6, null::bigint as open_period7, null::bigint as open_period8
from saint.company_counter c
union all
select 'company' as entity, c.id::text as id, 'sale_large' as counter,
  c.sale_large_count::numeric as total, c.sale_large_open::bigint as open, c.sale_large_count_period1::numeric as period1, null::numeric as period2, null::numeric as period3, null::numeric as period4, null::numeric as period5, null::numeric as period6, null::numeric as period7, null::numeric as period8, c.sale_large_last::date as last, c.sale_large_last_completed::date as last_completed, c.sale_large_last_open::date as last_open, c.sale_large_next::date as next, c.sale_large_open_period1::bigint as open_period1, null::bigint as open_period2, null::bigint as open_period3, null::bigint as open_period4, null::bigint as open_period5, null::bigint as open_period6, null::bigint as open_period7, null::bigint as open_period8
from saint.company_counter c
union all
select 'company' as entity, c.id::text as id, 'sale_large_amount' as counter,
  c.sale_large_amount::numeric as total, null::bigint as open, c.sale_large_amount_period1::numeric as period1, null::numeric as period2, null::numeric as period3, null::numeric as period4, null::numeric as period5, null::numeric as period6, null::numeric as period7, null::numeric as period8, null::date as last, null::date as last_completed, null::date as last_open, null::date as next, null::bigint as open_period1, null::bigint as open_period2, null::bigint as open_period3, null::bigint as open_period4, null::bigint as open_period5, null::bigint as open_period6, null::bigint as open_period7, null::bigint as open_period8
from saint.company_counter c
;
