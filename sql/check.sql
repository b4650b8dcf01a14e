-- Stable: stored rows, dirty marks and the CRM's tables are compared in one snapshot.
create function saint.check()
returns table (entity text, id text, "column" text, stored text, truth text)
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    for entity in select e.entity from saint.present_entities() as e (entity) loop
        return query execute pg_catalog.format(
            'select $1, c.id, c."column", c.stored, c.truth from %s() as c', saint.compiled_function(entity || '_check')
        ) using entity;
    end loop;
end
$$;
comment on function saint.check() is 'Differences between the stored rows and the truth, for rows that claim to be valid';

