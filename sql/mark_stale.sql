
create function saint.mark_stale(entities text[]) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    entity text;
begin
    foreach entity in array entities loop
        execute pg_catalog.format('insert into %s (hop) values (%L)', saint.compiled_table(entity || '_via'), 'all');
    end loop;
end
$$;
comment on function saint.mark_stale(text[]) is 'Internal: marks every record of these entities as to be recomputed';
