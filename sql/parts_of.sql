create function saint.parts_of(definition jsonb) returns table (kind text, name text)
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select
        case section.key
            when 'statuses' then 'status'
            when 'counters' then 'counter'
            when 'selections' then 'selection'
            when 'monitors' then 'monitor'
            else left(section.key, 40)
        end,
        left(coalesce(part.name, section.key), 200)
    from jsonb_each(definition) as section
    left join lateral jsonb_object_keys(
        case when jsonb_typeof(section.value) = 'object' then section.value else '{}' end
    ) as part (name) on true
    where section.key <> 'images'
    order by 1, 2
$$;
comment on function saint.parts_of(jsonb) is 'Internal: what a definition from inside the database has parts of';

