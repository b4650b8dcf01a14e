create function saint.set_today(today date) returns date
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    before date := saint.today();
    after date;
begin
    -- Days are counted from it, and near the first and the last date that there is they would be out of range.
    if set_today.today not between '0001-01-01' and '100000-01-01' then
        raise exception 'today must be a day in the years 1 to 100000, not %', set_today.today
            using errcode = 'invalid_parameter_value', hint = 'select saint.set_today(''2026-12-24''); NULL unpins.';
    end if;
    update saint.clock set pinned = set_today.today;
    -- Where rows are stored in shards of Citus, each node asks this.
    if pg_catalog.to_regclass('saint_data.pinned_day') is not null then
        execute pg_catalog.format('update %s set pinned = $1', saint.compiled_table('pinned_day')) using set_today.today;
    end if;
    after := saint.today();
    -- Stored rows know when they change next, not how they were.
    if after < before then
        perform saint.mark_all_stale();
    end if;
    return after;
end
$$;
comment on function saint.set_today(date) is 'Pins today for everybody, NULL unpins; returns the date now in force';

