-- The same asked of the CRM's tables, as a good query written by hand: only what it needs, dates computed once per row.
select count(c.company_id), sum(c.company_id)
from crm.company c
left join (
  select
    e.company_id,
    count(*) filter (where e.direction = 'outgoing' and e.date > (select saint.today()) - 28) as outgoing_period1,
    count(*) filter (where e.direction = 'outgoing') as outgoing_period3,
    count(*) filter (where e.direction = 'incoming') as incoming_period3
  from (
    select a.company_id, a.direction, (a.starts_at at time zone 'Europe/Oslo')::date as date
    from crm.activity a
    -- a day more than the window, so that an index on starts_at could be used
    where not a.deleted and a.starts_at >= (select saint.today()) - 92 and a.starts_at < (select saint.today()) + 2
    offset 0
  ) e
  where e.date > (select saint.today()) - 91 and e.date <= (select saint.today())
  group by e.company_id
) a on a.company_id = c.company_id
where c.category = 'Customer'
  and coalesce(a.outgoing_period1, 0) = 0
  and not (coalesce(a.incoming_period3, 0) = 0 and coalesce(a.outgoing_period3, 0) >= 2);
