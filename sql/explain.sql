create function saint.explain(status text, id text)
returns table (criterion text, value text, met boolean, changes_on date)
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    entity text := (saint.find_status(status)).entity;
begin
    return query execute pg_catalog.format(
        'select e.criterion, e.value, e.met, e.changes_on from %s($1, $2) as e',
        saint.compiled_function(entity || '_explain')
    ) using status, id;
end
$$;
comment on function saint.explain(text, text) is
    'Each criterion of a status for one record: its value, whether it is met, when that changes by itself';
