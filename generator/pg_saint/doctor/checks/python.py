"""PL/Python is in this database, and texts and distributions are made without it."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.doctor.finding import Finding
from pg_saint.installation import installation, texts_made_in

THERE = "select from pg_catalog.pg_language where lanname = 'plpython3u'"


def check(connection: psycopg.Connection) -> Iterator[Finding]:
    found = installation(connection)
    # A database owner who installed it without a superuser has none to ask.
    if found and found.extension and connection.execute(THERE).rowcount and texts_made_in(connection) != "PL/Python":
        yield Finding(
            "texts and distributions are made in PL/pgSQL, though PL/Python is in this database",
            "as a superuser: saint install --python; they are the same",
        )
