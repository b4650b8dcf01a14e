-- Every table of the users' own, with its columns, its key where that is one column, and where its columns point to.
select
  n.nspname as schema,
  c.relname as name,
  (
    select jsonb_object_agg(a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) order by a.attnum)
    from pg_catalog.pg_attribute a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  ) as columns,
  (
    select a.attname
    from pg_catalog.pg_constraint k
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
    where k.conrelid = c.oid and k.contype = 'p' and cardinality(k.conkey) = 1
  ) as key,
  (
    select coalesce(jsonb_object_agg(a.attname, k.confrelid::pg_catalog.regclass::text order by k.conname), '{}')
    from pg_catalog.pg_constraint k
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
    where k.conrelid = c.oid and k.contype = 'f' and cardinality(k.conkey) = 1
  ) as points_to
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^(pg_|saint)' and n.nspname <> 'information_schema'
order by n.nspname, c.relname
