"""Rows with the most extreme values in every mapped column: no write fails because of us, and reads go on."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from tests.oracle.apply import apply
from tests.oracle.expressions import EXTREMES

TYPES = ["smallint", "integer", "bigint", "numeric", "real", "double precision", "text", "date", "timestamp",
         "timestamptz", "interval", "boolean", "jsonb", "json", "text[]", "uuid", "bytea"]  # fmt: skip
VALUES = {**EXTREMES, "json": [r"""'{"company": "1"}'""", r"""'{"company": "\u0000"}'""", "'1e1000000'", "null"]}
CRM = """
create schema crm;
create table crm.company (company_id integer primary key, COLUMNS);
create table crm.sale (sale_id integer primary key, company_id integer, at timestamptz, COLUMNS);
create index on crm.sale (company_id);
insert into crm.company (company_id) values (1), (2);
insert into crm.sale (sale_id, company_id, at, v1) values (1, 1, '2026-03-01 12:00+00', 5), (2, 2, '2026-03-01', 7);
"""
DEFINITIONS = """
timezone: Europe/Oslo
periods: [7]
entities:
  company:
    table: crm.company
    key: company_id
    fields: {v1: v1, v3: v3, v4: v4, v6: v6, v7: v7, lead: "v1 + 1"}
sources:
  sale:
    table: crm.sale
    key: sale_id
    date: at
    amount: v3
    links: {company: company_id}
    fields: FIELDS
  local: {table: crm.sale, key: sale_id, date: v8, date_zone: America/New_York, links: {company: company_id}}
counters:
  sales: {on: company, value: count(sale)}
  recent: {on: company, value: count(sale) filter (where past(period1))}
  amount: {on: company, value: sum(sale.v3)}
  mean: {on: company, value: avg(sale.v5) filter (where past(period1))}
  small: {on: company, value: sum(sale.v0)}
  most: {on: company, value: max(sale.v1) * 1000}
  larger: {on: company, value: max(sale.v6)}
  local: {on: company, value: max(local.date)}
  such: {on: company, value: "count(sale) filter (where v12 ->> 'a' = 'b' or lower(v6) like 'x%' or v3 > 1)"}
statuses:
  busy: {on: company, when: max(sale.v1) * 1000 > 10}
  late: {on: company, when: max(sale.v7) + max(sale.v1) < today - 30}
  far: {on: company, when: v7 < today - 30 and sum(sale.v3) * 10 > v3}
  odd: {on: company, when: "(max(sale.v5))::bigint > lead"}
"""


@pytest.fixture
def crm(database: str, connect: Callable[..., psycopg.Connection]) -> psycopg.Connection:
    connection = connect(autocommit=True)
    columns = ", ".join(f"v{at} {type_}" for at, type_ in enumerate(TYPES))
    for statement in CRM.replace("COLUMNS", columns).split(";\n"):
        connection.execute(statement.encode())
    connection.execute("select saint.set_today('2026-03-01')")
    fields = ", ".join(f"v{at}: v{at}" for at, type_ in enumerate(TYPES) if type_ != "json")
    apply(DEFINITIONS.replace("FIELDS", f"{{{fields}}}"), database)
    return connection


def test_no_write_fails_and_the_other_record_is_read(crm: psycopg.Connection) -> None:
    other = "select * from saint.company_counter where id = 2"
    before = crm.execute(other).fetchall()
    number = 10
    for at, type_ in enumerate(TYPES):
        for value in VALUES[type_]:
            number += 1
            crm.execute(
                f"insert into crm.sale (sale_id, company_id, at, v{at}) values ({number}, 1, now(), {value})".encode()
            )
            crm.execute(f"update crm.sale set v{at} = {value} where sale_id = 1".encode())
            crm.execute(f"update crm.company set v{at} = {value} where company_id = 1".encode())
            assert crm.execute(other).fetchall() == before, (type_, value)
        crm.execute("select * from saint.company_status").fetchall()
        crm.execute("select * from saint.tick()")
        assert crm.execute(other).fetchall() == before, type_
        crm.execute("delete from crm.sale where sale_id > 2")
        crm.execute(f"update crm.sale set v{at} = null where sale_id = 1")
        crm.execute(f"update crm.company set v{at} = null where company_id = 1")
    for edge in EXTREMES["timestamptz"]:
        crm.execute(f"update crm.sale set at = {edge} where sale_id = 1".encode())
        assert crm.execute(other).fetchall() == before
    crm.execute("select * from saint.tick()")
    assert crm.execute("select * from saint.check()").fetchall() == []


def test_a_number_of_a_wider_type_beside_a_document_that_jsonb_does_not_take(crm: psycopg.Connection) -> None:
    crm.execute("alter table crm.sale alter column company_id type bigint")
    crm.execute(r"""insert into crm.sale (sale_id, company_id, at, v13) values (5, 2, now(), '{"a": "\u0000"}')""")
    crm.execute(r"""update crm.sale set v13 = '{"a": "\u0000\u0000"}', v1 = 8 where sale_id = 5""")
    crm.execute("delete from crm.sale where sale_id = 5")
    assert crm.execute("select sales from saint.company_counter order by id").fetchall() == [(1,), (1,)]


BY_JSON = """
timezone: UTC
periods: [7]
entities:
  company: {table: crm.company, key: company_id}
sources:
  sale: {table: crm.sale, key: sale_id, date: v7, links: {company: "(v13 ->> 'company')::integer"}}
counters:
  sales: {on: company, value: count(sale)}
"""


def test_json_in_a_link_fails_no_write(crm: psycopg.Connection, database: str) -> None:
    apply(BY_JSON, database)
    for value in (r'{"company": "1"}', r'{"company": "\u0000"}', r'{"company": 1e100000}', r'{"company": "x"}'):
        crm.execute("insert into crm.sale (sale_id, v13) values (9, %s)", (value,))
        # nobody can tell whose it is, so nothing is known of anybody; but nothing fails
        assert len(crm.execute("select * from saint.company_counter").fetchall()) == 2
        crm.execute("select * from saint.tick()")
        crm.execute("update crm.sale set v13 = '{\"company\": 2}' where sale_id = 9")
        assert crm.execute("select id, sales from saint.company_counter order by id").fetchall() == [(1, 0), (2, 1)]
        crm.execute("delete from crm.sale where sale_id = 9")
