"""The naive renderer against numbers worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import psycopg
import pytest
import sqlglot

from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import (
    Aggregate,
    Counter,
    Criterion,
    Entity,
    Expr,
    Field,
    Join,
    Link,
    Location,
    Source,
    Status,
    Table,
    Tree,
)
from pg_saint.oracle import counter_query, status_query

HERE = Location("by hand", 1)
TODAY = date(2026, 3, 31)

CRM = b"""
create schema crm;
create table crm."Order" ("end" text primary key, category text, deleted boolean);
create table crm.activity (activity_id integer primary key, "to" text, direction text, starts_on date);
create table crm.guest (activity_id integer, "order" text);
insert into crm."Order" values
  ('a', 'Customer', false), ('b', 'Customer', null), ('c', null, false), ('d', 'Customer', true);
insert into crm.activity values
  (1, 'a', 'out', '2026-03-31'), (2, 'a', 'out', '2026-03-01'), (3, 'a', 'in', '2026-03-02'),
  (4, 'a', null, '2026-04-01'), (5, 'b', 'out', '2026-03-30'), (6, 'c', 'out', null), (7, null, 'out', '2026-03-31');
insert into crm.guest values (1, 'a'), (1, 'a'), (1, 'c'), (2, 'c'), (9, 'a'), (3, null);
"""


def parsed(text: str) -> Expr:
    return sqlglot.parse_one(text, dialect="postgres")


def definition(link: Link, *aggregates: Aggregate, counters: dict[str, str], statuses: dict[str, str]) -> Definition:
    company = Table("crm", "Order", ())
    key = parsed('company."end"')
    tree = Tree("company", company, key, "text", where=parsed("company.deleted is not true"))
    fields = (Field("category", "category", parsed("company.category"), "text"),)
    events = Tree("activity", Table("crm", "activity", ()), parsed("activity.activity_id"), "integer")
    event_fields = (
        Field("direction", "direction", parsed("activity.direction"), "text"),
        Field("date", "date", parsed("activity.starts_on"), "date"),
    )
    return Definition(
        timezone="UTC",
        languages=("en",),
        entities=(Entity("company", tree, fields, HERE),),
        sources=(Source("activity", events, event_fields, (link,), HERE),),
        aggregates={"company": aggregates},
        counters=tuple(Counter(name, "company", parsed(text), "bigint", HERE) for name, text in counters.items()),
        statuses=tuple(
            Status(name, "company", (Criterion(text, parsed(text), HERE),), {}, {}, rank, True, HERE)
            for rank, (name, text) in enumerate(statuses.items())
        ),
    )


def count(column: str, filter: str | None = None) -> Aggregate:
    return Aggregate(column, "activity", "count", None, parsed(filter) if filter else None, "bigint")


BY_COLUMN = Link("company", parsed('activity."to"'))
BY_GUESTS = Link(
    "company",
    parsed('guest."order"'),
    joins=(Join("guest", Table("crm", "guest", ()), parsed("guest.activity_id = activity.activity_id"), many=True),),
)


@pytest.fixture
def crm(connect: Callable[..., psycopg.Connection]) -> psycopg.Connection:
    connection = connect(autocommit=True)
    connection.execute(CRM)
    return connection


def rows(crm: psycopg.Connection, query: str) -> list[tuple[object, ...]]:
    return sorted(crm.execute(query.encode()).fetchall())


def test_counts_the_events_of_each_record_in_the_window(crm: psycopg.Connection) -> None:
    recent = count("recent", "direction = 'out' and date > today - 30 and date <= today")
    last = Aggregate("last", "activity", "max", parsed("date"), None, "date")
    made = definition(
        BY_COLUMN, count("n"), recent, last, counters={"n": "n", "r": "recent + 1", "l": "last"}, statuses={}
    )
    assert rows(crm, counter_query(made, "company", TODAY)) == [
        ("a", 4, 2, date(2026, 4, 1)),
        ("b", 1, 2, date(2026, 3, 30)),
        ("c", 1, 1, None),
    ]
    assert rows(crm, counter_query(made, "company", date(2026, 3, 30)))[0] == ("a", 4, 2, date(2026, 4, 1))


def test_an_event_that_names_a_record_twice_counts_once(crm: psycopg.Connection) -> None:
    made = definition(BY_GUESTS, count("n"), counters={"n": "n"}, statuses={})
    assert rows(crm, counter_query(made, "company", TODAY)) == [("a", 1), ("b", 0), ("c", 2)]


def test_a_status_holds_where_its_condition_is_true(crm: psycopg.Connection) -> None:
    last = Aggregate("last", "activity", "max", parsed("date"), None, "date")
    statuses = {
        "customer": "category = 'Customer'",
        "quiet": "last < today",
        "other": "not status('customer')",
        "quiet_customer": "status('customer') and status('quiet')",
    }
    made = definition(BY_COLUMN, last, counters={}, statuses=statuses)
    assert rows(crm, status_query(made, "company", TODAY)) == [
        ("a", "customer"),
        ("b", "customer"),
        ("b", "quiet"),
        ("b", "quiet_customer"),
        ("c", "other"),
    ]


def test_an_entity_without_statuses_has_none(crm: psycopg.Connection) -> None:
    made = definition(BY_COLUMN, counters={}, statuses={})
    assert rows(crm, status_query(made, "company", TODAY)) == []
