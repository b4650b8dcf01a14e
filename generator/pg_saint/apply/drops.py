"""Dropping what an apply made: by its kind and its name, and nothing but objects in our own schemas.

The catalog's rows are written by whoever may apply, so that a name in them is looked up, and never run.
"""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
from psycopg import sql

from pg_saint.citus.tables import has_citus
from pg_saint.compile import SqlObject
from pg_saint.compile.sql.names import DATA, PUBLIC
from pg_saint.errors import SaintError
from pg_saint.plan.installed import InstalledObject

# By kind: what pg_class calls it, and how it is dropped.
RELATIONS = {
    "table": ("r", sql.SQL("drop table {}")),
    "view": ("v", sql.SQL("drop view {}")),
    "materialized view": ("m", sql.SQL("drop materialized view {}")),
}
NAMED = "select pg_catalog.parse_ident(%s::text)"
RELATION = """
    select c.relkind::text
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = %s::text and c.relname = %s::text
"""
FUNCTIONS = """
    select p.oid::pg_catalog.regprocedure::text, p.prorettype = 'pg_catalog.trigger'::pg_catalog.regtype
    from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where n.nspname = %s::text and p.proname = %s::text and p.prokind = 'f'
    order by p.oid
"""


def drop_object(connection: psycopg.Connection, found: InstalledObject | SqlObject) -> None:
    """What is gone already is not an error. Raises SaintError for what can be nothing of ours, and where something else
    stands on it."""
    for statement in _statements(connection, found):
        try:
            connection.execute(statement)
        except psycopg.errors.DependentObjectsStillExist as error:
            raise SaintError(
                f"{found.name} cannot be dropped, because something else depends on it: {error.diag.message_detail}",
                remedy="drop that first, and recreate it after the apply",
            ) from error


def _statements(connection: psycopg.Connection, found: InstalledObject | SqlObject) -> Iterator[sql.Composed]:
    if found.kind == "trigger" and found.on is not None:
        trigger, table = sql.Identifier(f"saint_{found.event}"), sql.Identifier(found.on.schema, found.on.name)
        yield sql.SQL("drop trigger if exists {} on {}").format(trigger, table)
        return
    schema, name = own_name(connection, found)
    if found.kind == "function":
        for function, for_triggers in connection.execute(FUNCTIONS, (schema, name)).fetchall():
            # Citus gives a shard that it moves a trigger for TRUNCATE, and does not take it away with the table's.
            cascade = sql.SQL(" cascade" if for_triggers and has_citus(connection) else "")
            # As PostgreSQL prints it, with the types of its arguments.
            yield sql.SQL("drop function {}{}").format(sql.SQL(function), cascade)
        return
    relkind, drop = RELATIONS[found.kind]
    if connection.execute(RELATION, (schema, name)).fetchone() == (relkind,):
        yield drop.format(sql.Identifier(schema, name))


def own_name(connection: psycopg.Connection, found: InstalledObject | SqlObject) -> tuple[str, str]:
    """Its schema and its name. Raises SaintError where that can be nothing of ours."""
    try:
        row = connection.execute(NAMED, (found.name,)).fetchone()
    except psycopg.errors.InvalidParameterValue:
        row = None
    parts = row[0] if row else []
    schemas = (DATA,) if found.kind in ("table", "function") else (DATA, PUBLIC)
    if len(parts) != 2 or parts[0] not in schemas or found.kind not in (*RELATIONS, "function"):
        raise SaintError(
            f"saint.compiled lists a {found.kind} {found.name}, which no apply creates",
            remedy="somebody has changed the catalog: look at saint.compiled, and delete that row",
        )
    return parts[0], parts[1]
