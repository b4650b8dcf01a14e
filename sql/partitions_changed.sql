
-- Asked once in each query over a partitioned table. NULL, no row: nobody has followed them here yet.
create function saint.partitions_changed(table_name text) returns boolean
language plpgsql stable parallel safe
as $$
begin
    return coalesce(
        (
            select pg_catalog.bool_or(p.known is distinct from saint.partitions_now(pg_catalog.to_regclass(p.parent)))
            from saint.partitioned as p
            where p.table_name = partitions_changed.table_name
        ),
        true
    );
end
$$;
comment on function saint.partitions_changed(text) is
    'Internal: whether a mapped table has other partitions than its stored rows know of';
