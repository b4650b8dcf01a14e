create function saint.static_selection(name text) returns text
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
declare
    found saint.selection;
begin
    select s.* into found from saint.selection as s where s.selection = static_selection.name;
    if found.selection is null then
        raise exception 'there is no selection %', pg_catalog.quote_nullable(name)
            using errcode = 'undefined_object',
            hint = 'select saint.selection_create(name, entity) makes one; saint.selectiondef lists them.';
    end if;
    if found.kind <> 'static' then
        raise exception 'selection % is %: its criteria say who is in it', name, found.kind
            using errcode = 'wrong_object_type',
            hint = 'Add records to a static selection, or change the criteria in the definitions.';
    end if;
    return found.entity;
end
$$;
comment on function saint.static_selection(text) is
    'Internal: the entity of a static selection; fails where there is none of that name';

