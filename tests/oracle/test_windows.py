"""Events on each day around each edge of a window, one by one: added in place, and compared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import psycopg

from tests.oracle.apply import apply
from tests.oracle.comparison import Truth

TODAY = date(2026, 3, 1)
CRM = b"""
create schema crm;
create table crm.company (company_id integer primary key);
create table crm.sale (
  sale_id integer generated always as identity, sold_on date, due_on date, amount numeric, company_id integer
);
insert into crm.company values (1);
"""

DEFINITIONS = """
timezone: UTC
periods: [7, 12]
entities:
  company: {table: crm.company, key: company_id}
sources:
  sale:
    {table: crm.sale, key: sale_id, date: sold_on, amount: amount, links: {company: company_id}, fields: {due: due_on}}
counters:
  all: {on: company, value: count(sale)}
  period1: {on: company, value: count(sale) filter (where past(period1))}
  period2: {on: company, value: sum(sale.amount) filter (where past(period2) and sale.amount > 1)}
  ahead: {on: company, value: count(sale) filter (where date > today and date <= today + 5)}
  not_now: {on: company, value: count(sale) filter (where date <> today - 3 and (date < today or date >= today + 2))}
  that_day: {on: company, value: count(sale) filter (where not (date = today) and date <= today)}
  overdue: {on: company, value: count(sale) filter (where due < today - 4)}
  last: {on: company, value: max(sale.date) filter (where date <= today)}
  next: {on: company, value: min(sale.due) filter (where due >= today)}
"""


def test_a_new_row_on_each_day_around_an_edge(database: str, connect: Callable[..., psycopg.Connection]) -> None:
    crm = connect(autocommit=True)
    for statement in CRM.split(b";\n"):
        crm.execute(statement)
    crm.execute("select saint.set_today(%s)", (TODAY,))
    truth = Truth(apply(DEFINITIONS, database))
    days = [TODAY + timedelta(days) for days in range(-14, 8)]
    for at, day in enumerate(days):
        for due in (day, days[-1 - at], None):
            crm.execute(
                "insert into crm.sale (sold_on, due_on, amount, company_id) values (%s, %s, %s, 1)", (day, due, at % 4)
            )
            truth.compare(crm)
    marks = crm.execute("select count(*) from saint_data.company_dirty").fetchone()
    assert marks == (0,), "compared what a mark had computed, not what was added"
