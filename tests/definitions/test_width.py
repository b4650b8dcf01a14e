"""More counters than a row of PostgreSQL can hold are refused before anything is done."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from pg_saint.compile.row.width import BYTES, widest
from pg_saint.errors import SaintError
from tests.oracle.apply import apply

CRM = """
create schema crm;
create table crm.company (company_id integer primary key);
create table crm.sale (sale_id integer primary key, sold_on date, amount numeric, company_id integer);
insert into crm.company values (1);
"""

DEFINITIONS = """
timezone: UTC
entities:
  company: {table: crm.company, key: company_id}
sources:
  sale: {table: crm.sale, key: sale_id, date: sold_on, amount: amount, links: {company: company_id}}
counters:
"""


def counters(value: str, number: int) -> str:
    lines = (f"  c{n}: {{on: company, value: {value} filter (where date > today - {n})}}" for n in range(1, number + 1))
    return DEFINITIONS + "\n".join(lines)


def test_too_many_counters(database: str, connect: Callable[..., psycopg.Connection]) -> None:
    crm = connect(autocommit=True)
    crm.execute(CRM.encode())
    with pytest.raises(SaintError, match=r"definitions\.yaml:4: company: .* and PostgreSQL allows 1,600 and 8,160"):
        apply(counters("sum(sale.amount)", 210), database)
    assert crm.execute("select to_regclass('saint_data.company')").fetchone() == (None,)


@pytest.mark.parametrize(
    ("types", "value"),
    [
        (["numeric", "bigint"], "random()::numeric * 1e60 + random()::numeric, 1"),
        (["boolean", "text"], "true, left(repeat(md5(random()::text), 9), 24 + (n % 2) * 200)"),
        (["date", "bigint", "numeric"], "'2026-03-01', 1, {}".format("9" * 33)),
    ],
)
def test_what_is_let_through_fits(connect: Callable[..., psycopg.Connection], types: list[str], value: str) -> None:
    crm = connect(autocommit=True)
    times = next(times for times in range(600, 0, -1) if widest(types * times) <= BYTES)
    columns = ", ".join(f"c{n} {type_}" for n, type_ in enumerate(types * times))
    crm.execute(f"create table wide ({columns})".encode())
    values = ", ".join([value] * times)
    crm.execute(f"insert into wide select {values} from generate_series(1, 2) n".encode())
    assert crm.execute("select count(*) from wide").fetchone() == (2,)
