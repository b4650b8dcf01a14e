-- Tables with their indexes, in bytes.
select n.nspname || '.' || c.relname, pg_total_relation_size(c.oid), pg_table_size(c.oid), pg_indexes_size(c.oid)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and (n.nspname in ('crm', 'saint_data') or (n.nspname, c.relname) = ('saint', 'status_change'))
order by n.nspname, pg_total_relation_size(c.oid) desc, c.relname;
