"""Makes Bridgecom's CRM in a database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib import resources

import psycopg
from psycopg import sql

from pg_saint.demo.companies import Row
from pg_saint.demo.data import generate

SCHEMA = "crm"
# Foreign keys hold in what we generate; checking every row would double the time. Who may leave it does.
UNCHECKED = """
    select set_config('session_replication_role', 'replica', true)
    where has_parameter_privilege('session_replication_role', 'set')
"""


def load(connection: psycopg.Connection, today: date, scale: float = 1.0) -> dict[str, int]:
    """Creates schema crm, fills it, and returns the number of rows of each table. Commits."""
    folder = resources.files("pg_saint.demo") / "schema"
    for name in (folder / "order.txt").read_text(encoding="utf-8").split():
        connection.execute((folder / f"{name}.sql").read_bytes())
    tables = generate(today, scale)
    connection.execute(UNCHECKED)
    for name, rows in tables.items():
        _copy(connection, name, rows)
    _move_sequences(connection)
    connection.commit()
    connection.autocommit = True
    connection.execute("vacuum (analyze)")
    connection.autocommit = False
    return {name: len(rows) for name, rows in tables.items()}


def _copy(connection: psycopg.Connection, table: str, rows: Iterable[Row]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(sql.SQL("copy {} from stdin").format(sql.Identifier(SCHEMA, table))) as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _move_sequences(connection: psycopg.Connection) -> None:
    """The keys came with the rows; the next one that the CRM hands out must be higher."""
    columns = connection.execute(
        "select table_name, column_name from information_schema.columns"
        " where table_schema = %s and is_identity = 'YES'",
        [SCHEMA],
    ).fetchall()
    for table, column in columns:
        connection.execute(
            sql.SQL("select setval(pg_get_serial_sequence({}, {}), max({})) from {}").format(
                sql.Literal(f"{SCHEMA}.{table}"),
                sql.Literal(column),
                sql.Identifier(column),
                sql.Identifier(SCHEMA, table),
            )
        )
