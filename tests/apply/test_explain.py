"""explain against the oracle: each criterion as a status of its own, day by day until it changes."""

from __future__ import annotations

import json
from datetime import date, timedelta

import psycopg
import pytest

from tests.apply.conftest import Crm
from tests.oracle.comparison import on

TODAY = date(2026, 6, 1)
HORIZON = 130  # days: by then every event is older than any period

# By status. The criteria are statuses of their own, too: the oracle then says of each of them whether it is met.
CRITERIA = {
    # each day on which one of them may change is computed
    "explained": {
        "c1": "category = 'Customer'",
        "c2": "count(activity) filter (where direction = 'outgoing' and past(period1)) < 2",
        "c3": "max(sale.date) < today - 40",
        "c4": "min(activity.date) filter (where date > today) <= today + 14",
        "c5": "not exists(sale) filter (where past(period2)) or status('c2')",
    },
    # what days change is added to the record's row, and taken away
    "moved": {
        "m1": "count(activity) filter (where past(period1)) < 2 or category <> 'Customer'",
        "m2": "sum(sale.amount) filter (where status = 'sold' and past(period2)) > 3000",
        "m3": "avg(sale.amount) filter (where past(period1)) < 900",
        "m4": "max(activity.date) filter (where date <= today) < today - 20",
        "m5": "count(activity) filter (where date > today and date <= today + 10) > 0 or status('m2')",
        "m6": "sum(sale.amount) filter (where date <= today) < 9000",
    },
}
ALONE = {name: text for criteria in CRITERIA.values() for name, text in criteria.items()}
STATUSES = "".join(
    f"  {name}:\n    on: company\n    rank: {rank}\n    when: {text}\n"
    for rank, (name, text) in enumerate(ALONE.items(), 30)
)
ALL = "".join(
    f"  {status}:\n    on: company\n    rank: {rank}\n    when: [{', '.join(map(json.dumps, criteria.values()))}]\n"
    for rank, (status, criteria) in enumerate(CRITERIA.items(), 90)
)
VALUES = "  v2:\n    on: company\n    value: count(activity) filter (where direction = 'outgoing' and past(period1))\n"
# Beside those of the CRM, which come one a day: several a day, and what no subtraction takes away.
MORE = """
    insert into crm.activity (company_id, starts_at)
    select 1 + n % 20, timestamptz '2026-06-01 12:00+02' + (n * 7919 % 140 - 100) * interval '1 day'
    from generate_series(1, 400) n;
    insert into crm.sale
    select
        100 + n, 1 + n % 20, date '2026-06-01' + n * 7919 % 140 - 100,
        case when n % 23 = 0 then 'NaN' else n * 104729 % 70000 * 0.01 end,
        case when n % 2 = 0 then 'sold' else 'open' end
    from generate_series(1, 300) n;
"""


@pytest.fixture
def explained(crm: Crm) -> Crm:
    crm.apply(("statuses:\n", VALUES + "statuses:\n" + STATUSES + ALL))
    return crm


def met_by_the_oracle(crm: Crm, today: date) -> set[tuple[int, str]]:
    rows = crm.execute(on(crm.truth.statuses["company"], today)).fetchall()
    return {(id, status) for id, status in rows if status in ALONE}


def explanation(crm: Crm, company: int, status: str = "explained") -> list[tuple[str, str | None, bool, date | None]]:
    query = "select criterion, value, met, changes_on from saint.explain(%s, %s)"
    return crm.execute(query, (status, str(company))).fetchall()


@pytest.mark.parametrize("more", [b"", MORE.encode()], ids=["few events", "many"])
@pytest.mark.parametrize("status", CRITERIA)
def test_met_and_changes_on(explained: Crm, status: str, more: bytes) -> None:
    explained.execute(more)
    days = [TODAY + timedelta(days=n) for n in range(HORIZON)]
    truth = {day: met_by_the_oracle(explained, day) for day in days}
    criteria = CRITERIA[status]
    for company in range(1, 21):
        rows = explanation(explained, company, status)
        assert [row[0] for row in rows] == list(criteria.values())
        for name, (_, _, met, changes_on) in zip(criteria, rows, strict=True):
            was = (company, name) in truth[TODAY]
            turns = next((day for day in days if ((company, name) in truth[day]) != was), None)
            assert (company, name, met, changes_on) == (company, name, was, turns)


def test_of_many_events_none_is_computed_again_each_day(explained: Crm) -> None:
    """What asks for the record as of another day than today is what takes long."""
    explained.execute(MORE.encode())
    explained.execute("delete from crm.sale where amount = 'NaN'")
    [(code,)] = explained.execute("select pg_get_functiondef('saint_data.company_live'::regproc)").fetchall()
    refused = "begin\n  perform 1 / (record_id - record_id) where today <> saint.today();\n"
    today_alone = code.replace("begin\n", refused, 1)
    assert today_alone != code
    explained.execute(today_alone.encode())
    with pytest.raises(psycopg.errors.DivisionByZero):
        explanation(explained, 1)
    for company in range(1, 21):
        explanation(explained, company, "moved")


@pytest.mark.parametrize("later", [0, 13, 45])
def test_values(explained: Crm, later: int) -> None:
    today = TODAY + timedelta(days=later)
    explained.execute("select saint.set_today(%s)", (today,))
    names = [c.name for c in explained.truth.definition.counters if c.entity == "company"]
    for id, *counters in explained.execute(on(explained.truth.counters["company"], today)).fetchall():
        outgoing = dict(zip(names, counters, strict=True))["v2"]
        assert explanation(explained, id)[1][1] == str(outgoing)


def test_the_clock_set_to_that_day_shows_the_change(explained: Crm) -> None:
    criterion, _, met, changes_on = explanation(explained, 1)[1]
    assert changes_on is not None
    explained.execute("select saint.set_today(%s)", (changes_on - timedelta(days=1),))
    assert explanation(explained, 1)[1][:3:2] == (criterion, met)
    explained.execute("select saint.set_today(%s)", (changes_on,))
    assert explanation(explained, 1)[1][:3:2] == (criterion, not met)


def test_a_write_is_explained_in_the_same_second(explained: Crm) -> None:
    company, count = 1, int(explanation(explained, 1)[1][1] or 0)
    explained.execute("insert into crm.activity (company_id, starts_at) values (%s, '2026-06-01 09:00+02')", (company,))
    assert explanation(explained, company)[1][1] == str(count + 1)


def test_a_combined_source_is_explained_in_the_users_words(crm: Crm) -> None:
    """One value where one thing is asked, and each by its words where there are several."""
    combined = "combined: {contact: {of: [activity, sale]}}\nstatuses:\n"
    status = (
        "  quiet:\n    on: company\n    rank: 91\n    when:\n"
        "      - count(contact) filter (where past(60)) < 100\n"
        "      - exists(contact) =  (count(contact) > count(sale))\n"
        "      - max(contact.date) is not null or category = 'Lead'\n"
    )
    crm.apply(("statuses:\n", combined + status))
    query = "select value from saint.explain('quiet', %s)"
    windowed, several, last = (row[0] for row in crm.execute(query, ("1",)).fetchall())
    counts = """
        select
            (select count(*) from crm.activity where company_id = 1),
            (select count(*) from crm.sale where company_id = 1)
    """
    [(activities, sales)] = crm.execute(counts.encode()).fetchall()
    assert windowed.isdigit()
    assert several == f"exists(contact) = {activities + sales}, count(contact) = {activities + sales}, " + (
        f"count(sale) = {sales}"
    )
    assert last.startswith("max(contact.date) = 20")
    assert ", category = " in last
