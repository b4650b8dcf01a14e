"""The passing of a day."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import psycopg

from bench.answers import Answer, Figure
from bench.databases import INDEXES, LINK, LINK_AND_DATE, Databases, dated_index, tick
from bench.exact import differences
from bench.files import statement
from bench.measure import alternate, median, seconds

SATURDAY = 5
LONGEST = 91  # days: the longest period of definitions/company.yaml
REFRESH = "REFRESH MATERIALIZED VIEW"
CONCURRENTLY = "REFRESH MATERIALIZED VIEW CONCURRENTLY"
BUSY, QUIET = "a working day", "a quiet day"
RECENT = f"{REFRESH}, old rows left out"


@dataclass(frozen=True)
class Passed:
    """One day: seconds of the tick, records recomputed, and the share that was due."""

    seconds: float
    recomputed: int
    share: float


def ask(databases: Databases) -> Answer:
    """A tick on a working day and on a quiet day, against a rebuild."""
    with databases.connect("saint") as connection:
        tick(connection)
        passed = _days_pass(databases.effort.rounds, connection, LINK)
        with dated_index(connection):
            passed |= _days_pass(databases.effort.rounds, connection, LINK_AND_DATE)
    rebuilt = _rebuilds(databases)
    took = {name: median(times) for name, times in rebuilt.items()}
    figures = [
        Figure(
            what=f"{REFRESH} ÷ tick, {name}",
            measured=took[REFRESH] / median(day.seconds for day in days),
            target=60.0 if name.startswith(QUIET) else 10.0,
        )
        for name, days in passed.items()
    ]
    first, days = next(iter(passed.items()))
    figures += [
        Figure(what=f"{rebuild} ÷ tick, {first}", measured=took[rebuild] / median(day.seconds for day in days))
        for rebuild in (CONCURRENTLY, RECENT)
    ]
    return Answer(
        title="One day passes",
        asked="The date moves by one day: a tick recomputes the records that are due, a rebuild all of them.",
        figures=figures,
        columns=["", "seconds", "records"],
        rows=[
            *(
                [
                    f"tick, {name}",
                    f"{median(d.seconds for d in days):.2f}",
                    f"{median(d.recomputed for d in days):,.0f}",
                ]
                for name, days in passed.items()
            ),
            *([name, f"{value:.2f}", f"{databases.effort.companies:,}"] for name, value in took.items()),
        ],
        notes=[
            "Medians of days that pass one after the other, at least "
            f"{databases.effort.rounds} of each kind with each index.",
            INDEXES,
            "The materialized view has the twenty counters; its query computes each date and window once per row. "
            "“Old rows left out”: it reads nothing older than the longest period, "
            "which is only right as long as every column has a period.",
            "Whoever reads during REFRESH without CONCURRENTLY waits; whoever reads during a tick does not.",
        ],
        differences=differences(databases, "saint"),
    )


def _days_pass(rounds: int, connection: psycopg.Connection, index: str) -> dict[str, list[Passed]]:
    """Days pass until there are enough of both kinds: working days and quiet ones."""
    busy: list[Passed] = []
    quiet: list[Passed] = []
    day: date = connection.execute("select saint.today()").fetchone()[0]  # type: ignore[index]
    while min(len(busy), len(quiet)) < rounds:
        day += timedelta(days=1)
        (quiet if day.weekday() >= SATURDAY else busy).append(pass_day(connection, day))
    return {
        f"{BUSY}, {_share(busy):.1%} due, {index}": busy,
        f"{QUIET}, {_share(quiet):.1%} due, {index}": quiet,
    }


def pass_day(connection: psycopg.Connection, day: date) -> Passed:
    """Move the date to `day`, and tick."""
    connection.execute("select saint.set_today(%s)", [day])
    row = connection.execute(statement("queries", "share_due")).fetchone()
    assert row is not None
    begun = time.perf_counter()
    recomputed = tick(connection)
    return Passed(time.perf_counter() - begun, recomputed, row[0] / row[1])


def _rebuilds(databases: Databases) -> dict[str, list[float]]:
    with databases.connect("bare") as connection:
        connection.execute(statement("peers", "company_view"))
        variants = {
            REFRESH: _refresh(connection, databases.effort.today, b"refresh materialized view peers.company_view"),
            CONCURRENTLY: _refresh(
                connection, databases.effort.today, b"refresh materialized view concurrently peers.company_view"
            ),
            RECENT: _refresh(
                connection, databases.effort.today, b"refresh materialized view peers.company_view", LONGEST
            ),
        }
        return alternate(databases.effort.rounds, variants)


def _refresh(
    connection: psycopg.Connection, start: date, command: bytes, period: int | None = None
) -> Callable[[int], float]:
    def refresh(round: int) -> float:
        # Another day each time: the concurrent one has as much to change as every night.
        today = start + timedelta(round)
        since = "-infinity" if period is None else str(today - timedelta(period))
        connection.execute("update peers.clock set today = %s, since = %s::date", [today, since])
        return seconds(connection, command)

    return refresh


def _share(days: list[Passed]) -> float:
    return median(day.share for day in days)
