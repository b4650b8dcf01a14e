-- One activity of a random company, now.
insert into crm.activity (company_id, person_id, project_id, type, direction, intention, starts_at, subject)
select company_id, 2 * company_id, company_id, 'mail', 'outgoing', 'Service', now(), 'Benchmark'
from (select 1 + floor(random() * %(companies)s)::integer as company_id) random_company;
