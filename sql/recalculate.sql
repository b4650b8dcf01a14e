create function saint.recalculate(monitor text) returns timestamptz
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    calculated_at timestamptz;
begin
    perform saint.monitor_entity(monitor);
    execute pg_catalog.format('select %s()', saint.compiled_function('attention_' || monitor || '_recalculate'))
        into calculated_at;
    return calculated_at;
end
$$;
comment on function saint.recalculate(text) is
    'Recalculates an attention monitor, without blocking its readers; returns when that began';
