-- The counters of definitions/standard.yaml, and what its statuses read, as a good query written by hand: each source is read
-- once, dates and windows are computed once per row.
create view peers.standard_now as
select *
from (select company_id, name, category from crm.company) c
left join (
  select
    e.company_id,
    count(*) as activity_count,
    count(*) filter (where e.is_open) as activity_open,
    count(*) filter (where e.in_period1) as activity_count_period1,
    count(*) filter (where e.is_open and e.in_period1) as activity_open_period1,
    count(*) filter (where e.in_period2) as activity_count_period2,
    count(*) filter (where e.is_open and e.in_period2) as activity_open_period2,
    count(*) filter (where e.in_period3) as activity_count_period3,
    count(*) filter (where e.is_open and e.in_period3) as activity_open_period3,
    max(e.date) filter (where e.is_past) as activity_last,
    max(e.date) filter (where not e.is_open and e.is_past) as activity_last_completed,
    max(e.date) filter (where e.is_open and e.is_past) as activity_last_open,
    min(e.date) filter (where not e.is_past) as activity_next,
    count(*) filter (where e.direction = 'outgoing' and e.in_period1) as outgoing_period1,
    count(*) filter (where e.intention = 'Marketing' and e.in_period3) as marketing_period3
  from (
    select
      d.*, d.date <= today as is_past,
      d.date > today - 28 and d.date <= today as in_period1,
      d.date > today - 56 and d.date <= today as in_period2,
      d.date > today - 91 and d.date <= today as in_period3
    from (
      select company_id, direction, intention, done_at is null as is_open, (starts_at at time zone 'Europe/Oslo')::date as date
      from crm.activity
      where not deleted
      offset 0
    ) d
    cross join peers.clock
    offset 0
  ) e
  group by e.company_id
) a using (company_id)
left join (
  select
    e.company_id,
    count(*) as sale_count,
    count(*) filter (where e.is_open) as sale_open,
    count(*) filter (where e.in_period1) as sale_count_period1,
    count(*) filter (where e.is_open and e.in_period1) as sale_open_period1,
    count(*) filter (where e.in_period2) as sale_count_period2,
    count(*) filter (where e.is_open and e.in_period2) as sale_open_period2,
    count(*) filter (where e.in_period3) as sale_count_period3,
    count(*) filter (where e.is_open and e.in_period3) as sale_open_period3,
    max(e.sale_date) filter (where e.is_past) as sale_last,
    max(e.sale_date) filter (where not e.is_open and e.is_past) as sale_last_completed,
    max(e.sale_date) filter (where e.is_open and e.is_past) as sale_last_open,
    min(e.sale_date) filter (where not e.is_past) as sale_next,
    sum(e.amount) as sale_amount,
    sum(e.amount) filter (where e.in_period1) as sale_amount_period1,
    sum(e.amount) filter (where e.in_period2) as sale_amount_period2,
    sum(e.amount) filter (where e.in_period3) as sale_amount_period3,
    sum(e.amount) filter (where e.is_sold and e.in_year) as sold_in_year,
    count(*) filter (where e.is_sold and e.in_period2) as sold_period2,
    count(*) filter (where e.is_sold and e.in_period3) as sold_period3
  from (
    select
      s.company_id, s.sale_date, s.amount, s.status = 'sold' as is_sold, s.status not in ('sold', 'lost') as is_open,
      s.sale_date <= today as is_past,
      s.sale_date > today - 28 and s.sale_date <= today as in_period1,
      s.sale_date > today - 56 and s.sale_date <= today as in_period2,
      s.sale_date > today - 91 and s.sale_date <= today as in_period3,
      s.sale_date > today - 364 and s.sale_date <= today as in_year
    from crm.sale s
    cross join peers.clock
    offset 0
  ) e
  group by e.company_id
) s using (company_id)
left join (
  select
    e.company_id,
    count(*) as request_count,
    count(*) filter (where e.is_open) as request_open,
    count(*) filter (where e.in_period1) as request_count_period1,
    count(*) filter (where e.is_open and e.in_period1) as request_open_period1,
    count(*) filter (where e.in_period2) as request_count_period2,
    count(*) filter (where e.is_open and e.in_period2) as request_open_period2,
    count(*) filter (where e.in_period3) as request_count_period3,
    count(*) filter (where e.is_open and e.in_period3) as request_open_period3,
    max(e.date) filter (where e.is_past) as request_last,
    max(e.date) filter (where not e.is_open and e.is_past) as request_last_completed,
    max(e.date) filter (where e.is_open and e.is_past) as request_last_open,
    min(e.date) filter (where not e.is_past) as request_next,
    count(*) filter (where e.in_six_weeks) as requests_in_six_weeks
  from (
    select
      d.*, d.date <= today as is_past,
      d.date > today - 28 and d.date <= today as in_period1,
      d.date > today - 42 and d.date <= today as in_six_weeks,
      d.date > today - 56 and d.date <= today as in_period2,
      d.date > today - 91 and d.date <= today as in_period3
    from (
      select company_id, closed_at is null as is_open, (created_at at time zone 'Europe/Oslo')::date as date
      from crm.request
      offset 0
    ) d
    cross join peers.clock
    offset 0
  ) e
  group by e.company_id
) r using (company_id)
left join (
  select
    e.company_id,
    count(*) as document_count,
    count(*) filter (where e.in_period1) as document_count_period1,
    count(*) filter (where e.in_period2) as document_count_period2,
    count(*) filter (where e.in_period3) as document_count_period3,
    max(e.date) filter (where e.is_past) as document_last,
    min(e.date) filter (where not e.is_past) as document_next
  from (
    select
      d.*, d.date <= today as is_past,
      d.date > today - 28 and d.date <= today as in_period1,
      d.date > today - 56 and d.date <= today as in_period2,
      d.date > today - 91 and d.date <= today as in_period3
    from (
      select company_id, (created_at at time zone 'Europe/Oslo')::date as date from crm.document
      offset 0
    ) d
    cross join peers.clock
    offset 0
  ) e
  group by e.company_id
) d using (company_id);
