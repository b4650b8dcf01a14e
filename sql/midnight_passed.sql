-- A transaction that began before midnight may meet rows that were stored after it.
create function saint.midnight_passed() returns boolean
language plpgsql stable parallel safe
as $$
begin
    return (
        select clock.pinned is null
            and (pg_catalog.clock_timestamp() at time zone clock.zone)::date > saint.today()
        from saint.clock as clock
    );
end
$$;
comment on function saint.midnight_passed() is 'Whether the day changed since this transaction began';

