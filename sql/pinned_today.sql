-- What saint.today() is while the clock is pinned. A session that is inside a transaction would not notice a function
-- that was rewritten, but it sees the clock's new row.
create function saint.pinned_today() returns date
language plpgsql stable parallel safe
as $$
begin
    return (
        select coalesce(clock.pinned, (pg_catalog.now() at time zone clock.zone)::date)
        from saint.clock as clock
    );
end
$$;
comment on function saint.pinned_today() is 'Internal: the date in force, read from the clock';

