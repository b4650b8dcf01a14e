"""saint.check() names each kind of difference, and no difference where only the form of a number differs."""

from __future__ import annotations

import pytest

from tests.apply.conftest import Crm

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
