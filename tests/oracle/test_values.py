"""Values that are hard to take away again, or to compare."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from psycopg import sql

from tests.oracle.apply import apply
from tests.oracle.comparison import Truth

CRM = """
create schema crm;
create table crm.company (company_id integer primary key);
create table crm.sale (sale_id integer primary key, sold_on date, amount {}, company_id integer);
insert into crm.company values (1);
insert into crm.sale values (1, '2026-03-01', 3, 1);
"""

DEFINITIONS = """
timezone: UTC
periods: [7]
entities:
  company: {table: crm.company, key: company_id}
sources:
  sale: {table: crm.sale, key: sale_id, date: sold_on, amount: amount, links: {company: company_id}}
counters:
  total: {on: company, value: sum(sale.amount)}
  mean: {on: company, value: avg(sale.amount) filter (where past(period1))}
"""


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity", "1e25", "1e-20"])
@pytest.mark.parametrize("type", ["numeric", "double precision", "real"])
def test_an_amount_comes_changes_and_goes(
    database: str, connect: Callable[..., psycopg.Connection], type: str, amount: str
) -> None:
    crm = connect(autocommit=True)
    for statement in sql.SQL(CRM).format(sql.SQL(type)).as_string(crm).split(";\n"):
        crm.execute(statement.encode())
    crm.execute("select saint.set_today('2026-03-01')")
    truth = Truth(apply(DEFINITIONS, database))
    for statement, values in [
        ("insert into crm.sale values (2, '2026-03-01', %s, 1)", (amount,)),
        ("insert into crm.sale values (3, '2026-03-01', 1, 1)", ()),
        ("update crm.sale set amount = 5 where sale_id = 2", ()),
        ("update crm.sale set amount = %s where sale_id = 3", (amount,)),
        ("delete from crm.sale where sale_id = 3", ()),
    ]:
        crm.execute(statement.encode(), values)
        truth.compare(crm)


@pytest.mark.parametrize("day", ["5874897-12-31", "infinity", "-infinity", "4713-01-01 BC"])
def test_a_date_at_the_end_of_time_comes_and_goes(
    database: str, connect: Callable[..., psycopg.Connection], day: str
) -> None:
    crm = connect(autocommit=True)
    for statement in sql.SQL(CRM).format(sql.SQL("numeric")).as_string(crm).split(";\n"):
        crm.execute(statement.encode())
    crm.execute("select saint.set_today('2026-03-01')")
    truth = Truth(apply(DEFINITIONS, database))
    for statement, values in [
        ("insert into crm.sale values (2, %s, 7, 1)", (day,)),
        ("update crm.sale set sold_on = '2026-03-01' where sale_id = 2", ()),
        ("update crm.sale set sold_on = %s where sale_id = 1", (day,)),
        ("delete from crm.sale where sale_id = 1", ()),
    ]:
        crm.execute(statement.encode(), values)
        truth.compare(crm)
        crm.execute("select saint.tick()")
        truth.compare(crm)
    assert crm.execute("select * from saint.check()").fetchall() == []


TWO_ENTITIES = """
create schema crm;
create table crm.company (company_id integer primary key);
create table crm.project (project_id integer primary key);
create table crm.sale (
    sale_id integer primary key, stage text collate "en-x-icu", weight integer, company_id integer, project_id integer);
insert into crm.company values (1);
insert into crm.project values (1);
"""

OF_ONE_SOURCE = """
timezone: UTC
periods: [7]
entities:
  company: {table: crm.company, key: company_id}
  project: {table: crm.project, key: project_id}
sources:
  sale:
    table: crm.sale
    key: sale_id
    links: {company: company_id, project: project_id}
    fields: {weight: weight, stage: stage}
counters:
  total: {on: company, value: sum(sale.weight)}
  mean: {on: project, value: avg(sale.weight)}
"""


def test_one_entity_sums_what_another_averages(database: str, connect: Callable[..., psycopg.Connection]) -> None:
    crm = connect(autocommit=True)
    crm.execute(TWO_ENTITIES.encode())
    truth = Truth(apply(OF_ONE_SOURCE, database))
    for statement in (
        "insert into crm.sale values (1, 'a', 3, 1, 1)",
        "update crm.sale set weight = 4",
        "delete from crm.sale",
    ):
        crm.execute(statement.encode())
        truth.compare(crm)


def test_text_is_compared_by_the_columns_own_collation(
    database: str, connect: Callable[..., psycopg.Connection]
) -> None:
    crm = connect(autocommit=True)
    crm.execute(TWO_ENTITIES.encode())
    early = "\n  early: {on: company, value: count(sale) filter (where stage < 'b')}\n"
    truth = Truth(apply(OF_ONE_SOURCE + early, database))
    for stage in ("a", "B", "C", "\u00e4"):
        crm.execute("insert into crm.sale values (%s, %s, 1, 1, 1)", (ord(stage), stage))
        truth.compare(crm)
