-- Marks for so many of a hundred companies, none of them on the page.
insert into saint_data.company_dirty (id)
select c.company_id
from crm.company c
where c.company_id %% 100 < %(percent)s
  and c.company_id not in (select p.company_id from crm.company p order by p.name limit 50);
