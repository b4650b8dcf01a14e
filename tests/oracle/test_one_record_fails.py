"""Where the values of one record make an expression fail, that record has no value there, and all others go on."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from psycopg import sql

from tests.oracle.apply import apply

CRM = """
create schema crm;
create table crm.company (company_id integer primary key, lead integer, code text);
create table crm.sale (
    sale_id integer primary key, company_id integer, sold_on date, qty integer, small smallint, amount numeric,
    rate double precision, note text);
create index on crm.sale (company_id);
insert into crm.company values (1, 10, '7'), (2, 10, '7'), (3, 10, '7');
insert into crm.sale values (1, 1, '2026-03-01', 5, 5, 5, 5, '5'), (2, 2, '2026-03-01', 5, 5, 5, 5, '5');
"""

DEFINITIONS = """
timezone: UTC
periods: [7]
entities:
  company: {table: crm.company, key: company_id, fields: {lead: lead, code: code}}
sources:
  sale:
    table: crm.sale
    key: sale_id
    date: sold_on
    amount: amount
    links: {company: company_id}
    fields: {qty: qty, small: small, rate: rate, note: note}
counters:
  sales: {on: company, value: count(sale)}
  such: {on: company, value: "COUNTER"}
statuses:
  such: {on: company, when: "STATUS"}
  not_such: {on: company, when: "not status('such') and count(sale) > 0"}
selections:
  such: {on: company, when: "STATUS", columns: [sales, {value: "COUNTER"}]}
  other: {on: company, when: "not selection('such') and coalesce(COUNTER > 0, true)"}
"""

LARGE = 2147483647
# A counter and a condition that hold for an ordinary company, and the sale or the company that makes them fail.
CASES = {
    "integer": ("max(sale.qty) * 1000", "max(sale.qty) * 1000 > 10", f"update crm.sale set qty = {LARGE}"),
    "smallint": ("max(sale.small) + min(sale.small)", "max(sale.small) + min(sale.small) > 5",
                 "update crm.sale set small = 32767"),
    "cast": ("max(sale.rate)::bigint", "max(sale.rate)::bigint > 2", "update crm.sale set rate = 1e300"),
    "text": ("max(sale.note)::integer", "max(sale.note)::integer > 2", "update crm.sale set note = 'x'"),
    "date": ("max(sale.qty) + lead", "max(sale.date) + lead < today + 1000",
             f"update crm.company set lead = {LARGE}"),
    "field": ("count(sale) + code::integer", "code::integer > 2", "update crm.company set code = 'x'"),
    "numeric": ("sum(sale.amount) * 10", "sum(sale.amount) * 10 > 5", "update crm.sale set amount = 9e131071"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_it_has_no_value_and_the_others_go_on(
    database: str, connect: Callable[..., psycopg.Connection], case: str
) -> None:
    counter, status, failing = CASES[case]
    crm = connect(autocommit=True)
    crm.execute(CRM.encode())
    crm.execute("select saint.set_today('2026-03-01')")
    apply(DEFINITIONS.replace("COUNTER", counter).replace("STATUS", status), database)
    before = read(crm)
    assert before["company_status"][:2] == [(1, "such"), (2, "such")]

    crm.execute(f"{failing} where company_id = 1".encode())
    for _ in range(2):
        found = read(crm)
        # a status that it does not have can be negated
        assert found["company_status"] == [(1, "not_such"), *before["company_status"][1:]]
        assert found["company_counter"] == [(1, None), *before["company_counter"][1:]]
        # a criterion that cannot be computed is not met, whatever a part of it would be
        assert found["selection_such"] == before["selection_such"][1:]
        assert found["selection_other"] == before["selection_other"]
        crm.execute("select * from saint.tick()")
    assert crm.execute("select * from saint.check()").fetchall() == []
    assert set(crm.execute("select id from saint_data.company_failing()").fetchall()) == {("1",)}
    met = crm.execute("select value, met from saint.explain('such', '1')").fetchall()
    assert "cannot be computed" in met[0][0]
    assert not met[0][1]

    # it takes part again as soon as it can
    crm.execute("update crm.sale set qty = 5, small = 5, rate = 5, note = '5', amount = 5 where company_id = 1")
    crm.execute("update crm.company set code = '7', lead = 10")
    assert read(crm) == before


def read(crm: psycopg.Connection) -> dict[str, list[tuple[object, ...]]]:
    wanted = {
        "company_status": "id, status", "company_counter": "id, such", "selection_such": "id", "selection_other": "id",
    }  # fmt: skip
    return {
        view: crm.execute(
            sql.SQL("select {} from {} order by 1").format(sql.SQL(columns), sql.Identifier("saint", view))
        ).fetchall()
        for view, columns in wanted.items()
    }
