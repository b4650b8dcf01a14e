"""The worker: wakes, survives a restart of the server, stops cleanly."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from pg_saint import install
from pg_saint.cluster import Cluster
from tests.support import LIMIT, Connect, until, value

THING = (Path(__file__).parent.parent / "thing.sql").read_bytes()
NEVER = "3600"  # seconds: longer than the test


@contextmanager
def worker(dsn: str, poll: str, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "pg_saint", "run", "--dsn", dsn, "--poll", poll, *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            wait_for(process, "working")
            yield process
        finally:
            process.kill()


def wait_for(process: subprocess.Popen[str], words: str) -> str:
    """Reads what the worker says until it says `words`."""
    assert process.stderr is not None
    said = ""
    for line in process.stderr:
        said += line
        if words in line:
            return said
    raise AssertionError(f"the worker ended without saying {words}: {said}")


def wait_for_tick(connection: psycopg.Connection) -> list[str]:
    return [found.payload for found in connection.notifies(timeout=LIMIT, stop_after=1)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_wakes_on_notification_and_stops_on_a_signal(
    thing: psycopg.Connection, database: str, number: signal.Signals
) -> None:
    thing.execute("listen thing_ticked")
    with worker(database, NEVER) as process:
        thing.execute("insert into saint_data.thing_left values (1), (2)")
        thing.execute("notify saint_work")
        assert wait_for_tick(thing) == ["2"]
        process.send_signal(number)
        assert process.wait(LIMIT) == 0


def test_on_sigterm_the_batch_at_hand_is_finished(thing: psycopg.Connection, database: str, connect: Connect) -> None:
    thing.execute(
        """
        create function public.hold_up() returns trigger language plpgsql as $$
        begin
            perform pg_advisory_xact_lock(1);
            return old;
        end
        $$;
        create trigger hold_up before delete on saint_data.thing_left for each row execute function public.hold_up();
        insert into saint_data.thing_left values (1), (2), (3);
        """
    )
    holding = connect()
    holding.execute("select pg_advisory_xact_lock(1)")
    with worker(database, "0.05", "--batch", "2") as process:
        until(thing, "select count(*) > 0 from pg_locks where locktype = 'advisory' and not granted")
        process.terminate()
        holding.rollback()
        assert process.wait(LIMIT) == 0
    assert value(thing, "select count(*) from saint_data.thing_left") == 1


def test_hears_a_notification_that_arrives_during_a_tick(thing: psycopg.Connection, database: str) -> None:
    thing.execute(
        """
        create function public.more_work() returns trigger language plpgsql as $$
        begin
            insert into saint_data.thing_left values (1);
            notify saint_work;
            return null;
        end
        $$;
        create trigger more_work after insert on saint.last_tick execute function public.more_work();
        listen thing_ticked;
        """
    )
    with worker(database, NEVER):
        assert wait_for_tick(thing) == ["1"]


def test_looks_again_by_the_clock(thing: psycopg.Connection, database: str) -> None:
    thing.execute("listen thing_ticked")
    with worker(database, "0.05"):
        thing.execute("insert into saint_data.thing_left values (1)")
        assert wait_for_tick(thing) == ["1"]


def test_one_broken_entity_does_not_stop_the_others(thing: psycopg.Connection, database: str) -> None:
    thing.execute("insert into saint.entity values ('broken', 'integer')")
    thing.execute("listen thing_ticked")
    with worker(database, "0.05") as process:
        assert "saint_data.broken" in wait_for(process, "broken:")
        thing.execute("insert into saint_data.thing_left values (1)")
        assert wait_for_tick(thing) == ["1"]


def test_reconnects_after_a_restart() -> None:
    install.install()
    # What was committed has to be there after the kill.
    with Cluster({"synchronous_commit": "on"}, in_memory=True) as cluster:
        with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
            connection.execute("create extension pg_saint cascade")
            connection.execute(THING)
        with worker(cluster.dsn(), "0.05") as process:
            cluster.kill()
            wait_for(process, "again in")
            cluster.start()
            wait_for(process, "working")
            with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
                connection.execute("listen thing_ticked")
                connection.execute("insert into saint_data.thing_left values (1)")
                assert wait_for_tick(connection) == ["1"]
            process.terminate()
            assert process.wait(LIMIT) == 0
