"""All companies in a selection of two statuses and a field."""

from __future__ import annotations

from functools import partial

import psycopg

from bench.answers import Answer, Figure
from bench.databases import Databases, tick
from bench.files import statement
from bench.measure import alternate, median, seconds

BY_HAND = "query written by hand over the CRM's tables"
SELECTION = "saint.selection_neglected_not_dormant, nothing stale"
QUERIES = {BY_HAND: "selection_by_hand", SELECTION: "selection"}


def ask(databases: Databases) -> Answer:
    """Their ids, with nothing stale; both must find the same."""
    with databases.connect("saint") as connection:
        tick(connection)
        connection.execute("vacuum (analyze)")
        found = {name: connection.execute(statement("queries", query)).fetchone() for name, query in QUERIES.items()}
        measured = alternate(
            databases.effort.rounds, {name: partial(_once, connection, query) for name, query in QUERIES.items()}
        )
    took = {name: median(times) for name, times in measured.items()}
    matches = found[SELECTION]
    return Answer(
        title="A selection of two statuses and a field",
        asked="The ids of all customers that are neglected and not dormant.",
        figures=[Figure(what=f"{BY_HAND} ÷ {SELECTION}", measured=took[BY_HAND] / took[SELECTION])],
        columns=["", "milliseconds"],
        rows=[[name, f"{value * 1000:,.1f}"] for name, value in took.items()],
        notes=[f"{matches[0] if matches else 0:,} companies are in it."],
        differences=0 if found[SELECTION] == found[BY_HAND] else 1,
    )


def _once(connection: psycopg.Connection, query: str, round: int) -> float:
    del round
    return seconds(connection, statement("queries", query))
