-- What is known of an entity: the type of its keys, its fields, and what there is of it.
select
    e.entity, e.key_type::regtype::text as key_type,
    coalesce((
        select array_agg(a.name order by a.ordinal)
        from pg_proc p
        cross join lateral unnest(p.proargnames, p.proargmodes) with ordinality a (name, mode, ordinal)
        where p.oid = to_regproc(format('saint_data.%%I', e.entity || '_fields')) and a.mode = 't' and a.name <> 'id'
    ), '{}') as fields,
    to_regclass(format('saint.%%I', e.entity || '_counter')) is not null as counted,
    to_regclass(format('saint.%%I', e.entity || '_status')) is not null as statuses,
    to_regproc(format('saint_data.%%I', e.entity || '_chronology')) is not null as moments
from saint.entity e
where e.entity = %(entity)s;
