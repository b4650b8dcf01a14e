create function saint.is_balanced(criteria text) returns boolean
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select criteria is null or not exists (
        select
        from (
            select sum(case m[1] when '(' then 1 when ')' then -1 else 0 end) over (order by place) as depth,
                row_number() over (order by place desc) = 1 as is_last
            from regexp_matches(criteria, '(''(?:[^'']|'''')*''|.)', 'g') with ordinality as t (m, place)
        ) as read
        where depth < 0 or (is_last and depth <> 0)
    )
$$;
comment on function saint.is_balanced(text) is 'Internal: whether each bracket in it is closed in it';

