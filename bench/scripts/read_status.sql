-- The statuses of one company.
\set company random(1, :companies)
select id, status, name, rank, visual, since from saint.company_status where id = :company;
