"""saint.check() names each kind of difference, and no difference where only the form of a number differs."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from tests.apply.conftest import Crm
from tests.oracle.apply import apply

# what is done behind the back of the triggers, and what is found: (column, stored, truth), of company 1
WRONG = {
    "update saint_data.company set outgoing = outgoing + 5 where id = 1": ("outgoing", "6", "1"),
    "update saint_data.company set category = null where id = 1": ("category", None, "Customer"),
    "update saint_data.company set statuses = '{}' where id = 1": ("statuses", "[]", '["neglected"]'),
    "delete from saint_data.company where id = 1": ("id", None, "1"),
    "update saint_data.company set next_change = 'infinity' where id = 1": ("next_change", "infinity", "2026-06-04"),
    "delete from saint_data.company_statusvalue where id = 1": ("statusvalue", None, "{neglected}"),
}


@pytest.mark.parametrize("statement", WRONG)
def test_names_the_column_and_both_values(crm: Crm, statement: str) -> None:
    crm.execute(statement.encode())
    found = crm.execute("select \"column\", stored, truth from saint.check() where id = '1'").fetchall()
    assert WRONG[statement] in found


def test_a_row_without_a_record(crm: Crm) -> None:
    crm.execute("insert into saint_data.company (id, as_of, next_change) values (987, saint.today(), 'infinity')")
    found = crm.execute("select \"column\", stored, truth from saint.check() where id = '987'").fetchall()
    assert found == [("id", "987", None)]


def test_as_many_digits_as_it_has_is_no_difference(crm: Crm) -> None:
    crm.execute("update saint_data.company set sold = sold + 0.000 where id = 1")
    assert crm.execute("select * from saint.check()").fetchall() == []


DOCUMENTS = """
timezone: UTC
periods: [7]
entities:
  company:
    table: crm.company
    key: company_id
    fields: {document: document, several: several, part: part, plain: plain, name: name}
counters:
  shown: {on: company, value: document}
  all: {on: company, value: several}
  the_part: {on: company, value: part}
  the_plain: {on: company, value: plain}
  the_name: {on: company, value: name}
"""


def test_documents_that_jsonb_does_not_take(database: str, connect: Callable[..., psycopg.Connection]) -> None:
    crm = connect(autocommit=True)
    crm.execute("create schema crm; create domain crm.part as json")
    columns = "document json, several json[], part crm.part, plain jsonb, name text"
    crm.execute(f"create table crm.company (company_id integer primary key, {columns})".encode())
    odd = '{"a": "\\u0000"}'
    crm.execute("insert into crm.company values (1, %s, array[%s]::json[], %s, '[1.0]', 'a')", (odd, odd, odd))
    apply(DOCUMENTS, database)
    crm.execute("update saint_data.company set name = 'b', plain = '[1.00]'")
    assert crm.execute("select * from saint.check()").fetchall() == [("company", "1", "name", "b", "a")]
    crm.execute("update saint_data.company set document = '{}', several = '{}', part = '1', plain = '2', name = 'a'")
    found = crm.execute('select "column", stored, truth from saint.check() order by 1').fetchall()
    assert [(column, stored) for column, stored, _ in found] == [
        ("document", "{}"), ("part", "1"), ("plain", "2"), ("several", "{}"),
    ]  # fmt: skip
    assert found[0][2] == odd
