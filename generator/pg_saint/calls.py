"""What was compiled, reached by name: only where it does not run somebody else's code with more rights than theirs."""

from __future__ import annotations

import psycopg
from psycopg import sql


def compiled_function(connection: psycopg.Connection, name: str) -> sql.SQL:
    """Its name as SQL. Raises psycopg's InsufficientPrivilege where it would."""
    return _named(connection, "select saint.compiled_function(%s::text)", name)


def compiled_table(connection: psycopg.Connection, name: str) -> sql.SQL:
    """Of a table that is written to, likewise."""
    return _named(connection, "select saint.compiled_table(%s::text)", name)


def call(connection: psycopg.Connection, name: str) -> None:
    """One without arguments."""
    connection.execute(sql.SQL("select {}()").format(compiled_function(connection, name)))


def _named(connection: psycopg.Connection, query: str, name: str) -> sql.SQL:
    row = connection.execute(sql.SQL(query), (name,)).fetchone()
    assert row is not None
    # As the server has quoted it.
    return sql.SQL(row[0])
