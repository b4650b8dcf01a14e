"""Today: pinned, unpinned, in the configured zone."""

from __future__ import annotations

from datetime import date
from typing import Any

import psycopg
import pytest


def one(connection: psycopg.Connection, query: str, *arguments: object) -> Any:
    row = connection.execute(query, arguments).fetchone()
    assert row is not None
    return row[0]


def test_pinned_and_unpinned(connect: Any) -> None:
    with connect() as connection:
        assert one(connection, "select saint.set_today('2026-02-28')") == date(2026, 2, 28)
        assert one(connection, "select saint.today()") == date(2026, 2, 28)
        assert one(connection, "select saint.midnight_passed()") is False
        connection.execute("select saint.set_today(null)")
        assert one(connection, "select saint.today() = (now() at time zone 'UTC')::date")
