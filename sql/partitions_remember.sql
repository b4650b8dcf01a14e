
create function saint.partitions_remember(table_name text) returns void
language plpgsql volatile parallel unsafe set search_path = pg_catalog, pg_temp
as $$
begin
    delete from saint.partitioned as p where p.table_name = partitions_remember.table_name;
    insert into saint.partitioned (table_name, parent, known)
    select partitions_remember.table_name, t.member::text, saint.partitions_now(t.member)
    from saint.partitions(partitions_remember.table_name) as t (member)
    join pg_class as c on c.oid = t.member
    where c.relkind = 'p';
end
$$;
comment on function saint.partitions_remember(text) is
    'Internal: notes that the stored rows know of the partitions that a table has now';
