
-- Called by saint.partitions_changed(): so each name and operator in it is qualified.
create function saint.partitions_now(parent regclass) returns bigint
language plpgsql stable parallel safe
as $$
begin
    return (
        -- xmin: a partition that was detached and attached again may hold other rows
        select coalesce(pg_catalog.bit_xor(pg_catalog.hash_record_extended(row (i.inhrelid, i.xmin), 0)), 0)
        from pg_catalog.pg_inherits as i
        where i.inhparent operator(pg_catalog.=) parent::oid
    );
end
$$;
comment on function saint.partitions_now(regclass) is 'Internal: a hash of the partitions that a table has now';
