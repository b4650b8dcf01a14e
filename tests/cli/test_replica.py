"""A hot standby that follows its primary: exact for what it has replayed, and it says how far that is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner

from pg_saint.cli import saint as command
from pg_saint.cluster.local import Cluster
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.cli.conftest import DEFINITION, HERE
from tests.oracle.comparison import Truth
from tests.support import until, value

# So that there is something to replay, and to keep for whom it is replayed.
PRIMARY = {"wal_level": "replica", "max_wal_senders": "4", "synchronous_commit": "on"}


class Standby(Cluster):
    """A copy of a running server, which follows it."""

    def __init__(self, primary: Cluster) -> None:
        super().__init__({**PRIMARY, "hot_standby": "on"}, in_memory=True)
        self.primary = primary

    def _initdb(self) -> None:
        self._run(
            "pg_basebackup", "-d", self.primary.dsn(), "-D", self.data, "-R", "-X", "stream", "-c", "fast", "--no-sync"
        )
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as config:
            config.write(f"unix_socket_directories = '{self.folder}'\n")


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[psycopg.Connection, psycopg.Connection, Truth]]:
    """The primary, its standby, and the naive queries of what is in force."""
    with Cluster(PRIMARY, in_memory=True) as primary, psycopg.connect(primary.dsn(), autocommit=True) as writes:
        writes.execute("create extension pg_saint cascade")
        writes.execute((HERE / "crm.sql").read_bytes())
        writes.execute("select saint.set_today('2026-06-01')")
        assert saint(writes, "apply", str(DEFINITION)).exit_code == 0
        truth = Truth(make_plan(writes, load([DEFINITION])).definition)
        with Standby(primary) as standby, psycopg.connect(standby.dsn(), autocommit=True) as reads:
            yield writes, reads, truth


def saint(connection: psycopg.Connection, *words: str) -> Any:
    return CliRunner().invoke(command, [*words, "--dsn", connection.info.dsn])


def exact(connection: psycopg.Connection, truth: Truth) -> None:
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read")
        truth.compare(connection)


def replayed(writes: psycopg.Connection, reads: psycopg.Connection) -> None:
    """All that was written is there."""
    until(reads, f"select pg_last_wal_replay_lsn() >= '{value(writes, 'select pg_current_wal_lsn()')}'")


def neglected(connection: psycopg.Connection) -> int:
    return int(value(connection, "select count(*) from saint.company_status where status = 'neglected_customer'"))


def told(connection: psycopg.Connection) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(saint(connection, "status", "--json").stdout)["standby"]
    return found


def test_a_standby_from_its_first_read_to_its_promotion(
    servers: tuple[psycopg.Connection, psycopg.Connection, Truth],
) -> None:
    writes, reads, truth = servers
    replayed(writes, reads)
    exact(reads, truth)
    assert (told(reads)["behind"], told(reads)["connected"]) == ("0:00:00", True)
    assert "all that it has received" in saint(reads, "status").stdout
    assert "standby" not in json.loads(saint(writes, "status", "--json").stdout)

    # Marks that no tick has seen.
    before = neglected(reads)
    with writes.transaction():
        writes.execute("set transaction isolation level repeatable read")
        writes.execute("insert into crm.company select n, 'New', 'Customer' from generate_series(200, 204) n")
    replayed(writes, reads)
    exact(reads, truth)
    assert neglected(reads) == neglected(writes) == before + 5

    # What it has received and not replayed is not there, neither in the tables nor in the views.
    reads.execute("select pg_wal_replay_pause()")
    until(reads, "select pg_get_wal_replay_pause_state() = 'paused'")
    writes.execute("insert into crm.company values (205, 'Late', 'Customer')")
    writes.execute("select saint.tick()")
    until(reads, "select pg_last_wal_receive_lsn() > pg_last_wal_replay_lsn()")
    exact(reads, truth)
    assert (neglected(reads), neglected(writes)) == (before + 5, before + 6)
    assert told(reads)["behind"] > "0:00:00"
    assert "behind what it has received" in saint(reads, "status").stdout

    reads.execute("select pg_wal_replay_resume()")
    replayed(writes, reads)
    exact(reads, truth)
    assert neglected(reads) == before + 6

    # It becomes the primary: triggers and ticks go on where they were.
    reads.execute("select pg_promote()")
    writes.execute("select saint.set_today('2026-06-02')")
    reads.execute("insert into crm.company values (300, 'First', 'Customer')")
    exact(reads, truth)
    reads.execute("select saint.set_today('2026-07-15')")
    reads.execute("select saint.tick()")
    exact(reads, truth)
    assert "standby" not in json.loads(saint(reads, "status", "--json").stdout)
