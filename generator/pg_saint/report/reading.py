"""Queries from files: of whom, with which pieces filled in."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

Row = dict[str, Any]


def rows_of(
    connection: psycopg.Connection, package: str, name: str, values: Row | None = None, **pieces: sql.Composable
) -> list[Row]:
    """The rows of queries/NAME.sql in `package`."""
    return ask(connection, package, name, values, **pieces)()


def ask(
    connection: psycopg.Connection, package: str, name: str, values: Row | None = None, **pieces: sql.Composable
) -> Callable[[], list[Row]]:
    """The same, to be called for the rows: where the connection is in a pipeline nobody waits before that."""
    text = sql.SQL(_text(package, name))
    query = text.format(**pieces) if pieces else text
    return connection.cursor(row_factory=dict_row).execute(query, values).fetchall


@cache
def _text(package: str, name: str) -> Any:
    return files(package).joinpath("queries", f"{name}.sql").read_text("utf-8")
