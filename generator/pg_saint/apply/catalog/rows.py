"""The extension's catalog tables, made to say what is installed."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
from psycopg import sql

from pg_saint.compile import SqlObject, mapped
from pg_saint.definitions.document import File
from pg_saint.ir.definition import Definition
from pg_saint.plan.described import MONITOR, STATUS, monitor_rows, status_rows
from pg_saint.plan.installed import InstalledObject
from pg_saint.plan.stored_state import StoredState
from pg_saint.values import jsonb

MAPPED_TABLE = "select saint.table_remember(%s, to_regclass(%s))"
MAPPED_COLUMN = """
    insert into saint.mapped_column (table_name, column_name, type, position)
    select mapped.table_name, a.attname, format_type(a.atttypid, a.atttypmod), a.attnum
    from (values (%s, %s)) mapped (table_name, column_name)
    join pg_attribute a on a.attrelid = to_regclass(mapped.table_name) and a.attname = mapped.column_name
"""
# Those with controls of their own go with their monitor, or with the entity where they are of none.
CALCULATIONS_GONE = """
    delete from saint.calculation
    where case
        when controls is not null and of_monitor is null then entity <> all (%(entities)s)
        else coalesce(of_monitor, monitor) <> all (%(monitors)s)
    end
"""
CALCULATED_GONE = """
    delete from saint.calculated_relation r
    where not exists (select from saint.calculation c where c.monitor = r.calculation)
"""


def write_catalog(
    connection: psycopg.Connection,
    definition: Definition,
    objects: Sequence[SqlObject],
    files: Sequence[File],
    states: dict[str, StoredState],
    kept: Sequence[InstalledObject] = (),
) -> None:
    """Make the catalog tables say what is installed now; `kept`: what is no longer wanted and not dropped yet."""
    every: list[InstalledObject | SqlObject] = [*kept, *objects]
    _replace(
        connection,
        "compiled",
        ("name", "kind", "place", "fingerprint"),
        [(o.name, o.kind, location, o.fingerprint) for location, o in enumerate(every)],
    )
    schemas = {entity.name: entity.schema and entity.schema.name for entity in definition.entities}
    key_types = {o.entity: o.columns[0].type for o in objects if o.columns and o.entity}
    of_rows = [
        (entity, key_type, states[entity].generation, states[entity].stored, schemas[entity], place)
        for place, (entity, key_type) in enumerate(key_types.items())
    ]
    _replace(connection, "entity", ("entity", "key_type", "generation", "stored", "schema", "place"), of_rows)
    things = [(entity, *what, *thing) for entity, each in states.items() for what, thing in each.things]
    _replace(connection, "computed", ("entity", "kind", "name", "meaning", "settled"), things)
    _write_files(connection, files)
    languages = [(language, location) for location, language in enumerate(definition.languages)]
    _replace(connection, "language", ("language", "place"), languages)
    images = {s.image.key: s.image for s in definition.statuses if s.image}
    rows = [(image.key, image.media_type, image.content) for image in images.values()]
    _replace(connection, "image", ("image", "media_type", "content"), rows)
    _replace(connection, "status", STATUS, status_rows(definition))
    counters = [(c.name, c.entity, c.text, c.type, c.standard and c.standard[0]) for c in definition.counters]
    _replace(connection, "counter", ("counter", "entity", "value", "type", "standard"), counters)
    read = mapped(definition)
    connection.execute("delete from saint.mapped_column")
    with connection.cursor() as cursor:
        cursor.executemany(MAPPED_COLUMN, [(table, column) for table, used in read.items() for column in used])
    tables = list(read)
    connection.execute("delete from saint.mapped_table where table_name <> all (%s)", (tables,))
    connection.execute("delete from saint.not_crashed where table_name <> all (%s)", (tables,))
    with connection.cursor() as cursor:
        cursor.executemany(MAPPED_TABLE, [(table, table) for table in tables])
    monitors = [(name, entity, jsonb(titles)) for name, entity, titles in monitor_rows(definition)]
    _replace(connection, "monitor", MONITOR, monitors)
    there = {"monitors": [name for name, *_ in monitors], "entities": [entity.name for entity in definition.entities]}
    connection.execute(CALCULATIONS_GONE, there)
    connection.execute(CALCULATED_GONE)


def _write_files(connection: psycopg.Connection, files: Sequence[File]) -> None:
    """What nobody gave now stays as who applied it has left it, but for what is proposed anew from inside."""
    kept = [file.name for file in files if file.in_force]
    connection.execute("delete from saint.definition where file <> all (%s::text[])", (kept,))
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into saint.definition (file, content, applied_by, owner)"
            " values (%s, %s, current_user, nullif(%s, ''))"
            " on conflict (file) do update"
            " set content = excluded.content, applied_by = excluded.applied_by, applied_at = excluded.applied_at"
            " where definition.content <> excluded.content",
            [(file.name, file.text, file.owner) for file in files],
        )


def note(connection: psycopg.Connection, made: SqlObject) -> None:
    """Remember one object more, or that it was made again."""
    connection.execute(
        "insert into saint.compiled (name, kind, place, fingerprint)"
        " select %(name)s, %(kind)s, coalesce(max(c.place), -1) + 1, %(fingerprint)s"
        " from saint.compiled c"
        " on conflict (name) do update set fingerprint = excluded.fingerprint",
        {"name": made.name, "kind": made.kind, "fingerprint": made.fingerprint},
    )


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
