"""A monitor by SQL: calculated when it is in force, and never in the way of rows that are being filled."""

from __future__ import annotations

import pytest

from pg_saint.cli.database import connect_installed
from pg_saint.requests import Requests, work
from tests.inside.conftest import Inside

pytestmark = pytest.mark.long

CARE = {"on": "company", "of": "category = 'Customer'", "period": 365}
MOMENTS = (
    "    fields: {direction: direction, completed: done_at is not null}\n",
    "    fields: {direction: direction, completed: done_at is not null}\n    moment: {kind: history}\n",
)
BUSY = {"on": "company", "when": "count(activity) filter (where past(20)) > 1"}
# By hand: activities of a year.
TOTALS = """
    select c.company_id, count(a.activity_id)
    from crm.company c left join crm.activity a on a.company_id = c.company_id
        and (a.starts_at at time zone 'Europe/Oslo')::date between date '2026-06-01' - 364 and '2026-06-01'
    where c.category = 'Customer' and not c.deleted
    group by 1 order by 1
"""


def test_a_monitor(crm: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    crm.write(MOMENTS)
    assert crm.saint("apply", str(crm.file.parent), "--yes").exit_code == 0
    both = crm.propose({"statuses": {"busy": BUSY}, "monitors": {"care": CARE}})
    crm.work()
    [error] = crm.request(both)["errors"]
    assert (error["path"], error["remedy"]) == (
        "monitors.care", "propose the rest first, then the monitor by itself",
    )  # fmt: skip
    # One after the other: it waits until the rows are filled, and answers others meanwhile.
    monkeypatch.setattr(work, "PIECE", 0)
    status, monitor = crm.propose({"statuses": {"busy": BUSY}}), crm.propose({"monitors": {"care": CARE}})
    for request in (status, monitor):
        crm.ask("confirm(%s)", request)
    requests, asked = Requests(crm.said.append), None
    with connect_installed(crm.dsn) as connection:
        while crm.request(monitor)["state"] != "applied":
            requests.work(connection)
            assert crm.request(monitor)["errors"] == []
            if crm.request(status)["state"] == "applied" and asked is None:
                asked = crm.propose({"counters": {"c": {"on": "company", "value": "count(sale)"}}})
        while requests.work(connection) is not None:
            pass
    assert asked is not None
    assert crm.request(asked)["state"] == "checked"
    assert crm.rows("select id, total from saint.attention_care order by 1") == crm.rows(TOTALS) != []
    crm.apply_inside({"monitors": {"care": {**CARE, "period": 30}}})
    gone = crm.ask("remove('monitor', 'care')")
    crm.ask("confirm(%s)", gone)
    crm.work()
    assert crm.request(gone)["state"] == "applied", crm.request(gone)["errors"]
    assert crm.rows("select monitor from saint.monitor") == []
    crm.finished()
    assert crm.said == []


def test_periods_where_no_file_has_them(crm: Inside) -> None:
    refused = crm.propose({"periods": [10, "2 months"]})
    crm.work()
    assert crm.request(refused)["errors"][0]["path"] == "periods"
    changes = ("periods: [30, 60]\n", ""), ("    standard_counters: true\n", "")
    text = crm.definitions.replace("past(period1)", "past(30)")
    crm.write(*changes, text=text)
    assert crm.saint("apply", str(crm.file.parent), "--yes").exit_code == 0
    crm.apply_inside({"periods": [10, "2 months"]})
    crm.apply_inside(
        {"counters": {"recent": {"on": "company", "value": "count(activity) filter (where past(period1))"}}}
    )
    crm.finished()
