"""Asks the questions and keeps the answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from bench.answers import Result, write_result
from bench.databases import Databases
from bench.effort import Effort
from bench.machine import describe_machine
from bench.questions import QUESTIONS

# What a production server of this size would have, but for synchronous_commit; a checkpoint must not fall into a run.
SETTINGS = {
    "shared_buffers": "1GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "off",
    "jit": "off",
    "max_wal_size": "16GB",
    "checkpoint_timeout": "1h",
    "random_page_cost": "1.1",
}


def ask(
    dsn: Callable[[str], str],
    questions: Sequence[str],
    effort: Effort,
    results: Path,
    say: Callable[[str], None],
    prefix: str = "bench",
) -> list[Result]:
    """Answers the questions on the server of `dsn`, where the extension's files are installed; one JSON file each.

    The databases that it makes and drops begin with `prefix`.
    """
    with psycopg.connect(dsn("postgres")) as connection:
        machine = describe_machine(connection)
    databases = Databases(dsn, effort, say, prefix)
    answered = []
    try:
        for name in questions:
            say(f"question {name}")
            result = Result(
                question=name,
                measured_at=datetime.now(UTC),
                effort=effort.text,
                machine=machine,
                answer=QUESTIONS[name](databases),
            )
            write_result(results, result)
            answered.append(result)
    finally:
        databases.drop()
    return answered
