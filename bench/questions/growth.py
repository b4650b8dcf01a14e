"""Which costs grow with the number of companies, and which do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from bench.answers import Answer, Figure
from bench.databases import Databases, tick
from bench.effort import Effort
from bench.exact import differences
from bench.measure import alternate, median
from bench.pgbench import run
from bench.questions.day import SATURDAY, Passed, pass_day

EVENTS = 10


def ask(databases: Databases) -> Answer:
    """Inserts, the passing of a day and point reads at each size."""
    sizes = databases.effort.sizes
    efforts = {
        databases.sized(size, EVENTS * size): replace(databases.effort, companies=size, activities=EVENTS * size)
        for size in sizes
    }
    inserts = {name: median(runs) for name, runs in _runs(databases, efforts, "insert").items()}
    days = {name: _days(databases, name) for name in efforts}
    reads = {name: median(runs) for name, runs in _runs(databases, efforts, "read_status").items()}
    ticks = {name: median(day.seconds for day in passed) for name, passed in days.items()}
    recomputed = {name: median(day.recomputed for day in passed) for name, passed in days.items()}
    small, large = next(iter(efforts)), list(efforts)[-1]
    per_record = {name: ticks[name] / max(recomputed[name], 1) for name in efforts}
    return Answer(
        title="Cost against size",
        asked=f"The same definition on CRMs of different size, {EVENTS} activities for each company.",
        figures=[
            Figure(what=f"inserts/s, {sizes[-1]:,} ÷ {sizes[0]:,} companies", measured=inserts[large] / inserts[small]),
            Figure(what="point reads/s, likewise", measured=reads[large] / reads[small]),
            Figure(what="tick, time per due record, likewise", measured=per_record[large] / per_record[small]),
        ],
        columns=["companies", "activities", "inserts/s", "point reads/s", "tick of a working day, s", "records due"],
        rows=[
            [
                f"{effort.companies:,}",
                f"{effort.activities:,}",
                f"{inserts[name]:,.0f}",
                f"{reads[name]:,.0f}",
                f"{ticks[name]:.2f}",
                f"{recomputed[name]:,.0f}",
            ]
            for name, effort in efforts.items()
        ],
        notes=["The largest needs `--large`; the others are measured with it too."],
        differences=differences(databases, *efforts),
    )


def _runs(databases: Databases, efforts: dict[str, Effort], script: str) -> dict[str, list[float]]:
    def once(name: str, round: int) -> float:
        return run(databases.dsn(name), script, efforts[name], round=round).tps

    for name, effort in efforts.items():
        if effort.warm_up:
            run(databases.dsn(name), script, effort, round=0, seconds=effort.warm_up)
    return alternate(databases.effort.rounds, {name: partial(once, name) for name in efforts})


def _days(databases: Databases, name: str) -> list[Passed]:
    """Working days, Friday and the Monday to Wednesday after it."""
    passed: list[Passed] = []
    with databases.connect(name) as connection:
        day: date = databases.effort.today
        while len(passed) < databases.effort.rounds:
            day += timedelta(days=1)
            found = pass_day(connection, day, lambda: tick(connection))
            if day.weekday() < SATURDAY:
                passed.append(found)
    return passed
