"""Running pgbench, and reading what it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from bench.effort import Effort
from bench.files import script
from pg_saint.cluster import find_bindir
from pg_saint.errors import SaintError

THREADS = 2


@dataclass(frozen=True)
class Run:
    """Transactions a second, how many were done, and how many failed by which error."""

    tps: float
    done: int
    serialization: int
    deadlocks: int

    @property
    def failed(self) -> int:
        return self.serialization + self.deadlocks


def run(
    dsn: str,
    name: str,
    effort: Effort,
    *,
    clients: int = 2,
    round: int = 1,
    seconds: int | None = None,
    isolation: str = "read committed",
    meanwhile: Callable[[], None] = lambda: None,
) -> Run:
    """bench/scripts/NAME.sql from `clients` sessions. `round` seeds the random keys: the same for each variant.

    `meanwhile` is called again and again while it runs. Raises SaintError where pgbench fails.
    """
    length = ["-t", str(effort.transactions)] if effort.transactions else ["-T", str(seconds or effort.seconds)]
    command = [
        _program(), "--no-vacuum", "--protocol=prepared", "--failures-detailed", f"--random-seed={round}",
        f"--client={clients}", f"--jobs={min(THREADS, clients)}", *length, f"--file={script(name)}",
        f"--define=companies={effort.companies}", f"--define=activities={effort.activities}",
        f"--define=day={effort.today}",
        dsn,
    ]  # fmt: skip
    level = isolation.replace(" ", "\\ ")
    environment = {**os.environ, "PGOPTIONS": f"-c default_transaction_isolation={level} {effort.options}"}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        while True:
            try:
                output, errors = process.communicate(timeout=0.05)
                break
            except subprocess.TimeoutExpired:
                meanwhile()
    if process.returncode:
        raise SaintError(f"pgbench failed on {name}:\n{errors}{output}")
    return read_report(output)


def read_report(output: str) -> Run:
    """The figures in pgbench's report."""
    return Run(
        tps=float(_number(r"^tps = ([\d.]+)", output)),
        done=int(_number(r"^number of transactions actually processed: (\d+)", output)),
        serialization=int(_number(r"^number of serialization failures: (\d+)", output)),
        deadlocks=int(_number(r"^number of deadlock failures: (\d+)", output)),
    )


def _number(pattern: str, output: str) -> str:
    found = re.search(pattern, output, re.MULTILINE)
    if found is None:
        raise SaintError(f"pgbench reports no line {pattern}:\n{output}", remedy="use the pgbench of PostgreSQL 15")
    return found[1]


def _program() -> str:
    beside = find_bindir() / "pgbench"
    found = str(beside) if beside.exists() else shutil.which("pgbench")
    if found is None:
        raise SaintError("pgbench was not found", remedy="install postgresql-contrib")
    return found
