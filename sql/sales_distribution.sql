-- As plpython/sales_bands.py does it, for servers without PL/Python.
create function saint.sales_distribution(moments bigint, revenue numeric)
returns table (band integer, color text, area text, lowest_quarters integer, highest_quarters integer, reason text)
language sql immutable parallel safe rows 6
set search_path = pg_catalog, pg_temp
as $$
    select
        b.band, b.color, b.area, b.lowest_quarters, b.highest_quarters,
        case
            when revenue in ('NaN', 'Infinity', '-Infinity') then 'the revenue is not a number'
            when coalesce(moments, 0) = 0 then 'there are no moments in the period'
            when coalesce(revenue, 0) = 0 then 'there is no revenue in the period'
            when revenue < 0 then 'the revenue in the period is negative'
        end
    from (
        values
            (0, 'red', 'possibly insufficient', 16, null),
            (1, 'dark grey', 'possibly insufficient', 8, 16),
            (2, 'light grey', 'average', 4, 8),
            (3, 'blue', 'average', 2, 4),
            (4, 'green', 'possibly too much', 1, 2),
            (5, 'yellow', 'possibly too much', null, 1)
    ) as b (band, color, area, lowest_quarters, highest_quarters)
$$;
comment on function saint.sales_distribution(bigint, numeric) is
    'Internal: the six bands of the sales view, as quarters of the revenue per moment, or the reason why there is no '
    'distribution';
