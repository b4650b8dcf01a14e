
-- functions: the trigger functions of the table; triggers: their four statements, with %s in the place of the table. entities: those whose records depend on the table.
create function saint.follow_partitions_of(
    table_name text, functions regprocedure[], triggers text[], entities text[]
) returns boolean
language plpgsql volatile parallel unsafe set search_path = pg_catalog, pg_temp
as $$
declare
    difference bigint := (select bit_xor(p.known) from saint.partitioned as p where p.table_name = $1);
    locked boolean := false;
    gone record;
    partition regclass;
    command text;
begin
    -- Two ticks at once: one of them is enough.
    lock table saint.partitioned in share row exclusive mode nowait;
    if to_regclass(table_name) is null then
        return false;
    end if;
    -- Before anything else: what is attached while this runs is then found by the next tick.
    perform saint.partitions_remember(table_name);
    difference := difference # (select bit_xor(p.known) from saint.partitioned as p where p.table_name = $1);

    for gone in
        select t.tgname as trigger, t.tgrelid::regclass as partition
        from pg_trigger as t
        where t.tgfoid = any (functions)
            and t.tgrelid not in (select p.member from saint.partitions(table_name) as p (member))
    loop
        execute format('drop trigger %I on %s', gone.trigger, gone.partition);
        locked := true;
    end loop;

    for partition in
        select p.member from saint.partitions(table_name) as p (member)
        where (select count(*) from pg_trigger as t where t.tgrelid = p.member and t.tgfoid = any (functions)) < 4
    loop
        foreach command in array triggers loop
            execute format(command, partition);
        end loop;
        locked := true;
        -- A table that never held a row concerns no record; what comes into it from now on fires triggers.
        difference := difference # (
            select hash_record_extended(row (i.inhrelid, i.xmin), 0)
            from pg_inherits as i
            join pg_class as c on c.oid = i.inhrelid
            where c.oid = partition
                and (c.relkind = 'p' or pg_relation_size(c.oid) = 0 and c.relfilenode = c.oid)
        );
    end loop;

    -- NULL: a partition came that held rows, or nothing was known.
    if difference is distinct from 0 then
        perform saint.mark_stale(entities);
    end if;
    return locked;
end
$$;
comment on function saint.follow_partitions_of(text, regprocedure[], text[], text[]) is
    'Internal: puts the triggers of a mapped table on its new partitions, takes them off detached ones, and marks '
    'the records stale';
