"""Many rows in one statement."""

from __future__ import annotations

from functools import partial

import psycopg

from bench.answers import Answer, Figure
from bench.databases import Databases, tick
from bench.exact import differences
from bench.files import statement
from bench.measure import alternate, median, seconds

BARE = "bare table"
ONE = "hand-written row trigger, one counter"
SAINT = "pg_saint"
VARIANTS = {BARE: "bare", ONE: "one_counter", SAINT: "saint"}


def ask(databases: Databases) -> Answer:
    """How long an INSERT … SELECT takes."""
    for database in VARIANTS.values():
        databases.dsn(database)
    measured = alternate(
        databases.effort.rounds, {name: partial(_insert, databases, database) for name, database in VARIANTS.items()}
    )
    took = {name: median(taken for taken, _ in runs) for name, runs in measured.items()}
    marks = int(median(marked for _, marked in measured[SAINT]))
    ratio = took[SAINT] / took[BARE]
    by_marks = ratio if marks else None
    rows = databases.effort.bulk_rows
    return Answer(
        title="Bulk insert",
        asked=f"INSERT … SELECT of {rows:,} activities of random companies, in one statement.",
        figures=[
            Figure(what=f"{SAINT} ÷ {BARE}", measured=ratio, target=2.5, at_most=True),
            Figure(what=f"{SAINT} ÷ {BARE}, dirty marks chosen", measured=by_marks, target=1.4, at_most=True,
                   note="" if marks else "deltas were chosen"),
            Figure(what=f"{ONE} ÷ {BARE}", measured=took[ONE] / took[BARE]),
        ],
        columns=["", "seconds", "times the bare table's"],
        rows=[[name, f"{value:.2f}", f"{value / took[BARE]:.2f}"] for name, value in took.items()],
        notes=[f"Dirty marks that the statement left: {marks:,}."],
        differences=differences(databases, "saint"),
    )  # fmt: skip


def _insert(databases: Databases, database: str, round: int) -> tuple[float, int]:
    """Seconds, and how many dirty marks came."""
    del round
    effort = databases.effort
    values = {"companies": effort.companies, "rows": effort.bulk_rows, "today": effort.today}
    with databases.connect(database) as connection:
        if database == "saint":
            tick(connection)
        before = _marks(connection, database)
        connection.execute("checkpoint")
        taken = seconds(connection, statement("queries", "insert_many"), values)
        return taken, _marks(connection, database) - before


def _marks(connection: psycopg.Connection, database: str) -> int:
    if database != "saint":
        return 0
    row = connection.execute("select count(*) from saint_data.company_dirty").fetchone()
    return row[0] if row else 0
