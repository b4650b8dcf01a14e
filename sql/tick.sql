
create function saint.tick(batch integer default 1000)
returns table (entity text, recomputed bigint)
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    done bigint;
begin
    -- In a trigger, what the statement that fired it wrote would be read here, and added to the row once more afterwards.
    if pg_catalog.pg_is_in_recovery() or pg_catalog.pg_trigger_depth() > 0 then
        return;
    end if;
    -- What it has locked is free again at the commit; the records are the next tick's work.
    if saint.follow_tables() then
        return;
    end if;
    for entity in select e.entity from saint.present_entities() as e (entity) loop
        recomputed := 0;
        loop
            done := saint.tick_batch(entity, batch);
            exit when done = 0;
            recomputed := recomputed + done;
        end loop;
        perform saint.tick_finished(entity, recomputed);
        return next;
    end loop;
    perform saint.refresh_selections();
    perform saint.prune_history();
end
$$;
comment on function saint.tick(integer) is 'Recomputes every record that is due or dirty; any number may run at once';
