"""A dump restored in part: every command says what is missing, and the remedy that it names works."""

from __future__ import annotations

import subprocess
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result
from psycopg.conninfo import conninfo_to_dict

from pg_saint.cli import saint as command
from pg_saint.cluster import find_bindir
from tests.cli.conftest import DEFINITION
from tests.support import value

FILE = str(DEFINITION)
COMMANDS: list[tuple[str, ...]] = [
    ("plan", FILE),
    ("apply", FILE),
    ("apply", FILE, "--online"),
    ("attach",),
    ("attach", FILE),
    ("detach",),
    ("status",),
    ("explain", "neglected_customer", "1"),
    ("check",),
    ("doctor",),
    ("tick",),
    ("export", "neglected_customer", "-o", "who.csv"),
    ("report", "-o", "all.html"),
]


def run(dsn: str, *words: str) -> Result:
    done = CliRunner().invoke(command, [*words, "--dsn", dsn])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def restore(dsn: str, into: str, folder: Path, *options: str) -> None:
    """What psql stumbles over in a part of a dump is left out, as it does by itself."""
    dump = folder / "dump.sql"
    subprocess.run([find_bindir() / "pg_dump", *options, "-f", dump, "-d", dsn], check=True)
    subprocess.run([find_bindir() / "psql", "-q", "-f", dump, "-d", into], check=True, capture_output=True)


def refused(dsn: str, commands: list[tuple[str, ...]], remedy: str) -> None:
    for words in commands:
        done = run(dsn, *words)
        assert (done.exit_code, done.stdout) == (2, ""), words
        assert len(done.stderr.strip().splitlines()) == 2, done.stderr
        assert remedy in done.stderr, words


def is_whole(dsn: str) -> None:
    """As after any apply, and writes are seen."""
    assert run(dsn, "apply", FILE).exit_code == 0
    with psycopg.connect(dsn) as connection:
        connection.execute("insert into crm.company values (100, 'New', 'Customer')")
        matches = "select id from saint.company_status where id = 100 and status = 'neglected_customer'"
        assert value(connection, matches) == 100
    assert run(dsn, "plan", FILE, "--exit-code").exit_code == 0
    assert run(dsn, "check").exit_code == 0


def test_the_schema_alone(applied: str, empty_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    restore(applied, empty_database, tmp_path, "--schema-only")
    name = conninfo_to_dict(empty_database)["dbname"]
    refused(empty_database, [*COMMANDS, ("drop", "--yes"), ("run",)], f"database {name} holds compiled objects")
    refused(empty_database, COMMANDS[:1], "drop schema saint_data cascade, and apply again")
    with psycopg.connect(empty_database) as connection:
        connection.execute("drop schema saint_data cascade")
    is_whole(empty_database)


def test_without_what_was_compiled(
    applied: str, empty_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    restore(applied, empty_database, tmp_path, "-N", "saint_data")
    refused(empty_database, COMMANDS, "saint drop, then saint apply FILE")
    assert run(empty_database, "drop", "--yes").exit_code == 0
    is_whole(empty_database)
