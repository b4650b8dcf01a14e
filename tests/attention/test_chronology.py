"""What is behind a total: every moment of a relation, a page at a time, and what happened to a user's relations."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.attention.conftest import Crm
from tests.attention.history import History
from tests.attention.naive import Moment, companies, moments

COLUMNS = 'entity, id, kind, source, source_key, occurred_at, "user", title, counted, planned, bookmark'


def pages(crm: Crm, call: str, size: int, *arguments: object) -> list[Moment]:
    """Page after page, each from the bookmark of the one before."""
    found: list[tuple[Any, ...]] = []
    bookmark = None
    while page := crm.rows(f"select {COLUMNS} from {call}", *arguments, bookmark, size):
        assert len(page) <= size
        found += page
        bookmark = page[-1][-1]
    return [Moment(*row[:-1]) for row in found]


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_pages_hold_every_moment_once_newest_first(crm: Crm, size: int) -> None:
    history = History(crm, 21)
    history.live(100)
    by_hand = moments(crm, history.changes)
    for id in ("1", "2", "8"):
        shown = pages(crm, "saint.chronology('company', %s, %s, %s)", size, id)
        assert sorted(shown) == sorted(m for m in by_hand if m.id == id)
        assert [m.occurred_at for m in shown] == sorted((m.occurred_at for m in shown), reverse=True)


def test_invoices_are_shown_and_not_counted(crm: Crm) -> None:
    crm.execute("insert into crm.company (company_id, code, name) values (1, 'A', 'A')")
    crm.execute("insert into crm.invoice values ('F1', 1, 2, '2026-05-30', 100)")
    [row] = crm.rows(f"select {COLUMNS} from saint.chronology('company', '1')")
    assert row[1:5] == ("1", "invoice", "invoice", "F1")
    assert row[8] is False
    crm.execute("select saint.recalculate('customers')")
    assert crm.rows("select total, days from saint.attention_customers") == [(0, None)]


def test_what_happened_to_my_customers_since(crm: Crm) -> None:
    history = History(crm, 22)
    history.live(120)
    since = "2026-02-01 00:00+01"
    [(instant,)] = crm.rows("select %s::timestamptz", since)
    mine = {str(id) for id, company in companies(crm).items() if company["owner"] == 2}
    shown = pages(crm, "saint.happened('company', '2', %s, %s, %s)", 5, since)
    by_hand = [m for m in moments(crm, history.changes) if m.id in mine and m.occurred_at >= instant and not m.planned]
    assert sorted(shown, key=str) == sorted(by_hand, key=str)
    assert crm.rows("select * from saint.happened('company', 'nobody', '2020-01-01')") == []


def test_what_is_planned_has_not_happened(crm: Crm) -> None:
    crm.execute("insert into crm.company (company_id, code, name, owner_id) values (1, 'A', 'A', 2)")
    crm.execute(
        "insert into crm.activity (activity_id, company_id, starts_at) values"
        " (1, 1, '2026-12-18 10:00+01'), (2, 1, '2026-06-02 00:00+02'), (3, 1, '2026-06-01 23:59+02'),"
        " (4, 1, '2026-05-20 10:00+02')"
    )
    shown = [("1", False, True), ("2", False, True), ("3", True, False), ("4", True, False)]
    for call in (
        "saint.chronology('company', '1')",
        "saint.happened('company', '2', '2026-01-01', until => 'infinity')",
    ):
        assert crm.rows(f"select source_key, counted, planned from {call}") == shown
    assert crm.rows("select source_key, counted, planned from saint.contact_moment order by source_key") == shown
    # the holiday question: from its first day until its last
    happened = "select source_key from saint.happened('company', '2', %s, until => %s, page => 1)"
    assert crm.rows(happened, "2026-01-01", None) == [("3",)]
    assert crm.rows(happened, "2026-05-20", "2026-06-01") == [("4",)]
    assert crm.rows(happened, "2026-05-21", "2026-06-01") == []
    crm.execute("select saint.set_today('2026-06-02')")
    assert crm.rows(happened, "2026-01-01", None) == [("2",)]
    # a day counts with its last minute, whatever time zone the session has
    crm.execute("set timezone = 'Pacific/Auckland'")
    assert crm.rows(happened, "2026-01-01", None) == [("2",)]


def test_a_page_in_between_is_not_disturbed_by_what_is_added(crm: Crm) -> None:
    crm.execute("insert into crm.company (company_id, code, name) values (1, 'A', 'A')")
    add = "insert into crm.activity (company_id, starts_at) select 1, %s::timestamptz - n * interval '1 hour'"
    crm.execute(f"{add} from generate_series(1, 20) n".encode(), ("2026-05-30",))
    first = crm.rows("select source_key, bookmark from saint.chronology('company', '1', null, 10)")
    crm.execute(f"{add} from generate_series(1, 5) n".encode(), ("2026-05-31",))
    second = crm.rows("select source_key from saint.chronology('company', '1', %s, 10)", first[-1][1])
    assert len({row[0] for row in [*first, *second]}) == 20


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("select * from saint.chronology('compny', '1')", "'compny' has no contact moments"),
        ("select * from saint.chronology('company', 'x')", "invalid input syntax for type integer"),
        ("select * from saint.chronology('company', '1', 'nonsense')", "this is not a bookmark: nonsense"),
        ("select * from saint.chronology('company', '1', '[1]')", "this is not a bookmark"),
        ("select * from saint.happened('person', '1', '2026-01-01')", "'person' has no contact moments"),
        ("select saint.recalculate('nothing')", "there is no monitor 'nothing'"),
        ("select * from saint.attention_relations('nothing', 1)", "there is no monitor 'nothing'"),
        ("select * from saint.attention_between('company', '2026-02-01', '2026-01-01')", "before it begins"),
        (
            "select * from saint.attention_between('company', '2026-01-01', '2026-02-01', null, null, 'x')",
            "unknown method x",
        ),
        ("select * from saint.attention_between('company', '2026-01-01', '2026-02-01', '{1,9}')", "there is no user 9"),
    ],
)
def test_bad_input(shared_crm: Crm, statement: str, message: str) -> None:
    shared_crm.execute("insert into crm.company (company_id, code, name) values (1, 'A', 'A') on conflict do nothing")
    with pytest.raises(psycopg.Error, match=message):
        shared_crm.execute(statement.encode())


def test_an_unknown_relation_has_no_moments(crm: Crm) -> None:
    assert crm.rows("select * from saint.chronology('company', '12345')") == []
