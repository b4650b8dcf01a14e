"""Each change of the definitions: exact from the moment of the apply, and other people's views keep standing."""

from __future__ import annotations

import pytest
from psycopg import sql

from pg_saint.apply import apply_plan
from pg_saint.errors import SaintError
from tests.apply.conftest import DEFINITIONS, Crm
from tests.apply.snapshot import snapshot
from tests.support import value

OUTGOING = "value: count(activity) filter (where direction = 'outgoing' and past(period1))"
SOLD = """  sold:
    on: company
    value: sum(sale.amount) filter (where status = 'sold')
"""
COUNTERS = DEFINITIONS[DEFINITIONS.index("counters:\n") : DEFINITIONS.index("statuses:\n")]
SALE = DEFINITIONS[DEFINITIONS.index("  sale:\n") : DEFINITIONS.index("counters:\n")]
FORGOTTEN = DEFINITIONS[DEFINITIONS.index("  forgotten:\n") : DEFINITIONS.index("  quiet_contact:\n")]
PERSON = DEFINITIONS[DEFINITIONS.index("  person:\n") : DEFINITIONS.index("sources:\n")]
QUIET_CONTACT = DEFINITIONS[DEFINITIONS.index("  quiet_contact:\n") : DEFINITIONS.index("selections:\n")]
SELECTION = "    columns: [name, owner, {activities: count(activity)}]\n"
WITH_SALES = DEFINITIONS[DEFINITIONS.index("  customers_with_sales:\n") : DEFINITIONS.index("  to_call_first:\n")]
TO_CALL_FIRST = DEFINITIONS[DEFINITIONS.index("  to_call_first:\n") :]

KEYS = [
    "key: company_id",
    "parents: {company: company_id}",
    "      company: company_id\n",
    "links: {company: company_id}",
]

Change = list[tuple[str, str]]
# Nothing that a view shows goes away.
WIDER: dict[str, Change] = {
    "a counter is added": [("  sold:\n", "  sales:\n    on: company\n    value: count(sale)\n  sold:\n")],
    "a status is added": [("statuses:\n", "statuses:\n  lead: {on: company, when: category = 'Lead', rank: 30}\n")],
    "a filter changes": [(OUTGOING, OUTGOING.replace("outgoing'", "incoming'"))],
    "a rank changes": [("rank: 20", "rank: 5")],
    "an image changes": [("image: dust.svg", "image: sand.svg")],
    "a title changes": [("{en: Forgotten}", "{en: Long forgotten}")],
    "a row filter changes": [("where: not deleted", "where: not deleted and company_id > 3")],
    "a field's expression changes": [("category: category", "category: lower(category)")],
    "a link changes": [("      company: company_id\n", "      company: person.company\n")],
    "a period changes": [("periods: [30, 60]", "periods: [45, 60]")],
    "a period is added": [("periods: [30, 60]", "periods: [30, 60, 90]")],
    "the time zone changes": [("timezone: Europe/Oslo", "timezone: Pacific/Auckland")],
    "a status is removed": [(FORGOTTEN, "")],
    "a status is disabled": [("    rank: 20\n", "    rank: 20\n    enabled: false\n")],
    "a field's type changes": [("owner: owner.full_name", "owner: owner_id"), ("owner <> 'User 3'", "owner <> 3")],
    "a selection is added": [("selections:\n", "selections:\n  leads: {on: company, when: category = 'Lead'}\n")],
    "a selection is removed": [(TO_CALL_FIRST, "")],
    "a selection gets other columns": [(SELECTION, "    columns: [{sales: count(sale)}, category, name]\n")],
    "a selection gets other criteria": [("category <> 'Lead' and", "not exists(sale) and")],
    "a selection's column gets another type": [(SELECTION, SELECTION.replace("count(activity)", "max(activity.date)"))],
    "a visual status becomes invisible": [("    visual: true\n    image: dust.svg\n", "")],
}  # fmt: skip
# A view loses a column or gets another type, or goes altogether.
NARROWER: dict[str, Change] = {
    "a counter is removed": [(SOLD, "")],
    "a counter is renamed": [("  sold:\n", "  sales:\n")],
    "all counters are removed": [("    standard_counters: true\n", ""), (COUNTERS, "")],
    "a counter's type changes": [("value: sum(sale.amount) filter", "value: max(sale.date) filter")],
    "a period is removed": [("periods: [30, 60]", "periods: [30]")],
    "the standard counters are removed": [("    standard_counters: true\n", "")],
    "a source is removed": [
        (SALE, ""), (SOLD, ""), ("and not exists(sale) filter (where past(90))", ""), (WITH_SALES, ""),
    ],
    "an entity is removed": [(PERSON, ""), ("      person: person_id\n", ""), (QUIET_CONTACT, "")],
}  # fmt: skip
KEY: Change = [(key, key.replace("company_id", "company_id::text")) for key in KEYS]


