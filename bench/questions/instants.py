"""What it would cost if the time of day counted."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from math import ceil

import psycopg

from bench.answers import Answer, Figure
from bench.databases import Databases, tick
from bench.exact import differences
from bench.files import statement
from bench.measure import median
from bench.questions.day import SATURDAY, Passed, pass_day
from pg_saint.cli.worker import drain

MINUTES = 480  # of a working day, as in queries/instants.sql
ONCE = "once, at midnight"
EACH = "by the minute, as many at a time"


def ask(databases: Databases) -> Answer:
    """How many records more would be recomputed, and by what ticks."""
    with databases.connect("saint") as connection:
        tick(connection)
        day: date = connection.execute("select saint.today()").fetchone()[0]  # type: ignore[index]
        passed: dict[str, list[Passed]] = {ONCE: [], EACH: []}
        counted: list[tuple[int, int]] = []
        for round in range(2 * databases.effort.rounds):
            day = _next_working_day(day)
            how = (ONCE, EACH)[round % 2]
            few = ceil(counted[-1][0] / MINUTES) if counted else 1
            ticks = partial(tick, connection) if how == ONCE else partial(_in_parts, connection, few)
            passed[how].append(pass_day(connection, day, ticks))
            row = connection.execute(statement("queries", "instants")).fetchone()
            assert row is not None
            counted.append(row)
    more = median(instants / records for records, instants in counted)
    each = {how: median(day.seconds / day.recomputed for day in days) for how, days in passed.items()}
    return Answer(
        title="If the time of day counted",
        asked="A working day passes: each activity enters and leaves the periods at its own minute, not at midnight.",
        figures=[
            Figure(what="recomputed in a day, with the time of day ÷ with days", measured=more),
            Figure(what=f"a record, {EACH} ÷ {ONCE}", measured=each[EACH] / each[ONCE]),
            Figure(what="the whole day, with the time of day ÷ with days", measured=more * each[EACH] / each[ONCE]),
        ],
        columns=["the records of a day", "µs each"],
        rows=[[how, f"{value * 1e6:,.0f}"] for how, value in each.items()],
        notes=[
            f"Each company's activities are put on one of {MINUTES} minutes; “{EACH}”: ticks of a 480th of a day's "
            "records.",
        ],
        differences=differences(databases, "saint"),
    )


def _next_working_day(day: date) -> date:
    day += timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def _in_parts(connection: psycopg.Connection, records: int) -> int:
    return sum(drain(connection, records).values())
