-- The same texts by the query that one would write by hand, of statuses in a plain table.
select count(t.text), sum(length(t.text))
from (
  select replace(replace('<name> (<cate>) has not heard from us this month.', '<name>', c.name), '<cate>', c.category) as text
  from peers.company_status s
  join crm.company c on c.company_id = s.id
  where s.status = 'neglected_customer'
) t;
