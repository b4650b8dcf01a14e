"""Records of which something cannot be computed: their values make an expression fail."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
from psycopg import sql

from pg_saint.doctor.finding import Finding

MOST_NAMED = 10
THERE = """
    select e.entity
    from saint.entity e
    where to_regprocedure(format('saint_data.%I()', e.entity || '_failing')) is not null
    order by e.entity
"""
FAILING = """
    select f.what, f.message, count(*), (array_agg(f.id order by f.id) filter (where f.id is not null))[:%s]
    from {}() f
    group by 1, 2
    order by 1, 2
"""


def check(connection: psycopg.Connection) -> Iterator[Finding]:
    for (entity,) in connection.execute(THERE).fetchall():
        function = sql.Identifier("saint_data", f"{entity}_failing")
        rows = connection.execute(sql.SQL(FAILING).format(function), (MOST_NAMED,)).fetchall()
        for what, message, many, ids in rows:
            if ids is not None:
                more = f" and {many - len(ids):,} more" if many > len(ids) else ""
                yield Finding(
                    f"{entity} {', '.join(ids)}{more}: {what} cannot be computed: {message}",
                    "correct the values, or change the definition so that it accepts them; until then it is NULL there",
                )
        lost = [(what, message) for what, message, _, ids in rows if ids is None]
        for what, message in lost[:MOST_NAMED]:
            more = f", and {len(lost) - MOST_NAMED:,} rows more" if len(lost) > MOST_NAMED else ""
            yield Finding(
                f"{entity}: {what} cannot be computed: {message}{more}",
                "correct the values, or change the definition so that it accepts them; until then the row belongs to no"
                " record",
            )
