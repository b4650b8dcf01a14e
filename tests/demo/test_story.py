"""The demo from end to end, on the server of the tests."""

from __future__ import annotations

import psycopg
import pytest

from pg_saint.demo.story import PAST
from tests.demo.conftest import STATUSES, TODAY, Told


def test_one_call_takes_the_status_away(told: Told) -> None:
    assert "neglected_customer is gone" in told.text
    before, after = told.text.split("insert into crm.activity")
    assert "yes" in _line(before, "past(30)")
    assert "no" in _line(after, "past(30)")


@pytest.mark.parametrize(
    "name",
    [
        "Good customer gone quiet",
        "Too many requests",
        "Neglected customer",
        "Sleeping customer",
        "Expensive customer",
        "Neglected project",
        "Nothing planned",
        "Unprofitable project",
    ],
)
def test_every_status_is_counted_and_names_somebody_to_call(told: Told, name: str) -> None:
    assert told.text.count(name) == 2


def test_the_day_is_shown(told: Told) -> None:
    assert "Who needs attention on Wednesday 18 March 2026" in told.text


def test_statuses_are_those_of_hand_written_sql(told: Told) -> None:
    with psycopg.connect(told.dsn) as connection:
        expected = set(connection.execute(STATUSES, {"today": TODAY}).fetchall())
        found = set(connection.execute("select status, id::bigint from saint.statusvalue").fetchall())
    assert found == expected


def test_there_is_a_past(told: Told) -> None:
    """Twelve weeks of it, in which customers were neglected and called again."""
    with psycopg.connect(told.dsn) as connection:
        days = connection.execute(
            "select count(distinct day), count(*) filter (where began > 0), count(*) filter (where ended > 0)"
            " from saint.status_daily where status = 'neglected_customer'"
        ).fetchone()
        assert days is not None
        assert days[0] == PAST + 1
        assert min(days) > 3
        wrong = connection.execute("select count(*) from saint.status_period where began_at > ended_at").fetchone()
        assert wrong == (0,)


def test_nothing_stored_differs_from_the_truth(told: Told) -> None:
    with psycopg.connect(told.dsn) as connection:
        assert connection.execute("select * from saint.check()").fetchall() == []


def test_a_selection_by_one_call(told: Told) -> None:
    with psycopg.connect(told.dsn) as connection:
        found = connection.execute("select id from saint.selection_oslo_unvisited order by 1").fetchall()
        expected = connection.execute(
            """
            select c.company_id from crm.company c
            join crm.company_category g on g.company_category_id = c.category_id
            where not c.deleted and g.name = 'Customer' and c.city = 'Oslo' and not exists (
                select from crm.activity a
                where a.company_id = c.company_id and not a.deleted and a.type = 'appointment'
                    and (a.starts_at at time zone 'Europe/Oslo')::date >= '2026-01-01'
                    and (a.starts_at at time zone 'Europe/Oslo')::date < '2026-04-01')
            order by 1
            """
        ).fetchall()
    assert found == expected
    assert "no activities this quarter with type appointment" in told.text


def test_no_escape_codes_in_a_pipe(told: Told) -> None:
    assert "\x1b" not in told.text


def _line(text: str, part: str) -> list[str]:
    """The words of the first line that holds the part."""
    return next(line for line in text.splitlines() if part in line).split()
