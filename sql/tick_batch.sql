create function saint.tick_batch(entity text, batch integer default 1000) returns bigint
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    recomputed bigint;
begin
    -- In a trigger, what the statement that fired it wrote would be read here, and added to the row once more afterwards.
    if pg_catalog.pg_is_in_recovery() or pg_catalog.pg_trigger_depth() > 0 then
        return 0;
    end if;
    -- Recomputing needs a snapshot taken after the row was locked; the stricter levels have only one.
    if pg_catalog.current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
        raise exception 'a tick needs isolation level read committed, this transaction is %',
            pg_catalog.current_setting('transaction_isolation')
            using errcode = 'invalid_transaction_state',
            hint = 'Run it in a transaction of its own: begin isolation level read committed.';
    end if;
    entity := (saint.find_entity(entity)).entity;
    -- A batch runs wholly before a change of the definition, or wholly after it.
    execute pg_catalog.format('select from %s limit 0', saint.compiled_table(entity));
    execute pg_catalog.format('select %s($1)', saint.compiled_function(entity || '_tick'))
        into recomputed using batch;
    return recomputed;
end
$$;
comment on function saint.tick_batch(text, integer) is
    'Internal: recomputes at most one batch of the records of an entity that are due or dirty; 0: nothing is left';

