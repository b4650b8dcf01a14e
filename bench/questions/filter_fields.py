"""A filter that looks at a field of the record, beside one that looks at the event alone."""

from __future__ import annotations

from functools import partial

from bench.answers import Answer, Figure
from bench.compare import Variant, compare
from bench.databases import Databases, tick
from bench.exact import differences
from bench.files import statement
from bench.measure import alternate, median, seconds

BARE = "bare table"
PLAIN = "a filter on the event alone"
OWN = "with a field of its company"
DATABASES = {PLAIN: "filter_plain", OWN: "filter_own"}
INSERTED = "an event for each hundredth company, and a tick"
MOVED = "another category for each hundredth company, and a tick"


def ask(databases: Databases) -> Answer:
    """What a write costs its writer, and what is left to the worker."""
    runs = compare(
        databases, {BARE: Variant("bare", "insert")} | {n: Variant(d, "insert") for n, d in DATABASES.items()}
    )
    tps = {name: found.tps for name, found in runs.items()}
    for database in DATABASES.values():
        with databases.connect(database) as connection:
            tick(connection)
    measured = alternate(
        databases.effort.rounds,
        {
            f"{name} {what}": partial(_ticked, databases, database, query)
            for name, database in DATABASES.items()
            for what, query in {INSERTED: "insert_one_percent", MOVED: "other_categories"}.items()
        },
    )
    took = {(name, what): median(measured[f"{name} {what}"]) for name in DATABASES for what in (INSERTED, MOVED)}
    return Answer(
        title="A field of the record in a filter",
        asked="Two counters and a status; one activity of a random company per transaction, prepared, 2 clients.",
        figures=[
            Figure(what=f"{OWN} ÷ {PLAIN}: inserts a second", measured=tps[OWN] / tps[PLAIN],
                   note=runs[OWN].spread(runs[PLAIN])),
            *(
                Figure(what=f"{OWN} ÷ {PLAIN}: {what}", measured=took[OWN, what] / took[PLAIN, what])
                for what in (INSERTED, MOVED)
            ),
        ],
        columns=["", "inserts/s", f"{INSERTED}, ms", f"{MOVED}, ms"],
        rows=[[name, f"{value:,.0f}", *_milliseconds(took, name)] for name, value in tps.items()],
        differences=differences(databases, *DATABASES.values()),
    )  # fmt: skip


def _milliseconds(took: dict[tuple[str, str], float], name: str) -> list[str]:
    return [f"{took[name, what] * 1000:,.0f}" if (name, what) in took else "" for what in (INSERTED, MOVED)]


def _ticked(databases: Databases, database: str, query: str, round: int) -> float:
    """Seconds of the statement and of the tick after it."""
    del round
    with databases.connect(database) as connection:
        written = seconds(connection, statement("queries", query), {"today": databases.effort.today})
        return written + seconds(connection, b"select * from saint.tick()")
