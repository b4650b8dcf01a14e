"""Commands start quickly: what the compiler needs takes most of a second to load, and only who compiles loads it."""

from __future__ import annotations

import subprocess
import sys

import pytest

COMPILER = {"jinja2", "openpyxl", "pydantic", "ruamel", "sqlglot"}
HELP = "from pg_saint.cli import saint; saint.main(['--help'], standalone_mode=False)"


def loaded(code: str) -> set[str]:
    """The packages that are loaded once the code has run in a process of its own."""
    shown = f"import sys; {code}; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stderr.split()}


def test_help() -> None:
    assert loaded(HELP) & (COMPILER | {"psycopg", "rich"}) == set()


@pytest.mark.parametrize("command", ["check", "explain", "status", "tick"])
def test_a_command_that_only_asks_the_database(command: str) -> None:
    found = loaded(f"import pg_saint.entry, pg_saint.cli.{command}, pg_saint.cli.failures")
    assert "psycopg" in found
    assert found & COMPILER == set()
