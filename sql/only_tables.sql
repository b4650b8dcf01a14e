
-- Whoever may rename a table of the CRM could put something in its place that runs as whoever applied.
-- Not really immutable: as saint.tables_known(). What it is now, not what a snapshot has: pg_identify_object() says that.
create function saint.only_tables(table_names text[], relations regclass[]) returns boolean
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
    wrong record;
begin
    select mapped.name, i.type into wrong
    from unnest(table_names) as mapped (name)
    left join lateral pg_identify_object('pg_class'::regclass, to_regclass(mapped.name), 0) as i on true
    where i.type is distinct from 'table'
        or exists (
            select from saint.partitions(mapped.name) as p (member)
            join pg_class as f on f.oid = p.member
            where f.relkind = 'f')
    order by mapped.name
    limit 1;
    if found then
        raise exception '% %, which is not what was mapped', wrong.name, case
                when wrong.type = 'table' then 'has a partition that is a foreign table'
                else coalesce('is a ' || wrong.type || ' now', 'is not a table any more')
            end
            using errcode = case when wrong.type is null then 'undefined_table' else 'wrong_object_type' end,
            hint = 'saint doctor says what to do.';
    end if;
    return true;
end
$$;
comment on function saint.only_tables(text[], regclass[]) is
    'Internal: true; an error where one of these names is not a table, or a table with a partition that is not one';
