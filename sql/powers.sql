create function saint.powers(role oid) returns text[]
language sql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select array(
        select h.power
        from pg_roles as r
        cross join lateral (values
            ('superuser', r.rolsuper), ('createrole', r.rolcreaterole), ('replication', r.rolreplication),
            ('bypassrls', r.rolbypassrls)
        ) as h (power, has)
        where r.oid = role and h.has
        union all
        select g.rolname::text
        from pg_roles as g
        where g.rolname in (
                'pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files', 'pg_read_all_data',
                'pg_write_all_data'
            )
            and pg_has_role(role, g.oid, 'member')
        union all
        select 'owner of pg_saint'
        from pg_namespace as n
        where n.nspname = 'saint' and pg_has_role(role, n.nspowner, 'member')
    )
$$;
comment on function saint.powers(oid) is 'Internal: what a role may do beyond reading and writing what it was given';
