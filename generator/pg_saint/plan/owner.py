"""With whose rights what is compiled runs: those of who applies, or of the role that it is handed to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import psycopg
from psycopg.rows import class_row

from pg_saint.compile.sql.names import DATA
from pg_saint.compile.sql.text import ident, table_name
from pg_saint.errors import SaintError, SaintErrors, suggestion
from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Table

ME = "select r.rolname::text, r.rolsuper from pg_catalog.pg_roles r where r.rolname = current_user"
ROLES = "select rolname::text from pg_catalog.pg_roles where rolname !~ '^pg_' order by 1"
OWNERS = """
    select distinct pg_catalog.pg_get_userbyid(p.proowner)::text
    from pg_catalog.pg_proc p
    where p.pronamespace = pg_catalog.to_regnamespace(%s::text) and exists (select from saint.compiled)
"""
SCHEMA = """
    select o.rolname::text, o.rolsuper, pg_catalog.pg_has_role(me.oid, o.oid, 'member'),
        pg_catalog.has_schema_privilege(n.oid, 'create')
    from pg_catalog.pg_namespace n
    join pg_catalog.pg_roles o on o.oid = n.nspowner
    join pg_catalog.pg_roles me on me.rolname = current_user
    where n.nspname = %s::text
"""
# What a role lacks of what the functions need that are handed to it, each with what gives it.
LACKING = """
    with role as (
        select r.oid, r.rolname, r.rolsuper, r.rolbypassrls from pg_catalog.pg_roles r where r.rolname = %(role)s::text
    ),
    tables as (
        select c.oid, c.relowner, c.relnamespace, c.relrowsecurity, c.relforcerowsecurity,
            t.name, t.partitioned, t.ordinal
        from unnest(%(tables)s::text[], %(partitioned)s::boolean[]) with ordinality t (name, partitioned, ordinal)
        join pg_catalog.pg_class c on c.oid = pg_catalog.to_regclass(t.name)
    )
    select 0 as ordinal, 'does not have our role saint_admin' as what,
        pg_catalog.format('grant saint_admin to %%I', r.rolname) as remedy
    from role r
    where not pg_catalog.pg_has_role(r.oid, 'saint_admin', 'usage')
    union all
    select 1, pg_catalog.format('may not make the temporary tables in which a selection is refreshed'),
        pg_catalog.format('grant temporary on database %%I to %%I', pg_catalog.current_database(), r.rolname)
    from role r
    where %(temporary)s::boolean
        and not pg_catalog.has_database_privilege(r.oid, pg_catalog.current_database(), 'temporary')
    union all
    select distinct 2, pg_catalog.format('may not use schema %%I', n.nspname),
        pg_catalog.format('grant usage on schema %%I to %%I', n.nspname, r.rolname)
    from role r, tables t join pg_catalog.pg_namespace n on n.oid = t.relnamespace
    where not pg_catalog.has_schema_privilege(r.oid, n.oid, 'usage')
    union all
    select 2 + t.ordinal, pg_catalog.format('has no %%s privilege on %%s', p.privilege, t.name),
        pg_catalog.format('grant %%s on %%s to %%I', p.privilege, t.name, r.rolname)
    from role r, tables t, unnest(array['select', 'trigger']) p (privilege)
    where (p.privilege = 'select' or t.partitioned)
        and not pg_catalog.has_table_privilege(r.oid, t.oid, p.privilege)
    union all
    select 2 + t.ordinal, pg_catalog.format('does not see all rows of %%s: row level security hides some', t.name),
        pg_catalog.format('alter role %%I bypassrls', r.rolname)
    from role r, tables t
    where t.relrowsecurity and not r.rolsuper and not r.rolbypassrls
        and (t.relforcerowsecurity or not pg_catalog.pg_has_role(r.oid, t.relowner, 'usage'))
    order by 1, 2
"""
# The tables of others, who get the rights of %(role)s by what they let a read run: not who has them already.
OTHERS = """
    select pg_catalog.string_agg(distinct t.name, ', '), pg_catalog.string_agg(distinct o.rolname, ', ')
    from unnest(%(tables)s::text[]) t (name)
    join pg_catalog.pg_class c on c.oid = pg_catalog.to_regclass(t.name)
    join pg_catalog.pg_roles o on o.oid = c.relowner
    join pg_catalog.pg_roles r on r.rolname = %(role)s::text
    where not o.rolsuper and not pg_catalog.pg_has_role(o.oid, r.oid, 'member')
