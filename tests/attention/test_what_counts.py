"""Which changes count: the six of sales, those that are named, changed blocks, changes of the relation itself."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tests.attention.conftest import Crm

STATES = ("suspect", "quote", "order", "lapsed", "other")
SIX = {("suspect",), ("quote",), ("order",), ("suspect", "quote"), ("quote", "order"), ("quote", "lapsed")}
MOMENT = "moment: {kind: sales, at: created_at, transitions: stage, changed_by: changed_by}"
ALL = [(state,) for state in STATES] + [(a, b) for a in STATES for b in STATES if a != b]


def counting(crm: Crm, transitions: str) -> Crm:
    crm.apply((MOMENT, MOMENT.replace("transitions: stage", f"transitions: {transitions}")))
    crm.execute("insert into crm.company (company_id, code, name, category) values (1, 'C1', 'Company', 'Customer')")
    return crm


def all_ways(crm: Crm) -> None:
    """A sale that comes with each state, and a change from each to each."""
    for was in STATES:
        for became in (None, *STATES):
            if was != became:
                crm.execute(
                    "insert into crm.sale (company_id, user_id, stage, created_at, title)"
                    " values (1, 1, %s, '2026-05-01', %s)",
                    (was, f"{was} {became}"),
                )
    crm.execute("update crm.sale set stage = split_part(title, ' ', 2) where title not like '% None'")


def counted(crm: Crm) -> set[tuple[str, ...]]:
    """What counts, as (state,) or (from, to)."""
    rows = crm.rows("select title from saint.contact_moment where source = 'sale' and counted")
    return {_what(str(title)) for (title,) in rows}


def _what(title: str) -> tuple[str, ...]:
    said, _, change = title.partition(": ")
    return tuple(change.split(" → ")) if change else (said.split()[0],)


@pytest.mark.parametrize(
    ("transitions", "expected"),
    [
        ("stage", set(ALL)),
        ("{field: stage, only: all}", set(ALL)),
        ('{field: stage, only: [suspect, "suspect -> quote", other → order]}',
         {("suspect",), ("suspect", "quote"), ("other", "order")}),
        ("{field: stage, states: {lapsed: [lapsed, other], suspect: other}}",
         {("other",), ("quote",), ("order",), ("other", "quote"), ("quote", "order"), ("quote", "lapsed"),
          ("quote", "other")}),
    ],
)  # fmt: skip
def test_which_transitions_count_is_said(crm: Crm, transitions: str, expected: set[tuple[str, ...]]) -> None:
    all_ways(counting(crm, transitions))
    assert counted(crm) == expected
    assert crm.rows("select count(*) from saint.contact_moment where source = 'sale'") == [(25 + 20,)]


def test_the_six_of_sales_count_where_nothing_else_is_said(crm: Crm) -> None:
    """The others are shown, and not counted: in the chronology, the grid and one that is not installed."""
    all_ways(counting(crm, "{field: stage}"))
    assert counted(crm) == SIX
    [(shown, of_these)] = crm.rows(
        "select count(*), count(*) filter (where counted) from saint.chronology('company', '1', page => 100)"
    )
    # Of five sales for each state; and each change once.
    assert (shown, of_these) == (45, 3 * 5 + 3)
    crm.execute("select saint.recalculate('customers')")
    assert crm.rows("select total, sales from saint.attention_customers") == [(18, 18)]
    between = "select total from saint.attention_between('company', '2026-01-01', '2026-12-31')"
    assert crm.rows(between) == [(18,)]


def test_days_of_the_sales_view_count_additions_alone(crm: Crm) -> None:
    counting(crm, "{field: stage}")
    crm.execute(
        "insert into crm.sale (company_id, user_id, stage, created_at, sale_date, amount)"
        " values (1, 1, 'quote', '2026-05-02 12:00+02', '2026-05-02', 100), (1, 1, 'other', '2026-05-20', null, null)"
    )
    crm.execute("update crm.sale set stage = 'order' where stage = 'quote'")
    crm.execute("select saint.recalculate('customers')")
    assert crm.rows("select sales_days from saint.attention_customers") == [(0,)]
    assert crm.rows("select sales_days from saint.attention_customers_sales") == [(30,)]


@pytest.mark.parametrize("seed", range(2))
def test_random_changes_count_as_said(crm: Crm, seed: int) -> None:
    """States come and go, rows go and come back under their keys."""
    counting(crm, "{field: stage}")
    random, expected = Random(seed), dict[int, list[tuple[str, ...]]]()
    states: dict[int, str | None] = {}
    for _ in range(60):
        id, state = random.randint(1, 6), random.choice([*STATES, None])
        if id not in states:
            crm.execute(
                "insert into crm.sale (sale_id, company_id, stage, created_at) values (%s, 1, %s, '2026-05-01')",
                (id, state),
            )
            states[id], expected[id] = state, []
        elif random.random() < 0.15:
            crm.execute("delete from crm.sale where sale_id = %s", (id,))
            del states[id], expected[id]
        else:
            crm.execute("update crm.sale set stage = %s where sale_id = %s", (state, id))
            was = states[id]
            if was is not None and state is not None and was != state:
                expected[id].append((was, state))
            states[id] = state
    found: dict[int, int] = {}
    for key, number in crm.rows(
        "select source_key, count(*) filter (where counted) from saint.contact_moment where source = 'sale' group by 1"
    ):
        found[int(str(key))] = int(str(number))
    by_hand = {}
    for id, changes in expected.items():
        first = (changes[0][0] if changes else states[id],)
        by_hand[id] = sum(each in SIX for each in [first, *changes])
    assert found == by_hand


ACTIVITY = "    moment: {kind: history}\n  letter:"


def test_a_changed_block_counts_where_it_is_mapped(crm: Crm) -> None:
    crm.apply((ACTIVITY, ACTIVITY.replace("{kind: history}", "{kind: history, changes: [title, user]}")))
    crm.execute("insert into crm.company (company_id, code, name, category) values (1, 'C1', 'Company', 'Customer')")
    crm.execute(
        "insert into crm.activity (company_id, user_id, subject, starts_at)"
        " select 1, 1, 'Call', '2026-05-01' from generate_series(1, 3)"
    )
    crm.execute("update crm.activity set subject = 'Called' where activity_id <= 2")
    crm.execute("update crm.activity set subject = 'Called', starts_at = '2026-05-02'")
    crm.execute("update crm.activity set subject = null, user_id = 2 where activity_id = 1")
    crm.execute("begin; update crm.activity set subject = 'no'; rollback")
    changes = """
        select source_key, title, "user" from saint.contact_moment where source = 'activity' and title like '%title%'
        order by occurred_at, source_key
    """
    # The title is read from the row as it is; that of the first is gone.
    assert crm.rows(changes) == [
        ("1", "title", "1"), ("2", "Called: title", "1"), ("3", "Called: title", "1"), ("1", "title, user", "2"),
    ]  # fmt: skip
    crm.execute("select saint.recalculate('customers')")
    assert crm.rows("select history, total, history_days from saint.attention_customers") == [(7, 7, 0)]
    crm.execute("delete from crm.activity where activity_id = 1")
    assert crm.rows("select count(*) from saint.contact_moment where source = 'activity'") == [(4,)]
    pages = "select count(*), count(distinct bookmark) from saint.chronology('company', '1')"
    assert crm.rows(pages) == [(4, 4)]


DATA = """  company_data:
    table: crm.company
    key: company_id
    links: {company: company_id}
    fields: {name: name, phone: phone, user: owner_id}
    moment: {kind: data, changes: [name, phone]}
  letter:
"""


def test_changes_of_the_relations_own_data_are_a_kind_of_their_own(crm: Crm) -> None:
    crm.apply(("  letter:\n", DATA))
    crm.execute("insert into crm.company (company_id, code, name, category) values (1, 'C1', 'Company', 'Customer')")
    assert _data(crm) == []
    crm.execute("update crm.company set phone = '+31 20 1', owner_id = 2")
    crm.execute("update crm.company set name = 'Company BV', phone = '+31 20 2'")
    crm.execute("update crm.company set code = 'C2'")
    assert _data(crm) == [("1", "data", "phone", "2", True), ("1", "data", "name, phone", "2", True)]
    crm.execute("select saint.recalculate('customers')")
    assert crm.rows("select total, history from saint.attention_customers") == [(2, 0)]


def _data(crm: Crm) -> list[Any]:
    return crm.rows(
        """select id, kind, title, "user", counted from saint.contact_moment where kind = 'data' order by occurred_at"""
    )
