"""Dirty marks that pile up: no worker keeps up, or a tick fails."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
from psycopg import sql

from pg_saint.doctor.finding import Finding

MANY = 10_000
# With a column: Citus asks its shards for none otherwise.
COUNT = "select count(*) from (select 1 from {} limit %s) marks"


def check(connection: psycopg.Connection) -> Iterator[Finding]:
    for (entity,) in connection.execute("select entity from saint.entity order by entity").fetchall():
        for table in (f"{entity}_dirty", f"{entity}_via"):
            query = sql.SQL(COUNT).format(sql.Identifier("saint_data", table))
            row = connection.execute(query, (MANY,)).fetchone()
            if row and row[0] >= MANY:
                yield Finding(
                    f"saint_data.{table} holds {MANY:,} marks or more: these records are computed at each read",
                    "run a worker, or a second one; see what saint tick says",
                )
