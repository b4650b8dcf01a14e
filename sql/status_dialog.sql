create function saint.status_dialog(
    entity text, id text, language text default null, groups text[] default null, html boolean default false,
    status text default null
) returns jsonb
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    return (select d.dialog from saint.status_dialogs(entity, array[id], language, groups, html, status) as d);
end
$$;
comment on function saint.status_dialog(text, text, text, text[], boolean, text) is
    'What a card shows and its dialog tells: the first status of a record, or `status`, the others, the default follow-up;'
    ' NULL: none';
