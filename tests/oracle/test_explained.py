"""saint.explain() over random definitions and events: a criterion turns on the day that it says, and not before."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

from tests.oracle.comparison import today_of
from tests.oracle.history import History

ROWS = 60  # in each table
RECORDS = 3
DAYS = (1, 7, 8, 30, 31, 61, 91, 200)
# Those whose day is told are looked at on that day and the one before.
TOLD = 25

Criteria = dict[tuple[str, str, int], tuple[bool, str | None]]


def test_a_criterion_turns_on_the_day_that_is_told(seed: int, database: str) -> None:
    history = History(seed, database)
    try:
        history.start()
        for statement in history.statements.fill(ROWS):
            history.observer.run(statement)
        _compare(history)
    finally:
        history.close()


def _compare(history: History) -> None:
    today = today_of(history.observer.connection)
    told = explained(history)
    turns = [date.fromisoformat(day) for _, day in told.values() if day is not None and len(day) == len("2026-06-01")]
    around = {day - timedelta(before) for day in islice(turns, TOLD) for before in (0, 1)}
    for day in sorted(around | {today + timedelta(days) for days in DAYS}):
        history.set_today(day)
        for which, (met, _) in explained(history).items():
            was, changes_on = told[which]
            if changes_on is None or str(day) < changes_on:
                assert (day, which, met) == (day, which, was), changes_on
            elif str(day) == changes_on:
                assert (day, which, met) == (day, which, not was), changes_on


def explained(history: History) -> Criteria:
    """By status, record and number of the criterion: whether it is met, and until when."""
    connection = history.observer.connection
    found: Criteria = {}
    for status in history.truth.definition.statuses:
        if not status.enabled:
            continue
        query = f"select id::text from saint.{status.entity}_card order by id limit {RECORDS}"
        for (record,) in connection.execute(query.encode()).fetchall():
            rows = connection.execute("select met, changes_on from saint.explain(%s, %s)", (status.name, record))
            found |= {(status.name, record, number): row for number, row in enumerate(rows)}
    return found
