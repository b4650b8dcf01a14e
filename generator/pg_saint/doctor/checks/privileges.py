"""The roles have less, or everybody has more, than an apply granted; who applied may not read the CRM any more."""

from __future__ import annotations

from collections.abc import Iterator

from pg_saint.doctor.finding import Finding
from pg_saint.doctor.in_force import InForce
from pg_saint.errors import SaintError
from pg_saint.installation import installation

# Of %(objects)s, each with a role: what that role may not read or call. What the public views stand on is read with
# their owner's rights.
CLOSED = """
    select o.kind, coalesce(to_regclass(o.name)::text, to_regproc(o.name)::regprocedure::text), r.role
    from unnest(%(names)s::text[], %(kinds)s::text[], %(roles)s::text[]) with ordinality o (name, kind, role, ordinal)
    cross join lateral (select quote_ident(o.role)) r (role)
    where case when o.kind = 'function' then not has_function_privilege(o.role, to_regproc(o.name), 'execute')
        else not has_table_privilege(o.role, to_regclass(o.name), 'select') end
    order by o.ordinal
"""
SCHEMAS = """
    select format('grant usage on schema %I to %I', n.nspname, r.role)
    from (values ('saint', 'saint_reader'), ('saint_data', 'saint_reader'), ('saint', 'saint_admin')) r (schema, role)
    join pg_namespace n on n.nspname = r.schema
    where not has_schema_privilege(r.role, n.oid, 'usage')
"""
OPEN = """
    select format('revoke execute on function %s from public', p.oid::regprocedure)
    from pg_proc p
    cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    where p.pronamespace = to_regnamespace('saint_data') and a.grantee = 0 and a.privilege_type = 'EXECUTE'
    order by 1
"""
# What is not pg_saint's own could come in the way of a call.
PLANTED = """
    select p.oid::regprocedure::text, pg_get_userbyid(p.proowner)
    from pg_proc p
    where p.pronamespace = 'saint'::regnamespace
        and not exists (
            select from pg_depend d
            where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
    order by 1
"""
# The same where it is no extension.
PLANTED_BESIDE = """
    select p.oid::regprocedure::text, pg_get_userbyid(p.proowner)
    from pg_proc p
    cross join pg_identify_object('pg_proc'::regclass, p.oid, 0) i
    where p.pronamespace = 'saint'::regnamespace
        and not exists (select from saint.installation m where 'function ' || i.identity = any (m.members))
    order by 1
"""
# Trigger functions and views run with the rights of whoever applied.
BLIND = """
    select distinct pg_get_userbyid(p.proowner), to_regclass(m.table_name)::text
    from pg_proc p
    cross join saint.mapped_column m
    where p.pronamespace = to_regnamespace('saint_data') and p.prosecdef and to_regclass(m.table_name) is not null
        and not has_table_privilege(p.proowner, to_regclass(m.table_name), 'select')
    order by 1, 2
"""

# Of the same tables: whether policies are for that role.
HIDDEN = """
    select distinct
        r.rolname, m.table_name, c.relforcerowsecurity and pg_has_role(r.oid, c.relowner, 'usage'),
        quote_ident(r.rolname)
    from pg_proc p
    join pg_roles r on r.oid = p.proowner
    cross join saint.mapped_column m
    join pg_class c on c.oid = to_regclass(m.table_name)
    where p.pronamespace = to_regnamespace('saint_data') and p.prosecdef
        and c.relrowsecurity and not r.rolsuper and not r.rolbypassrls
        and (c.relforcerowsecurity or not pg_has_role(r.oid, c.relowner, 'usage'))
    order by 1, 2
"""


def check(in_force: InForce) -> Iterator[Finding]:
    connection = in_force.connection
    for (statement,) in connection.execute(SCHEMAS):
        yield Finding("a role of ours may not use one of our schemas", statement)
    for kind, name, role in _closed(in_force):
        if kind == "function":
            yield Finding(f"{role} may not call one of our functions", f"grant execute on function {name} to {role}")
        else:
            yield Finding(f"{role} may not read one of our views", f"grant select on {name} to {role}")
    for (statement,) in connection.execute(OPEN):
        yield Finding("everybody may call a function of ours that has the rights of whoever applied", statement)
    found = installation(connection)
    for function, owner in connection.execute(PLANTED if found and found.extension else PLANTED_BESIDE):
        yield Finding(
            f"function {function} of {owner} does not belong to pg_saint, and a call of one of ours may reach it",
            f"look at it, then drop function {function}",
        )
    for owner, table in connection.execute(BLIND):
        yield Finding(
            f"{owner}, who applied the definition, may not read {table}: reads that compute a record fail",
            f"grant select on {table} to {owner}",
        )
    for owner, table, forced, role in connection.execute(HIDDEN):
        way = f"alter table {table} no force row level security" if forced else f"apply as the owner of {table}"
        yield Finding(
            f"row level security hides rows of {table} from {owner}, who applied the definition: reads that compute a "
            "record fail",
            f"{way}; or, as a superuser: alter role {role} bypassrls",
        )


def _closed(in_force: InForce) -> list[tuple[str, str, str]]:
    """What an apply has opened to roles of ours and is not any more: its kind, its name, the role."""
    try:
        objects = in_force.plan.objects
    except SaintError:
        # The check of the definition tells it.
        return []
    opened = [
        (str(made.name), made.kind, role)
        for made in objects
        if made.kind in ("function", "view", "materialized view")
        for role in made.open_to
    ]
    names, kinds, roles = zip(*opened, strict=True) if opened else ((), (), ())
    asked = {"names": list(names), "kinds": list(kinds), "roles": list(roles)}
    return in_force.connection.execute(CLOSED, asked).fetchall()
