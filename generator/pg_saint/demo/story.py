"""The demo on one database: load, apply, see who needs attention, call one of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from importlib import resources
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from rich.console import Console

from pg_saint.apply import apply_plan
from pg_saint.demo import printout
from pg_saint.demo.attention import tell_of_attention
from pg_saint.demo.inside import tell_of_inside
from pg_saint.demo.load import load
from pg_saint.plan import make_plan
from pg_saint.validate import load as load_definitions

ZONE = ZoneInfo("Europe/Oslo")
"""Bridgecom's time zone, as in its definitions."""
PAST = 12 * 7
"""Days of history: the definitions were applied so long ago."""
WITH_STATUSES = ("company", "project")
"""Entities that have a history."""
BATCH = 200
"""Records that a worker takes at once of those that are due, while another takes others."""
DEFINITIONS = Path(str(resources.files("pg_saint.demo") / "definitions"))
COMPANY_COLUMNS = {
    "customer": "Customer", "contact": "Whom to call", "phone": "Phone", "owner": "Our contact", "turnover": "Turnover",
    "reason": "Why",
}  # fmt: skip
PROJECT_COLUMNS = {
    "project": "Project", "customer": "Customer", "phone": "Phone", "owner": "Project manager", "reason": "Why",
}  # fmt: skip


def today_in_oslo() -> date:
    """The real date at Bridgecom."""
    return datetime.now(ZONE).date()


def _written(day: date) -> str:
    # Not every system has a letter for a day without its zero.
    return f"{day:%A} {day.day} {day:%B %Y}"


def tell(connection: psycopg.Connection, console: Console, today: date | None = None, scale: float = 1.0) -> None:
    """Runs the whole demo in a database that holds the extension and no CRM yet.

    `today` is pinned in the database where it is given; else the real date is in force.
    """
    _load_and_apply(connection, console, today, scale)
    connection.autocommit = True
    names = _overview(connection, console)
    _who_to_call(connection, console, names)
    _one_call(connection, console, today)
    tell_of_attention(connection, console)
    tell_of_inside(connection, console)


def _load_and_apply(connection: psycopg.Connection, console: Console, today: date | None, scale: float) -> None:
    started = perf_counter()
    sizes = load(connection, today or today_in_oslo(), scale)
    printout.print_loaded(console, sizes, perf_counter() - started)

    now = today or today_in_oslo()
    # Before the apply: what is stored for another day would be computed at every read.
    _set_today(connection, now - timedelta(days=PAST))
    started = perf_counter()
    plan = make_plan(connection, load_definitions([DEFINITIONS]))
    connection.commit()
    apply_plan(connection, plan)
    connection.commit()
    for warning in plan.warnings:
        console.print(f"warning: {warning}", markup=False)
    definition = plan.definition
    console.print(
        f"saint apply: {len(definition.statuses)} statuses and {len(definition.counters)} counters, kept for every "
        f"company, person and project from now on. Applied and filled in {perf_counter() - started:.1f} s."
    )
    started = perf_counter()
    _let_days_pass(connection, now)
    _set_today(connection, today)
    console.print(
        f"{PAST} days have passed since, one at a time, in {perf_counter() - started:.1f} s: there is a history."
    )


def _let_days_pass(connection: psycopg.Connection, now: date) -> None:
    """Day by day, as two workers would have seen it: who got a status then, and who lost it."""
    days = [now - timedelta(days=ago) for ago in range(PAST, -1, -1)]
    # The day of the apply has passed already.
    until = [_clock(connection)]
    other = psycopg.connect(connection.info.dsn, password=connection.info.password)
    with other, ThreadPoolExecutor() as workers:
        for day in days[1:]:
            _set_today(connection, day)
            for _ in workers.map(_tick, (connection, other)):
                pass
            until.append(_clock(connection))
    # Persons too: what they had on past days leaves no trace.
    connection.execute("select saint.tick()")
    # All of it was written in these seconds.
    passed = {"until": until, "days": days}
    connection.execute(_read("past_changes"), passed)
    connection.execute(_read("past_applied"), {"begin": days[0]})
    for entity in WITH_STATUSES:
        table = sql.Identifier("saint_data", f"{entity}_statusvalue")
        query = sql.SQL(_read("past_since").decode())
        connection.execute(query.format(table=table), passed)
    connection.commit()


