-- What is known of the tables asked for; a name without a schema is looked up along the search_path in force.
select
  wanted.name,
  wanted.schema as wanted_schema,
  c.oid,
  n.nspname as schema,
  c.relkind,
  c.relpersistence,
  c.relispartition as is_partition,
  exists (
    select from pg_catalog.pg_inherits i
    join pg_catalog.pg_class other on other.oid in (i.inhparent, i.inhrelid)
    where c.oid in (i.inhparent, i.inhrelid) and other.oid <> c.oid and c.relkind = 'r' and not c.relispartition
  ) as inherits,
  array(
    select array[leaf_schema.nspname::text, leaf.relname::text]
    from pg_catalog.pg_partition_tree(c.oid) tree
    join pg_catalog.pg_class leaf on leaf.oid = tree.relid
    join pg_catalog.pg_namespace leaf_schema on leaf_schema.oid = leaf.relnamespace
    where tree.level > 0 and c.relkind = 'p'
    order by 1
  ) as partitions,
  array(
    select tree.relid::regclass::text
    from pg_catalog.pg_partition_tree(c.oid) tree
    join pg_catalog.pg_class leaf on leaf.oid = tree.relid
    where leaf.relkind = 'f'
    order by 1
  ) as foreign_partitions,
  (
    -- it has the name of another table, and all its columns
    select base.relname
    from pg_catalog.pg_class base
    where base.relnamespace = c.relnamespace and base.oid <> c.oid and base.relkind in ('r', 'p')
      and c.relname in (base.relname || '__history', base.relname || '_history')
      and not exists (
        select from pg_catalog.pg_attribute a
        where a.attrelid = base.oid and a.attnum > 0 and not a.attisdropped and not exists (
          select from pg_catalog.pg_attribute mirror
          where mirror.attrelid = c.oid and mirror.attname = a.attname and mirror.attnum > 0 and not mirror.attisdropped))
    order by base.relname
    limit 1
  ) as history_of,
  pg_catalog.row_security_active(c.oid) as rows_hidden,
  c.relforcerowsecurity and pg_catalog.pg_has_role(c.relowner, 'usage') as rows_hidden_from_owner,
  array(
    select privilege from unnest(array['select', 'trigger']) as privilege
    where not pg_catalog.has_table_privilege(c.oid, privilege)
  ) as missing_privileges,
  pg_catalog.has_schema_privilege(n.oid, 'usage') as schema_usable
from unnest(%(schemas)s::text[], %(names)s::text[]) as wanted (schema, name)
join pg_catalog.pg_class c on c.relname = wanted.name and c.relkind in ('r', 'p', 'v', 'm', 'f')
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where case when wanted.schema is null then pg_catalog.pg_table_is_visible(c.oid) else n.nspname = wanted.schema end
