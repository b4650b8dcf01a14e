"""A definition changes while people write."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import psycopg

from bench.answers import Answer, Figure
from bench.databases import Databases
from bench.exact import differences
from bench.files import definitions, statement
from bench.measure import median
from bench.process import Ended, saint

WRITERS = 2
SMALL = 10  # times smaller, to see whether the command's memory grows with the records


@dataclass
class Waits:
    """Seconds of each insert of one writer."""

    seconds: list[float] = field(default_factory=list)


def ask(databases: Databases) -> Answer:
    """How long a writer waits at most, and how much memory the command takes."""
    effort = databases.effort
    variant = "saint_online"
    dsn = databases.dsn(variant)
    with _writers(dsn, effort.companies) as writers:
        applied = _apply(dsn)
    waits = [seconds for writer in writers for seconds in writer.seconds]
    small = databases.sized(effort.companies // SMALL, effort.activities // SMALL)
    smaller = _apply(databases.dsn(small))
    return Answer(
        title="apply --online",
        asked=f"A new counter and a new status on companies, while {WRITERS} clients insert activities one by one.",
        figures=[
            Figure(what="seconds of the longest insert meanwhile", measured=max(waits), target=1, at_most=True),
            Figure(
                what="memory of the command ÷ with a tenth of the records",
                measured=applied.memory / smaller.memory,
                target=1.1,
                at_most=True,
                note="“flat”, and a tenth for noise",
            ),
        ],
        columns=["", ""],
        rows=[
            ["inserts meanwhile", f"{len(waits):,}"],
            ["median of them, milliseconds", f"{median(waits) * 1000:.2f}"],
            ["the longest, milliseconds", f"{max(waits) * 1000:.1f}"],
            ["the apply, seconds", f"{applied.seconds:.0f}"],
            ["memory of the command, MB", f"{applied.memory:.0f}"],
            ["with a tenth of the records, MB", f"{smaller.memory:.0f}"],
        ],
        differences=differences(databases, variant, small),
    )  # fmt: skip


def _apply(dsn: str) -> Ended:
    with TemporaryDirectory() as folder:
        for path in definitions("company", "activity", "later"):
            (Path(folder) / path.name).write_bytes(path.read_bytes())
        return saint("apply", folder, "--online", "--yes", dsn=dsn)


@contextmanager
def _writers(dsn: str, companies: int) -> Iterator[list[Waits]]:
    over = Event()
    waits = [Waits() for _ in range(WRITERS)]
    threads = [Thread(target=_write, args=(dsn, companies, over, each)) for each in waits]
    for thread in threads:
        thread.start()
    try:
        yield waits
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _write(dsn: str, companies: int, over: Event, waits: Waits) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        while not over.is_set():
            begun = time.perf_counter()
            connection.execute(statement("queries", "insert_one"), {"companies": companies})
            waits.seconds.append(time.perf_counter() - begun)
