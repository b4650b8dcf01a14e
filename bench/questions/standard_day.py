"""The passing of a day, with SAINT's own set of counters."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from bench.answers import Answer, Figure
from bench.databases import Databases, tick
from bench.exact import differences
from bench.measure import alternate, median
from bench.questions.day import REFRESH, Passed, pass_day, refresh, share

WEEK = 7
KINDS = ("a working day", "a Saturday", "a Sunday")
TARGETS = dict(zip(KINDS, (None, 10, 60), strict=True))
HISTORIES = {"a year": "standard", "ten years": "standard_ten_years"}


def ask(databases: Databases) -> Answer:
    """A tick on days of each kind, with the history of a year and of ten, against a rebuild."""
    passed = {history: _weeks(databases, variant) for history, variant in HISTORIES.items()}
    with databases.connect("standard_bare") as connection:
        rebuild = refresh(connection, databases.effort.today, b"refresh materialized view peers.standard_view")
        took = median(alternate(databases.effort.rounds, {REFRESH: rebuild})[REFRESH])
    year, ten_years = (_per_record(passed[history][KINDS[0]]) for history in HISTORIES)
    figures = [
        Figure(
            what=f"{REFRESH} ÷ tick, {kind}, {share(days):.1%} due",
            measured=took / median(day.seconds for day in days),
            target=TARGETS[kind],
        )
        for kind, days in passed["a year"].items()
    ]
    figures.append(
        Figure(
            what="time for each due record, ten years of history ÷ one year",
            measured=ten_years / year,
            target=1.2,
            at_most=True,
        )
    )
    return Answer(
        title="One day passes, SAINT's own counters",
        asked="The date moves by one day; counters have totals and last dates beside the periods.",
        figures=figures,
        columns=["", "seconds", "records", "µs a record"],
        rows=[
            *(
                [
                    f"tick, {kind}, history of {history}",
                    f"{median(d.seconds for d in days):.3f}",
                    f"{median(d.recomputed for d in days):,.0f}",
                    f"{_per_record(days):.0f}",
                ]
                for history, kinds in passed.items()
                for kind, days in kinds.items()
            ),
            [
                f"{REFRESH}, history of a year",
                f"{took:.3f}",
                f"{databases.effort.standard_companies:,}",
                f"{took / databases.effort.standard_companies * 1e6:.0f}",
            ],
        ],
        notes=[
            f"{databases.effort.standard_companies:,} companies, 25 events a year for each; one process, an index on "
            f"link and date; medians of {databases.effort.rounds} weeks.",
            "The materialized view has the same counters; its query reads each source once.",
        ],
        differences=differences(databases, *HISTORIES.values()),
    )


def _weeks(databases: Databases, variant: str) -> dict[str, list[Passed]]:
    found: dict[str, list[Passed]] = {kind: [] for kind in KINDS}
    with databases.connect(variant) as connection:
        tick(connection)
        day: date = connection.execute("select saint.today()").fetchone()[0]  # type: ignore[index]
        for _ in range(databases.effort.rounds * WEEK):
            day += timedelta(days=1)
            found[KINDS[max(0, day.weekday() - 4)]].append(pass_day(connection, day, partial(tick, connection)))
    return found


def _per_record(days: list[Passed]) -> float:
    """Microseconds of a tick for each record that was due."""
    return median(day.seconds / max(1, day.recomputed) for day in days) * 1e6
