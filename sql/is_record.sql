create function saint.is_record(entity text, id text) returns boolean
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    found boolean;
begin
    execute format('select exists (select from %s(array[$1]) as v)', saint.compiled_function(entity || '_texts'))
        into found using id;
    return found;
end
$$;
comment on function saint.is_record(text, text) is 'Internal: whether the CRM has a record of the entity with this id';
