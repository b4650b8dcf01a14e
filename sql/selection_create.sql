create function saint.selection_create(name text, entity text) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    if name is null or name !~ '^[a-z_][a-z0-9_]{0,39}$' then
        raise exception '% cannot be the name of a selection', pg_catalog.quote_nullable(name)
            using errcode = 'invalid_name',
            hint = 'Use lower-case letters, digits and _, at most 40, no digit first.';
    end if;
    if not exists (select from saint.entity as e where e.entity = selection_create.entity) then
        raise exception 'there is no entity %', pg_catalog.quote_nullable(entity)
            using errcode = 'undefined_object',
            hint = 'saint.entity lists the entities in force.';
    end if;
    insert into saint.selection (selection, entity, kind)
    values (name, entity, 'static')
    on conflict do nothing;
    if not found then
        raise exception 'selection % already exists', name
            using errcode = 'duplicate_object', hint = 'Choose another name; saint.selectiondef lists them.';
    end if;
end
$$;
comment on function saint.selection_create(text, text) is 'Makes an empty static selection of records of one entity';

