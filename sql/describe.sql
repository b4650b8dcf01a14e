create function saint.describe(status text, id text, language text default null, html boolean default false)
returns text
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    described saint.status := saint.find_status(status);
    variables jsonb;
begin
    execute pg_catalog.format('select v.variables from %s(array[$1]) as v', saint.compiled_function(described.entity || '_texts'))
        into variables using id;
    if variables is null then
        return null;
    end if;
    return saint.render(
        coalesce(saint.in_language(described.descriptions, language), ''),
        variables,
        html,
        saint.in_language(described.titles, language)
    );
end
$$;
comment on function saint.describe(text, text, text, boolean) is
    'The description of a status for one record, its variables filled in; NULL where there is no such record';
