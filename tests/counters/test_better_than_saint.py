"""Where the original leaves its users waiting for a rebuild, or in the dark."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import psycopg
import pytest

from tests.oracle.apply import apply
from tests.oracle.comparison import Truth

HERE = Path(__file__).parent
DEFINITIONS = """
entities:
  company: {table: crm.company, key: company_id}
  sale: {table: crm.sale, key: sale_id, fields: {status: status, amount: amount, due_on: on_date}}
sources:
  activity:
    table: crm.activity
    key: activity_id
    date: on_date
    links: {company: company_id, sale: project_id}
  sale:
    table: crm.sale
    key: sale_id
    date: on_date
    amount: amount
    links: {company: company_id}
    fields: {status: status}
counters:
  open_amount: {on: company, value: "coalesce(sum(sale.amount) filter (where status = 'open'), 0)"}
  open_sales: {on: company, value: count(sale) filter (where status = 'open')}
  work: {on: sale, value: count(activity)}
statuses:
  neglected:
    on: company
    when: not exists(activity) filter (where previous(month) or this(month))
    rank: 10
    visual: true
  busy: {on: company, when: count(sale) filter (where status = 'open') > 1, rank: 20, visual: true}
  overdue: {on: sale, when: status = 'open' and due_on < today, rank: 10, visual: true}
  idle: {on: sale, when: status = 'open' and not exists(activity), rank: 20}
  large_and_idle: {on: sale, when: status('idle') and amount > 1000}
"""


@pytest.fixture
def crm(database: str, connect: Callable[..., psycopg.Connection]) -> psycopg.Connection:
    """The small CRM on 1 June 2026: a call in April on company 1, and no tick will ever run."""
    connection = connect(autocommit=True)
    connection.execute((HERE / "crm.sql").read_bytes())
    connection.execute("insert into crm.activity (activity_id, company_id, on_date) values (1, 1, '2026-04-30')")
    connection.execute("select saint.set_today('2026-05-31')")
    apply(DEFINITIONS, database)
    return connection


def watermark(crm: psycopg.Connection, entity: str = "company", id: int = 1) -> str | None:
    row = crm.execute(f"select status from saint.{entity}_watermark where id = %s".encode(), (id,)).fetchone()
    return str(row[0]) if row else None


def test_an_edit_never_makes_a_valid_watermark_vanish(crm: psycopg.Connection) -> None:
    crm.execute("select saint.set_today('2026-06-01')")
    assert watermark(crm) == "neglected"
    with crm.transaction():
        for statement in (
            "update crm.company set company_id = company_id",
            "insert into crm.sale (sale_id, company_id, status) values (1, 1, 'lost')",
            "update crm.activity set done = true, on_date = '2026-04-29'",
            "insert into crm.activity (activity_id, company_id, on_date) values (2, 1, '2026-07-01')",
        ):
            crm.execute(statement.encode())
            assert watermark(crm) == "neglected"
    assert watermark(crm) == "neglected"


def test_a_record_that_starts_to_match_shows_it_at_once(crm: psycopg.Connection) -> None:
    with crm.transaction():
        crm.execute("insert into crm.sale (sale_id, company_id, status) values (1, 1, 'open'), (2, 1, 'open')")
        assert watermark(crm) == "busy"
        crm.execute("update crm.sale set status = 'sold' where sale_id = 1")
        assert watermark(crm) is None


def test_no_rebuild_at_night(crm: psycopg.Connection) -> None:
    """The call was made in the previous month until the last day of May."""
    assert watermark(crm) is None
    crm.execute("select saint.set_today('2026-06-01')")
    assert watermark(crm) == "neglected"
    crm.execute("insert into crm.activity (activity_id, company_id, on_date) values (2, 1, '2026-06-01')")
    assert watermark(crm) is None
    crm.execute("select saint.set_today('2026-08-01')")
    assert watermark(crm) == "neglected"


def test_a_changed_definition_is_never_waiting_to_be_regenerated(database: str, crm: psycopg.Connection) -> None:
    crm.execute("insert into crm.sale (sale_id, company_id, status) values (1, 1, 'open')")
    Truth(apply(DEFINITIONS.replace("> 1, rank", "> 0, rank"), database)).compare(crm)
    assert watermark(crm) == "busy"


def test_when_it_changes_by_itself_is_known(crm: psycopg.Connection) -> None:
    crm.execute("insert into crm.activity (activity_id, company_id, on_date) values (2, 1, '2026-05-15')")
    (row,) = crm.execute("select met, changes_on from saint.explain('neglected', '1')").fetchall()
    assert row == (False, date(2026, 7, 1))


def test_a_sale_is_a_record_and_an_event(database: str, crm: psycopg.Connection) -> None:
    """Statuses on sales, and of the same rows counters on companies."""
    truth = Truth(apply(DEFINITIONS, database))
    crm.execute(
        "insert into crm.sale (sale_id, company_id, status, amount, on_date)"
        " values (1, 1, 'open', 2000, '2026-05-31'), (2, 1, 'open', 500, '2026-06-30')"
    )
    statuses = "select id, status from saint.sale_status order by id, status"
    totals = "select id, open_amount, open_sales from saint.company_counter where id = 1"
    assert crm.execute(statuses).fetchall() == [(1, "idle"), (1, "large_and_idle"), (2, "idle")]
    assert crm.execute(totals).fetchall() == [(1, 2500, 2)]
    crm.execute("select saint.set_today('2026-06-01')")
    assert watermark(crm, "sale") == "overdue"
    crm.execute("insert into crm.activity (activity_id, project_id) values (2, 1)")
    assert crm.execute(statuses).fetchall() == [(1, "overdue"), (2, "idle")]
    crm.execute("update crm.sale set status = 'sold', company_id = 2 where sale_id = 1")
    assert crm.execute(statuses).fetchall() == [(2, "idle")]
    assert crm.execute(totals).fetchall() == [(1, 500, 1)]
    crm.execute("delete from crm.sale where sale_id = 2")
    assert crm.execute(statuses).fetchall() == []
    with crm.transaction():
        crm.execute("set transaction isolation level repeatable read")
        truth.compare(crm)
    crm.execute("select saint.tick()")
    assert crm.execute("select * from saint.check()").fetchall() == []