def _tick(connection: psycopg.Connection) -> None:
    for entity in WITH_STATUSES:
        done = True
        while done:
            row = connection.execute("select saint.tick_batch(%s, %s)", [entity, BATCH]).fetchone()
            connection.commit()
            done = row is not None and row[0] > 0


def _clock(connection: psycopg.Connection) -> datetime:
    """Of the server, which wrote the history."""
    row = connection.execute("select clock_timestamp()").fetchone()
    connection.commit()
    assert row is not None
    moment: datetime = row[0]
    return moment


def _set_today(connection: psycopg.Connection, today: date | None) -> None:
    connection.execute("select saint.set_today(%s::date)", [today])
    connection.commit()


def _overview(connection: psycopg.Connection, console: Console) -> dict[str, str]:
    rows = _query(connection, "matches")
    printout.heading(console, f"Who needs attention on {_written(rows[0]['today'])}")
    printout.print_statuses(console, rows)
    return {row["status"]: row["name"] for row in rows}


def _who_to_call(connection: psycopg.Connection, console: Console, names: dict[str, str]) -> None:
    printout.heading(console, "Customers to call today: of each status the five with most turnover in a year")
    printout.print_to_call(console, names, _query(connection, "companies"), COMPANY_COLUMNS)
    printout.heading(console, "Projects to get going again: of each status the five that wait longest, or ended last")
    printout.print_to_call(console, names, _query(connection, "projects"), PROJECT_COLUMNS)


def _one_call(connection: psycopg.Connection, console: Console, today: date | None) -> None:
    """A neglected customer is called, and is no longer neglected."""
    found = _query(connection, "one_call_away")
    if not found:
        console.print("Today no neglected customer is one call away from being none.")
        return
    customer = found[0]
    printout.heading(console, f"Why is {printout.cell(customer['name'])} neglected?")
    console.print(f"[dim]select * from saint.explain('neglected_customer', '{customer['company_id']}')[/dim]")
    _explain(connection, console, customer["company_id"])

    console.print(
        f"{customer['owner']} calls {customer['contact']}, {customer['phone']}, and the CRM logs it as it always did:"
        "\ninsert into crm.activity …",
        markup=False,
    )
    at = datetime.combine(today, time(12), ZONE) if today else datetime.now(ZONE)
    started = perf_counter()
    connection.execute(_read("log_a_call"), {**customer, "at": at})
    written = perf_counter()
    left = connection.execute(
        "select status from saint.company_status where id = %s order by rank", [customer["company_id"]]
    ).fetchall()
    read = perf_counter()
    others = [status for (status,) in left if status != "neglected_customer"]
    outcome = "gone" if len(others) == len(left) else "still there"
    console.print(
        f"Inserted and committed in {1000 * (written - started):.1f} ms; its statuses read again in "
        f"{1000 * (read - written):.1f} ms: neglected_customer is {outcome}"
        f"{', what remains is ' + ', '.join(others) if others else ''}. No job ran in between."
    )
    _explain(connection, console, customer["company_id"])


def _explain(connection: psycopg.Connection, console: Console, company: int) -> None:
    cursor = connection.cursor(row_factory=dict_row)
    query = "select * from saint.explain('neglected_customer'::text, %s::text)"
    rows = cursor.execute(query, [str(company)]).fetchall()
    printout.print_explanation(console, rows)
    console.print()


def _query(connection: psycopg.Connection, name: str) -> list[dict[str, Any]]:
    """The rows of queries/NAME.sql."""
    return connection.cursor(row_factory=dict_row).execute(_read(name)).fetchall()


def _read(name: str) -> bytes:
    return (resources.files("pg_saint.demo") / "queries" / f"{name}.sql").read_bytes()
