create function saint.now() returns timestamptz
language plpgsql stable parallel safe
as $$
declare
    clock saint.clock;
begin
    -- A trigger that read the clock could make a serializable transaction fail when an administrator sets it.
    if pg_catalog.current_setting('transaction_isolation') = 'serializable' then
        return pg_catalog.now();
    end if;
    select * into clock from saint.clock;
    if clock.pinned is null then
        return pg_catalog.now();
    end if;
    return (clock.pinned + (pg_catalog.now() at time zone clock.zone)::time) at time zone clock.zone;
end
$$;
comment on function saint.now() is
    'Internal: the start of the transaction; where today is pinned, its time of day on that date';
