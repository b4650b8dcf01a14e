-- Of some tables how Citus keeps them; those that it does not know are on this server alone.
select
  p.logicalrelid::oid as table_oid,
  case
    when p.partmethod = 'h' then 'shards'
    when p.partmethod = 'n' and p.repmodel = 't' then 'reference'
    else 'other'
  end as kind,
  a.attname as column,
  p.colocationid as colocation
from pg_catalog.pg_dist_partition p
-- the column is an expression tree; Citus's own function that reads it is not there while Citus is being upgraded
left join pg_catalog.pg_attribute a
  on a.attrelid = p.logicalrelid
  and a.attnum = pg_catalog.substring(p.partkey::text, ':varattno (\d+)')::integer
where p.logicalrelid = any (%(tables)s::oid[])
