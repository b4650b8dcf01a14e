-- PL/pgSQL keeps its plan for the session; an SQL function would be planned again in each query.
create function saint.today() returns date
language plpgsql stable parallel safe
as $$
begin
    return (
        select coalesce(clock.pinned, (pg_catalog.now() at time zone clock.zone)::date)
        from saint.clock as clock
    );
end
$$;
comment on function saint.today() is 'The date in force: pinned, or now in the configured time zone';

