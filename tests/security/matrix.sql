-- Who may do what: each object of schema saint, and of what is compiled, with the privileges of each role; what only an
-- owner may is left out. Relations: r read, i insert, u update, d delete; functions: x call.
with role as (
    select r.name, r.place from unnest(%(roles)s::text[]) with ordinality as r (name, place)
),
object as (
    select n.nspname::text as schema, c.relname::text as name, c.oid, 'relation' as kind, false as definer
    from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname in ('saint', 'saint_data') and c.relkind in ('r', 'v', 'm')
    union all
    select n.nspname::text, p.oid::regprocedure::text, p.oid, 'function', p.prosecdef
    from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
    where n.nspname in ('saint', 'saint_data')
)
select
    o.schema,
    case when o.kind = 'relation' then o.name else substr(o.name, strpos(o.name, '.') + 1) end as object,
    case when o.kind = 'relation' then 'reads' when o.definer then 'owner' else 'caller' end as runs_as,
    array_agg(
        case when o.kind = 'function' then
            case when has_function_privilege(r.name, o.oid, 'execute') then 'x' else '' end
        else
            case when has_table_privilege(r.name, o.oid, 'select') then 'r' else '' end
            || case when has_table_privilege(r.name, o.oid, 'insert') then 'i' else '' end
            || case when has_table_privilege(r.name, o.oid, 'update') then 'u' else '' end
            || case when has_table_privilege(r.name, o.oid, 'delete') then 'd' else '' end
        end
        order by r.place
    ) as privileges
from object as o cross join role as r
group by o.schema, o.kind, o.name, o.definer
order by o.schema, o.kind desc, object
