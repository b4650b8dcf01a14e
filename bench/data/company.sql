-- Every fifth is a customer, every hundredth a key account.
insert into crm.company (company_id, name, category)
select i, 'Company ' || i,
  case when i %% 100 = 0 then 'Key account' when i %% 5 = 0 then 'Customer' else 'Prospect' end
from generate_series(1, %(companies)s) i;
