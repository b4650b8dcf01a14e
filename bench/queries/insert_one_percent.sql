-- One activity for every hundredth company.
insert into crm.activity (company_id, person_id, project_id, type, direction, intention, starts_at, subject)
select company_id, 2 * company_id, company_id, 'phone', 'outgoing', 'Sales', %(today)s::date + interval '10 hours', 'Benchmark'
from crm.company
where company_id %% 100 = 7;
