"""Every command on a hot standby: what reads is exact, what has to write says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result
from psycopg import errors

from pg_saint.cli import saint as command
from pg_saint.cluster.local import Cluster
from tests.cli.conftest import DEFINITION, HERE
from tests.support import value

FILE = str(DEFINITION)


@pytest.fixture(scope="module")
def standby() -> Iterator[str]:
    """A connection string to the small CRM on a standby: with a row that is due, and a stored row that
    is wrong."""
    with Cluster(in_memory=True) as cluster:
        dsn = cluster.dsn()
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute("create extension pg_saint cascade")
            connection.execute((HERE / "crm.sql").read_bytes())
            connection.execute("select saint.set_today('2026-06-01')")
            assert run(dsn, "apply", FILE).exit_code == 0
            connection.execute("insert into crm.company values (100, 'New', 'Customer')")
            connection.execute("select saint.tick()")
            connection.execute("delete from saint_data.company_statusvalue where id = 100")
            connection.execute("select saint.set_today('2026-07-01')")
            assert value(connection, "select id from saint_data.company where next_change <= saint.today()") == 1
        cluster.stop()
        (cluster.data / "standby.signal").touch()
        cluster.start()
        with psycopg.connect(dsn) as connection:
            assert value(connection, "select pg_is_in_recovery()")
        yield dsn


def run(dsn: str, *words: str) -> Result:
    done = CliRunner().invoke(command, [*words, "--dsn", dsn])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def test_what_reads(standby: str, tmp_path: Path) -> None:
    explained = run(standby, "explain", "neglected_customer", "1")
    assert (explained.exit_code, "1 has the status" in explained.stdout) == (0, True)
    status = run(standby, "status")
    assert (status.exit_code, status.stderr) == (0, "")
    for word, file in (("export", "who.csv"), ("report", "all.html")):
        names = ["neglected_customer"] if word == "export" else []
        done = run(standby, word, *names, "-o", str(tmp_path / file))
        assert (done.exit_code, done.stderr) == (0, ""), word
    assert "1" in (tmp_path / "who.csv").read_text()


def test_check_finds_what_differs_and_can_not_repair_it(standby: str) -> None:
    found = run(standby, "check")
    assert (found.exit_code, "100" in found.stdout) == (1, True)
    assert "run it on the primary server" in refused(standby, "check", "--repair")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_tick_has_nothing_to_do(standby: str, jobs: str) -> None:
    done = run(standby, "tick", "--jobs", jobs)
    assert (done.exit_code, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "words",
    [
        ("plan", FILE),
        ("apply", FILE),
        ("apply", FILE, "--online"),
        ("preview", FILE, "neglected_customer"),
        ("drop", "--yes"),
        ("detach",),
        ("attach",),
        ("attach", FILE),
        ("run",),
    ],
    ids=" ".join,
)
def test_what_has_to_write(standby: str, words: tuple[str, ...]) -> None:
    assert "run it on the primary server" in refused(standby, *words)


def test_today_is_set_on_the_primary(standby: str) -> None:
    with psycopg.connect(standby) as connection, pytest.raises(errors.ReadOnlySqlTransaction):
        connection.execute("select saint.set_today('2026-06-02')")


def test_doctor_says_what_it_can_not_look_at(standby: str) -> None:
    done = run(standby, "doctor")
    assert done.exit_code == 1
    assert "worker: today is pinned at 2026-07-01" in done.stdout
    assert "not checked, since this server is read-only: definition, drift, indexes" in done.stderr


def refused(dsn: str, *words: str) -> str:
    done = run(dsn, *words)
    assert done.exit_code == 2, done.output
    assert len(done.stderr.strip().splitlines()) == 2, done.stderr
    return done.stderr
