create function saint.describe_all(status text, language text default null, html boolean default false)
returns table (id text, description text)
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    described saint.status := saint.find_status(status);
begin
    return query execute pg_catalog.format(
        'select v.id, saint.render($1, v.variables, $2, $3)
         from %s((select array_agg(s.id::text) from saint.%I as s where s.status = $4)) as v',
        saint.compiled_function(described.entity || '_texts'),
        described.entity || '_status'
    ) using
        coalesce(saint.in_language(described.descriptions, language), ''),
        html,
        saint.in_language(described.titles, language),
        status;
end
$$;
comment on function saint.describe_all(text, text, boolean) is 'The description of a status for every record that has it';
