-- A numeric is a whole number of any size here.
create function saint.contact_ranges(totals bigint[], relations bigint[], method text)
returns table (band integer, lowest numeric, highest numeric)
language plpgsql immutable parallel safe rows 6
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    if method is null or method not in ('proportional', 'quantile') then
        raise exception 'unknown method %: bands are proportional or quantile', coalesce(method, 'None')
            using errcode = '22023', hint = 'docs/attention.md says what the methods are.';
    end if;
    if 0 > any (totals) or 0 > any (relations)
        or exists (select from unnest(totals) as t (total) group by t.total having count(*) > 1)
    then
        raise exception 'each total once, and no number below 0'
            using errcode = '22023', hint = 'docs/attention.md says what the methods are.';
    end if;
    return query
    with counted as (
        select c.total::numeric, c.number, sum(c.number) over (order by c.total) as so_far, sum(c.number) over () as of_all
        from unnest(totals, relations) as c (total, number)
        where c.total > 0 and c.number > 0
    ),
    -- With m the largest total, band b holds the totals in ((b - 1) * m / 5, b * m / 5].
    proportional as (
        select b.band, div((b.band - 1) * m.most, 5) + 1 as lowest, div(b.band * m.most, 5) as highest
        from (select coalesce(max(c.total), 0) from counted as c) as m (most)
        cross join generate_series(1, 5) as b (band)
    ),
    -- Relations with the same total go where the middle one of them belongs.
    quantile as (
        select b.band, min(c.total) as lowest, max(c.total) as highest
        from (select div(5 * (2 * c.so_far - c.number), 2 * c.of_all) + 1 as band, c.total from counted as c) as c
        right join generate_series(1, 5) as b (band) on b.band = c.band
        group by b.band
    )
    select 0, 0::numeric, 0::numeric
    union all
    select p.band, p.lowest, p.highest from proportional as p where method = 'proportional'
    union all
    select q.band, q.lowest, q.highest from quantile as q where method = 'quantile';
end
$$;
comment on function saint.contact_ranges(bigint[], bigint[], text) is
    'Internal: the totals that each band of the contact view reaches from and to, where PL/Python does not say it';
