
-- Asked once in each query over a partitioned table, also with more rights than whoever asks has, and without a path of
-- its own, which would cost more than the question: so each name and operator in it is qualified. What 0.1.0 compiled asks
-- it as the reader, who may have no right in the CRM's schema. NULL, no row: nobody has followed them here yet.
create function saint.partitions_changed(table_name text) returns boolean
language plpgsql stable parallel safe security definer
as $$
begin
    return coalesce(
        (
            select not pg_catalog.bool_and(
                p.known operator(pg_catalog.=) saint.partitions_now(pg_catalog.to_regclass(p.parent)))
            from saint.partitioned as p
            where p.table_name operator(pg_catalog.=) partitions_changed.table_name
        ),
        true
    );
end
$$;
comment on function saint.partitions_changed(text) is
    'Internal: whether a mapped table has other partitions than its stored rows know of';
