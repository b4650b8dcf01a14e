create function saint.require_proposable(definition jsonb) returns void
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    largest constant integer := 1000000;
begin
    if definition is null or jsonb_typeof(definition) <> 'object' then
        raise exception 'a definition is a JSON object' using
            errcode = 'invalid_parameter_value',
            hint = 'For instance {"statuses": {"quiet": {"on": "company", "when": "not exists(activity)"}}}.';
    end if;
    if octet_length(definition::text) > largest then
        raise exception 'a definition of more than % bytes', largest using
            errcode = 'program_limit_exceeded', hint = 'Propose it in parts.';
    end if;
    if jsonb_path_exists(definition, 'strict $.**{65 to last}') then
        raise exception 'values nested more than 64 deep' using
            errcode = 'program_limit_exceeded', hint = 'Write it with fewer levels.';
    end if;
end
$$;
comment on function saint.require_proposable(jsonb) is
    'Internal: raises an error for what no worker should have to read: no object, too large, too deep';

