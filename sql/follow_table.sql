
-- functions, triggers, entities: as for saint.follow_partitions_of().
create function saint.follow_table(
    table_name text, functions regprocedure[], triggers text[], entities text[]
) returns boolean
language plpgsql volatile parallel unsafe set search_path = pg_catalog, pg_temp
as $$
declare
    now_called regclass;
    kind "char";
    known boolean;
    locked boolean := false;
    found_trigger record;
    member regclass;
    command text;
begin
    -- Two ticks at once: one of them is enough.
    lock table saint.mapped_table in share row exclusive mode nowait;
    now_called := to_regclass(table_name);
    select c.relkind into kind from pg_class as c where c.oid = now_called;
    -- Nothing to compute from, or its triggers would not see all of its rows: saint doctor says what to do.
    if kind is distinct from 'p'
        and (kind is distinct from 'r' or exists (select from pg_inherits as i where i.inhparent = now_called))
    then
        return false;
    end if;
    known := saint.table_known(table_name);

    for found_trigger in
        select t.tgname as name, t.tgrelid::regclass as relation
        from pg_trigger as t
        where t.tgfoid = any (functions)
            and t.tgrelid not in (select p.member from saint.partitions(table_name) as p (member))
    loop
        execute format('drop trigger %I on %s', found_trigger.name, found_trigger.relation);
        locked := true;
    end loop;

    for member in
        select p.member from saint.partitions(table_name) as p (member)
        where (select count(*) from pg_trigger as t where t.tgrelid = p.member and t.tgfoid = any (functions))
            < cardinality(functions)
    loop
        foreach command in array triggers loop
            execute format(command, member);
        end loop;
        locked := true;
        known := false;
    end loop;

    perform saint.table_remember(table_name, now_called);
    if not known then
        perform saint.mark_stale(entities);
    end if;
    return locked;
end
$$;
comment on function saint.follow_table(text, regprocedure[], text[], text[]) is
    'Internal: takes the table that has a mapped name now for the one that is meant: puts the triggers on it, takes '
    'them off the one before, and marks the records stale';
