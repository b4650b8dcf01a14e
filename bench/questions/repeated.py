"""Many single-row inserts for one record in one transaction."""

from __future__ import annotations

from functools import partial

from bench.answers import Answer, Figure
from bench.databases import Databases, tick
from bench.exact import differences
from bench.files import statement
from bench.measure import alternate, median, seconds

BARE = "bare table"
ONE = "hand-written row trigger, one counter"
SAINT = "pg_saint"
DEFERRED = "pg_saint, `maintenance: deferred`"
DATABASES = {BARE: "bare", ONE: "one_counter", SAINT: "saint", DEFERRED: "saint_deferred"}
HOW = PLAIN, SAVEPOINTS = "insert_repeated", "insert_repeated_savepoints"


def ask(databases: Databases) -> Answer:
    """How long each takes."""
    for database in DATABASES.values():
        databases.dsn(database)
    measured = alternate(
        databases.effort.rounds,
        {f"{name} {how}": partial(_insert, databases, DATABASES[name], how) for name in DATABASES for how in HOW},
    )
    took = {(name, how): median(measured[f"{name} {how}"]) for name in DATABASES for how in HOW}
    rows = databases.effort.repeated_rows
    return Answer(
        title="One record again and again",
        asked=f"{rows:,} activities of one company, each inserted by a statement of its own, in one transaction.",
        figures=[
            Figure(what=f"{SAINT} ÷ {ONE}", measured=took[SAINT, PLAIN] / took[ONE, PLAIN], target=1, at_most=True),
            Figure(
                what=f"{SAINT} ÷ {ONE}, a savepoint for each",
                measured=took[SAINT, SAVEPOINTS] / took[ONE, SAVEPOINTS], target=1, at_most=True,
            ),
            Figure(what=f"{SAINT} ÷ {DEFERRED}", measured=took[SAINT, PLAIN] / took[DEFERRED, PLAIN]),
        ],
        columns=["", "µs an insert", "with a savepoint for each"],
        rows=[[name, *(f"{took[name, how] / rows * 1e6:,.0f}" for how in HOW)] for name in DATABASES],
        notes=[
            "No version of a row can be pruned before the transaction ends, so that a counter that is changed in place "
            "costs more with each change of it. pg_saint leaves marks instead from some 70 changes on.",
        ],
        differences=differences(databases, "saint", "saint_deferred"),
    )  # fmt: skip


def _insert(databases: Databases, database: str, how: str, round: int) -> float:
    """Seconds."""
    del round
    with databases.connect(database) as connection:
        if database.startswith("saint"):
            tick(connection)
        connection.execute("select set_config('bench.rows', %s, false)", [str(databases.effort.repeated_rows)])
        return seconds(connection, statement("queries", how))
