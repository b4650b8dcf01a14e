
-- With the rights of whoever applied the definition, whose function saint_data.follow_tables() is.
create function saint.follow_tables() returns boolean
language plpgsql volatile parallel unsafe set search_path = pg_catalog, pg_temp
as $$
declare
    partitions boolean := saint.follow_partitions();
    tables boolean := false;
begin
    if not pg_catalog.pg_is_in_recovery() and pg_catalog.to_regprocedure('saint_data.follow_tables()') is not null then
        execute format('select %s()', saint.compiled_function('follow_tables')) into tables;
    end if;
    return partitions or tables;
end
$$;
comment on function saint.follow_tables() is
    'Internal: puts the triggers on tables and partitions that took the place of mapped ones, and takes them off '
    'those; true: that locked tables until the commit';
