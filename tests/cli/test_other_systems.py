"""Nothing in the command `saint` assumes a Unix: each part of it loads, and works, where Python has no more than on
Windows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pg_saint.cli.group import COMMANDS
from tests.cli.conftest import DEFINITION

# What Python has on Unix alone.
WITHOUT = """
import os, sys
sys.modules |= dict.fromkeys(["fcntl", "grp", "pwd", "resource", "syslog", "termios", "tty"])
for name in ("chown", "fork", "getegid", "geteuid", "getgid", "getuid", "setsid", "uname"):
    delattr(os, name)
import pg_saint.entry
"""
PACKAGE = Path(__file__).parents[2] / "generator" / "pg_saint"


def without_unix(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", WITHOUT + code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_command_loads() -> None:
    modules = sorted({f"pg_saint.cli.{place.split(':')[0]}" for place, _ in COMMANDS.values()} | {"pg_saint.demo"})
    without_unix(f"import importlib\nfor name in {modules!r}: importlib.import_module(name)")


def test_commands_work(database: str) -> None:
    words = [["validate", str(DEFINITION)], ["doctor", "--dsn", database, "--json"], ["status", "--dsn", database]]
    for each in words:
        without_unix(
            f"from pg_saint.cli import saint\nfrom click.testing import CliRunner\n"
            f"done = CliRunner().invoke(saint, {each!r})\n"
            f"assert done.exit_code in (0, 1), done.output\nassert not done.exception or done.exit_code == 1\n"
        )


def test_the_demo_says_where_it_runs() -> None:
    said = without_unix(
        "from pg_saint.demo import run\nfrom pg_saint.errors import SaintError\nos.name = 'nt'\n"
        "try: run()\nexcept SaintError as error: print(error)\n"
    )
    assert "saint demo does not run on Windows" in said


def test_text_has_an_encoding_and_dates_are_written_in_letters_of_every_system() -> None:
    calls = ("read_text()", ".open()", '.open("w")', '.open("a")', "%-")
    texts = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    assert [(path, call) for path, text in texts.items() for call in calls if call in text] == []
