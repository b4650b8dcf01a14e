"""A change of state is a moment of its own, at its time, by who made it; it belongs to its row."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.attention.conftest import Crm

CHANGES = """
    select id, source_key, "user", title, counted, kind from saint.contact_moment where title like '% → %'
    order by occurred_at, source_key
"""


@pytest.fixture
def sale(crm: Crm) -> Crm:
    crm.execute(
        "insert into crm.company (company_id, code, name) select n, 'C' || n, 'Company' from generate_series(1, 3) n"
    )
    crm.execute(
        "insert into crm.sale (company_id, user_id, stage, created_at, title)"
        " values (1, 1, 'quote', '2026-01-01', 'PCs')"
    )
    return crm


def changes(crm: Crm) -> list[tuple[Any, ...]]:
    return crm.rows(CHANGES)


def test_with_the_user_who_made_it_and_when(sale: Crm) -> None:
    sale.execute("update crm.sale set stage = 'order', changed_by = 3")
    assert changes(sale) == [("1", "1", "3", "PCs: quote → order", True, "sales")]
    day = "select (occurred_at at time zone 'Europe/Amsterdam')::date::text from saint.contact_moment"
    assert sale.rows(f"{day} where title like '%→%'") == [("2026-06-01",)]


@pytest.mark.parametrize(
    "change",
    [
        "update crm.sale set stage = 'quote'",
        "update crm.sale set title = 'Servers', company_id = 2",
        "update crm.sale set stage = null; update crm.sale set stage = 'order'",
        "insert into crm.sale (company_id, stage, created_at) values (1, 'order', '2026-01-01')",
        "begin; update crm.sale set stage = 'order'; rollback",
    ],
)
def test_what_is_no_transition(sale: Crm, change: str) -> None:
    """An empty state is filled in or emptied; the row is as it was; or nothing came of it."""
    for statement in change.split(";"):
        sale.execute(statement.encode())
    assert changes(sale) == []


def test_every_row_of_a_bulk_update(sale: Crm) -> None:
    sale.execute(
        "insert into crm.sale (company_id, stage, created_at)"
        " select 2, case when mod(n, 2) = 0 then 'suspect' else 'order' end, '2026-01-01'"
        " from generate_series(1, 3000) n"
    )
    sale.execute("update crm.sale set stage = 'order', changed_by = 2 where company_id = 2")
    assert len(changes(sale)) == 1500
    sale.execute("update crm.sale set stage = 'lapsed' where sale_id in (select max(sale_id) from crm.sale)")
    assert len(changes(sale)) == 1501


def test_it_follows_its_row(sale: Crm) -> None:
    sale.execute("update crm.sale set stage = 'order'")
    sale.execute("update crm.sale set company_id = 2")
    assert [row[0] for row in changes(sale)] == ["2"]
    sale.execute("update crm.sale set deleted = true")
    assert changes(sale) == []
    sale.execute("update crm.sale set deleted = false")
    assert len(changes(sale)) == 1
    sale.execute("update crm.company set deleted = true where company_id = 2")
    assert changes(sale) == []


@pytest.mark.parametrize(
    "gone", ["delete from crm.sale", "truncate crm.sale", "update crm.sale set sale_id = 77 where sale_id = 1"]
)
@pytest.mark.parametrize("level", ["read committed", "repeatable read", "serializable"])
def test_another_row_with_the_same_key_has_no_part_in_it(sale: Crm, gone: str, level: str) -> None:
    sale.execute("update crm.sale set stage = 'order'")
    with sale.connection.transaction():
        sale.execute(f"set transaction isolation level {level}".encode())
        sale.execute(gone.encode())
    assert changes(sale) == []
    sale.execute("insert into crm.sale (sale_id, company_id, stage, created_at) values (1, 3, 'suspect', '2026-05-05')")
    assert changes(sale) == []
    sale.execute("update crm.sale set stage = 'lapsed' where sale_id = 1")
    assert [row[3] for row in changes(sale)] == ["suspect → lapsed"]
    sale.execute("select saint.recalculate('customers')")
    assert [row[3] for row in changes(sale)] == ["suspect → lapsed"]
    assert sale.rows("select count(*) from saint_data.sale_transition where gone") == [(0,)]


def test_what_a_bulk_delete_leaves_behind(sale: Crm) -> None:
    """Only rows that had transitions are noted."""
    add = "insert into crm.sale (company_id, stage, created_at) select 1, 'order', '2026-01-01'"
    sale.execute(f"{add} from generate_series(1, 50)".encode())
    sale.execute("update crm.sale set stage = 'lapsed' where sale_id = 5")
    sale.execute("delete from crm.sale")
    assert sale.rows("select count(*) from saint_data.sale_transition where gone") == [(1,)]


@pytest.mark.parametrize("level", ["read committed", "repeatable read", "serializable"])
def test_two_writers_of_different_sales_both_commit(sale: Crm, level: str) -> None:
    sale.execute("insert into crm.sale (company_id, stage, created_at) values (1, 'quote', '2026-01-01')")
    with psycopg.connect(sale.dsn) as one, psycopg.connect(sale.dsn) as two:
        for connection, id in ((one, 1), (two, 2)):
            connection.execute(f"set transaction isolation level {level}".encode())
            connection.execute("update crm.sale set stage = 'order' where sale_id = %s", (id,))
            connection.execute("update crm.sale set stage = 'lapsed' where sale_id = %s", (id,))
        one.commit()
        two.commit()
    assert len(changes(sale)) == 4


def test_without_changed_by_it_is_the_user_of_the_row(sale: Crm) -> None:
    sale.apply((", changed_by: changed_by", ""))
    sale.execute("update crm.sale set stage = 'order', changed_by = 3")
    assert [row[2] for row in changes(sale)] == ["1"]


def test_no_transitions_mapped_is_no_statement_in_the_trigger(sale: Crm) -> None:
    sale.apply((", transitions: stage, changed_by: changed_by", ""))
    triggers = "select count(*) from pg_trigger where tgrelid = 'crm.sale'::regclass and tgname like 'saint%'"
    assert sale.rows(triggers) == [(0,)]
