
create function saint.values_fit(changed_row jsonb, columns text[], types text[]) returns boolean
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
    select coalesce(bool_and(v.value = trunc(v.value) and v.value between l.least and l.greatest), true)
    from unnest(columns, types) as held (name, type)
    -- a real holds whole numbers of so many bits exactly
    join (values
        ('smallint', -32768, 32767), ('integer', -2147483648, 2147483647),
        ('bigint', -9223372036854775808, 9223372036854775807), ('real', -16777216, 16777216)
    ) as l (type, least, greatest) on l.type = held.type
    cross join lateral (select (changed_row ->> held.name)::numeric) as v (value)
$$;
comment on function saint.values_fit(jsonb, text[], text[]) is
    'Internal: whether the numbers of a changed row, in columns that are of a wider type now, are such as the mapped '
    'types hold';
