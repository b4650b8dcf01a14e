-- The page with five counters besides.
select
  c.company_id, c.name, c.category, k.statuses, k.status, k.name as status_name, k.since, k.image_key,
  n.all_period1, n.outgoing_period1, n.incoming_period2, n.open_period3, n.phone_period1
from crm.company c
left join saint.company_card k on k.id = c.company_id
left join saint.company_counter n on n.id = c.company_id
order by c.name
limit 50;
