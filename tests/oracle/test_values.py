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
