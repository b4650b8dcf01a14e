"""Whatever a row of the CRM holds, writing it does not fail because of us, and it counts as the naive query says."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from tests.oracle.apply import apply
from tests.oracle.comparison import Truth

CRM = """
create schema crm;
create table crm.company (company_id {key} primary key, kind text, alike text);
create table crm.sale (
    sale_id integer primary key, company_id {link}, sold_at timestamptz, zone text, kind text, alike text,
    amount numeric, rate double precision);
insert into crm.company values ({one}), ({other});
insert into crm.sale values (1, {one}, '2026-03-01 12:00+00', 'UTC', 'a', 'a', 1, 1);
"""

DEFINITIONS = """
timezone: {zone}
periods: [7]
entities:
  company: {{table: crm.company, key: company_id, fields: {{kind: kind, alike: alike}}}}
sources:
  sale:
    table: crm.sale
    key: sale_id
    date: {date}
    amount: amount
    {maintenance}
    links: {{company: company_id}}
    fields: {{kind: kind, alike: alike, rate: rate, money: amount}}
counters:
  recent: {{on: company, value: count(sale) filter (where past(period1))}}
  such: {{on: company, value: "{value}"}}
statuses:
  busy: {{on: company, when: count(sale) filter (where past(period1)) > 1}}
"""


def tried(
    database: str, connect: Callable[..., psycopg.Connection], rows: tuple[str, ...], *,
    key: tuple[str, str, str, str] = ("integer", "integer", "1", "2"), zone: str = "UTC", date: str = "sold_at",
    maintenance: str = "immediate", value: str = "count(sale)",
) -> None:  # fmt: skip
    """Inserts, moves and deletes the rows; `key`: types of the key and of what refers to it, two keys."""
    crm = connect(autocommit=True)
    type, link, one, other = key
    for statement in CRM.format(key=type, link=link, one=one, other=other).split(";\n"):
        crm.execute(statement.encode())
    crm.execute("select saint.set_today('2026-03-01')")
    text = DEFINITIONS.format(zone=zone, date=date, maintenance=f"maintenance: {maintenance}", value=value)
    truth = Truth(apply(text, database))
    columns = "company_id, sold_at, zone, kind, alike, amount, rate"
    for n, row in enumerate(rows, start=2):
        for statement in (
            f"insert into crm.sale (sale_id, {columns}) values ({n}, {row})",
            f"update crm.sale set ({columns}) = ({row}) where sale_id = 1",
            f"update crm.sale set company_id = {other} where sale_id = {n}",
            f"update crm.sale set company_id = {row.split(', ', 1)[0]}",
            f"delete from crm.sale where sale_id = {n}",
        ):
            crm.execute(statement.encode())
            truth.compare(crm)
        crm.execute("select saint.tick()")
        truth.compare(crm)
    assert crm.execute("select * from saint.check()").fetchall() == []


# Longer than an index takes, and not to be compressed.
LONG = "(select string_agg(md5(n::text),'') from generate_series(1,500) n)"
# key, what refers to it, two keys, and values that are no key
KEYS = {
    "bigint for integer": ("integer", "bigint", "1", "2", "5000000000"),
    "integer for smallint": ("smallint", "integer", "1", "2", "70000"),
    "numeric for numeric(10)": ("numeric(10)", "numeric", "1", "2", "1.6"),
    "text for varchar(3)": ("varchar(3)", "text", "'abc'", "'xyz'", "'abcd'"),
    "varchar(9) for varchar(3)": ("varchar(3)", "varchar(9)", "'abc'", "'xyz'", "'abcd'"),
    "char(3)": ("char(3)", "char(3)", "'abc'", "'xyz'", "'ab'"),
    "seconds": ("timestamp(0)", "timestamp", "'2026-01-01'", "'2026-01-02'", "'2026-01-01 00:00:00.4'"),
    "long text": ("text", "text", "'abc'", "'xyz'", LONG),
}  # fmt: skip


@pytest.mark.parametrize("maintenance", ["immediate", "deferred"])
@pytest.mark.parametrize("case", KEYS)
def test_what_is_no_key(database: str, connect: Callable[..., psycopg.Connection], case: str, maintenance: str) -> None:
    *key, wrong = KEYS[case]
    row = f"{wrong}, '2026-03-01 12:00+00', 'UTC', 'a', 'a', 1, 1"
    tried(database, connect, (row,), key=tuple(key), maintenance=maintenance)  # type: ignore[arg-type]


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_a_time_at_the_end_of_what_there_is(
    database: str, connect: Callable[..., psycopg.Connection], zone: str
) -> None:
    times = ("9999-12-31 23:59:59+00", "0001-01-01 00:00+00", "infinity", "-infinity")
    tried(database, connect, tuple(f"1, '{at}', 'UTC', 'a', 'a', 1, 1" for at in times), zone=zone)


def test_a_zone_that_the_row_names(database: str, connect: Callable[..., psycopg.Connection]) -> None:
    rows = tuple(f"1, '2026-03-01 12:00+00', {zone}, 'a', 'a', 1, 1" for zone in ("'Asia/Tokyo'", "null"))
    tried(database, connect, rows, date="(sold_at at time zone zone)::date")


@pytest.mark.parametrize(
    "value",
    [
        "count(sale) filter (where kind like alike)",
        "count(sale) filter (where kind ilike alike)",
        "count(sale) filter (where kind || alike = 'ab')",
        "count(sale) filter (where money > rate)",
        "count(sale) filter (where money = 1.5 or rate = 1.5)",
        "sum(sale.rate)",
        "max(sale.money)",
    ],
)
def test_values_at_the_end_of_what_there_is(
    database: str, connect: Callable[..., psycopg.Connection], value: str
) -> None:
    rows = (
        r"1, '2026-03-01 12:00+00', 'UTC', 'abc', 'ab%', 1e300, 1e-300",
        r"1, '2026-03-01 12:00+00', 'UTC', 'x', 'a%', 1e-300, 1e308",
        r"2, '2026-03-01 12:00+00', 'UTC', null, '', 'NaN', 'NaN'",
        r"2, '2026-03-01 12:00+00', 'UTC', repeat('x', 100000), 'x', 1, '-Infinity'",
    )
    tried(database, connect, rows, value=value)


@pytest.mark.parametrize(
    ("date", "value", "row", "such"),
    [
        ("(sold_at at time zone zone)::date", "count(sale)", "1, '2026-03-01 12:00+00', 'Mars', 'a', 'a', 1, 1", 1),
        ("sold_at", "count(sale) filter (where kind like alike)", r"1, '2026-03-01', 'UTC', 'ab', 'a\', 1, 1", 1),
        ("sold_at", r"count(sale) filter (where kind ilike 'a\')", "1, '2026-03-01', 'UTC', 'ab', 'a', 1, 1", 0),
    ],
)
def test_an_expression_that_fails_on_a_row_fails_no_write(
    database: str, connect: Callable[..., psycopg.Connection], date: str, value: str, row: str, such: int
) -> None:
    crm = connect(autocommit=True)
    for statement in CRM.format(key="integer", link="integer", one="1", other="2").split(";\n"):
        crm.execute(statement.encode())
    yaml = value.replace("\\", "\\\\")
    truth = Truth(apply(DEFINITIONS.format(zone="UTC", date=date, maintenance="", value=yaml), database))
    columns = "sale_id, company_id, sold_at, zone, kind, alike, amount, rate"
    crm.execute(f"insert into crm.sale ({columns}) values (2, {row})".encode())
    crm.execute("update crm.sale set company_id = 2 where sale_id = 1")
    # of company 1 nothing can be computed, which plain SQL says with an error; of company 2 all
    for _ in range(2):
        found = crm.execute("select id, recent, such from saint.company_counter order by id").fetchall()
        assert found == [(1, None, None), (2, 0, such)]
        assert crm.execute("select distinct id from saint_data.company_failing()").fetchall() == [("1",)]
        crm.execute("select saint.tick()")
    assert crm.execute("select * from saint.check()").fetchall() == []
    crm.execute("delete from crm.sale where sale_id = 2")
    truth.compare(crm)


FAILING_STATUS = """
timezone: UTC
periods: [7]
entities:
  company: {table: crm.company, key: company_id, fields: {kind: kind, alike: alike}}
