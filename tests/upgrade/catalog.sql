-- The extension's objects and their parts, with every property, by name: of what, which property, what it is.
with extension as (
    select e.* from pg_extension as e where e.extname = 'pg_saint'
),
member (classid, objid) as (
    select d.classid, d.objid
    from pg_depend as d
    where d.refclassid = 'pg_extension'::regclass and d.refobjid = (select oid from extension) and d.deptype = 'e'
),
relation as (
    select c.* from pg_class as c where ('pg_class'::regclass, c.oid) in (select classid, objid from member)
),
function as (
    select p.* from pg_proc as p where ('pg_proc'::regclass, p.oid) in (select classid, objid from member)
),
-- What belongs to a member without being one: constraints, indexes, defaults, triggers, rules.
part (classid, objid) as (
    select classid, objid from member
    union
    select d.classid, d.objid
    from pg_depend as d
    join relation as r on d.refclassid = 'pg_class'::regclass and d.refobjid = r.oid
    where d.deptype in ('a', 'i', 'n')
        and d.classid in (
            'pg_class'::regclass, 'pg_constraint'::regclass, 'pg_attrdef'::regclass, 'pg_trigger'::regclass,
            'pg_rewrite'::regclass
        )
        -- The views of an apply stand on tables of the extension too.
        and (d.deptype <> 'n' or d.classid = 'pg_trigger'::regclass)
        and not exists (select from pg_class as c where c.relkind = 't' and ('pg_class'::regclass, c.oid) = (d.classid, d.objid))
),
property (object, property, value) as (
    select pg_describe_object(classid, objid, 0), 'is a member', 'yes' from member
    union all
    select pg_describe_object(classid, objid, 0), 'comment', obj_description(objid, classid::regclass::name) from part
    union all
    select format('column %s of table %s', a.attname, r.relname), 'comment', col_description(r.oid, a.attnum)
    from relation as r join pg_attribute as a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    union all
    select format('table %s', r.relname), 'kind, persistence, security, options',
        concat_ws(' ', r.relkind, r.relpersistence, r.relrowsecurity, r.relforcerowsecurity, r.relreplident, r.reloptions)
    from relation as r
    union all
    -- By place among those that are there: a dump is restored by it.
    select format('table %s', r.relname), 'columns',
        string_agg(
            concat_ws(
                ' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), a.attcollation::regcollation,
                case when a.attnotnull then 'not null' end, pg_get_expr(d.adbin, d.adrelid), a.attidentity,
                a.attgenerated, a.attstorage, a.attcompression
            ), E'\n' order by a.attnum
        )
    from relation as r
    join pg_attribute as a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef as d on d.adrelid = r.oid and d.adnum = a.attnum
    group by r.relname
    union all
    select format('table %s', c.conrelid::regclass), format('constraint %s', c.conname),
        concat_ws(' ', pg_get_constraintdef(c.oid), c.convalidated)
    from pg_constraint as c join relation as r on r.oid = c.conrelid
    union all
    select format('table %s', i.indrelid::regclass), format('index %s', i.indexrelid::regclass),
        concat_ws(' ', pg_get_indexdef(i.indexrelid), i.indisprimary, i.indisreplident, i.indisvalid)
    from pg_index as i join relation as r on r.oid = i.indrelid
    union all
    select format('table %s', t.tgrelid::regclass), format('trigger %s', t.tgname),
        concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled)
    from pg_trigger as t join relation as r on r.oid = t.tgrelid
    where not t.tgisinternal
    union all
    select format('sequence %s', s.seqrelid::regclass), 'definition',
        concat_ws(' ', format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle)
    from pg_sequence as s join relation as r on r.oid = s.seqrelid
    union all
    select format('view %s', r.relname), 'query', pg_get_viewdef(r.oid) from relation as r where r.relkind in ('v', 'm')
    union all
    -- With volatility, strictness, parallel safety, rights, settings, cost and rows.
    select format('function %s', f.oid::regprocedure), 'definition', pg_get_functiondef(f.oid) from function as f
    union all
    select format('%s', r.relname), 'owner', case when r.relowner = e.extowner then 'the extension''s' else r.relowner::regrole::text end
    from relation as r cross join extension as e
    union all
    select format('function %s', f.oid::regprocedure), 'owner',
        case when f.proowner = e.extowner then 'the extension''s' else f.proowner::regrole::text end
    from function as f cross join extension as e
    union all
    select format('schema %s', n.nspname), 'owner',
        case when n.nspowner = e.extowner then 'the extension''s' else n.nspowner::regrole::text end
    from pg_namespace as n cross join extension as e
    where n.nspname = 'saint'
    union all
    select o.object, format('privilege of %s', coalesce(nullif(a.grantee, 0)::regrole::text, 'public')),
        string_agg(a.privilege_type || case when a.is_grantable then ' with grant option' else '' end, ', '
            order by a.privilege_type)
    from (
        select format('%s', r.oid::regclass), r.relowner, r.relacl,
            acldefault(case r.relkind when 'S' then 's' else 'r' end::"char", r.relowner)
        from relation as r
        union all
        select format('function %s', f.oid::regprocedure), f.proowner, f.proacl, acldefault('f', f.proowner)
        from function as f
        union all
        select format('schema %s', n.nspname), n.nspowner, n.nspacl, acldefault('n', n.nspowner)
        from pg_namespace as n
        where n.nspname = 'saint'
    ) as o (object, owner, acl, by_default)
    cross join lateral aclexplode(coalesce(o.acl, o.by_default)) as a
    where a.grantee <> o.owner
    group by o.object, a.grantee
    union all
    select format('column %s of table %s', a.attname, r.relname), 'privileges', array_to_string(a.attacl, ' ')
    from relation as r join pg_attribute as a on a.attrelid = r.oid and not a.attisdropped
    union all
    select format('table %s', c.oid::regclass), 'pg_dump takes its rows', format('where %s', nullif(e.condition, ''))
    from extension cross join lateral unnest(extension.extconfig, extension.extcondition) as e (table_oid, condition)
    join pg_class as c on c.oid = e.table_oid
    union all
    select pg_describe_object(d.classid, d.objid, d.objsubid),
        format('depends on %s', pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid)), d.deptype::text
    from pg_depend as d
    join part as p on p.classid = d.classid and p.objid = d.objid
    union all
    select format('extension %s', e.extname), 'version, schema, relocatable',
        concat_ws(' ', e.extversion, e.extnamespace::regnamespace, e.extrelocatable)
    from extension as e
    union all
    select format('role %s', r.rolname), 'member of',
        (select string_agg(m.roleid::regrole::text, ', ' order by m.roleid::regrole::text) from pg_auth_members as m where m.member = r.oid)
    from pg_roles as r
    where r.rolname like 'saint\_%' and not r.rolcanlogin
)
select object, property, value from property where value is not null order by 1, 2, 3
