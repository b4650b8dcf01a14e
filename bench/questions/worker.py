"""Whether one worker keeps up with the writers."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from bench.answers import Answer, Figure
from bench.databases import Databases, tick
from bench.exact import differences
from bench.measure import median
from bench.pgbench import Run, run

WRITERS = 8


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
        rounds = [_round(databases, connection, round) for round in range(1, databases.effort.rounds + 1)]
    appended = median(round.appended for round in rounds)
    drained = median(round.drained for round in rounds)
    appended_beside = median(round.appended_beside for round in rounds)
    drained_beside = median(round.drained_beside for round in rounds)
    return Answer(
        title="The worker",
        asked=f"{WRITERS} writers at REPEATABLE READ, where each insert appends a dirty mark, against one worker.",
        figures=[
            Figure(what="drained ÷ appended, one after the other", measured=drained / appended, target=1),
            Figure(what="drained ÷ appended, side by side", measured=drained_beside / appended_beside, target=1),
        ],
        columns=["", "marks/s"],
        rows=[
            [f"{WRITERS} writers append, no worker", f"{appended:,.0f}"],
            ["saint tick drains, no writers", f"{drained:,.0f}"],
            [f"{WRITERS} writers append beside saint run", f"{appended_beside:,.0f}"],
            ["saint run drains beside them, a backlog waiting", f"{drained_beside:,.0f}"],
        ],
        notes=[
            "Each mark is of another random company, so the worker recomputes a record for nearly every mark.",
            "Side by side, nine processes share the processors.",
        ],
        differences=differences(databases, "saint"),
    )


def _round(databases: Databases, connection: psycopg.Connection, number: int) -> Round:
    alone = _write(databases, number)
    marks = _marks(connection)
    begun = time.perf_counter()
    tick(connection)
    drained = marks / (time.perf_counter() - begun)

    _write(databases, number)
    before = _marks(connection)
    begun = time.perf_counter()
    with _worker(databases.dsn("saint")):
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
