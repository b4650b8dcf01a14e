create function saint.set_today(today date) returns date
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    before date := saint.today();
    after date;
begin
    update saint.clock set pinned = set_today.today;
    after := saint.today();
    -- Stored rows know when they change next, not how they were.
    if after < before then
        perform saint.mark_all_stale();
    end if;
    return after;
end
$$;
comment on function saint.set_today(date) is 'Pins today for everybody, NULL unpins; returns the date now in force';

