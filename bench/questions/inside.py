"""Statuses are defined by SQL calls while people write."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

import psycopg

from bench.answers import Answer, Figure
from bench.databases import Databases
from bench.exact import differences
from bench.files import statement
from bench.measure import median, seconds
from bench.process import worker
from bench.waits import asking
from pg_saint.errors import SaintError

VARIANT = "saint_inside"
WRITERS, PAUSE = 2, 0.005  # a pause of so many seconds after each insert: people, not a load test
PATIENCE, LONGEST = 60, 600  # seconds for an answer, and for filling all rows
LOADING = 5  # seconds in which an idle worker loads what it needs for the first proposal
FEWEST_DAYS = 100
AWAIT = b"select state, errors from saint.await(%(request)s, %(patience)s)"
CONFIRM = b"select saint.confirm(%(request)s)"
SETTLED = b"""
    select not exists (select from saint.proposal where under_way)
        and not exists (select from saint.vocabulary_word where seen_on is distinct from saint.today())
"""


@dataclass(frozen=True)
class Defined:
    """Seconds; `checked`: NULL where it was confirmed as it was proposed. `wrong`: records that are not exact."""

    checked: float | None
    applied: float
    read: float
    wrong: int

    @property
    def all(self) -> float:
        return (self.checked or 0) + self.applied + self.read


def ask(databases: Databases) -> Answer:
    """From the call to the first exact read, before the rows are filled."""
    effort = databases.effort
    dsn = databases.dsn(VARIANT)
    locks: list[str] = []
    with databases.connect(VARIANT) as connection:
        # So that the worker expects proposals.
        connection.execute("grant saint_designer to current_user")
    with databases.connect(VARIANT) as connection, worker(dsn):
        _settled(connection)
        time.sleep(LOADING)
        with asking(dsn, statement("queries", "insert_one"), WRITERS, effort.companies, PAUSE, locks) as waits:
            steps = [_defined(connection, n, confirmed=False) for n in range(effort.rounds)]
            at_once = [_defined(connection, effort.rounds + n, confirmed=True) for n in range(effort.rounds)]
            begun = time.perf_counter()
            _settled(connection)
            filled = time.perf_counter() - begun
            selection = _selection(connection)
    return Answer(
        title="Defined from inside",
        asked=f"`saint.propose()` of a status over an aggregate that no row holds yet, and reads of it, while "
        f"{WRITERS} clients insert activities one by one and `saint run` works. The first one interrupts nothing, each "
        "later one the filling of the rows for those before it.",
        figures=[
            Figure(
                what="seconds from the call to exact reads, confirmed => true, the slowest",
                measured=max(each.all for each in at_once),
                target=2,
                at_most=True,
            ),
            Figure(
                what="seconds from the call to exact reads, checked and then confirmed, the slowest",
                measured=max(each.all for each in steps),
                target=2,
                at_most=True,
                note="who would have the status is counted in between, for half a second at most",
            ),
            Figure(what="inserts that waited a millisecond for a lock", measured=len(locks), target=0, at_most=True),
            Figure(what="seconds until a selection of one's own is there", measured=selection, target=1, at_most=True),
        ],
        columns=["", ""],
        rows=[
            ["checked, seconds", _each(each.checked or 0 for each in steps)],
            ["confirmed until applied, seconds", _each(each.applied for each in steps)],
            ["confirmed => true until applied, seconds", _each(each.applied for each in at_once)],
            ["first read, 50 companies, seconds", _each(each.read for each in (*steps, *at_once))],
            ["all rows filled after that, seconds", f"{filled:.0f}"],
            ["inserts meanwhile", f"{len(waits):,}"],
            ["median of them, milliseconds", f"{median(waits) * 1000:.2f}"],
            ["the longest, milliseconds", f"{max(waits) * 1000:.1f}"],
        ],
        notes=[
            "Before the rows are filled the first 500 companies are compared with a query by hand, in one statement: "
            f"{sum(each.wrong for each in (*steps, *at_once))} differ."
        ],
        differences=differences(databases, VARIANT) + sum(each.wrong for each in (*steps, *at_once)),
    )  # fmt: skip


def _defined(connection: psycopg.Connection, number: int, confirmed: bool) -> Defined:
    status = {"name": f"unvisited_{number}", "days": FEWEST_DAYS + number}
    begun = time.perf_counter()
    row = connection.execute(statement("queries", "inside_propose"), {**status, "confirmed": confirmed}).fetchone()
    request = row[0] if row else 0
    checked = None
    if not confirmed:
        _answered(connection, request, "checked")
        checked = time.perf_counter() - begun
        begun = time.perf_counter()
        connection.execute(CONFIRM, {"request": request})
    _answered(connection, request, "applied")
    applied = time.perf_counter() - begun
    read = seconds(connection, statement("queries", "inside_read"), status)
    wrong = connection.execute(statement("queries", "inside_wrong"), status).fetchone()
    return Defined(checked, applied, read, wrong[0] if wrong else 0)


def _selection(connection: psycopg.Connection) -> float:
    begun = time.perf_counter()
    row = connection.execute(statement("queries", "inside_select")).fetchone()
    _answered(connection, row[0] if row else 0, "applied")
    return time.perf_counter() - begun


def _answered(connection: psycopg.Connection, request: int, wanted: str) -> None:
    row = connection.execute(AWAIT, {"request": request, "patience": PATIENCE}).fetchone()
    if row is None or row[0] != wanted:
        raise SaintError(f"request {request} is {row and row[0]}, not {wanted}: {row and row[1]}")


def _settled(connection: psycopg.Connection) -> None:
    """All rows filled, and the worker with nothing left to do."""
    until = time.monotonic() + LONGEST
    while connection.execute(SETTLED).fetchone() != (True,):
        if time.monotonic() > until:
            raise SaintError("the worker has not filled the rows")
        time.sleep(0.1)


def _each(values: Iterable[float]) -> str:
    return ", ".join(f"{value:.2f}" for value in values)
