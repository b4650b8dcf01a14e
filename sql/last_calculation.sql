create function saint.last_calculation(of_monitor text, for_user text default null) returns text
language sql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select c.monitor
    from saint.calculation as c
    where c.of_monitor = last_calculation.of_monitor and c.for_user is not distinct from last_calculation.for_user
    order by c.calculated_at desc, c.monitor desc
    limit 1
$$;
comment on function saint.last_calculation(text, text) is
    'The last calculation of a monitor with controls of its own, remembered for a user (NULL: for all)';
