"""What is installed: the objects that earlier applies made, and the wide rows' columns as they stand."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from psycopg.rows import class_row

from pg_saint.compile import Layout
from pg_saint.compile.names import DATA, PUBLIC
from pg_saint.errors import SaintError


@dataclass(frozen=True)
class InstalledObject:
    name: str
    kind: str
    place: int
    fingerprint: str
    drop_sql: str


@dataclass(frozen=True)
class Installed:
    """By entity: the columns of its wide row and of its counter view, in order, each with its type. `shown`: (entity,
    column) of the wide rows' columns that a view reads; they can not be dropped while it stands."""

    objects: dict[str, InstalledObject]
    wide: dict[str, dict[str, str]]
    counters: dict[str, dict[str, str]]
    key_types: dict[str, str]
    shown: frozenset[tuple[str, str]]

    def layout(self) -> Layout:
        return Layout(
            wide={entity: tuple(columns.items()) for entity, columns in self.wide.items()},
            counters={entity: tuple(columns) for entity, columns in self.counters.items()},
        )


OBJECTS = "select name, kind, place, fingerprint, drop_sql from saint.compiled order by place"
ENTITIES = "select entity, key_type from saint.entity"
COLUMNS = """
    select e.entity, a.attname, format_type(a.atttypid, a.atttypmod)
    from saint.entity e
    join pg_class c on c.relname = e.entity || %(suffix)s and c.relnamespace = to_regnamespace(%(schema)s)
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    order by e.entity, a.attnum
"""

SHOWN = """
    select distinct e.entity, a.attname
    from saint.entity e
    join pg_class c on c.relname = e.entity and c.relnamespace = to_regnamespace(%s)
    join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid
        and d.classid = 'pg_rewrite'::regclass
    join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
"""


def read_installed(connection: psycopg.Connection) -> Installed:
    """Raises SaintError where the extension is not there."""
    present = connection.execute("select extversion from pg_extension where extname = 'pg_saint'").fetchone()
    if present is None:
        raise SaintError(
            "the extension pg_saint is not installed in this database",
            remedy="as a superuser: create extension pg_saint cascade; "
            "(if that fails, put its files in place first: saint install, or make install)",
        )
    with connection.cursor(row_factory=class_row(InstalledObject)) as cursor:
        objects = {found.name: found for found in cursor.execute(OBJECTS)}
    key_types: dict[str, str] = dict(connection.execute(ENTITIES).fetchall())
    shown = frozenset(connection.execute(SHOWN, (DATA,)).fetchall())
    return Installed(
        objects, _columns(connection, DATA, ""), _columns(connection, PUBLIC, "_counter"), key_types, shown
    )


def _columns(connection: psycopg.Connection, schema: str, suffix: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for entity, column, type_ in connection.execute(COLUMNS, {"schema": schema, "suffix": suffix}):
        found.setdefault(entity, {})[column] = type_
    return found
