-- One for each company.
insert into crm.project (project_id, company_id, name, stage)
select i, i, 'Project ' || i, case when i %% 4 = 0 then 'ongoing' else 'completed' end
from generate_series(1, %(companies)s) i;
