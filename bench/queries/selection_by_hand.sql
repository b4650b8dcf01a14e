-- The same asked of the CRM's tables, as a good query written by hand: only what it needs, dates computed once per row.
select count(c.company_id), sum(c.company_id)
from crm.company c
join (
  select
    e.company_id,
    count(*) filter (where e.done_at is null) as open_period2,
    count(*) filter (where e.direction = 'outgoing' and e.date > saint.today() - 28) as outgoing_period1
  from (
    select a.company_id, a.direction, a.done_at, (a.starts_at at time zone 'Europe/Oslo')::date as date
    from crm.activity a
    -- a day more than the window, so that an index on starts_at could be used
    where not a.deleted and a.starts_at >= saint.today() - 57 and a.starts_at < saint.today() + 2
    offset 0
  ) e
  where e.date > saint.today() - 56 and e.date <= saint.today()
  group by e.company_id
) a on a.company_id = c.company_id
where c.category = 'Customer' and a.open_period2 >= 4 and a.outgoing_period1 > 0;
