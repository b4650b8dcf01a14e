"""Whether one worker keeps up with the writers."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import astuple, dataclass

import psycopg

from bench.answers import Answer, Figure
from bench.databases import INDEXES, LINK, LINK_AND_DATE, Databases, dated_index, tick
from bench.exact import differences
from bench.measure import median
from bench.pgbench import Run, run

WRITERS = 8
WORKERS = 4


@dataclass(frozen=True)
class Round:
    """Marks a second: appended and drained one after the other, then appended and drained side by side."""

    appended: float
    drained: float
    appended_beside: float
    drained_beside: float


def ask(databases: Databases) -> Answer:
    """Marks appended and drained a second."""
    with databases.connect("saint") as connection:
        found = {LINK: _rounds(databases, connection, workers=1)}
        with dated_index(connection):
            found[LINK_AND_DATE] = _rounds(databases, connection, workers=WORKERS)
    figures, rows = [], []
    for index, round in found.items():
        workers = "1 worker" if index == LINK else f"{WORKERS} workers"
        figures += [
            Figure(what=f"drained ÷ appended, {index}", measured=round.drained / round.appended, target=1),
            Figure(
                what=f"drained ÷ appended side by side, {workers}, {index}",
                measured=round.drained_beside / round.appended_beside,
                target=1,
            ),
        ]
        rows += [
            [f"{WRITERS} writers append, no worker, {index}", f"{round.appended:,.0f}"],
            [f"saint tick drains, no writers, {index}", f"{round.drained:,.0f}"],
            [f"{WRITERS} writers append beside {workers}, {index}", f"{round.appended_beside:,.0f}"],
            [f"{workers} drain beside them, a backlog waiting, {index}", f"{round.drained_beside:,.0f}"],
        ]
    return Answer(
        title="The worker",
        asked=f"{WRITERS} writers at REPEATABLE READ, where each insert appends a dirty mark, against the worker.",
        figures=figures,
        columns=["", "marks/s"],
        rows=rows,
        notes=[
            "Each mark is of another random company, so the worker recomputes a record for nearly every mark.",
            "Side by side, the writers, pgbench and the workers share the processors: each gets its part.",
            INDEXES,
        ],
        differences=differences(databases, "saint"),
    )


def _rounds(databases: Databases, connection: psycopg.Connection, workers: int) -> Round:
    """Each figure's median."""
    rounds = [_round(databases, connection, number, workers) for number in range(1, databases.effort.rounds + 1)]
    return Round(*(median(values) for values in zip(*map(astuple, rounds), strict=True)))


def _round(databases: Databases, connection: psycopg.Connection, number: int, workers: int) -> Round:
    alone = _write(databases, number)
    marks = _marks(connection)
    begun = time.perf_counter()
    tick(connection)
    drained = marks / (time.perf_counter() - begun)

    _write(databases, number)
    before = _marks(connection)
    begun = time.perf_counter()
    with ExitStack() as running:
        for _ in range(workers):
            running.enter_context(_worker(databases.dsn("saint")))
        beside = _write(databases, number)
    taken = time.perf_counter() - begun
    gone = before + beside.done - _marks(connection)
    tick(connection)
    return Round(alone.tps, drained, beside.tps, gone / taken)


def _write(databases: Databases, number: int) -> Run:
    return run(
        databases.dsn("saint"), "insert", databases.effort,
        clients=WRITERS, round=number, isolation="repeatable read",
    )  # fmt: skip


def _marks(connection: psycopg.Connection) -> int:
    row = connection.execute("select count(*) from saint_data.company_dirty").fetchone()
    return row[0] if row else 0


@contextmanager
def _worker(dsn: str) -> Iterator[None]:
    """saint run, from when it says that it works until the end of the block."""
    command = [sys.executable, "-m", "pg_saint", "run", "--dsn", dsn]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        process.stderr.readline()
        try:
            yield
        finally:
            process.terminate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
