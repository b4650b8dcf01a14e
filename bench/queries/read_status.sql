-- The statuses of one company.
select id, status, name, rank, visual, since from saint.company_status where id = %(company)s;
