-- Two for each company.
insert into crm.person (person_id, company_id, name)
select i, (i + 1) / 2, 'Person ' || i
from generate_series(1, 2 * %(companies)s) i;
