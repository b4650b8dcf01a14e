create function saint.tick_failed(entity text, message text) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into saint.failing_tick as f (entity, message)
    values (tick_failed.entity, tick_failed.message)
    on conflict on constraint failing_tick_pkey do update set message = excluded.message
        where f.message <> excluded.message;
end
$$;
comment on function saint.tick_failed(text, text) is
    'Internal: notes that a tick of an entity failed, until one leaves nothing to do';

