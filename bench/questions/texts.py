"""What people see of a status: descriptions and dialogs."""

from __future__ import annotations

from functools import partial

import psycopg

from bench.answers import Answer, Figure
from bench.compare import Variant, compare
from bench.databases import Databases, tick
from bench.files import statement
from bench.measure import alternate, median, seconds

ALL = "saint.describe_all"
PLAIN = "replace() by hand, over a plain table"
DIALOGS = "saint.status_dialogs of 100 customers"
DIALOG = "saint.status_dialog of one customer"
KEY = "crm.company by primary key"


def ask(databases: Databases) -> Answer:
    """Rendering 10,000 descriptions; dialogs a second, one by one and a list at once."""
    with databases.connect("saint") as connection:
        tick(connection)
        connection.execute("drop table if exists peers.company_status")
        connection.execute("create schema if not exists peers")
        connection.execute(statement("peers", "company_status"))
        connection.execute("vacuum (analyze)")
        matches = connection.execute(statement("queries", "ids_plain")).fetchone()
        rows = matches[0] if matches else 0
        took = _medians(connection, databases.effort.rounds)
    runs = compare(
        databases, {KEY: Variant("saint", "read_company"), DIALOG: Variant("saint", "read_dialog")}, clients=1
    )
    scale = 10_000 / max(rows, 1)
    one = 1000 / runs[DIALOG].tps
    return Answer(
        title="Texts and dialogs",
        asked="Descriptions of all neglected customers; status dialogs, prepared, 1 client. Nothing stale.",
        figures=[
            Figure(what="seconds for 10,000 descriptions", measured=took[ALL] * scale, target=1, at_most=True),
            Figure(what=f"{ALL} ÷ {PLAIN}", measured=took[ALL] / took[PLAIN]),
            Figure(what=f"milliseconds of {DIALOG}", measured=one, target=2, at_most=True),
        ],
        columns=["", "milliseconds", "a second"],
        rows=[
            [f"{ALL}, per 10,000", f"{took[ALL] * scale * 1000:,.0f}", f"{rows / took[ALL]:,.0f}"],
            [f"{PLAIN}, per 10,000", f"{took[PLAIN] * scale * 1000:,.0f}", f"{rows / took[PLAIN]:,.0f}"],
            [DIALOG, f"{one:,.2f}", f"{runs[DIALOG].tps:,.0f}"],
            [DIALOGS, f"{took[DIALOGS] * 1000:,.1f}", f"{100 / took[DIALOGS]:,.0f}"],
            [KEY, f"{1000 / runs[KEY].tps:,.2f}", f"{runs[KEY].tps:,.0f}"],
        ],
        notes=[f"{rows:,} companies have the status."],
    )


def _medians(connection: psycopg.Connection, rounds: int) -> dict[str, float]:
    queries = {
        ALL: statement("queries", "descriptions"),
        PLAIN: statement("queries", "descriptions_plain"),
        DIALOGS: statement("queries", "dialogs"),
    }
    for query in queries.values():
        connection.execute(query)
    measured = alternate(rounds, {name: partial(_once, connection, query) for name, query in queries.items()})
    return {name: median(times) for name, times in measured.items()}


def _once(connection: psycopg.Connection, query: bytes, round: int) -> float:
    del round
    return seconds(connection, query)
