create function saint.present_entities() returns setof text
language sql stable parallel safe
as $$
    select e.entity
    from saint.entity as e
    where e.schema is null or pg_catalog.to_regnamespace(pg_catalog.quote_ident(e.schema)) is not null
    order by e.place, e.entity
$$;
comment on function saint.present_entities() is
    'Internal: the entities in force, without those of a schema that was dropped: saint doctor names it, saint apply '
    'takes them away';
