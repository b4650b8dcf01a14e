"""One notion of activity over several tables that mirror one another, and what a CRM does not have."""

from __future__ import annotations

from datetime import date

import psycopg

from tests.crms.capabilities.steps import Step, carry_out, installed

ONE = ("company", 1)
STEPS = [
    Step("20 planned", "insert into planned values (1, 1, 'phonecall', '2026-06-10', null, true, null)",
         {(*ONE, "activity_count"): 1, (*ONE, "activity_open"): 1, (*ONE, "activity_next"): date(2026, 6, 10)}),
    Step("20 done, and a message that mirrors it",
         "update planned set active = false, done = '2026-05-20';"
         " insert into message values (1, 1, 'email', now(), 50, 1)",
         {(*ONE, "activity_count"): 1, (*ONE, "activity_open"): 0}),
    Step("20 a meeting with its activity counts once",
         "insert into planned values (2, 1, 'meeting', '2026-05-30', null, true, 7);"
         " insert into meeting values (7, 1, '2026-05-30 22:30', false, null)",
         {(*ONE, "activity_count"): 2, (*ONE, "unknown"): 1}),
    Step("20 the meeting goes: the activity is left", "delete from meeting",
         {(*ONE, "activity_count"): 2, (*ONE, "unknown"): 0}),
    Step("20 noise is not an activity", "insert into message values (2, 1, 'notification', now(), null, null)",
         {(*ONE, "activity_count"): 2}),
    Step("19 the direction by the kind, and by who wrote",
         "insert into message values (3, 1, 'email', '2026-05-02', 50, null), (4, 1, 'email', '2026-05-02', 51, null)",
         {(*ONE, "outgoing"): 3}),
    Step("19 somebody becomes a colleague", "insert into users values (51)", {(*ONE, "outgoing"): 4}),
    Step("22 an all-day meeting", "insert into meeting values (8, 2, null, true, '2026-03-01')",
         {("company", 2, "activity_count"): 1}),
    Step("21 the follow-up in the deal's own row", "insert into deal values (1, 1, 'Call', '2026-05-01', null)"),
    Step("21 done", "update deal set closed = '2026-06-01'"),
    Step("28 what is not there is not known", "insert into company values (3)",
         {("company", 3, "requests"): None, ("company", 3, "requests_last"): None, (*ONE, "share"): None}),
]  # fmt: skip


def statuses(connection: psycopg.Connection) -> set[str]:
    return {row[0] for row in connection.execute("select status from saint.statusvalue")}


def test_activities(database: str) -> None:
    with installed(database, "activities") as (connection, truth):
        carry_out(connection, truth, STEPS)
        # Neither of them: nobody knows whether there are requests.
        assert not statuses(connection) & {"no_requests", "not_asking"}
        assert "late" not in {row[0] for row in connection.execute("select status from saint.statusdef")}
