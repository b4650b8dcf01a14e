-- The twenty counters of one company.
\set company random(1, :companies)
select * from saint.company_counter where id = :company;
