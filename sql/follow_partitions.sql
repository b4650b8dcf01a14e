
-- With the rights of whoever applied the definition, whose function saint_data.follow_partitions() is.
create function saint.follow_partitions() returns boolean
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    followed boolean;
begin
    if pg_catalog.pg_is_in_recovery() or pg_catalog.to_regprocedure('saint_data.follow_partitions()') is null then
        return false;
    end if;
    execute pg_catalog.format('select %s()', saint.compiled_function('follow_partitions')) into followed;
    return followed;
end
$$;
comment on function saint.follow_partitions() is
    'Internal: puts the triggers on new partitions and takes them off detached ones; true: that locked tables until '
    'the commit';