"""


@dataclass(frozen=True)
class Lacking:
    ordinal: int
    what: str
    remedy: str


@dataclass(frozen=True)
class Ownership:
    """`handed_to`: the role that gets what is made, if not who makes it. `says`: what that means, for who applies."""

    handed_to: str | None = None
    says: tuple[str, ...] = ()


def ownership(connection: psycopg.Connection, definition: Definition, wanted: str | None) -> Ownership:
    """`wanted`: the role of --owner; without it what is there already stays whose it is.

    Raises SaintError(s) where the role lacks something, with what gives it, or where something is somebody else's.
    """
    me, superuser = connection.execute(ME).fetchone() or ("", False)
    have = _owner(connection)
    if wanted is not None:
        _check_wanted(connection, wanted, me, superuser, have)
    elif superuser:
        wanted = have
    _check_schema(connection, {me, wanted}, superuser)
    tables = tables_of(definition)
    names = [str(table_name(table)) for table in tables]
    if wanted is None or wanted == me:
        return Ownership(None, tuple(_warnings(connection, names, me, superuser)))
    asked = {
        "role": wanted,
        "tables": names,
        "partitioned": [table.partitioned for table in tables],
        "temporary": any(selection.kind == "materialized" for selection in definition.selections),
    }
    with connection.cursor(row_factory=class_row(Lacking)) as cursor:
        lacking = cursor.execute(LACKING, asked).fetchall()
    if lacking:
        raise SaintErrors([SaintError(f"{wanted} {each.what}", remedy=each.remedy) for each in lacking])
    return Ownership(wanted, (f"what is compiled belongs to {wanted}, and runs with the rights of that role",))


def tables_of(definition: Definition) -> list[Table]:
    """Every table of the CRM that is read, by name."""
    found = {(table.schema, table.name): table for table in _tables(definition)}
    return [found[name] for name in sorted(found)]


def _tables(node: Any) -> Iterator[Table]:
    if isinstance(node, Table):
        yield node
    elif is_dataclass(node):
        for each in fields(node):
            yield from _tables(getattr(node, each.name))
    elif isinstance(node, tuple):
        for each in node:
            yield from _tables(each)
    elif isinstance(node, dict):
        for each in node.values():
            yield from _tables(each)


def _owner(connection: psycopg.Connection) -> str | None:
    """Whose everything compiled is; None where nothing is, or where it is not one role's."""
    owners = [row[0] for row in connection.execute(OWNERS, (DATA,))]
    return owners[0] if len(owners) == 1 else None


def _check_wanted(connection: psycopg.Connection, wanted: str, me: str, superuser: bool, have: str | None) -> None:
    known = [row[0] for row in connection.execute(ROLES)]
    if wanted not in known:
        raise SaintError(f"there is no role {wanted}", remedy=suggestion(wanted, known))
    if have is not None and have != wanted:
        raise SaintError(
            f"what is compiled belongs to {have}, and cannot be handed on as it is",
            remedy=f"saint drop, then apply with --owner {wanted}",
        )
    if wanted != me and not superuser:
        raise SaintError(
            f"only a superuser can hand what is compiled to {wanted}, and {me} is not one",
            remedy=f"do it as a superuser, or apply as {wanted}",
        )


def _check_schema(connection: psycopg.Connection, ours: set[str | None], superuser: bool) -> None:
    """Who owns the schema can put anything in the place of what is called by name."""
    row = connection.execute(SCHEMA, (DATA,)).fetchone()
    if row is None:
        return
    owner, owner_is_superuser, member, may_create = row
    if owner in ours or (owner_is_superuser and may_create) or (member and not superuser):
        return
    raise SaintError(
        f"schema {DATA} belongs to {owner}",
        remedy=f"apply as {owner}; if that role is not to, as a superuser: saint drop, drop schema if exists {DATA} "
        "cascade, then apply again",
    )


def _warnings(connection: psycopg.Connection, tables: list[str], me: str, superuser: bool) -> Iterator[str]:
    names, owners = connection.execute(OTHERS, {"tables": tables, "role": me}).fetchone() or (None, None)
    if names is not None:
        who = f"{ident(me)}, a superuser" if superuser else str(ident(me))
        yield (
            f"what is compiled runs with the rights of {who}, and reads {names} of {owners}: who owns a table can make "
            "a read of it run something; apply --owner ROLE hands it to a role that may read these tables and no more"
        )
