"""The passing of a day."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import psycopg

from bench.answers import Answer, Figure
from bench.databases import INDEXES, LINK, LINK_AND_DATE, Databases, dated_index, tick
from bench.exact import differences
from bench.files import statement
from bench.measure import alternate, median, seconds
from pg_saint.cli.worker import BATCH, drain_side_by_side

SATURDAY = 5
JOBS = 2  # the processors of the machine that the targets are for
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
        passed = _with_index(databases, connection, LINK)
        with dated_index(connection):
            passed |= _with_index(databases, connection, LINK_AND_DATE)
    rebuilt = _rebuilds(databases)
    took = {name: median(times) for name, times in rebuilt.items()}
    figures = [
        Figure(
            what=f"{REFRESH} ÷ {name}",
            measured=took[REFRESH] / median(day.seconds for day in days),
            target=60.0 if QUIET in name else 10.0,
        )
        for name, days in passed.items()
    ]
    first, days = next(iter(passed.items()))
    figures += [
        Figure(what=f"{rebuild} ÷ {first}", measured=took[rebuild] / median(day.seconds for day in days))
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
                    name,
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
            f"`saint tick --jobs {JOBS}`: two ticks side by side, one for each processor. "
            "PostgreSQL plans the rebuild without parallel workers.",
            "Whoever reads during REFRESH without CONCURRENTLY waits; whoever reads during a tick does not.",
        ],
        differences=differences(databases, "saint"),
    )


def _with_index(databases: Databases, connection: psycopg.Connection, index: str) -> dict[str, list[Passed]]:
    """By one tick, and by as many as there are processors, which REFRESH cannot use."""
    both = partial(drain_side_by_side, databases.dsn("saint"), BATCH, JOBS)
    one = _days_pass(databases.effort.rounds, connection, index, "tick", lambda: tick(connection))
    return one | _days_pass(
        databases.effort.rounds, connection, index, f"tick --jobs {JOBS}", lambda: sum(both().values())
    )


def _days_pass(
    rounds: int, connection: psycopg.Connection, index: str, how: str, ticks: Callable[[], int]
) -> dict[str, list[Passed]]:
    """Days pass until there are enough of both kinds: working days and quiet ones."""
    busy: list[Passed] = []
    quiet: list[Passed] = []
    day: date = connection.execute("select saint.today()").fetchone()[0]  # type: ignore[index]
    while min(len(busy), len(quiet)) < rounds:
        day += timedelta(days=1)
        (quiet if day.weekday() >= SATURDAY else busy).append(pass_day(connection, day, ticks))
    return {
        f"{how}, {BUSY}, {share(busy):.1%} due, {index}": busy,
        f"{how}, {QUIET}, {share(quiet):.1%} due, {index}": quiet,
    }


def pass_day(connection: psycopg.Connection, day: date, ticks: Callable[[], int]) -> Passed:
    """Move the date to `day`, and tick."""
    # There is a day between two of them, and autovacuum looks once a minute.
    connection.execute("vacuum (analyze) saint_data.company")
    connection.execute("select saint.set_today(%s)", [day])
    row = connection.execute(statement("queries", "share_due")).fetchone()
    assert row is not None
    begun = time.perf_counter()
    recomputed = ticks()
    return Passed(time.perf_counter() - begun, recomputed, row[0] / row[1])


def _rebuilds(databases: Databases) -> dict[str, list[float]]:
    with databases.connect("bare") as connection:
        connection.execute(statement("peers", "company_view"))
        variants = {
            REFRESH: refresh(connection, databases.effort.today, b"refresh materialized view peers.company_view"),
            CONCURRENTLY: refresh(
                connection, databases.effort.today, b"refresh materialized view concurrently peers.company_view"
            ),
            RECENT: refresh(
                connection, databases.effort.today, b"refresh materialized view peers.company_view", LONGEST
            ),
        }
        return alternate(databases.effort.rounds, variants)


def refresh(
    connection: psycopg.Connection, start: date, command: bytes, period: int | None = None
) -> Callable[[int], float]:
    """Measures the rebuild as of so many days after `start` as the round says. `period`: so many days are read."""

    def measure(round: int) -> float:
        # Another day each time: the concurrent one has as much to change as every night.
        today = start + timedelta(round)
        since = "-infinity" if period is None else str(today - timedelta(period))
        connection.execute("update peers.clock set today = %s, since = %s::date", [today, since])
        return seconds(connection, command)

    return measure


def share(days: list[Passed]) -> float:
    return median(day.share for day in days)
