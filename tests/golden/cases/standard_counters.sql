-- company: one row per record, one column per counter, exact.
create or replace view saint.company_counter as
select
  record.id,
  record.sale_count as sale_count,
  record.sale_open as sale_open,
  record.sale_count_period1 as sale_count_period1,
  record.sale_open_period1 as sale_open_period1,
  record.sale_last as sale_last,
  record.sale_last_completed as sale_last_completed,
  record.sale_last_open as sale_last_open,
  record.sale_next as sale_next,
  case when record.sale_amount_n > 0 then record.sale_amount end as sale_amount,
  case when record.sale_amount_period1_n > 0 then record.sale_amount_period1 end as sale_amount_period1,
  record.sale_large_count as sale_large_count,
  record.sale_large_open as sale_large_open,
  record.sale_large_count_period1 as sale_large_count_period1,
  record.sale_large_open_period1 as sale_large_open_period1,
  record.sale_large_last as sale_large_last,
  record.sale_large_last_completed as sale_large_last_completed,
  record.sale_large_last_open as sale_large_last_open,
  record.sale_large_next as sale_large_next,
  case when record.sale_large_amount_n > 0 then record.sale_large_amount end as sale_large_amount,
  case when record.sale_large_amount_period1_n > 0 then record.sale_large_amount_period1 end as sale_large_amount_period1
from saint_data.company_current record;

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