def by_name(changes: dict[str, Change]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("changes", changes.values(), ids=changes.keys())


def pending(crm: Crm) -> None:
    """Dirty marks, and rows that are due."""
    crm.execute("insert into crm.activity (company_id, starts_at) select n, '2026-05-31' from generate_series(1, 5) n")
    crm.execute("update crm.person set company_id = 1 where person_id < 5")
    crm.execute("select saint.set_today('2026-06-08')")


@by_name(WIDER)
def test_exact_after_it_and_users_views_stay(crm: Crm, changes: Change) -> None:
    for view in (
        "company_status",
        "company_counter",
        "company_watermark",
        "statusvalue",
        "status_history",
        "countervalue",
    ):
        stand_on(crm, view)
    crm.execute("grant select on saint.company_status to public")
    exact_after(crm, changes)
    assert same(crm)
    assert value(crm.connection, "select has_table_privilege('public', 'saint.company_status', 'select')")


@by_name(NARROWER)
def test_exact_after_it_and_users_views_of_statuses_stay(crm: Crm, changes: Change) -> None:
    """Statuses are not columns: what shows them does not stand on a counter."""
    for view in ("company_status", "company_watermark", "statusvalue", "status_history", "statusdef"):
        stand_on(crm, view)
    exact_after(crm, changes)
    assert same(crm)


def test_exact_after_another_type_of_key(crm: Crm) -> None:
    exact_after(crm, KEY)


def test_an_entity_comes_while_another_loses_a_counter(crm: Crm) -> None:
    crm.apply(*NARROWER["an entity is removed"])
    exact_after(crm, NARROWER["a counter is removed"])


def exact_after(crm: Crm, changes: Change) -> None:
    pending(crm)
    assert crm.apply(*changes).stages
    crm.exact()
    assert crm.execute("select * from saint.check()").fetchall() == []
    crm.execute("insert into crm.activity (company_id, person_id, starts_at) values (2, 3, '2026-06-01 12:00+02')")
    crm.exact()


def test_exact_after_going_back(crm: Crm) -> None:
    pending(crm)
    before = crm.truth
    crm.apply(*NARROWER["a source is removed"])
    apply_plan(crm.connection, crm.plan())
    crm.truth = before
    crm.execute("delete from crm.activity where activity_id < 10")
    crm.finished()


def stand_on(crm: Crm, view: str) -> None:
    """A user's own view on one of ours."""
    statement = sql.SQL("create view {} as select * from {}")
    crm.execute(statement.format(sql.Identifier("crm", f"my_{view}"), sql.Identifier("saint", view)))


def same(crm: Crm) -> bool:
    mine = crm.execute("select id, status from crm.my_company_status").fetchall()
    return sorted(mine) == sorted(crm.execute("select id, status from saint.company_status").fetchall())


@by_name(NARROWER | {"a key's type changes": KEY})
def test_what_can_not_stay_is_named(crm: Crm, changes: Change) -> None:
    """A view on what goes away: the apply fails, says which view, and leaves the database as it was."""
    for view in ("company_counter", "person_status"):
        stand_on(crm, view)
    before = snapshot(crm.connection)
    with pytest.raises(SaintError) as caught:
        crm.apply(*changes)
    assert "view crm.my_" in str(caught.value)
    assert "drop that first" in str(caught.value)
    assert snapshot(crm.connection) == before
