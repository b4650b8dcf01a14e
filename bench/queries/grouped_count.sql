-- The plain grouped count of the rows that count; its result is read, so that the planner drops nothing. Without the filter an
-- index on the company alone would answer it, and no row would be read.
select count(*), sum(g.n) from (select company_id, count(*) as n from crm.activity where not deleted group by company_id) g;
