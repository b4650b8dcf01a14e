"""What the extension's catalog tables say about a definition."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from pg_saint.compile import SqlObject
from pg_saint.ir.nodes import Definition

STATUS = ("status", "entity", "titles", "descriptions", "criteria", "rank", "visual", "enabled", "image", "follow_up")


def status_rows(definition: Definition) -> list[tuple[object, ...]]:
    """One row of saint.status for each status, by name."""
    return sorted(
        (
            s.name, s.entity, s.titles, s.descriptions, [c.text for c in s.criteria],
            s.rank, s.visual, s.enabled, s.image, s.follow_up,
        )
        for s in definition.statuses
    )  # fmt: skip


def describes(connection: psycopg.Connection, definition: Definition) -> bool:
    """Whether the catalog says about the statuses and the time zone what the definition says."""
    query = sql.SQL("select {} from saint.status order by status").format(
        sql.SQL(", ").join(sql.Identifier(column) for column in STATUS)
    )
    zone = connection.execute("select zone from saint.clock").fetchone()
    have = sorted(connection.execute(query).fetchall())
    return have == status_rows(definition) and zone == (definition.timezone,)


def write_catalog(
    connection: psycopg.Connection, definition: Definition, objects: Sequence[SqlObject], files: dict[str, str]
) -> None:
    """Make the catalog tables say what is installed now."""
    _replace(
        connection,
        "compiled",
        ("name", "kind", "place", "fingerprint", "drop_sql"),
        [(o.name, o.kind, place, o.fingerprint, o.drop_sql) for place, o in enumerate(objects)],
    )
    entities = [(o.entity, o.columns[0].type) for o in objects if o.columns]
    _replace(connection, "entity", ("entity", "key_type"), entities)
    _replace(connection, "definition", ("file", "content"), list(files.items()))
    rows = [tuple(Jsonb(v) if isinstance(v, dict | list) else v for v in row) for row in status_rows(definition)]
    _replace(connection, "status", STATUS, rows)


def _replace(
    connection: psycopg.Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    name = sql.Identifier("saint", table)
    connection.execute(sql.SQL("delete from {}").format(name))
    statement = sql.SQL("insert into {} ({}) values ({})").format(
        name,
        sql.SQL(", ").join(sql.Identifier(column) for column in columns),
        sql.SQL(", ").join(sql.Placeholder() for _ in columns),
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
