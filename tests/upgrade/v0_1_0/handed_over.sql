-- What was restored, as if %(owner)s, who is no superuser and owns the tables of the CRM, had applied it.
do $$
declare
    its_owner text := '%(owner)s';
    change text;
begin
    for change in
        select format('alter schema %%I owner to %%I', n.nspname, its_owner) from pg_namespace as n where n.nspname in ('crm', 'saint_data')
        union all
        select format(
            'alter %%s %%s owner to %%I',
            case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end, c.oid::regclass, its_owner
        )
        from pg_class as c
        where c.relkind in ('r', 'p', 'v', 'm') and c.relnamespace in ('crm'::regnamespace, 'saint'::regnamespace, 'saint_data'::regnamespace)
            and not exists (select from pg_depend as d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
        union all
        select format('alter function %%s owner to %%I', p.oid::regprocedure, its_owner)
        from pg_proc as p where p.pronamespace = 'saint_data'::regnamespace
    loop
        execute change;
    end loop;
    update saint.definition set applied_by = its_owner;
end
$$;
