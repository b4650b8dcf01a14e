"""PL/Python is used where it is, and not needed where it is not."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from psycopg.conninfo import make_conninfo

from pg_saint.cli import saint
from pg_saint.cluster import find_bindir
from pg_saint.cluster.provider import Provider
from pg_saint.installation import texts_made_in
from tests.support import fresh_database, value

pytestmark = pytest.mark.usefixtures("python")
RENDERED = 'select saint.render(\'<a> is[ <b>] here. <b> is not.\', \'{"a": "Café", "b": null}\')'


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(saint, [*words])
    return done.exit_code, done.output


def made_in(dsn: str) -> str:
    with psycopg.connect(dsn) as connection:
        assert value(connection, RENDERED) == "Café is here."
        said = texts_made_in(connection)
    # What the commands say is what is so.
    code, output = run("status", "--dsn", dsn)
    assert (code, f"texts and distributions are made in {said}\n" in output) == (0, True), output
    assert json.loads(run("status", "--json", "--dsn", dsn)[1])["texts_made_in"] == said
    return said


def doctor(dsn: str) -> list[str]:
    findings = json.loads(run("doctor", "--json", "--dsn", dsn)[1])["findings"]
    return [one["remedy"] for one in findings if one["check"] == "python"]


def test_python_comes_later_and_goes(empty_database: str) -> None:
    with psycopg.connect(empty_database, autocommit=True) as connection:
        connection.execute("create extension pg_saint")
        assert (made_in(empty_database), doctor(empty_database)) == ("PL/pgSQL", [])
        code, output = run("install", "--python", "--dsn", empty_database)
        assert (code, "create extension plpython3u" in output) == (2, True)

        connection.execute("create extension plpython3u")
        assert made_in(empty_database) == "PL/pgSQL"
        assert doctor(empty_database) == ["as a superuser: saint install --python; they are the same"]
        before = value(connection, "select array_agg(proacl::text order by oid) from pg_proc where proname = 'render'")
        assert run("install", "--python", "--dsn", empty_database)[0] == 0
        assert (made_in(empty_database), doctor(empty_database)) == ("PL/Python", [])
        after = value(connection, "select array_agg(proacl::text order by oid) from pg_proc where proname = 'render'")
        assert after == before

        with pytest.raises(psycopg.errors.DependentObjectsStillExist):
            connection.execute("drop extension plpython3u")
        assert run("install", "--no-python", "--dsn", empty_database)[0] == 0
        connection.execute("drop extension plpython3u")
        assert made_in(empty_database) == "PL/pgSQL"


def test_only_a_superuser_takes_python(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("create role saint_test_somebody login")
        try:
            somebody = make_conninfo(database, user="saint_test_somebody")
            code, output = run("install", "--python", "--dsn", somebody)
            assert (code, "only a superuser" in output) == (2, True)
        finally:
            connection.execute("drop role saint_test_somebody")


@pytest.fixture
def another_database(cluster: Provider) -> Iterator[str]:
    with fresh_database(cluster) as name:
        yield cluster.dsn(name)


def program(name: str, *arguments: str | Path) -> str:
    done = subprocess.run([find_bindir() / name, *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_from_a_server_with_python_to_one_without_and_back(
    database: str, empty_database: str, another_database: str, tmp_path: Path
) -> None:
    assert made_in(database) == "PL/Python"
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("select saint.set_today('2026-03-03')")
    program("pg_dump", "-Fc", "-f", tmp_path / "with", "-d", database)
    # What such a server does not have is left out of the list.
    listed = program("pg_restore", "-l", tmp_path / "with").splitlines()
    (tmp_path / "list").write_text("\n".join(line for line in listed if "plpython3u" not in line))
    program("pg_restore", "--exit-on-error", "-L", tmp_path / "list", "-d", empty_database, tmp_path / "with")
    assert made_in(empty_database) == "PL/pgSQL"

    program("pg_dump", "-Fc", "-f", tmp_path / "without", "-d", empty_database)
    with psycopg.connect(another_database, autocommit=True) as connection:
        connection.execute("create extension plpython3u")
    program("pg_restore", "--exit-on-error", "-d", another_database, tmp_path / "without")
    assert made_in(another_database) == "PL/Python"
    with psycopg.connect(another_database) as connection:
        assert str(value(connection, "select saint.today()")) == "2026-03-03"
