
create function saint.partitions(table_name text) returns setof regclass
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
    return query
    with recursive tree (member) as (
        select to_regclass(partitions.table_name)
        union all
        select i.inhrelid::regclass
        from tree
        join pg_inherits as i on i.inhparent = tree.member
        -- one that is being detached concurrently is out
        where not i.inhdetachpending
    )
    select tree.member from tree where tree.member is not null;
end
$$;
comment on function saint.partitions(text) is 'Internal: a mapped table and all its partitions, on every level';
