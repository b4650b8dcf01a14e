create function saint.status_dialogs(
    entity text, ids text[], language text default null, groups text[] default null, html boolean default false
) returns table (id text, dialog jsonb)
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query execute pg_catalog.format(
        'select d.id, d.dialog from %s($1, $2, $3, $4) as d',
        saint.compiled_function((saint.find_entity(entity)).entity || '_dialogs')
    ) using ids, language, groups, html;
end
$$;
comment on function saint.status_dialogs(text, text[], text, text[], boolean) is
    'The status dialog of many records: one row for each that has a status; groups: of the user, NULL for all';
