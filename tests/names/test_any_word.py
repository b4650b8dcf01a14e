"""Whatever a name is, also what something in our own SQL is called: what is applied is exact, and no write fails."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.names.words import Made, of_columns, of_entities, of_rows
from tests.oracle.comparison import Truth
from tests.support import Connect

TABLES = "select relname from pg_class where relnamespace = 'crm'::regnamespace and relkind = 'r' order by 1"
VIEWS = "select oid::regclass::text from pg_class where relnamespace = 'saint'::regnamespace and relkind in ('v', 'm')"
# One status of each entity, and a record that has none.
STATUSES = "select distinct on (entity) status, entity from saint.status order by entity, rank"


@pytest.mark.long
@pytest.mark.parametrize("made", [of_columns, of_rows, of_entities])
def test_works(made: Callable[[], Made], connect: Connect, tmp_path: Path) -> None:
    tables, definition = made()
    crm = connect(autocommit=True)
    crm.execute(tables.encode())
    crm.execute("select saint.set_today('2026-06-01')")
    file = tmp_path / "crm.yaml"
    file.write_text(json.dumps({"timezone": "UTC", **definition}, indent=1))
    plan = make_plan(crm, load([file]))
    apply_plan(crm, plan)
    # Hundreds of selections are read once, below.
    truth = Truth(replace(plan.definition, selections=()))
    write(crm)
    exact(crm, truth)
    crm.execute("select saint.tick()")
    assert crm.execute("select * from saint.check()").fetchall() == []
    exact(crm, truth)
    read(crm)


def exact(crm: psycopg.Connection, truth: Truth) -> None:
    with crm.transaction():
        crm.execute("set transaction isolation level repeatable read")
        truth.compare(crm)


def write(crm: psycopg.Connection) -> None:
    """One row and several, of each table."""
    for (table,) in crm.execute(TABLES).fetchall():
        changes = {
            "company": ["update {} set n = n + 1", "update {} set n = 9 where n = 2"],
            "other": ["update {} set v = v + 20 where v = 9"],
            "visit": [
                "insert into {} select 90, 1, 5, '2026-06-01'",
                "insert into {} select g, g % 3 + 1, g, '2026-05-30' from generate_series(91, 94) g",
                "update {} set n = n + 1 where visit_id = 92",
                "update {} set company_id = 3 where visit_id = 90",
                "update {} set n = n + 1",
                "delete from {} where visit_id = 1",
                "delete from {} where visit_id > 92",
            ],
        }
        for change in changes.get(table.rstrip("0123456789"), []):
            crm.execute(change.format(f"crm.{table}").encode())


def read(crm: psycopg.Connection) -> None:
    """Every view, and of each entity an explanation, a dialog, and the fields."""
    for (view,) in crm.execute(VIEWS).fetchall():
        crm.execute(f"select * from {view}".encode())
    for status, entity in crm.execute(STATUSES).fetchall():
        assert crm.execute("select count(*) from saint.explain(%s, '1')", (status,)).fetchone() != (0,)
        crm.execute("select saint.status_dialog(%s, '1')", (entity,))
        crm.execute(f"select * from saint_data.{entity}_fields(array[1])".encode())
