"""Weeks, months, quarters and years by the calendar: ends of months and years, leap days, the end of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import psycopg
import pytest

from pg_saint.cluster.provider import Provider
from tests.oracle.apply import apply
from tests.oracle.comparison import Truth
from tests.support import Connect, fresh_database

CRM = b"""
create schema crm;
create table crm.company (company_id integer primary key, renews_on date);
create table crm.sale (sale_id integer primary key, sold_on date, company_id integer);
create index on crm.sale (company_id);
"""

WORDS = [
    f"{word}({number}{unit})"
    for unit in ("day", "week", "month", "quarter", "half_year", "year")
    for word, number in (("this", ""), ("previous", ""), ("previous", "2, "), ("next", ""), ("next", "3, "))
]

WORDS += ["past(1 month)", "past(6 months)", "past(1 year)", "ahead(1 month)", "ahead(1 year)", "past(2 weeks)"]


def name(words: str) -> str:
    return words.replace("(", "_").replace(", ", "_").replace(")", "").replace(" ", "_")


DEFINITIONS = "\n".join(
    [
        "timezone: UTC",
        "entities:",
        "  company: {table: crm.company, key: company_id, fields: {renews_on: renews_on}}",
        "sources:",
        "  sale: {table: crm.sale, key: sale_id, date: sold_on, links: {company: company_id}}",
        "counters:",
        *(f'  {name(w)}: {{on: company, value: "count(sale) filter (where {w})"}}' for w in WORDS),
        "statuses:",
        *(f'  renews_{name(w)}: {{on: company, when: "{w[:-1]}, renews_on)"}}' for w in WORDS),
        *(f'  sold_{name(w)}: {{on: company, when: "{w[:-1]}, max(sale.date))"}}' for w in WORDS[5:10]),
    ]
)

# today; a period; its first and last day, worked out by hand
PERIODS = [
    ("2024-02-29", "this(month)", "2024-02-01", "2024-02-29"),
    ("2024-03-31", "previous(month)", "2024-02-01", "2024-02-29"),
    ("2024-03-31", "previous(2, month)", "2024-01-01", "2024-02-29"),
    ("2025-01-31", "next(month)", "2025-02-01", "2025-02-28"),
    ("2025-01-31", "next(3, month)", "2025-02-01", "2025-04-30"),
    ("2025-12-31", "next(month)", "2026-01-01", "2026-01-31"),
    ("2026-01-01", "previous(month)", "2025-12-01", "2025-12-31"),
    ("2026-01-01", "this(week)", "2025-12-29", "2026-01-04"),  # a Thursday: week 1 of 2026
    ("2027-01-03", "this(week)", "2026-12-28", "2027-01-03"),  # a Sunday: week 53 of 2026
    ("2027-01-04", "previous(week)", "2026-12-28", "2027-01-03"),
    ("2027-01-04", "next(3, week)", "2027-01-11", "2027-01-31"),
    ("2026-12-31", "this(quarter)", "2026-10-01", "2026-12-31"),
    ("2026-12-31", "next(quarter)", "2027-01-01", "2027-03-31"),
    ("2026-05-31", "previous(2, quarter)", "2025-10-01", "2026-03-31"),
    ("2026-06-30", "this(half_year)", "2026-01-01", "2026-06-30"),
    ("2026-07-01", "previous(half_year)", "2026-01-01", "2026-06-30"),
    ("2026-08-31", "previous(2, half_year)", "2025-07-01", "2026-06-30"),
    ("2024-02-29", "next(year)", "2025-01-01", "2025-12-31"),
    ("2024-02-29", "previous(2, year)", "2022-01-01", "2023-12-31"),
    ("2024-02-29", "this(day)", "2024-02-29", "2024-02-29"),
    ("2024-03-01", "previous(day)", "2024-02-29", "2024-02-29"),
    ("2024-03-01", "previous(2, day)", "2024-02-28", "2024-02-29"),
    # as date - interval counts: a month before 31 March is the last day of February
    ("2024-03-31", "past(1 month)", "2024-03-01", "2024-03-31"),
    ("2025-03-29", "past(1 month)", "2025-03-01", "2025-03-29"),
    ("2025-03-28", "past(1 month)", "2025-03-01", "2025-03-28"),
    ("2025-03-01", "past(1 month)", "2025-02-02", "2025-03-01"),
    ("2025-02-28", "ahead(1 month)", "2025-03-01", "2025-03-28"),
    ("2025-01-31", "ahead(1 month)", "2025-02-01", "2025-02-28"),
    ("2024-02-29", "ahead(1 year)", "2024-03-01", "2025-02-28"),
    ("2024-02-29", "past(1 year)", "2023-03-01", "2024-02-29"),
    ("2025-02-28", "past(1 year)", "2024-02-29", "2025-02-28"),
    ("2025-08-31", "past(6 months)", "2025-03-01", "2025-08-31"),
    ("2025-08-31", "past(2 weeks)", "2025-08-18", "2025-08-31"),
]

FOUND = """
    select c.{0}::int, exists (select from saint.company_status s where s.id = c.id and s.status = 'renews_{0}')
    from saint.company_counter c order by c.id
