-- As plpython/percentages.py does it, for servers without PL/Python.
create function saint.percentages(amounts numeric[]) returns numeric[]
language sql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with exact as (
        select
            a.place, a.amount * 1000 as thousandfold, w.whole,
            -- div() rounds towards zero
            div(a.amount * 1000, w.whole) - (sign(mod(a.amount * 1000, w.whole)) < 0)::integer as tenths
        from unnest(amounts) with ordinality as a (amount, place)
        -- Where the sum is not a positive number there are no shares.
        join (select sum(a.amount) from unnest(amounts) as a (amount)) as w (whole)
            on w.whole > 0 and w.whole < 'Infinity'
    ),
    ranked as (
        select
            e.place, e.tenths, 1000 - sum(e.tenths) over () as missing,
            row_number() over (order by e.thousandfold - e.tenths * e.whole desc, e.place) as by_loss
        from exact as e
    )
    select coalesce(
        array_agg(coalesce(r.tenths + (r.by_loss <= r.missing)::integer, 0) * 0.1 order by a.place), '{}'
    )
    from unnest(amounts) with ordinality as a (amount, place)
    left join ranked as r on r.place = a.place
$$;
comment on function saint.percentages(numeric[]) is
    'Internal: the percentage of each amount in their sum, with one decimal, such that they add up to 100.0';
