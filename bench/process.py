"""The command saint as a process of its own: how long it takes, and how much memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass

from pg_saint.errors import SaintError


@dataclass(frozen=True)
class Ended:
    """Seconds that the command took, and its largest resident set in megabytes."""

    seconds: float
    memory: float


def saint(*words: str, dsn: str) -> Ended:
    """Runs ``saint WORDS``. Raises SaintError where it does not end with exit code 0."""
    command = [sys.executable, "-m", "pg_saint", *words, "--dsn", dsn]
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SaintError(f"saint {' '.join(words)} ended with {process.returncode}")
    return Ended(time.perf_counter() - begun, usage.ru_maxrss / 1024)
