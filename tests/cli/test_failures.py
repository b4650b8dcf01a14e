"""Wrong use and wrong input: one clear message on stderr, exit code 2, no traceback."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from psycopg.conninfo import make_conninfo

from pg_saint.cli import saint as command
from tests.cli.conftest import HERE, Saint

COMMANDS = [
    ("plan", str(HERE / "definitions" / "crm.yaml")),
    ("apply", str(HERE / "definitions" / "crm.yaml")),
    ("drop",),
    ("status",),
    ("tick",),
    ("run",),
    ("explain", "neglected_customer", "1"),
    ("check",),
]
by_name = pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])


def refused(dsn: str, *words: str) -> str:
    result = CliRunner().invoke(command, [*words, "--dsn", dsn])
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr


@by_name
def test_no_server(words: tuple[str, ...], tmp_path: Path) -> None:
    message = refused(make_conninfo(host=str(tmp_path)), *words)
    assert "no connection to the database" in message
    assert "--dsn" in message


@by_name
def test_no_extension(words: tuple[str, ...], empty_database: str) -> None:
    message = refused(empty_database, *words)
    assert "the extension pg_saint is not installed in database" in message
    assert "create extension pg_saint cascade" in message


@pytest.mark.parametrize("words", [("drop",), ("tick",), ("check",), ("plan", COMMANDS[0][1])], ids=lambda w: w[0])
def test_not_enough_privileges(words: tuple[str, ...], database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("create role saint_test_guest login")
        connection.execute("insert into saint.entity values ('thing', 'integer')")
        try:
            message = refused(make_conninfo(database, user="saint_test_guest"), *words)
        finally:
            connection.execute("drop role saint_test_guest")
    assert "permission denied" in message
    assert "saint_admin" in message


def test_a_mistake_in_the_definition_has_file_and_line(saint: Saint, tmp_path: Path, definition: str) -> None:
    file = tmp_path / "crm.yaml"
    file.write_text(Path(definition).read_text().replace("table: crm.company", "tabel: crm.company"))
    result = saint("validate", str(file))
    assert result.exit_code == 2
    assert f"{file}:7:" in result.stderr
    assert "table" in result.stderr


def test_a_file_that_is_not_there(saint: Saint, tmp_path: Path) -> None:
    result = saint("apply", str(tmp_path / "crm.yaml"))
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


def test_the_dsn_may_come_before_the_command(database: str) -> None:
    result = CliRunner().invoke(command, ["--dsn", database, "status"])
    assert result.exit_code == 0, result.stderr


def test_libpq_variables(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with psycopg.connect(database) as connection:
        name = connection.info.dbname
        for variable in ("host", "port", "user", "password"):
            monkeypatch.setenv(f"PG{variable.upper()}", str(getattr(connection.info, variable)))
    monkeypatch.setenv("PGDATABASE", name)
    assert CliRunner().invoke(command, ["status"]).exit_code == 0


def test_what_a_dropped_extension_left_behind(applied: str, saint: Saint) -> None:
    with psycopg.connect(applied, autocommit=True) as connection:
        connection.execute("drop extension pg_saint cascade")
        connection.execute("create extension pg_saint")
        done = saint("apply", COMMANDS[0][1])
        assert done.exit_code == 2
        assert 'relation "company" already exists' in done.stderr
        assert "drop schema saint_data cascade, and apply again" in done.stderr
        connection.execute("drop schema saint_data cascade")
    assert saint("apply", COMMANDS[0][1]).exit_code == 0
