"""A list page: 50 companies by name, joined with what pg_saint says of them."""

from __future__ import annotations

from functools import partial

import psycopg

from bench.answers import Answer, Figure
from bench.databases import Databases, tick
from bench.files import statement
from bench.measure import alternate, median, seconds

REPEATS = 20  # within a round: one of them takes a millisecond
WARM_UP = 12  # prepared, and then planned for any values
PLAIN, TABLE = "the page alone", "joined with a plain table"
CARD, COUNTERS = "joined with saint.company_card", "joined with the card and five counters"
UNPREPARED_TABLE, UNPREPARED = f"{TABLE}, unprepared", f"{CARD}, unprepared"
PERCENTAGES = (1, 10, 40)
ITSELF, LIVE = "joined with the card, all 50 dirty", "computing these 50 by themselves"
DIALOGS = "joined with the card and saint.status_dialogs"
EVERY_TABLE, EVERY = "all companies joined with a plain table", "all companies joined with saint.company_card"
BULK, BULK_LIVE = (
    "all with one status after a bulk insert, before a tick",
    "computing the stale ones at once, by itself",
)
CLEAN = "all with one status, nothing stale"


def ask(databases: Databases) -> Answer:
    """Prepared if not said otherwise, with nothing stale and with marks of others and of its own."""
    with databases.connect("saint") as connection:
        tick(connection)
        connection.execute("create schema if not exists peers")
        connection.execute(statement("peers", "company_card"))
        connection.execute("create index company_name on crm.company (name)")
        connection.execute("vacuum (analyze)")
        try:
            took, notes = _measured(connection, databases)
        finally:
            connection.execute("drop index crm.company_name")
            tick(connection)
    dirty = [
        Figure(
            what=f"{_dirty(percent)} ÷ {CARD}", measured=took[_dirty(percent)] / took[CARD], target=1.2, at_most=True
        )
        for percent in PERCENTAGES
    ]
    return Answer(
        title="A list page",
        asked="50 companies by name, each with its statuses, its top status and the key of its image; 1 client, "
        "prepared if not said otherwise.",
        figures=[
            Figure(what=f"{CARD} ÷ {PLAIN}", measured=took[CARD] / took[PLAIN], target=4, at_most=True),
            Figure(what=f"milliseconds of {CARD}", measured=took[CARD] * 1000, target=3, at_most=True),
            Figure(what=f"{COUNTERS} ÷ {PLAIN}", measured=took[COUNTERS] / took[PLAIN], target=5, at_most=True),
            *dirty,
            Figure(what=f"{ITSELF} ÷ {LIVE}", measured=took[ITSELF] / took[LIVE], target=1.1, at_most=True,
                   note="a tenth for noise"),
            Figure(what=f"{UNPREPARED} ÷ {UNPREPARED_TABLE}", measured=took[UNPREPARED] / took[UNPREPARED_TABLE],
                   target=3, at_most=True),
            Figure(what=f"{EVERY} ÷ {EVERY_TABLE}", measured=took[EVERY] / took[EVERY_TABLE], target=2.5, at_most=True),
            Figure(what=f"growth of {BULK} ÷ {BULK_LIVE}", measured=(took[BULK] - took[CLEAN]) / took[BULK_LIVE],
                   target=1.3, at_most=True),
        ],
        columns=["", "milliseconds"],
        rows=[[name, f"{value * 1000:,.2f}"] for name, value in took.items()],
        notes=notes,
    )  # fmt: skip


def _measured(connection: psycopg.Connection, databases: Databases) -> tuple[dict[str, float], list[str]]:
    rounds = databases.effort.rounds
    took = _medians(connection, rounds, {PLAIN: "page_plain", CARD: "page_card", COUNTERS: "page_counters"})
    took |= _medians(connection, rounds, {DIALOGS: "page_dialogs"})
    connection.prepare_threshold = None
    took |= _medians(connection, rounds, {UNPREPARED_TABLE: "page_table", UNPREPARED: "page_card"})
    connection.prepare_threshold = 5
    took |= _medians(connection, rounds, {EVERY_TABLE: "all_table", EVERY: "all_cards", CLEAN: "ids_with_status"}, 1)
    for percent in PERCENTAGES:
        connection.execute(statement("queries", "page_marked"), {"percent": percent})
        connection.execute("analyze saint_data.company_dirty")
        took |= _medians(connection, rounds, {_dirty(percent): "page_card"})
        connection.execute("delete from saint_data.company_dirty")
    connection.execute(statement("queries", "page_marked_itself"))
    connection.execute("analyze saint_data.company_dirty")
    took |= _medians(connection, rounds, {ITSELF: "page_card", LIVE: "page_live"})
    tick(connection)
    connection.execute(statement("queries", "insert_many"), _bulk(databases))
    row = connection.execute("select count(distinct id) from saint_data.company_dirty").fetchone()
    took |= {BULK: _once(connection, statement("queries", "ids_with_status"), 1),
             BULK_LIVE: _once(connection, statement("queries", "live_many_of_dirty"), 1)}  # fmt: skip
    return took, [f"After the bulk insert {row[0] if row else 0:,} companies were stale; measured once."]


def _bulk(databases: Databases) -> dict[str, object]:
    effort = databases.effort
    return {"rows": effort.bulk_rows, "companies": effort.companies, "today": effort.today}


def _dirty(percent: int) -> str:
    return f"joined with the card, {percent} % of the others dirty"


def _medians(
    connection: psycopg.Connection, rounds: int, queries: dict[str, str], repeats: int = REPEATS
) -> dict[str, float]:
    texts = {name: statement("queries", query) for name, query in queries.items()}
    for text in texts.values():
        for _ in range(WARM_UP if repeats > 1 else 1):
            connection.execute(text)
    measured = alternate(rounds * repeats, {name: partial(_once, connection, text) for name, text in texts.items()})
    return {name: median(times) for name, times in measured.items()}


def _once(connection: psycopg.Connection, query: bytes, round: int) -> float:
    del round
    return seconds(connection, query)
