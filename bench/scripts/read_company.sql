-- The row of one company by its primary key.
\set company random(1, :companies)
select company_id, name, category from crm.company where company_id = :company;
