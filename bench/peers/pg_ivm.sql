-- One grouped count, no windows.
create extension pg_ivm;
select pgivm.create_immv('peers.activity_count', 'select company_id, count(*) as n from crm.activity group by company_id');
