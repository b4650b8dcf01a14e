
create function saint.tables_as_mapped(table_names text[]) returns boolean
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
    perform saint.only_tables(table_names, '{}');
    return (
        select bool_and(saint.table_known(mapped.name) and (c.relkind = 'r' or not saint.partitions_changed(mapped.name)))
        from unnest(table_names) as mapped (name)
        -- a table that came after the snapshot is not known
        left join pg_class as c on c.oid = to_regclass(mapped.name)
    );
end
$$;
comment on function saint.tables_as_mapped(text[]) is
    'Internal: whether the stored rows were computed from the tables of these names; an error where one of them is '
    'not a table';
