"""Dump and restore of the extension itself, as a superuser and as an owner who is none."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from pg_saint.cluster import find_bindir
from pg_saint.cluster.provider import Provider
from tests.support import fresh_database, value

OWNER = "saint_test_owner"


def run(program: str, *arguments: str | Path) -> str:
    done = subprocess.run([find_bindir() / program, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def fill(connection: psycopg.Connection) -> None:
    connection.execute("update saint.clock set zone = 'Europe/Oslo'")
    connection.execute("select saint.set_today('2026-03-03')")
    connection.execute("insert into saint.definition (file, content) values ('crm.yaml', 'periods: [30]')")
    connection.execute("insert into saint.status_change values ('1', 'company', 'lost', true, '2026-03-01')")
    connection.execute("create view saint.company_status as select saint.today() as since")
    connection.execute("grant select on saint.company_status to saint_reader")


def check_restored(dsn: str) -> None:
    with psycopg.connect(dsn) as connection:
        assert connection.execute("select zone, pinned from saint.clock").fetchall() == [
            ("Europe/Oslo", date(2026, 3, 3))
        ]
        assert value(connection, "select since from saint.company_status") == date(2026, 3, 3)
        assert value(connection, "select content from saint.definition") == "periods: [30]"
        assert value(connection, "select has_table_privilege('saint_reader', 'saint.company_status', 'select')")
        # The history goes on after the numbers that it had.
        change = "insert into saint.status_change values ('1', 'company', 'lost', false, now()) returning change"
        assert value(connection, change) == 2


def test_as_superuser(database: str, empty_database: str, tmp_path: Path) -> None:
    with psycopg.connect(database) as connection:
        fill(connection)
    run("pg_dump", "-Fc", "-f", tmp_path / "dump", "-d", database)
    run("pg_restore", "--exit-on-error", "-d", empty_database, tmp_path / "dump")
    check_restored(empty_database)


@pytest.fixture
def owned(cluster: Provider) -> Iterator[tuple[str, str]]:
    """Two databases with PL/Python of an owner who is no superuser, reached as that owner."""
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        connection.execute(sql.SQL("create role {} login").format(sql.Identifier(OWNER)))
        with fresh_database(cluster) as first, fresh_database(cluster) as second:
            for name in (first, second):
                connection.execute(
                    sql.SQL("alter database {} owner to {}").format(sql.Identifier(name), sql.Identifier(OWNER))
                )
                with psycopg.connect(cluster.dsn(name)) as inside:
                    inside.execute("create extension plpython3u")
            yield make_conninfo(cluster.dsn(first), user=OWNER), make_conninfo(cluster.dsn(second), user=OWNER)
        connection.execute(sql.SQL("drop role {}").format(sql.Identifier(OWNER)))


@pytest.mark.usefixtures("python")
def test_as_owner(owned: tuple[str, str], tmp_path: Path) -> None:
    first, second = owned
    with psycopg.connect(first) as connection:
        connection.execute("create extension pg_saint")
        fill(connection)
        owners = (
            "select array_agg(distinct relowner::regrole::text) from pg_class"
            " where relnamespace = 'saint'::regnamespace"
        )
        assert value(connection, owners) == [OWNER]
    # PL/Python belongs to the superuser, who alone may comment on it.
    run("pg_dump", "-Fc", "--no-comments", "-f", tmp_path / "dump", "-d", first)
    run("pg_restore", "--exit-on-error", "-d", second, tmp_path / "dump")
    check_restored(second)


@pytest.mark.usefixtures("python")
def test_a_bare_extension_adds_no_grants_to_a_dump(owned: tuple[str, str]) -> None:
    with psycopg.connect(owned[0]) as connection:
        connection.execute("create extension pg_saint")
    dump = run("pg_dump", "--schema-only", "-d", owned[0])
    assert [line for line in dump.splitlines() if line.startswith(("GRANT", "REVOKE", "ALTER"))] == []
