"""pg_saint as a database owner's own objects: no superuser, no files on the server, no extension.

It is the extension's script, without what only an extension has: its head, the tables whose rows pg_dump is to take
along (it takes all), and the change of owners (who runs it is the owner). What belongs to it, and its version, are in
saint.installation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import psycopg
from psycopg import errors, sql

from pg_saint import __version__
from pg_saint.errors import SaintError
from pg_saint.install.files import assemble, read_sources
from pg_saint.installation import Installation, installation
from pg_saint.shipped import source_root

OF_EXTENSIONS = ("extension/head.sql", "extension/owner.sql")
NOT_ALONE = re.compile(r"^(?:\\echo|select pg_catalog\.pg_extension_config_dump\().*\n", re.MULTILINE)
ROLES = ("saint_reader", "saint_revenue", "saint_contact", "saint_designer", "saint_admin")
MEMBERS = (
    "grant saint_reader to saint_designer;"
    " grant saint_reader, saint_revenue, saint_contact, saint_designer to saint_admin;"
)
MISSING = "select r.role from pg_catalog.unnest(%s::text[]) as r (role) where pg_catalog.to_regrole(r.role) is null"
OWNER = """
    select pg_catalog.pg_has_role(d.datdba, 'member'), pg_catalog.pg_get_userbyid(d.datdba)
    from pg_catalog.pg_database as d
    where d.datname = pg_catalog.current_database()
"""
SCHEMA = "select pg_catalog.to_regnamespace('saint') is not null"
ADMIN = """
    select pg_catalog.bool_and(pg_catalog.pg_has_role(pg_catalog.to_regrole('saint_admin'), r.role, 'member'))
        and pg_catalog.pg_has_role(pg_catalog.to_regrole('saint_designer'), 'saint_reader', 'member')
    from pg_catalog.unnest(array['saint_reader', 'saint_revenue', 'saint_contact', 'saint_designer']) as r (role)
"""
# As PostgreSQL names what could be an extension's member.
THERE = """
    select o.kind || ' ' || i.identity
    from (
        select 'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid, 'function'
        from pg_catalog.pg_proc as p
        where p.pronamespace = 'saint'::pg_catalog.regnamespace
        union all
        select 'pg_catalog.pg_class'::pg_catalog.regclass, c.oid, case c.relkind when 'v' then 'view' else 'table' end
        from pg_catalog.pg_class as c
        where c.relnamespace = 'saint'::pg_catalog.regnamespace and c.relkind in ('r', 'v')
    ) as o (catalog, object, kind)
    cross join lateral pg_catalog.pg_identify_object(o.catalog, o.object, 0) as i
    order by 1
"""
BELONGING = "select pg_catalog.unnest(i.members) from saint.installation as i"
TRIGGERS = """
    select pg_catalog.format('drop trigger %I on %s', t.tgname, t.tgrelid::pg_catalog.regclass)
    from pg_catalog.pg_trigger as t
    join pg_catalog.pg_class as c on c.oid = t.tgrelid
    where c.relnamespace = 'saint'::pg_catalog.regnamespace and not t.tgisinternal
