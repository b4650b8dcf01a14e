"""Whether one worker keeps up with the writers."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from bench.answers import Answer, Figure
from bench.databases import Databases, tick
from bench.exact import differences
from bench.measure import median
from bench.pgbench import Run, run

WRITERS = 8


def ask(databases: Databases) -> Answer:
    """Marks appended and drained a second: one after the other, and side by side."""
    alone: list[Run] = []
    together: list[Run] = []
    drained: list[float] = []
    left: list[int] = []
    for round in range(1, databases.effort.rounds + 1):
        with databases.connect("saint") as connection:
            alone.append(_write(databases, round))
            marks = _marks(connection)
            begun = time.perf_counter()
            tick(connection)
            drained.append(marks / (time.perf_counter() - begun))
            with _worker(databases.dsn("saint")):
                together.append(_write(databases, round))
                left.append(_marks(connection))
            tick(connection)
    appended = median(run.tps for run in alone)
    beside = median(run.tps for run in together)
    kept_up = median(1 - rest / run.done for rest, run in zip(left, together, strict=True))
    return Answer(
        title="The worker",
        asked=f"{WRITERS} writers at REPEATABLE READ, where each insert appends a dirty mark, against one worker.",
        figures=[
            Figure(what="drained ÷ appended, one after the other", measured=median(drained) / appended, target=1),
            Figure(what="drained ÷ appended, side by side", measured=kept_up, target=1,
                   note="while both share the processors; the rest is drained when the writers stop"),
        ],
        columns=["", "marks/s"],
        rows=[
            [f"{WRITERS} writers append, no worker", f"{appended:,.0f}"],
            ["saint tick drains, no writers", f"{median(drained):,.0f}"],
            [f"{WRITERS} writers append beside saint run", f"{beside:,.0f}"],
            ["saint run drains beside them", f"{beside * kept_up:,.0f}"],
        ],
        notes=["Each mark is of another random company, so the worker recomputes a record for nearly every mark."],
        differences=differences(databases, "saint"),
    )  # fmt: skip


def _write(databases: Databases, round: int) -> Run:
    return run(
        databases.dsn("saint"), "insert", databases.effort,
        clients=WRITERS, round=round, isolation="repeatable read",
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
