"""saint.tick, saint.check, saint.explain: what they pass on to each entity's own functions."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest
from psycopg import IsolationLevel, errors

from pg_saint.cluster import Cluster
from tests.support import Connect, value


def test_tick_goes_on_until_nothing_is_left(thing: psycopg.Connection) -> None:
    thing.execute("insert into saint_data.thing_left select generate_series(1, 25)")
    assert thing.execute("select * from saint.tick(10)").fetchall() == [("thing", 25)]
    assert thing.execute("select * from saint.tick()").fetchall() == [("thing", 0)]
    assert value(thing, "select recomputed from saint.last_tick where entity = 'thing'") == 0


@pytest.mark.parametrize("level", [IsolationLevel.REPEATABLE_READ, IsolationLevel.SERIALIZABLE])
def test_tick_refuses_other_isolation_levels(
    thing: psycopg.Connection, connect: Connect, level: IsolationLevel
) -> None:
    thing.execute("insert into saint_data.thing_left values (1)")
    with connect() as connection:
        connection.isolation_level = level
        with pytest.raises(errors.InvalidTransactionState, match="needs isolation level read committed"):
            connection.execute("select saint.tick()")
        connection.rollback()
    assert value(thing, "select count(*) from saint_data.thing_left") == 1


def test_ticks_do_not_wait_for_each_other(thing: psycopg.Connection, connect: Connect) -> None:
    thing.execute("select saint.tick()")
    first, second = connect(), connect()
    first.execute("select saint.tick()")
    second.execute("set local lock_timeout = '10ms'")
    assert second.execute("select * from saint.tick()").fetchall() == [("thing", 0)]


def test_tick_batch_of_an_unknown_entity(thing: psycopg.Connection) -> None:
    with pytest.raises(errors.UndefinedObject, match="there is no entity 'thong'"):
        thing.execute("select saint.tick_batch('thong')")


def test_standby_reads_and_does_not_tick() -> None:
    with Cluster(in_memory=True) as cluster:
        with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
            connection.execute("create extension pg_saint cascade")
            connection.execute("select saint.set_today('2026-01-31')")
            connection.execute("insert into saint.entity values ('thing', 'integer')")
        cluster.stop()
        (cluster.data / "standby.signal").touch()
        cluster.start()
        with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
            assert value(connection, "select pg_is_in_recovery()")
            assert value(connection, "select saint.today()") == date(2026, 1, 31)
            assert connection.execute("select * from saint.tick()").fetchall() == []
            assert value(connection, "select saint.tick_batch('thing')") == 0


def test_check_names_the_entity(thing: psycopg.Connection) -> None:
    assert thing.execute("select * from saint.check()").fetchall() == [("thing", "7", "x", "1", "2")]


def test_explain(thing: psycopg.Connection) -> None:
    rows = thing.execute("select * from saint.explain('lost', '7')").fetchall()
    assert rows == [("x > 1", "lost7", True, date(2026, 5, 1))]


def test_explain_of_an_unknown_status(thing: psycopg.Connection) -> None:
    with pytest.raises(errors.UndefinedObject, match="there is no status 'last'") as caught:
        thing.execute("select * from saint.explain('last', '7')")
    assert caught.value.diag.message_hint == "Known: lost."
