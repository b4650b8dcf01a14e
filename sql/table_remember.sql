
create function saint.table_remember(table_name text, relation oid) returns void
language plpgsql volatile parallel unsafe set search_path = pg_catalog, pg_temp
as $$
begin
    insert into saint.mapped_table as m (table_name, relation, catalog)
    values ($1, $2, 'saint.mapped_table'::regclass)
    on conflict on constraint mapped_table_pkey do update set relation = excluded.relation, catalog = excluded.catalog;
    delete from saint.not_crashed as n where n.table_name = $1;
    insert into saint.not_crashed (table_name)
    select $1 from pg_class as c where c.oid = $2 and c.relpersistence = 'u';
end
$$;
comment on function saint.table_remember(text, oid) is
    'Internal: notes that the stored rows are computed from this table, or are marked to be';
