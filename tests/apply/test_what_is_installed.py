"""The views for an administrator's own screen."""

from __future__ import annotations

from datetime import timedelta

from tests.apply.conftest import Crm


def test_statuses(crm: Crm) -> None:
    rows = crm.execute(
        "select status, entity, name, criteria, rank, visual, enabled, exact_since is not null, matches ="
        " (select count(*) from saint.statusvalue v where v.status = d.status) from saint.statusdef d"
        " where status = 'quiet_contact'"
    ).fetchall()
    criteria = "company.category = 'Customer' and coalesce(max(activity.date) < today - 60, true)"
    assert rows == [("quiet_contact", "person", "Quiet contact", criteria, 10, False, True, True, True)]


def test_counters(crm: Crm) -> None:
    rows = crm.execute(
        "select counter, entity, value, type, standard from saint.counterdef"
        " where counter in ('sold', 'activity_open') order by counter, entity"
    ).fetchall()
    assert rows == [
        ("activity_open", "company", rows[0][2], "bigint", "activity"),
        ("activity_open", "person", rows[1][2], "bigint", "activity"),
        ("sold", "company", "sum(sale.amount) filter (where status = 'sold')", "numeric", None),
    ]
    assert rows[0][2].startswith("count(activity) filter")
    columns = crm.execute("select counter from saint.counterdef where entity = 'company' order by counter").fetchall()
    shown = crm.execute("select * from saint.company_counter limit 0").description
    assert [name for (name,) in columns] == sorted(column.name for column in shown or () if column.name != "id")


def test_selections(crm: Crm) -> None:
    crm.execute("select saint.selection_create('fair', 'company'), saint.selection_add('fair', '2')")
    rows = crm.execute(
        "select selection, entity, name, kind, criteria, columns, declared, max_age, refreshed_at is not null"
        " from saint.selectiondef where selection in ('fair', 'to_call', 'customers_with_sales') order by 1"
    ).fetchall()
    assert rows == [
        (
            "customers_with_sales", "company", "Customers with sales", "materialized",
            "category = 'Customer' and exists(sale)", ["name", "amount"], True, timedelta(hours=1), True,
        ),
        ("fair", "company", "fair", "static", None, [], False, None, False),
        (
            "to_call", "company", "To call", "dynamic", "category <> 'Lead' and status('neglected')",
            ["name", "owner", "activities"], True, None, False,
        ),
    ]  # fmt: skip
    matches: dict[str, int] = dict(crm.execute("select selection, matches from saint.selectiondef").fetchall())
    assert matches["fair"] == 1
    assert matches["to_call"] == crm.execute("select count(*) from saint.selection_to_call").fetchall()[0][0]
