-- What limits the values of one column: foreign keys and checks of this column alone.
select
    c.contype = 'f' as is_foreign_key,
    n.nspname as schema,
    f.relname as table,
    r.attname as column,
    pg_get_expr(c.conbin, c.conrelid) as condition
from pg_constraint c
join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
left join pg_class f on f.oid = c.confrelid
left join pg_namespace n on n.oid = f.relnamespace
left join pg_attribute r on r.attrelid = c.confrelid and r.attnum = c.confkey[1]
where c.conrelid = to_regclass(%(table)s) and a.attname = %(column)s and c.contype in ('f', 'c')
order by c.conname
