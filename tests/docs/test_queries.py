"""The SQL of docs/selections.md and docs/history.md, asked of the definition of the first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.docs.test_examples import DEFINITIONS, ROOT, blocks, written
from tests.support import value

SELECTIONS = ROOT / "docs" / "selections.md"
HISTORY = ROOT / "docs" / "history.md"


@pytest.fixture
def crm(connect: Callable[..., psycopg.Connection], tmp_path: Path) -> psycopg.Connection:
    """One neglected customer, in a transaction that ends with the test."""
    connection = connect()
    for statements in blocks(DEFINITIONS, "sql"):
        connection.execute(statements.encode())
    connection.execute("""insert into crm."Company" ("Id", name, category) values (7, 'Polder Dairy', 'Customer')""")
    connection.commit()
    connection.autocommit = True
    apply_plan(connection, make_plan(connection, load(written(SELECTIONS, tmp_path))))
    connection.autocommit = False
    return connection


def test_selections(crm: psycopg.Connection) -> None:
    crm.execute("create role crm_users")
    crm.execute("grant saint_reader to crm_users")
    for statements in blocks(SELECTIONS, "sql"):
        crm.execute(statements.encode())
    crm.execute("select saint.selection_create('trip', 'company')")
    crm.execute("set local role crm_users")
    assert value(crm, "select saint.selection_add('trip', '7')") is True


def test_history(crm: psycopg.Connection) -> None:
    crm.execute("select saint.set_today('2026-12-30')")
    crm.execute("update saint.status_change set changed_at = '2026-12-01 12:00+01'")
    per_week, of_christmas = blocks(HISTORY, "sql")
    at_christmas, how_long, _ = of_christmas.split(";")
    assert crm.execute(per_week.encode()).fetchall() == [
        (date(2026, 11, 30), 1),
        *((date(2026, 12, day), 1) for day in (7, 14, 21, 28)),
    ]
    assert crm.execute(at_christmas.encode()).fetchall() == [("7",)]
    assert value(crm, how_long) is not None
