create function saint.selection_add_from(name text, source text) returns bigint
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    entity text;
    found record;
    added bigint;
begin
    perform saint.hold_selection(name);
    entity := saint.static_selection(name);
    select s.* into found from saint.source_of(source) as s;
    if found.entity <> entity then
        raise exception '% is about %, and selection % about %', source, found.entity, name, entity
            using errcode = 'wrong_object_type';
    end if;
    execute pg_catalog.format(
        'insert into saint.selection_entry (id, selection) select s.id, %L from (%s) as s (id) on conflict do nothing',
        name, found.query
    );
    get diagnostics added = row_count;
    return added;
end
$$;
comment on function saint.selection_add_from(text, text) is
    'Adds the records that have a status or are in another selection now; returns how many are new';

