-- A trusted extension's script runs as superuser; what it made belongs to who asked for it, so that a function
-- never runs with more rights than that, and the owner can restore the catalog tables' rows.
-- Before any grant: what was granted by the first owner would show up in every dump.
do $$
declare
    member record;
begin
    for member in
        select object.type, object.identity
        from pg_catalog.pg_depend as depend
        join pg_catalog.pg_extension as extension on extension.oid = depend.refobjid
        cross join lateral pg_catalog.pg_identify_object(depend.classid, depend.objid, 0) as object
        where depend.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
            and depend.deptype = 'e'
            and extension.extname = 'pg_saint'
            and object.type in ('schema', 'table', 'view', 'function')
    loop
        execute pg_catalog.format('alter %s %s owner to @extowner@', member.type, member.identity);
    end loop;
end
$$;

