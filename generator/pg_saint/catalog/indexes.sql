-- The indexes of some tables that find rows by equality: their key columns in order, an expression as its text.
select
  i.indrelid as table_oid,
  i.indisunique and i.indpred is null as is_unique,
  array(
    select coalesce(a.attname, pg_catalog.pg_get_indexdef(i.indexrelid, position::int, false))
    from generate_series(1, i.indnkeyatts) as position
    left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[position - 1] and a.attnum > 0
    order by position
  ) as columns,
  array(
    select i.indkey[position - 1] = 0 from generate_series(1, i.indnkeyatts) as position order by position
  ) as is_expression,
  pg_catalog.pg_get_expr(i.indpred, i.indrelid) as predicate
from pg_catalog.pg_index i
join pg_catalog.pg_class c on c.oid = i.indexrelid
join pg_catalog.pg_am m on m.oid = c.relam
where i.indrelid = any (%(tables)s) and i.indisvalid and m.amname in ('btree', 'hash')
order by i.indexrelid
