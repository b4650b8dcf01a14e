create function saint.set_today(today date) returns date
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    before date := saint.today();
    after date;
begin
    if not pg_catalog.isfinite(set_today.today) then
        raise exception 'today is a day, not %', set_today.today
            using errcode = 'invalid_parameter_value', hint = 'select saint.set_today(''2026-12-24''); NULL unpins.';
    end if;
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

