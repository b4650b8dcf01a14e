"""An attention monitor: its calculation, reading it meanwhile, and the chronology of a relation with many moments."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Event, Thread

import psycopg

from bench.answers import Answer, Figure
from bench.databases import Databases
from bench.files import statement
from bench.measure import alternate, median, seconds

READ = b"select total, days, band from saint.attention_everybody where id = %(id)s"
PAGE = b"select kind, occurred_at, title, counted, bookmark from saint.chronology('company', '1', %(after)s, 50)"
PAGES = 100
BUSIEST = 100_000


def ask(databases: Databases) -> Answer:
    """Recalculated against a plain grouped query, alone and read by others; then page after page."""
    moments, today = min(BUSIEST, databases.effort.activities), {"today": databases.effort.today}
    with databases.connect("saint_attention") as connection:
        connection.execute(statement("queries", "attention_busy_company"), {**today, "moments": moments})
        connection.execute(statement("schema", "activity_dated_index"))
        connection.execute("vacuum (analyze) crm.activity")
        plain = connection.execute(statement("queries", "attention_plain"), today).fetchone()
        connection.execute("select saint.recalculate('everybody')")
        found = connection.execute(statement("queries", "attention_found")).fetchone()
        readers: list[Reading] = []
        took = alternate(
            databases.effort.rounds,
            {
                "plain grouped query": lambda _: seconds(connection, statement("queries", "attention_plain"), today),
                "saint.recalculate()": lambda _: _recalculated(connection),
                "saint.recalculate() beside a reader": lambda _: _beside_a_reader(databases, connection, readers),
            },
        )
        pages = _pages(connection)
    times = {name: median(measured) for name, measured in took.items()}
    reads = [taken for each in readers for taken in each.times]
    page = median(pages) * 1000
    return Answer(
        title="An attention monitor",
        asked=(
            "The moments of a year and the days since the last, of every company, drawn into bands and remembered; "
            f"and the chronology of a company with {moments:,} moments, 50 at a time."
        ),
        figures=[
            Figure(
                what="recalculation ÷ plain grouped query",
                measured=times["saint.recalculate()"] / times["plain grouped query"],
                target=2,
                at_most=True,
            ),
            Figure(what="milliseconds for a page of the chronology", measured=page, target=5, at_most=True),
        ],
        columns=["", "milliseconds"],
        rows=[
            *([name, f"{value * 1000:,.1f}"] for name, value in times.items()),
            ["one row of the grid read meanwhile, median", f"{median(reads) * 1000:,.2f}"],
            ["one row of the grid read meanwhile, slowest", f"{max(reads) * 1000:,.1f}"],
            ["a page of the chronology, median", f"{page:,.2f}"],
            ["a page of the chronology, slowest", f"{max(pages) * 1000:,.2f}"],
        ],
        notes=["The plain query gives one row; the calculation stores a row for each company."],
        differences=0 if found == plain else 1,
    )


@dataclass
class Reading:
    """One session that reads the grid until it is told to stop."""

    dsn: str
    stop: Event = field(default_factory=Event)
    times: list[float] = field(default_factory=list)

    def run(self) -> None:
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            while not self.stop.is_set() or not self.times:
                self.times.append(seconds(connection, READ, {"id": 1 + len(self.times) % 100}))


def _recalculated(connection: psycopg.Connection) -> float:
    return seconds(connection, b"select saint.recalculate('everybody')")


def _beside_a_reader(databases: Databases, connection: psycopg.Connection, readers: list[Reading]) -> float:
    reading = Reading(databases.dsn("saint_attention"))
    readers.append(reading)
    thread = Thread(target=reading.run)
    thread.start()
    try:
        return _recalculated(connection)
    finally:
        reading.stop.set()
        thread.join()


def _pages(connection: psycopg.Connection) -> list[float]:
    """How long each page takes, from the newest on."""
    times: list[float] = []
    after = None
    for _ in range(PAGES):
        begun = time.perf_counter()
        rows = connection.execute(PAGE, {"after": after}).fetchall()
        if not rows:
            break
        times.append(time.perf_counter() - begun)
        after = rows[-1][-1]
    return times
