"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

import psycopg

from bench.files import statement


def describe_machine(connection: psycopg.Connection) -> dict[str, str]:
    """Processor, cores, memory, and the server's version and settings."""
    settings: dict[str, str] = dict(connection.execute(statement("queries", "machine")).fetchall())
    return {
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        "system": platform.platform(terse=True),
        **settings,
    }


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*: (.+)$", file.read_text(), re.MULTILINE) if file.exists() else None
    return found[1] if found else platform.processor() or platform.machine()
