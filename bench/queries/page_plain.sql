-- A list page: 50 companies by name.
select c.company_id, c.name, c.category from crm.company c order by c.name limit 50;