"""
# Views call functions, and functions take and return rows of tables.
KINDS = ("view", "function", "table")


def install_database(connection: psycopg.Connection) -> str:
    """Brings this package's version into the database, or the one that is there up to it; says what it did.

    Raises SaintError where who asks does not own the database, the extension is there, or roles are missing that he
    may not create.
    """
    found = installation(connection)
    _refuse(connection, found)
    if found and found.version == __version__:
        return f"version {__version__} is there already"
    scripts = list(_scripts(found))
    try:
        with connection.transaction():
            # As `create extension` has it: nothing of others is called.
            connection.execute("set local search_path = pg_catalog, pg_temp")
            connection.execute("set local check_function_bodies = off")
            before = _there(connection) - _members(connection) if found else set()
            for script in scripts:
                connection.execute(script.encode())
            connection.execute("delete from saint.installation")
            members = sorted(_there(connection) - before)
            connection.execute("insert into saint.installation values (%s, %s)", (__version__, members))
    except errors.InsufficientPrivilege as error:
        raise _without_roles(connection) or error from error
    if found is None:
        return f"version {__version__} is in database {connection.info.dbname} now"
    return f"brought from version {found.version} to {__version__}: now saint apply FILE"


def remove(connection: psycopg.Connection) -> None:
    """Takes out of the database what `create extension` or `install_database` made; the roles stay. Raises SaintError
    where something else stands on it."""
    found = installation(connection)
    try:
        if found and found.extension:
            connection.execute("drop extension pg_saint")
        elif found:
            with connection.transaction():
                _drop_members(connection)
    except errors.DependentObjectsStillExist as error:
        raise SaintError(
            f"something else stands on pg_saint in database {connection.info.dbname}:\n  {error.diag.message_detail}",
            remedy="drop it first, and saint drop what is compiled",
        ) from error


def _refuse(connection: psycopg.Connection, found: Installation | None) -> None:
    if found and found.extension:
        raise SaintError(
            f"database {connection.info.dbname} has pg_saint as an extension",
            remedy="it is brought up to date by: alter extension pg_saint update",
        )
    is_owner, owner = connection.execute(OWNER).fetchone() or (False, "")
    if not is_owner:
        raise SaintError(f"database {connection.info.dbname} belongs to {owner}", remedy=f"run it as {owner}")
    if found is None and connection.execute(SCHEMA).fetchone() == (True,):
        raise SaintError(
            f"database {connection.info.dbname} has another schema saint", remedy="rename it, or drop it if it is empty"
        )


def _without_roles(connection: psycopg.Connection) -> SaintError | None:
    """Roles belong to the whole server: who may not create them asks whoever may."""
    missing = [role for (role,) in connection.execute(MISSING, (list(ROLES),))]
    statements = [f"create role {role} nologin;" for role in missing]
    if not missing and connection.execute(ADMIN).fetchone() == (True,):
        return None
    return SaintError(
        f"there is no {', '.join(missing)}" if missing else "saint_admin or saint_designer lacks a role of pg_saint",
        remedy="whoever may, once for the whole server: " + " ".join([*statements, MEMBERS]),
    )


def _scripts(found: Installation | None) -> Iterator[str]:
    """What to run: all of it, or each step from the version that is there."""
    if found is None:
        for name, source in read_sources().items():
            if name not in OF_EXTENSIONS:
                yield NOT_ALONE.sub("", source)
        yield (source_root() / "extension" / "database.sql").read_text(encoding="utf-8")
        return
    files, version = assemble(), found.version
    while version != __version__:
        ways = {name[:-4].split("--")[2]: name for name in files if name.startswith(f"pg_saint--{version}--")}
        if not ways:
            raise SaintError(
                f"there is no step from version {found.version}, which the database has, to {__version__}",
                remedy=f"install version {found.version} of the package pg_saint here",
            )
        version = max(ways, key=lambda to: (to == __version__, to))
        yield NOT_ALONE.sub("", files[ways[version]])


def _there(connection: psycopg.Connection) -> set[str]:
    return {member for (member,) in connection.execute(THERE)}


def _members(connection: psycopg.Connection) -> set[str]:
    return {member for (member,) in connection.execute(BELONGING)}


def _drop_members(connection: psycopg.Connection) -> None:
    members = _members(connection) & _there(connection)
    for (statement,) in connection.execute(TRIGGERS).fetchall():
        connection.execute(sql.SQL(statement))
    for kind in KINDS:
        # All at once: among themselves they may depend on each other. Quoted as the server has it.
        named = [member.removeprefix(f"{kind} ") for member in sorted(members) if member.startswith(f"{kind} ")]
        names = sql.SQL(", ").join(map(sql.SQL, named))
        connection.execute(sql.SQL("drop {} {}").format(sql.SQL(kind), names))
    connection.execute("drop schema saint")
