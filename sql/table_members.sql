
-- Not really immutable: as saint.columns_as_mapped().
create function saint.table_members(table_name text) returns oid[]
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
    return array(select p.member::pg_catalog.oid from saint.partitions(table_name) as p (member));
end
$$;
comment on function saint.table_members(text) is
    'Internal: the table that has this name now, and its partitions, for a trigger function';
