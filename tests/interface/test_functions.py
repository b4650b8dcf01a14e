"""Every function that scripts may call, by the names of its parameters."""

from __future__ import annotations

from datetime import date

import psycopg

from tests.support import value


def test_today(crm: psycopg.Connection) -> None:
    assert value(crm, "select saint.today()") == date(2026, 6, 1)
    assert value(crm, "select saint.set_today('2026-12-24'::date)") == date(2026, 12, 24)
    assert value(crm, "select saint.today()") == date(2026, 12, 24)
    crm.execute("select saint.set_today(null)")
    assert value(crm, "select saint.today() = (now() at time zone 'Europe/Oslo')::date")


def test_status_dialog(crm: psycopg.Connection) -> None:
    crm.execute("set local role saint_reader")
    dialog = value(crm, "select saint.status_dialog(entity => 'company', id => '2', language => 'nl')")
    assert (dialog["status"], dialog["name"]) == ("neglected_customer", "Verwaarloosde klant")
    # <cpho> is missing, and its sentence with it
    assert dialog["description"] == "Fjord Fish has not heard from us."
    assert value(crm, "select exists (select from saint.image where image = %s)", dialog["image"])
    assert [other["status"] for other in dialog["others"]] == ["dormant_customer"]
    assert dialog["follow_up"]["text"] == "Call Fjord Fish"
    assert dialog["follow_up"]["date"] == "2026-06-03"


def test_describe(crm: psycopg.Connection) -> None:
    text = value(crm, "select saint.describe(status => 'neglected_customer', id => '1', language => 'en')")
    assert text == "Polder Dairy has not heard from us. Linnea Hauge should call +31 20 1."


def test_explain(crm: psycopg.Connection) -> None:
    rows = crm.execute(
        "select criterion, value, met, changes_on from saint.explain(status => 'neglected_customer', id => '1')"
    ).fetchall()
    assert rows == [
        ("category = 'Customer'", "Customer", True, None),
        (
            "count(activity) filter (where direction = 'outgoing' and past(period1)) < 2",
            "2",
            False,
            # the visit of 10 June still counts when the call of 20 May has left the period
            date(2026, 6, 20),
        ),
    ]


def test_create_follow_up(crm: psycopg.Connection) -> None:
    key = value(crm, "select saint.create_follow_up(status => 'neglected_customer', id => '2')")
    row = crm.execute(
        "select company_id, type, subject, direction, user_id, starts_at::date from crm.activity"
        " where activity_id = %s",
        (int(key),),
    ).fetchone()
    assert row == (2, "phone", "Call Fjord Fish", "outgoing", 2, date(2026, 6, 3))


def test_static_selections(crm: psycopg.Connection) -> None:
    crm.execute("select saint.selection_create(name => 'fair', entity => 'company')")
    assert value(crm, "select saint.selection_add(name => 'fair', id => '2')")
    assert value(crm, "select saint.selection_add('by_hand', '1')")
    members = "select selection, entity, id from saint.selection_member order by selection"
    assert crm.execute(members.encode()).fetchall() == [("by_hand", "company", "1"), ("fair", "company", "2")]
    assert value(crm, "select saint.selection_remove(name => 'fair', id => '2')")
    assert value(crm, "select count(*) from saint.selection_member") == 1


def test_tick_and_check(crm: psycopg.Connection) -> None:
    crm.execute("update crm.company set category = 'Lead'")
    crm.execute("select saint.tick()")
    assert crm.execute("select * from saint.check()").fetchall() == []
    assert crm.execute("select status from saint.company_status where status = 'neglected_customer'").fetchall() == []


def test_recalculate(crm: psycopg.Connection) -> None:
    at = value(crm, "select saint.recalculate(monitor => 'by_group')")
    assert value(crm, "select calculated_at from saint.attention where name = 'by_group'") == at


def test_flips_are_announced_where_switched_on(crm: psycopg.Connection) -> None:
    """None is, here. tests/texts listens."""
    assert value(crm, "select bool_or(notify) from saint.statusdef") is False


def test_proposals(crm: psycopg.Connection) -> None:
    crm.execute("set local role saint_designer")
    made = value(crm, "select saint.propose(definition => '{\"statuses\": {\"x\": {}}}', comment => 'a try')")
    rows = crm.execute(
        "select request, kind, name, state, errors, changes, matches, sample, proposed_by, applied_at"
        " from saint.request where proposed_at is not null"
    ).fetchall()
    assert rows == [(made, "status", "x", "waiting", [], [], None, [], "saint_designer", None)]
    crm.execute("select saint.confirm(request => %s)", (made,))
    crm.execute("select saint.cancel(request => %s)", (made,))
    gone = value(crm, "select saint.remove(kind => 'status', name => 'x')")
    made = value(
        crm, "select saint.selection_define(name => 'y', entity => 'company', criteria => 'true', columns => '{}')"
    )
    assert gone < made
    text = "count(activity) filter (where direction = 'outgoing' and past(30)) < 2"
    assert value(crm, "select saint.to_text(criteria => %s::text)", text).startswith("fewer than 2 outgoing activities")
    assert value(crm, "select count(*) > 30 from saint.vocabulary(entity => 'company')") is True
