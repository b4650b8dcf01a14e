-- Marks for the companies of the page.
insert into saint_data.company_dirty (id) select c.company_id from crm.company c order by c.name limit 50;
