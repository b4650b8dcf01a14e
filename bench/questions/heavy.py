"""One record with very many events, and one with differences waiting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass

import psycopg

from bench.answers import Answer, Figure
from bench.databases import Databases, tick
from bench.exact import differences
from bench.files import statement
from bench.measure import median, seconds

READS = 50
WAITING = 10
WINDOW, HISTORY = 91, 3650  # days: the longest period of an activity's counters, and what data/heavy.sql spans
INSERT, CATEGORY, LATEST, DAY = (
    "one insert at REPEATABLE READ", "its category is another one", "its latest activity is deleted", "a day passes"
)  # fmt: skip
TARGETS = {INSERT: 3, CATEGORY: 5}


@dataclass(frozen=True)
class After:
    """Seconds of a read before the tick, and of the tick."""

    read: float
    tick: float


def ask(databases: Databases) -> Answer:
    """What a read and a tick take after each kind of change, beside the read of a stored record."""
    effort = databases.effort
    ordinary, heavy = 1, effort.standard_companies + 1
    with databases.connect("standard") as connection:
        with psycopg.ClientCursor(connection) as cursor:
            cursor.execute(statement("data", "heavy"), {"company": heavy, "events": effort.heavy_events})
        tick(connection)
        connection.execute("vacuum (analyze)")
        stored = _read(connection, ordinary)
        found = {
            INSERT: _rounds(databases, connection, heavy, _inserts(1)),
            CATEGORY: _rounds(databases, connection, heavy, _change("other_category")),
            LATEST: _rounds(databases, connection, heavy, _change("delete_latest")),
            DAY: _rounds(databases, connection, heavy, _next_day),
        }
        waiting = _rounds(databases, connection, ordinary, _inserts(WAITING))
        every = median(_from_all_events(connection, heavy) for _ in range(effort.rounds))
    return Answer(
        title="One record with very many events",
        asked=f"A company with {effort.heavy_events:,} activities over ten years, SAINT's own counters: what a read of "
        "its statuses takes before the tick, and the tick.",
        figures=[
            *(
                Figure(
                    what=f"read after: {what} ÷ read of an ordinary stored record",
                    measured=after.read / stored,
                    target=TARGETS.get(what),
                    at_most=True,
                )
                for what, after in found.items()
            ),
            Figure(what=f"ms of the tick after: {INSERT}", measured=found[INSERT].tick * 1e3, target=5, at_most=True),
            Figure(
                what=f"read after: {DAY} ÷ computed from all events, by the share of them in its longest window",
                measured=found[DAY].read / every * HISTORY / WINDOW,
                note="1 would be in proportion to the events of that window",
            ),
            Figure(
                what=f"read of an ordinary record with {WAITING} differences waiting ÷ stored",
                measured=waiting.read / stored,
                target=2,
                at_most=True,
            ),
        ],
        columns=["", "ms of a read before the tick", "ms of the tick"],
        rows=[
            ["an ordinary record, stored", f"{stored * 1e3:.3f}", ""],
            [f"an ordinary record, {WAITING} differences waiting", *_ms(waiting)],
            *([what, *_ms(after)] for what, after in found.items()),
            ["computed from all events", f"{every * 1e3:.3f}", ""],
        ],
        notes=[
            f"Medians of {effort.rounds} rounds; one client, its time included; each read is asked {READS} times. "
            "The tick after a day that passes is of all records that are due."
        ],
        differences=differences(databases, "standard"),
    )


def _from_all_events(connection: psycopg.Connection, company: int) -> float:
    """Seconds; of a record that is stored and not stale no event would be read."""
    with connection.transaction(force_rollback=True):
        connection.execute(statement("queries", "mark_all"), {"company": company})
        return seconds(connection, statement("queries", "from_all_events"), {"company": company})


Changed = Callable[[psycopg.Connection, int], object]


def _rounds(databases: Databases, connection: psycopg.Connection, company: int, change: Changed) -> After:
    """Each figure's median."""
    rounds = []
    for _ in range(databases.effort.rounds):
        change(connection, company)
        read = _read(connection, company)
        rounds.append(After(read, seconds(connection, b"select saint.tick_batch('company', 100000)")))
        tick(connection)
    return After(*(median(values) for values in zip(*map(astuple, rounds), strict=True)))


def _read(connection: psycopg.Connection, company: int) -> float:
    read = statement("queries", "read_status")
    return median(seconds(connection, read, {"company": company}) for _ in range(READS))


def _inserts(times: int) -> Changed:
    """So many activities, each in a transaction of its own at REPEATABLE READ."""

    def insert(connection: psycopg.Connection, company: int) -> None:
        for _ in range(times):
            with connection.transaction():
                connection.execute("set transaction isolation level repeatable read")
                connection.execute(statement("queries", "insert_one"), {"company": company})

    return insert


def _change(query: str) -> Changed:
    return lambda connection, company: connection.execute(statement("queries", query), {"company": company})


def _next_day(connection: psycopg.Connection, _: int) -> None:
    connection.execute("select saint.set_today(saint.today() + 1)")


def _ms(after: After) -> list[str]:
    return [f"{after.read * 1e3:.3f}", f"{after.tick * 1e3:.1f}"]
