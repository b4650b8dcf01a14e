
create function saint.table_followed(table_name text) returns boolean
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
    return saint.table_known(table_name) and exists (
        select from saint.mapped_table as m
        where m.table_name = table_followed.table_name and m.catalog = 'saint.mapped_table'::regclass);
end
$$;
comment on function saint.table_followed(text) is
    'Internal: whether a mapped table is known, and noted in this database: after a restore the first tick does that';
