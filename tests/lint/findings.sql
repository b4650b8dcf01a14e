-- What plpgsql_check says of every function in the schemas %(schemas)s; of a trigger function as its first trigger calls it.
select p.pronamespace::regnamespace || '.' || p.proname, found.level, found.message, found.detail
from pg_proc p
join pg_language l on l.oid = p.prolang and l.lanname = 'plpgsql'
left join lateral (
    select t.tgrelid, t.tgoldtable, t.tgnewtable
    from pg_trigger t
    where t.tgfoid = p.oid
    order by t.oid
    limit 1
) t on true
cross join lateral plpgsql_check_function_tb(
    p.oid, coalesce(t.tgrelid, 0), oldtable => t.tgoldtable, newtable => t.tgnewtable, fatal_errors => false,
    other_warnings => true, extra_warnings => true, performance_warnings => true, security_warnings => true
) found
where p.pronamespace::regnamespace::text = any (%(schemas)s)
order by 1, 2, 3, 4
