"""All companies with one status."""

from __future__ import annotations

from datetime import date
from functools import partial

import psycopg

from bench.answers import Answer, Figure
from bench.databases import Databases, tick
from bench.files import statement
from bench.measure import alternate, median, seconds

REPEATS = 5  # within a round: one of them takes milliseconds
PLAIN = "plain indexed table"
CLEAN = "saint.company_status, nothing stale"
DIRTY = "saint.company_status, 1 % dirty"
LIVE = "computing the dirty ones, by itself"


def ask(databases: Databases) -> Answer:
    """Their ids, with nothing stale and with every hundredth company dirty."""
    repeats = databases.effort.rounds * REPEATS
    with databases.connect("saint") as connection:
        tick(connection)
        connection.execute("drop table if exists peers.company_status")
        connection.execute("create schema if not exists peers")
        connection.execute(statement("peers", "company_status"))
        connection.execute("vacuum (analyze)")
        matches = connection.execute(statement("queries", "ids_plain")).fetchone()
        took = _medians(connection, repeats, {PLAIN: "ids_plain", CLEAN: "ids_with_status"})
        dirty = _make_dirty(connection, databases.effort.today)
        took |= _medians(connection, databases.effort.rounds, {DIRTY: "ids_with_status", LIVE: "live_of_dirty"})
    grown = took[DIRTY] - took[CLEAN]
    return Answer(
        title="All companies with one status",
        asked="The ids of all companies that have the status neglected_customer.",
        figures=[
            Figure(what=f"{CLEAN} ÷ {PLAIN}", measured=took[CLEAN] / took[PLAIN], target=1.5, at_most=True),
            Figure(what=f"growth by 1 % dirty ÷ {LIVE}", measured=grown / took[LIVE], target=1.1, at_most=True,
                   note="“only by the live computation of those”, and a tenth for noise"),
        ],
        columns=["", "milliseconds"],
        rows=[[name, f"{value * 1000:,.1f}"] for name, value in took.items()],
        notes=[f"{matches[0] if matches else 0:,} companies have the status; {dirty:,} are dirty."],
    )  # fmt: skip


def _medians(connection: psycopg.Connection, rounds: int, queries: dict[str, str]) -> dict[str, float]:
    texts = {name: statement("queries", query) for name, query in queries.items()}
    for text in texts.values():
        connection.execute(text)
    measured = alternate(rounds, {name: partial(_once, connection, text) for name, text in texts.items()})
    return {name: median(times) for name, times in measured.items()}


def _once(connection: psycopg.Connection, query: bytes, round: int) -> float:
    del round
    return seconds(connection, query)


def _make_dirty(connection: psycopg.Connection, today: date) -> int:
    # At REPEATABLE READ a writer always marks.
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read")
        connection.execute(statement("queries", "insert_one_percent"), {"today": today})
    row = connection.execute("select count(distinct id) from saint_data.company_dirty").fetchone()
    return row[0] if row else 0
