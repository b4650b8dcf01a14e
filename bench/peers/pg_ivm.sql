-- One grouped count, no windows.
create extension pg_ivm;
-- as its manual asks for
do $$
begin
    execute format('alter database %I set session_preload_libraries = pg_ivm', current_database());
end
$$;
select pgivm.create_immv('peers.activity_count', 'select company_id, count(*) as n from crm.activity group by company_id');
