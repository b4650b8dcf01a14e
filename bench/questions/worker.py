"""Whether the worker keeps up with the writers."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import astuple, dataclass, replace

import psycopg

from bench.answers import Answer, Figure
from bench.databases import Databases, tick
from bench.effort import Effort
from bench.exact import differences
from bench.measure import median
from bench.pgbench import Run, run
from bench.process import worker

WRITERS = 8
# By the number of workers: marks drained ÷ appended beside them.
BESIDE = {1: 0.6, 4: 1.0}
ALONE = 3
VARIANTS = {"20 counters": "saint", "SAINT's own counters": "standard"}


@dataclass(frozen=True)
class Round:
    """Marks a second: appended and drained one after the other, then appended and drained side by side."""

    appended: float
    drained: float
    appended_beside: float
    drained_beside: float


def ask(databases: Databases) -> Answer:
    """Marks appended and drained a second."""
    figures, rows = [], []
    for counters, variant in VARIANTS.items():
        found = {workers: _rounds(databases, variant, workers) for workers in BESIDE}
        alone = found[1]
        figures.append(
            Figure(what=f"drained ÷ appended, {counters}", measured=alone.drained / alone.appended, target=ALONE)
        )
        figures += [
            Figure(
                what=f"drained ÷ appended side by side, {workers} `saint run`, {counters}",
                measured=round.drained_beside / round.appended_beside,
                target=BESIDE[workers],
            )
            for workers, round in found.items()
        ]
        rows += [
            [f"{WRITERS} writers append, no worker, {counters}", f"{alone.appended:,.0f}"],
            [f"saint tick drains, no writers, {counters}", f"{alone.drained:,.0f}"],
        ]
        for workers, round in found.items():
            rows += [
                [f"{WRITERS} writers append beside {workers} `saint run`, {counters}", f"{round.appended_beside:,.0f}"],
                [f"{workers} `saint run` drain beside them, {counters}", f"{round.drained_beside:,.0f}"],
            ]
    return Answer(
        title="The worker",
        asked=f"{WRITERS} writers at REPEATABLE READ, where each insert leaves a mark with its difference, against the "
        "worker, which folds them.",
        figures=figures,
        columns=["", "marks/s"],
        rows=rows,
        notes=[
            "Each mark is of another random company, so that the worker stores a record for nearly every mark. Side by "
            "side with a backlog waiting.",
            "Side by side, the writers, pgbench and the workers share the processors: each gets its part.",
        ],
        differences=differences(databases, *VARIANTS.values()),
    )


def _rounds(databases: Databases, variant: str, workers: int) -> Round:
    """Each figure's median."""
    effort = databases.effort
    if variant == "standard":
        effort = replace(effort, companies=effort.standard_companies)
    with databases.connect(variant) as connection:
        tick(connection)
        rounds = [
            _round(databases.dsn(variant), connection, effort, number, workers)
            for number in range(1, effort.rounds + 1)
        ]
    return Round(*(median(values) for values in zip(*map(astuple, rounds), strict=True)))


def _round(dsn: str, connection: psycopg.Connection, effort: Effort, number: int, workers: int) -> Round:
    alone = _write(dsn, effort, number)
    marks = _marks(connection)
    begun = time.perf_counter()
    tick(connection)
    drained = marks / (time.perf_counter() - begun)

    _write(dsn, effort, number)
    before = _marks(connection)
    begun = time.perf_counter()
    with ExitStack() as running:
        for _ in range(workers):
            running.enter_context(worker(dsn))
        beside = _write(dsn, effort, number)
    taken = time.perf_counter() - begun
    gone = before + beside.done - _marks(connection)
    tick(connection)
    return Round(alone.tps, drained, beside.tps, gone / taken)


def _write(dsn: str, effort: Effort, number: int) -> Run:
    return run(dsn, "insert", effort, clients=WRITERS, round=number, isolation="repeatable read")


def _marks(connection: psycopg.Connection) -> int:
    row = connection.execute("select count(*) from saint_data.company_dirty").fetchone()
    return row[0] if row else 0
