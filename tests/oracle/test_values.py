"""Values that are hard to take away again, or to compare."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from psycopg import sql

from tests.oracle.apply import apply
from tests.oracle.comparison import Truth
from tests.support import ICU, needs

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


FLOATS = """
create schema crm;
create domain crm.money_amount as double precision;
create table crm.company (company_id integer primary key);
create table crm.sale (
    sale_id integer primary key, sold_on date, amount double precision, small real, domain crm.money_amount,
    company_id integer);
insert into crm.company values (1), (2);
insert into crm.sale select 0, '2026-03-01', amount, amount, amount, 2 from (values (1234567)) v (amount);
"""

OF_FLOATS = """
timezone: UTC
periods: [7]
entities:
  company: {table: crm.company, key: company_id}
sources:
  sale:
    table: crm.sale
    key: sale_id
    date: sold_on
    amount: amount
    links: {company: company_id}
    fields: {small: small, domain: domain}
    standard_counters: {all: "true"}
    moment: {kind: sales}
    revenue: {orders: "true"}
counters:
  total: {on: company, value: sum(sale.amount)}
  mean: {on: company, value: avg(sale.amount)}
  small: {on: company, value: sum(sale.small) filter (where past(period1))}
  small_mean: {on: company, value: avg(sale.small)}
  most: {on: company, value: max(sale.small)}
  total_domain: {on: company, value: sum(sale.domain)}
statuses:
  precise: {on: company, when: sum(sale.amount) = 1234567.123456789}
monitors:
  buyers: {on: company, period: 30, revenue: orders}
"""


@pytest.mark.parametrize("digits", ["1", "-15"])
def test_sums_of_floating_point_numbers_keep_their_digits(
    database: str, connect: Callable[..., psycopg.Connection], digits: str
) -> None:
    crm, reader = connect(autocommit=True), connect(autocommit=True)
    crm.execute(FLOATS.encode())
    crm.execute("select saint.set_today('2026-03-01')")
    truth = Truth(apply(OF_FLOATS, database))
    crm.execute(f"set extra_float_digits = {digits}".encode())
    for number, amount in enumerate(
        ("1234567", "0.30000000000000004", "1234567.123456789", "16777217", "1e300", "1e-20", "0.1"), start=1
    ):
        as_written = [amount, "1e30" if amount == "1e300" else amount, amount]
        row = "insert into crm.sale values (%s, '2026-03-01', %s::float8, %s::real, %s::float8, 1)"
        crm.execute(row.encode(), (number, *as_written))
        assert crm.execute("select id from saint_data.company_dirty").fetchall() == []
        # what PostgreSQL's own sum is, as far as it does not depend on an order: over one row
        with crm.transaction():
            crm.execute("set local extra_float_digits = 1")
            plain = "select sum(amount)::text, sum(small)::text, sum(domain)::text from crm.sale where company_id = 1"
            shown = (
                "select total::float8::text, small::real::text, total_domain::float8::text from saint.company_counter"
            )
            assert crm.execute(f"{shown} where id = 1".encode()).fetchall() == crm.execute(plain.encode()).fetchall()
            status = "select count(*) from saint.company_status where id = 1"
            assert crm.execute(status.encode()).fetchone() == (int(amount == "1234567.123456789"),)
        truth.compare(reader)
        crm.execute("select saint.recalculate('buyers')")
        revenue = (
            "select revenue = (select total from saint.company_counter where id = 1) from saint.attention_buyers_sales"
        )
        assert crm.execute(f"{revenue} where id = 1".encode()).fetchall() == [(True,)]
        crm.execute("insert into crm.sale values (99, '2026-03-01', 0.7, 0.7, 0.7, 1)")
        crm.execute("delete from crm.sale where sale_id = 99")
        truth.compare(reader)
        crm.execute("update crm.sale set amount = -amount, small = 7 where company_id = 1")
        truth.compare(reader)
        crm.execute("delete from crm.sale where company_id = 1")
        crm.execute("select saint.tick()")
    assert crm.execute("select total, small from saint.company_counter where id = 2").fetchall() == [(1234567, 1234567)]
    assert crm.execute("select * from saint.check()").fetchall() == []


def test_digits_that_came_and_went(database: str, connect: Callable[..., psycopg.Connection]) -> None:
    """An average has the digits that its values give it, and no more."""
    crm = connect(autocommit=True)
    crm.execute(CRM.replace("{}", "numeric").encode())
    crm.execute("insert into crm.sale values (2, '2026-03-01', -1, 1), (3, '2026-03-01', 0, 1)")
    crm.execute("select saint.set_today('2026-03-01')")
    apply(DEFINITIONS, database)
    for amount, change in (
        ("0.0000000000000000000000000001", "delete from crm.sale where sale_id = 4"),
        ("0.000000000001", "update crm.sale set amount = 0 where sale_id = 4"),
        ("NaN", "update crm.sale set amount = 0 where sale_id = 4"),
        ("0.25", "delete from crm.sale where sale_id = 4"),
    ):
        crm.execute("insert into crm.sale values (4, '2026-03-01', %s, 1)", (amount,))
        crm.execute(change.encode())
        plain = "select trim_scale(sum(amount)), avg(amount)::text from crm.sale"
        shown = "select trim_scale(total), mean::text from saint.company_counter"
        assert crm.execute(shown.encode()).fetchall() == crm.execute(plain.encode()).fetchall()
        crm.execute("delete from crm.sale where sale_id = 4")
        crm.execute("select saint.tick()")


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
    sale_id integer primary key, stage text, weight integer, company_id integer, project_id integer);
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
    needs(crm, ICU)
    crm.execute(TWO_ENTITIES.encode())
    crm.execute('alter table crm.sale alter stage type text collate "en-x-icu"')
    early = "\n  early: {on: company, value: count(sale) filter (where stage < 'b')}\n"
    truth = Truth(apply(OF_ONE_SOURCE + early, database))
    for stage in ("a", "B", "C", "\u00e4"):
        crm.execute("insert into crm.sale values (%s, %s, 1, 1, 1)", (ord(stage), stage))
        truth.compare(crm)
