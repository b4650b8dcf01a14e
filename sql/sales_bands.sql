-- As plpython/sales_bands.py does it, for servers without PL/Python: products of numerics are exact.
create function saint.sales_bands(totals bigint[], revenues numeric[], moments bigint, revenue numeric)
returns integer[]
language sql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(
        array_agg(
            case
                when d.reason is not null or r.total = 0 and r.own = 0 then null
                when r.total = 0 then case when r.own > 0 then 0 else 3 end
                when r.own <= 0 then 5
                -- q = (own / total) / (revenue / moments), in the ranges of saint.sales_distribution()
                when r.own * moments > 4 * r.total * revenue then 0
                when r.own * moments > 2 * r.total * revenue then 1
                when r.own * moments > r.total * revenue then 2
                when 2 * r.own * moments >= r.total * revenue then 3
                when 4 * r.own * moments >= r.total * revenue then 4
                else 5
            end
            order by r.place
        ),
        '{}'
    )
    from unnest(totals, revenues) with ordinality as r (total, own, place)
    cross join (select s.reason from saint.sales_distribution(moments, revenue) as s where s.band = 0) as d
$$;
comment on function saint.sales_bands(bigint[], numeric[], bigint, numeric) is
    'Internal: the band of each relation in the sales view; `moments` and `revenue` are the sums over all relations';
