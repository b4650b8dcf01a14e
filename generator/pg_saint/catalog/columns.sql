-- The columns of some tables; comparable: the type has a default btree order, so = and distinct work;
-- own_collation: it compares otherwise than a value of its type does elsewhere; exact: its type tells B-trees that equal
-- values are the same (equalimage: PostgreSQL manual, "B-Tree Support Functions"), and its collation does not contradict.
with recursive column_type (attrelid, attnum, attname, type_name, collation_oid, own_collation, type) as (
  select
    a.attrelid, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
    a.attcollation, a.attcollation <> t.typcollation, a.atttypid
  from pg_catalog.pg_attribute a
  join pg_catalog.pg_type t on t.oid = a.atttypid
  where a.attrelid = any (%(tables)s) and a.attnum > 0 and not a.attisdropped
  union all
  -- the base type of a domain, the element of an array
  select
    c.attrelid, c.attnum, c.attname, c.type_name, c.collation_oid, c.own_collation,
    case when t.typtype = 'd' then t.typbasetype else t.typelem end
  from column_type c
  join pg_catalog.pg_type t on t.oid = c.type
  where t.typtype = 'd' or t.typcategory = 'A'
)
select
  c.attrelid as table_oid,
  c.attname as name,
  c.type_name as type,
  c.own_collation,
  ordered.comparable,
  ordered.comparable and ordered.exact and coalesce(k.collisdeterministic, true) as exact
from column_type c
join pg_catalog.pg_type t on t.oid = c.type
left join pg_catalog.pg_collation k on k.oid = c.collation_oid
cross join lateral (
  select
    count(*) > 0 as comparable,
    bool_and(exists (
      select from pg_catalog.pg_amproc p
      where p.amprocfamily = o.opcfamily and p.amproclefttype = o.opcintype and p.amprocnum = 4
    )) as exact
  from pg_catalog.pg_opclass o
  join pg_catalog.pg_am am on am.oid = o.opcmethod and am.amname = 'btree'
  where o.opcdefault and (
    o.opcintype = t.oid
    or (t.typtype = 'e' and o.opcintype = 'pg_catalog.anyenum'::regtype)
    or (t.typtype = 'r' and o.opcintype = 'pg_catalog.anyrange'::regtype)
    or exists (
      select from pg_catalog.pg_cast
      where castsource = t.oid and casttarget = o.opcintype and castmethod = 'b' and castcontext = 'i'
    )
  )
) ordered
where t.typtype <> 'd' and t.typcategory <> 'A'
order by c.attrelid, c.attnum
