"""The same answers on every version of PostgreSQL and by every way of installing.

One random history, and one random life of monitors; all that is read of them comes to a digest, which is the same
wherever this file runs. Other histories (a change in how they are made) have other digests: the test that fails prints
what to put here, and that all versions agree on it CI shows (docs/versions.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import psycopg
from psycopg import sql

from tests.attention import conftest as monitors
from tests.attention.history import History as LifeOfMonitors
from tests.oracle.comparison import Truth
from tests.oracle.history import History

SEED, STEPS = 5, 60
OF_VIEWS = "576f8ee7a5b912555348e9f6b68c09cc725dde80071fc21744e8ce1640ed55b9"
OF_MONITORS = "db1a9185e0beda09ce52d9ea2c0b6cdfe0a0e19bdafaabed50d22cf539aa12ac"
# Times at which something was stored or calculated are the clock's.
BY_THE_CLOCK = ["since", "calculated_at"]
ROWS = sql.SQL("select (pg_catalog.to_jsonb(v) - {}::text[])::text from {} as v")
EXPLAINED = sql.SQL(
    "select x.status, c.id::text, pg_catalog.to_jsonb(e)::text"
    " from pg_catalog.unnest(%s::text[]) as x (status)"
    " cross join (select id from {} order by id::text limit 3) as c"
    " cross join lateral saint.explain(x.status, c.id::text) as e"
)


class Told(History):
    """Without what depends on the planner or on how fast the server is: who of two SERIALIZABLE transactions fails, and
    how often a step of an online apply has to wait. The oracle compares those after each step, on each version."""

    isolations = ("read committed", "read committed", "repeatable read")

    def __init__(self, seed: int, dsn: str) -> None:
        super().__init__(seed, dsn)
        self.digest = sha256()

    def begin_online(self) -> None:
        pass

    def compare(self) -> None:
        self.observer.forget_plans()
        for view in views(self.truth):
            self.tell([view, *rows(self.observer.connection, view)])

    def tell(self, rows: list[str]) -> None:
        self.digest.update("\n".join(rows).encode())


def views(truth: Truth) -> Iterator[str]:
    """All but materialized ones, whose refresh is a matter of time."""
    for entity in truth.entities:
        yield from (f"{entity}_{view}" for view in ("counter", "status", "card", "watermark"))
    yield from (f"selection_{each.name}" for each in truth.definition.selections if each.kind != "materialized")


def rows(connection: psycopg.Connection, view: str) -> list[str]:
    query = ROWS.format(sql.Literal(BY_THE_CLOCK), sql.Identifier("saint", view))
    return sorted(row for (row,) in connection.execute(query))


def explained(connection: psycopg.Connection, truth: Truth) -> Iterator[str]:
    """The statuses of some records, criterion by criterion."""
    for entity in truth.entities:
        statuses = [each.name for each in truth.definition.statuses if each.entity == entity]
        query = EXPLAINED.format(sql.Identifier("saint", f"{entity}_counter"))
        yield from sorted(" ".join(row) for row in connection.execute(query, (statuses,)))


def test_what_the_views_say_after_each_step_of_a_history(database: str) -> None:
    history = Told(SEED, database)
    history.run(STEPS)
    with psycopg.connect(database) as connection:
        for view in ("countervalue", "statusvalue"):
            history.tell(rows(connection, view))
        history.tell(list(explained(connection, history.truth)))
    assert history.digest.hexdigest() == OF_VIEWS


def test_what_monitors_calculate_after_a_life(database: str, tmp_path: Path) -> None:
    crm = monitors.Crm(database, tmp_path)
    crm.execute((monitors.HERE / "crm.sql").read_bytes())
    crm.execute("select saint.set_today('2026-06-01')")
    crm.apply()
    LifeOfMonitors(crm, SEED).live(120)
    # Of the three the one whose period is over: states change by the clock.
    crm.execute("select saint.recalculate('sales_people')")
    said = [rows(crm.connection, f"attention_sales_people{part}") for part in ("", "_sales")]
    crm.connection.close()
    assert all(said)
    assert sha256(repr(said).encode()).hexdigest() == OF_MONITORS
