-- What computing the companies of the page costs by itself.
select c.company_id, l.statuses
from (select p.company_id from crm.company p order by p.name limit 50) c
cross join lateral saint_data.company_live(c.company_id, saint.today()) l;
