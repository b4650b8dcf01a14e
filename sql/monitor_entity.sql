create function saint.monitor_entity(monitor text) returns text
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    entity text := (select c.entity from saint.calculation as c where c.monitor = monitor_entity.monitor);
begin
    if entity is null then
        raise exception 'there is no monitor %', pg_catalog.quote_nullable(monitor)
            using errcode = 'undefined_object',
            hint = coalesce(
                (select 'Known: ' || pg_catalog.string_agg(c.monitor, ', ' order by c.monitor) || '.'
                 from saint.calculation as c
                 where c.controls is null),
                'No monitor is in force: saint apply FILE.'
            );
    end if;
    return entity;
end
$$;
comment on function saint.monitor_entity(text) is
    'Internal: the entity that an attention monitor is on; an error where there is no such monitor';
