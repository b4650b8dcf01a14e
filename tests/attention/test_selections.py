"""Monitors of a selection, and a monitor's relations put into one."""

from __future__ import annotations

import pytest

from tests.attention.conftest import Crm

# people can make selections of entities that something is asked of
COUNTED = ("\nmonitors:", "\ncounters:\n  calls: {on: company, value: count(activity)}\n\nmonitors:")


@pytest.fixture
def four(crm: Crm) -> Crm:
    companies = "insert into crm.company (company_id, code, name) select n, 'C' || n, 'Co'"
    crm.execute(f"{companies} from generate_series(1, 4) n".encode())
    activities = "insert into crm.activity (company_id, starts_at) select 1 + mod(n, 2), '2026-05-05'"
    crm.execute(f"{activities} from generate_series(1, 9) n".encode())
    return crm


def monitored(crm: Crm) -> list[tuple[int, int]]:
    crm.execute("select saint.recalculate('customers')")
    return [(row[0], row[1]) for row in crm.rows("select id, total from saint.attention_customers order by id")]


def test_of_a_dynamic_selection(four: Crm) -> None:
    selection = "selections:\n  quiet: {on: company, when: count(activity) < 5}\n\nmonitors:"
    four.apply(("monitors:", selection), ("    of: category = 'Customer'", "    selection: quiet"))
    assert monitored(four) == [(1, 4), (3, 0), (4, 0)]
    four.execute("delete from crm.activity where company_id = 2")
    assert monitored(four) == [(1, 4), (2, 0), (3, 0), (4, 0)]


def test_of_a_static_selection_that_people_made(four: Crm) -> None:
    four.apply(COUNTED)
    four.execute("select saint.selection_create('mine', 'company')")
    four.execute("select saint.selection_add('mine', '2'), saint.selection_add('mine', '3')")
    four.apply(COUNTED, ("    of: category = 'Customer'", "    selection: mine"))
    assert monitored(four) == [(2, 5), (3, 0)]
    four.execute("select saint.selection_remove('mine', '2')")
    assert monitored(four) == [(3, 0)]


def test_relations_of_a_band_go_into_a_static_selection(four: Crm) -> None:
    four.apply(COUNTED)
    monitored(four)
    four.execute("select saint.selection_create('forgotten', 'company')")
    assert four.rows("select saint.selection_add_from('forgotten', 'monitor:customers/0')") == [(2,)]
    assert four.rows("select id from saint.selection_member where selection = 'forgotten' order by id") == [
        ("3",),
        ("4",),
    ]
    assert four.rows("select saint.selection_add_from('forgotten', 'customers')") == [(2,)]