sources:
  sale: {table: crm.sale, key: sale_id, date: sold_at, amount: amount, links: {company: company_id}}
counters:
  mean: {on: company, value: sum(sale.amount) / count(sale)}
statuses:
  odd: {on: company, when: "WHEN"}
"""


@pytest.mark.parametrize(
    "when",
    [
        "sum(sale.amount) / (count(sale) - 2) > 1",
        "kind::integer > count(sale) - 2",
        "kind like alike and count(sale) = 2",
        "max(sale.date) + (count(sale) * 1000000000)::integer > '2026-01-01'",
        "sqrt(2 - count(sale)) > 0",
    ],
)
def test_a_criterion_that_fails_on_a_record_fails_no_write(
    database: str, connect: Callable[..., psycopg.Connection], when: str
) -> None:
    crm = connect(autocommit=True)
    for statement in CRM.format(key="integer", link="integer", one="1", other="2").split(";\n"):
        crm.execute(statement.encode())
    crm.execute("update crm.company set kind = '1', alike = '1'")
    crm.execute("insert into crm.sale select n, 1, '2026-03-01', 'UTC', 'a', 'a', 1, 1 from generate_series(10, 10) n")
    crm.execute("delete from crm.sale where sale_id = 10")
    truth = Truth(apply(FAILING_STATUS.replace("WHEN", when), database))
    crm.execute("insert into crm.sale (sale_id, company_id, sold_at, amount) values (2, 1, '2026-03-01', 1)")
    crm.execute("update crm.company set kind = 'x', alike = 'x\\'")
    crm.execute("insert into crm.sale (sale_id, company_id, sold_at, amount) values (3, 1, '2026-03-01', 1)")
    crm.execute("update crm.sale set amount = 7 where sale_id = 3")
    crm.execute("delete from crm.sale where sale_id > 1")
    crm.execute("update crm.company set kind = '1', alike = '1'")
    truth.compare(crm)
