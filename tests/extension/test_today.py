"""Today: pinned or not, in the configured zone, never the session's."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest
from psycopg import errors

from tests.support import Connect, value


def test_pinned_and_unpinned(connect: Connect) -> None:
    with connect() as connection:
        assert value(connection, "select saint.set_today('2026-02-28')") == date(2026, 2, 28)
        assert value(connection, "select saint.today()") == date(2026, 2, 28)
        assert value(connection, "select saint.midnight_passed()") is False
        connection.execute("select saint.set_today(null)")
        assert value(connection, "select saint.today() = (now() at time zone 'UTC')::date")


def test_zone_is_the_configured_one(connect: Connect) -> None:
    # At any moment it is another day in one of these two than in the other.
    with connect() as connection:
        for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
            connection.execute("update saint.clock set zone = %s", (zone,))
            for session in ("Pacific/Kiritimati", "Etc/GMT+12"):
                connection.execute("select set_config('TimeZone', %s, true)", (session,))
                assert value(connection, "select saint.today() = (now() at time zone %s)::date", zone)


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("update saint.clock set zone = 'Europe/Nowhere'", errors.InvalidParameterValue),
        ("select saint.set_today('infinity')", errors.InvalidParameterValue),
    ],
)
def test_clock_that_would_break_reads_is_refused(connect: Connect, statement: str, error: type[psycopg.Error]) -> None:
    with connect() as connection, pytest.raises(error):
        connection.execute(statement.encode())


def test_clock_keeps_one_row(connect: Connect) -> None:
    with connect() as connection:
        connection.execute("insert into saint.clock (zone) values ('Europe/Oslo')")
        assert connection.execute("select zone from saint.clock").fetchall() == [("Europe/Oslo",)]


def test_going_back_marks_everything_stale(thing: psycopg.Connection) -> None:
    thing.execute("select saint.set_today('2020-01-10')")
    thing.execute("truncate saint_data.thing_via")
    thing.execute("select saint.set_today('2020-01-10')")
    thing.execute("select saint.set_today('2020-03-01')")
    assert value(thing, "select count(*) from saint_data.thing_via") == 0
    thing.execute("select saint.set_today('2020-02-29')")
    assert value(thing, "select hop from saint_data.thing_via") == "all"


def test_planner_estimates_with_the_date_in_force(thing: psycopg.Connection) -> None:
    thing.execute(
        "create table due as select date '2020-01-01' + n as next_change from generate_series(1, 10000) n; analyze due"
    )
    thing.execute("select saint.set_today('2020-01-11')")
    plan = value(thing, "explain (format json) select from due where next_change <= saint.today()")
    assert plan[0]["Plan"]["Plan Rows"] < 100
