-- As plpython/contact_bands.py does it, for servers without PL/Python.
create function saint.contact_bands(totals bigint[], relations bigint[], method text)
returns table (band integer, color text, area text, relations bigint, lowest bigint, highest bigint)
language sql immutable parallel safe rows 6
set search_path = pg_catalog, pg_temp
as $$
    select
        r.band,
        (array['red', 'dark grey', 'light grey', 'blue', 'green', 'yellow'])[r.band + 1],
        (array['little', 'little', 'little', 'average', 'much', 'much'])[r.band + 1],
        coalesce(sum(c.number), 0)::bigint,
        -- NULL where no whole number lies in it
        case when r.lowest <= r.highest then r.lowest end::bigint,
        case when r.lowest <= r.highest then r.highest end::bigint
    from saint.contact_ranges($1, $2, $3) as r
    left join unnest($1, $2) as c (total, number) on c.number > 0 and c.total between r.lowest and r.highest
    group by r.band, r.lowest, r.highest
    order by r.band
$$;
comment on function saint.contact_bands(bigint[], bigint[], text) is
    'Internal: the six bands of the contact view, from how many relations have each total; method: proportional or '
    'quantile';