"""


@pytest.fixture(scope="module")
def applied(cluster: Provider, template: str) -> Iterator[tuple[str, Truth]]:
    """A database to copy, and what the definitions mean."""
    with fresh_database(cluster, template) as name:
        with psycopg.connect(cluster.dsn(name)) as connection:
            connection.execute(CRM)
            connection.execute("select saint.set_today('2024-01-01')")
        yield name, Truth(apply(DEFINITIONS, cluster.dsn(name)))


@pytest.fixture
def crm(cluster: Provider, applied: tuple[str, Truth]) -> Iterator[tuple[psycopg.Connection, Truth]]:
    template, truth = applied
    with fresh_database(cluster, template) as name, psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
        yield connection, truth


def test_first_and_last_days(crm: tuple[psycopg.Connection, Truth]) -> None:
    """The day before, the first and the last day, and the day after: only the two between count."""
    connection, _ = crm
    for today, words, first, last in PERIODS:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        days = [start - timedelta(1), start, end, end + timedelta(1)]
        connection.execute("select saint.set_today(%s)", (today,))
        connection.execute("delete from crm.company")
        connection.execute("delete from crm.sale")
        connection.execute("insert into crm.company select * from unnest(%s::int[], %s::date[])", ([1, 2, 3, 4], days))
        connection.execute("select saint.tick()")
        for number, day in enumerate(days, start=1):
            connection.execute("insert into crm.sale values (%s, %s, %s)", (number, day, number))
        found = connection.execute(FOUND.format(name(words)).encode()).fetchall()
        assert found == [(0, False), (1, True), (1, True), (0, False)], f"{words} on {today}"


def test_the_first_day_from_which_months_later_is_a_day_or_after_it(connect: Connect) -> None:
    """Asked of every day of two years, one a leap year, and compared with looking at each day."""
    connection = connect()
    wrong = connection.execute(
        """
        with day as (select '2023-01-01'::date + n as day from generate_series(0, 800) n),
        later as (
            select d.day, n as months, (d.day + n * interval '1 month')::date as later
            from day d cross join unnest(array[-13, -12, -6, -2, -1, 1, 2, 3, 11, 12, 24]) n
        ),
        asked as (select '2024-01-15'::date + n as day from generate_series(0, 420) n),
        truth as (
            select a.day, l.months, min(l.day) as reached from asked a
            join later l on l.later >= a.day and l.later < a.day + 40
            group by a.day, l.months
        )
        select t.*, saint.months_reached(t.day, t.months) from truth t
        where saint.months_reached(t.day, t.months) <> t.reached and t.reached > '2023-01-01'
        """
    ).fetchall()
    assert wrong == []
    assert connection.execute(
        "select distinct saint.months_later(d::date, n) = (d + n * interval '1 month')::date"
        " from generate_series('2023-12-25'::timestamp, '2024-04-03', '1 day') d, generate_series(-14, 14) n"
    ).fetchall() == [(True,)]


@pytest.mark.long
def test_a_year_of_days_on_which_something_changes(crm: tuple[psycopg.Connection, Truth]) -> None:
    """Sales and renewals of every season: exact on each day that ends or begins something, whether or not a tick has
    stored it."""
    connection, truth = crm
    first = date(2023, 11, 1)
    for number in range(1, 27):
        renews_on = first + timedelta(days=23 * number)
        connection.execute("insert into crm.company values (%s, %s)", (number, renews_on))
        sold_on = renews_on + timedelta(days=number % 3)
        connection.execute("insert into crm.sale values (%s, %s, %s)", (number, sold_on, number % 7 + 1))
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(380)]
    edges = [day for day in days if 1 in (day.day, (day + timedelta(1)).day) or (day.month == 1 and day.weekday() == 0)]
    # a month's last days are those on which months differ
    edges = sorted({*edges, *(day for day in days if day.month in (2, 3) and day.day in (2, 26, 27, 28, 29, 30))})
    for number, day in enumerate(edges):
        connection.execute("select saint.set_today(%s)", (day,))
        if number % 2:
            connection.execute("select saint.tick()")
        connection.execute("update crm.sale set sold_on = sold_on + 1 where sale_id = %s", (1 + number % 26,))
        truth.compare(connection, of_all=day == edges[-1])
    assert connection.execute("select * from saint.check()").fetchall() == []


def test_dates_at_the_end_of_time(crm: tuple[psycopg.Connection, Truth]) -> None:
    connection, truth = crm
    connection.execute("insert into crm.company values (1, null), (2, '2024-01-01')")
    connection.execute("insert into crm.sale values (1, '2024-01-01', 1), (2, '2024-01-01', 2)")
    for day in ("5874897-12-31", "294276-12-31", "infinity", "-infinity", "4713-01-01 BC"):
        for statement in (
            "update crm.company set renews_on = %s where company_id = 2",
            "update crm.sale set sold_on = %s where sale_id = 1",
        ):
            connection.execute(statement.encode(), (day,))
            truth.compare(connection)
            connection.execute("select saint.tick()")
            truth.compare(connection)
    assert connection.execute("select * from saint.check()").fetchall() == []
