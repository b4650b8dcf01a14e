create function saint.tick_finished(entity text, recomputed bigint) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    if pg_catalog.pg_is_in_recovery() then
        return;
    end if;
    delete from saint.failing_tick as f where f.entity = tick_finished.entity;
    -- Only the first tick ever inserts; after that nobody waits for another worker's row.
    if not exists (select from saint.last_tick as l where l.entity = tick_finished.entity) then
        insert into saint.last_tick (entity, finished_at, recomputed)
        values (tick_finished.entity, pg_catalog.clock_timestamp(), tick_finished.recomputed)
        on conflict do nothing;
        return;
    end if;
    perform from saint.last_tick as l where l.entity = tick_finished.entity for no key update skip locked;
    if found then
        update saint.last_tick as l
        set finished_at = pg_catalog.clock_timestamp(), recomputed = tick_finished.recomputed
        where l.entity = tick_finished.entity;
    end if;
end
$$;
comment on function saint.tick_finished(text, bigint) is 'Internal: notes that a tick left nothing to do for an entity';

