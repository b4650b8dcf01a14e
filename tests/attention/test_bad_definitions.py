"""Bad input: each is refused with file and line, what is wrong and what to do; the database stays as it was."""

from __future__ import annotations

import pytest

from pg_saint.errors import SaintError
from tests.attention.conftest import DEFINITIONS, Crm

PERIOD = "    period: {from: 2026-01-01, to: 2026-03-31}"
USERS = "    users: [1, 3]"
GROUP = "    group: Sales"
OF = "    of: category = 'Customer'"
MOMENT = "    moment: {kind: sales, at: created_at, transitions: stage, changed_by: changed_by}"
ORDERS = "    revenue: {orders: stage = 'order'}"

WRONG = [
    (PERIOD, "    period: {from: 2026-03-31, to: 2026-01-01}", "before it begins on 2026-03-31", "from:"),
    (PERIOD, "    period: 0", "period", "number of days, from 1"),
    (PERIOD, "    period: {to: 2026-03-31}", "period", None),
    (PERIOD + "\n", "", "Field required", "add this key"),
    (USERS, "    users: [1, 9]", "there is no user 9", "known here: 1, 2, 3"),
    (USERS, "    users: []", "at least 1 item", None),
    (USERS, USERS + "\n    group: Sales", "users: and group: both", "keep one"),
    (GROUP, "    group: Sale", "no user is in the group Sale", "did you mean Sales?"),
    (OF, "    selection: my_customers", "unknown selection my_customers", "known here: letters, my_people"),
    (OF, "    selection: my_people", "my_people is one of person, and the monitor is on company", "on company"),
    (OF, "    selection: letters", "selection letters is one of letter", "on company"),
    (OF, OF + "\n    selection: my_people", "of: and selection: both", "keep one"),
    (OF, "    of: categry = 'Customer'", "company has no field categry", "did you mean category?"),
    (OF, "    of: count(activity) > 3", "looks at the fields of company alone", "selection: …"),
    (OF, "    of: category", "must be boolean", None),
    (OF + "\n    period: 365", "    on: company\n    period: 365", "duplicate key", "rename"),
    ("    bands: {method: quantile}", "    bands: {method: deciles}", "'proportional' or 'quantile'", None),
    ("    revenue: both", "    revenue: all", "'orders', 'invoices' or 'both'", None),
    (ORDERS, "    revenue: {order: stage = 'order'}", "'orders' or 'invoices'", None),
    (ORDERS, "    revenue: {orders: stages = 'order'}", "sale has no field stages", "did you mean stage?"),
    (ORDERS, "    revenue: {orders: date > today}", "does not depend on today", "leave the date out"),
    (MOMENT, "    moment: {kind: sales, transitions: stages}", "sale has no field stages", "did you mean stage?"),
    (MOMENT, "    moment: {kind: sales, changed_by: changed_by}", "tells who made a state change", "transitions:"),
    ("    key: sale_id", "    key: title::integer", "cannot be followed by a trigger", "plain column"),
    ("changed_by: changed_by}", "changed_by: title::integer}", "cannot be followed", "plain column"),
    (MOMENT, "    moment: {kind: sales, at: title}", "date is of type text", "map a date"),
    ("  two_users:", "  customers_sales:", "is the name of a view of monitor customers", "another name"),
    ("  two_users:\n    on: company", "  two_users:\n    on: letter", "no source has contact moments", "moment:"),
]  # fmt: skip


@pytest.fixture(scope="module")
def crm(shared_crm: Crm) -> Crm:
    shared_crm.execute("insert into saint.selection (selection, entity, kind) values ('my_people', 'person', 'static')")
    return shared_crm


@pytest.mark.parametrize(("old", "new", "message", "remedy"), WRONG)
def test_is_refused(crm: Crm, old: str, new: str, message: str, remedy: str | None) -> None:
    text = DEFINITIONS.replace(
        "\nsources:",
        "\n  letter: {table: crm.letter, key: letter_id}\nselections:\n  letters: {on: letter, static: true}\nsources:",
        1,
    )
    assert text.count(old) == 1
    before = crm.rows("select name, fingerprint from saint.compiled order by 1")
    with pytest.raises(SaintError) as caught:
        crm.plan(text=text.replace(old, new))
    said = str(caught.value)
    assert message in said
    assert "crm.yaml:" in said
    if remedy is not None:
        assert remedy in said
    assert crm.rows("select name, fingerprint from saint.compiled order by 1") == before


def test_a_group_needs_to_know_who_is_in_it(crm: Crm) -> None:
    with pytest.raises(SaintError, match="it is not known who is in the group Sales"):
        crm.plan((", group: department", ""))


def test_revenue_that_no_source_has(crm: Crm) -> None:
    with pytest.raises(SaintError, match="no source has revenue of company from invoices"):
        crm.plan(("    revenue: {invoices: 'true'}\n", ""), ("    revenue: orders", "    revenue: invoices"))
