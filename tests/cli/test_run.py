"""The worker: wakes, survives a restart of the server, stops cleanly."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest
from click.testing import CliRunner

from pg_saint import install
from pg_saint.cli import saint as command
from pg_saint.cli.worker import Worker
from pg_saint.cluster import Cluster
from pg_saint.requests import Requests
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


def test_nor_does_it_stop_a_tick_which_fails_at_its_end(thing: psycopg.Connection, database: str) -> None:
    thing.execute("insert into saint.entity values ('broken', 'integer')")
    thing.execute("insert into saint_data.thing_left values (1)")
    result = CliRunner().invoke(command, ["tick", "--dsn", database])
    assert result.exit_code == 2
    assert result.stderr.startswith("broken: ")
    assert "thing" not in result.stderr
    assert result.stdout.split()[-2:] == ["thing", "1"]
    assert thing.execute("select entity from saint.failing_tick").fetchall() == [("broken",)]
    assert thing.execute("select entity from saint.last_tick").fetchall() == [("thing",)]


def test_what_fails_is_told_once_and_tried_less_and_less_often(thing: psycopg.Connection, database: str) -> None:
    """As often as writers wake it; a lock timeout is not a lost connection."""
    thing.execute("create table saint_data.broken (id integer)")
    thing.execute("insert into saint.compiled values ('saint_data.broken', 'table', 2, '')")
    thing.execute("insert into saint.entity values ('broken', 'integer')")
    thing.execute("create sequence public.tried")
    thing.execute(
        "create function saint_data.broken_tick(batch integer) returns bigint language plpgsql as"
        " $$ begin perform nextval('public.tried'); raise lock_not_available; end $$"
    )
    said: list[str] = []
    now = 0.0
    with Worker(database, poll=1.0, report=said.append, clock=lambda: now) as worker:
        for tenth in range(100):
            now = tenth / 10
            worker.look(thing)
        assert said == [
            "saint run: broken: lock_not_available\n"
            "  saint doctor says what is wrong, and what to do\n  trying again in 1 s, then less and less often"
        ]
        assert value(thing, "select last_value from public.tried") == 4  # after 0, 1, 3 and 7 seconds
        assert thing.execute("select entity from saint.last_tick").fetchall() == [("thing",)]
        assert thing.execute("select entity, message from saint.failing_tick").fetchall() == [
            ("broken", "lock_not_available")
        ]
        broken = "create or replace function saint_data.broken_tick(batch integer) returns bigint language plpgsql as"
        now = 100.0
        thing.execute(f"{broken} $$ begin raise 'no ticks today'; end $$".encode())
        worker.look(thing)
        assert "broken: no ticks today\n" in said[-1]
        assert value(thing, "select message from saint.failing_tick") == "no ticks today"
        now = 200.0
        thing.execute(f"{broken} $$ begin return 0; end $$".encode())
        worker.look(thing)
        worker.look(thing)
        assert said[2:] == ["saint run: broken: works again"]
    assert thing.execute("select * from saint.failing_tick").fetchall() == []
    assert value(thing, "select count(*) from saint.last_tick") == 2


def test_who_is_behind_looks_at_nothing_that_can_wait(thing: psycopg.Connection, database: str) -> None:
    """What forms offer is looked at once writers leave time for it."""
    thing.execute("create sequence public.tried")
    tick = "create or replace function saint_data.thing_tick(batch integer) returns bigint language sql as"
    thing.execute(f"{tick} $$ select nextval('public.tried') $$".encode())
    thing.execute("insert into saint.vocabulary_word (entity, kind, name, place) values ('thing', 'field', 'x', 1)")
    seconds, said = count(step=0.3), list[str]()
    with Worker(database, poll=0.01, report=said.append, clock=lambda: next(seconds)) as worker:
        running = Thread(target=worker.run)
        running.start()
        try:
            until(thing, "select last_value >= 10 from public.tried")
            assert value(thing, "select seen_on from saint.vocabulary_word") is None
            thing.execute(f"{tick} 'select 0::bigint'".encode())
            until(thing, "select seen_on is not null from saint.vocabulary_word")
        finally:
            worker.stop()
            running.join(LIMIT)


def test_marks_do_not_wait_for_what_is_proposed(
    thing: psycopg.Connection, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To compile a definition takes seconds on a busy machine."""
    begun, over = Event(), Event()

    def work(_self: Requests, _connection: psycopg.Connection, _idle: bool) -> None:
        begun.set()
        over.wait(LIMIT)

    monkeypatch.setattr(Requests, "work", work)
    with Worker(database, poll=0.01, report=list[str]().append) as worker:
        running = Thread(target=worker.run)
        running.start()
        try:
            assert begun.wait(LIMIT)
            thing.execute("insert into saint_data.thing_left values (1)")
            until(thing, "select count(*) = 0 from saint_data.thing_left")
        finally:
            over.set()
            worker.stop()
            running.join(LIMIT)


@pytest.mark.usefixtures("thing")
def test_a_mistake_of_ours_in_an_answer_ends_the_worker(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who runs it sees it then; ticks that went on would hide it."""

    def work(_self: Requests, _connection: psycopg.Connection, _idle: bool) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Requests, "work", work)
    with Worker(database, poll=0.01, report=list[str]().append) as worker, pytest.raises(ZeroDivisionError):
        worker.run()


def test_nor_does_it_connect_again_where_the_server_refuses(thing: psycopg.Connection, database: str) -> None:
    """Looking for work and refreshing selections fail as ticks do."""
    thing.execute(
        "create or replace function saint.follow_tables() returns boolean language plpgsql as"
        " $$ begin raise lock_not_available; end $$"
    )
    said: list[str] = []
    now = 0.0
    with Worker(database, poll=1.0, report=said.append, clock=lambda: now) as worker:
        for second in range(10):
            now = float(second)
            worker.look(thing)
        assert [message.split(":")[1] for message in said] == [" looking for work"]
        thing.execute(
            "create or replace function saint.follow_tables() returns boolean language sql as 'select false';"
            "create or replace function saint.refresh_selections() returns bigint language sql as 'select 1 / 0'"
        )
        for second in range(100, 110):
            now = float(second)
            worker.look(thing)
        assert [message.split(":")[1] for message in said[1:]] == [" selections and history", " looking for work"]


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
