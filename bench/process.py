"""The command saint as a process of its own: how long it takes, and how much memory."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pg_saint.errors import SaintError

LOOK_EVERY = 0.01  # seconds


@dataclass(frozen=True)
class Ended:
    """Seconds that the command took, and its largest resident set in megabytes."""

    seconds: float
    memory: float


def saint(*words: str, dsn: str) -> Ended:
    """Runs ``saint WORDS``. Raises SaintError where it does not end with exit code 0."""
    command = [sys.executable, "-m", "pg_saint", *words, "--dsn", dsn]
    begun = time.perf_counter()
    memory = 0.0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        memory = max(memory, _resident(process.pid))
        time.sleep(LOOK_EVERY)
    if process.returncode:
        raise SaintError(f"saint {' '.join(words)} ended with {process.returncode}")
    return Ended(time.perf_counter() - begun, memory)


@contextmanager
def worker(dsn: str) -> Iterator[None]:
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


def _resident(pid: int) -> float:
    """The largest resident set so far, in megabytes. Not from wait4: that begins with the size of the process that
    started it, which is this one."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024
