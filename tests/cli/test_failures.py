"""Wrong use and wrong input: one clear message on stderr, exit code 2, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import sqlglot.generator
from click import Context
from click.testing import CliRunner
from psycopg.conninfo import make_conninfo

from pg_saint.cli import group
from pg_saint.cli import saint as command
from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Location
from tests.cli.conftest import HERE, Saint
from tests.support import long

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
    assert "create extension pg_saint; or," in message


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
        assert "holds compiled objects, but no catalog rows about them" in done.stderr
        assert "drop schema saint_data cascade, and apply again" in done.stderr
        connection.execute("drop schema saint_data cascade")
    assert saint("apply", COMMANDS[0][1]).exit_code == 0


def test_a_folder_that_is_not_there(database: str, tmp_path: Path) -> None:
    with psycopg.connect(database) as connection:
        connection.execute("create table company (id integer primary key, name text)")
    message = refused(database, "init", "-o", str(tmp_path / "no" / "crm.yaml"))
    assert "cannot be written: No such file or directory" in message


def test_there_is_no_such_record(applied: str) -> None:
    message = refused(applied, "explain", "neglected_customer", "99999")
    assert "there is no company with id 99999" in message
    assert "PL/pgSQL" not in message


def test_what_is_mapped_was_renamed(applied: str, saint: Saint) -> None:
    with psycopg.connect(applied) as connection:
        connection.execute("alter table crm.activity rename to activities")
        # Nothing stored speaks for itself any more: every read goes to the tables.
        connection.execute("select saint.mark_all_stale()")
    for words in (("status",), ("check",), ("tick",), ("explain", "neglected_customer", "1")):
        done = saint(*words)
        assert done.exit_code in (0, 2)
        if done.exit_code:
            assert "saint doctor" in done.stderr, words
    assert saint("doctor").exit_code == 1


def test_a_dump_restored_without_what_was_compiled(applied: str, saint: Saint) -> None:
    with psycopg.connect(applied) as connection:
        connection.execute("drop schema saint_data cascade")
    message = refused(applied, "plan", COMMANDS[0][1])
    assert "saint drop, then saint apply FILE" in message
    assert saint("drop", "--yes").exit_code == 0
    assert saint("apply", COMMANDS[0][1]).exit_code == 0


def test_a_server_that_may_only_be_read(crm: str, definition: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert crm
    monkeypatch.setenv("PGOPTIONS", "-c default_transaction_read_only=on")
    for word in ("plan", "apply"):
        assert "run it on the primary server" in refused(crm, word, definition)


def test_no_right_to_create_in_the_database(crm: str, definition: str) -> None:
    with psycopg.connect(crm, autocommit=True) as connection:
        connection.execute("create role saint_test_admin login in role saint_admin")
        connection.execute("grant usage on schema crm to saint_test_admin")
        connection.execute("grant all on all tables in schema crm to saint_test_admin")
        try:
            dsn = make_conninfo(crm, user="saint_test_admin")
            done = CliRunner().invoke(command, ["apply", definition, "--dsn", dsn])
        finally:
            connection.execute("drop owned by saint_test_admin")
            connection.execute("drop role saint_test_admin")
    assert done.exit_code == 2
    assert "grant create on database" in done.stderr
    assert "saint_admin (to read" not in done.stderr


def test_an_interrupt_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_words: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("psycopg.connect", interrupted)
        assert "interrupted" in refused("", "status")


@pytest.mark.parametrize("encoding", [long("latin-1"), "ascii"])
def test_a_terminal_that_has_not_every_character(encoding: str, applied: str, definition: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    for words in (["status"], ["status", "--json"], ["plan", definition], ["compile", definition]):
        command_line = [sys.executable, "-m", "pg_saint", *words, "--dsn", applied]
        done = subprocess.run(command_line, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        assert b"Traceback" not in done.stderr


def test_nobody_reads_on(applied: str, definition: str) -> None:
    command_line = [sys.executable, "-m", "pg_saint", "compile", definition, "--dsn", applied]
    with subprocess.Popen(command_line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as done:
        assert done.stdout is not None
        assert done.stderr is not None
        done.stdout.close()
        said = done.stderr.read()
    assert said == b""
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("type_", "call"), [("interval", "sum"), ("interval", "avg"), ("money", "sum")], ids=lambda word: str(word)
)
def test_what_is_no_number_is_not_added_up(type_: str, call: str, database: str, tmp_path: Path) -> None:
    file = tmp_path / "crm.yaml"
    file.write_text(
        "entities: {company: {table: crm.company, key: company_id}}\n"
        "sources: {ev: {table: crm.ev, key: id, links: {company: company_id}, fields: {took: took}}}\n"
        f"counters:\n  took: {{on: company, value: {call}(ev.took)}}\n"
    )
    with psycopg.connect(database) as connection:
        connection.execute("create schema crm")
        connection.execute("create table crm.company (company_id integer primary key)")
        connection.execute(f"create table crm.ev (id integer primary key, company_id integer, took {type_})".encode())
    message = refused(database, "plan", str(file))
    assert f"{file}:4: {call}(took) is of type {type_}: only numbers are added up" in message


def test_what_stands_in_a_message_neither_begins_a_line_nor_steers_the_terminal() -> None:
    error = SaintError("\x1b[31mred\u2028\nunknown key \x07é", Location("crm.yaml", 3), "leave\nit out")
    assert str(error) == "crm.yaml:3: \\x1b[31mred\\u2028\n  unknown key \\x07é\n  leave\n  it out"


def test_every_command_is_in_the_help_as_it_says_itself() -> None:
    context = Context(command)
    for name, (_, line) in group.COMMANDS.items():
        found = command.get_command(context, name)
        assert found is not None
        assert (found.name, found.get_short_help_str(limit=200)) == (name, line)


def test_help_and_version_load_nothing_else() -> None:
    for word in ("--help", "--version"):
        line = [sys.executable, "-X", "importtime", "-m", "pg_saint", word]
        done = subprocess.run(line, capture_output=True, text=True, check=True)
        loaded = {line.split("|")[-1].strip() for line in done.stderr.splitlines()}
        assert "click" in loaded
        assert loaded.isdisjoint(("psycopg", "sqlglot", "pydantic", "openpyxl", "rich"))


def test_a_misspelt_command() -> None:
    assert "No such command 'aply'. Did you mean apply?" in refused("", "aply")


def test_sqlglot_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its classes cannot be extended then: a TypeError deep inside."""
    monkeypatch.setattr(sqlglot.generator, "__file__", "sqlglot/generator.cpython-311-x86_64-linux-gnu.so")
    result = CliRunner().invoke(command, ["validate", str(HERE / "definitions" / "crm.yaml")])
    assert (result.exit_code, "pip uninstall sqlglotc" in result.stderr) == (2, True)
