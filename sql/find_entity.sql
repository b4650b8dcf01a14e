create function saint.find_entity(entity text) returns saint.entity
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    found_entity saint.entity;
begin
    select e.* into found_entity from saint.entity as e where e.entity = find_entity.entity;
    if found_entity.entity is null and exists (
        select from saint.status as s where s.entity = find_entity.entity
        union all
        select from saint.counterdef as c where c.entity = find_entity.entity
    ) then
        raise exception 'entity % is in shards of Citus, and nothing of it is stored: it has views and no more', entity
            using errcode = 'feature_not_supported';
    end if;
    if found_entity.entity is null then
        raise exception 'there is no entity %', pg_catalog.quote_nullable(entity)
            using errcode = 'undefined_object',
            hint = coalesce(
                (select 'Known: ' || pg_catalog.string_agg(e.entity, ', ' order by e.entity) || '.'
                 from saint.entity as e),
                'No entity is in force: saint apply FILE.'
            );
    end if;
    return found_entity;
end
$$;
comment on function saint.find_entity(text) is
    'Internal: an entity in force; an error where there is none of that name';
