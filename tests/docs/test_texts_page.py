"""docs/texts.md: its definition applied, and its queries asked."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from pg_saint.definitions import load
from pg_saint.plan import apply_plan, make_plan
from tests.docs.test_examples import DEFINITIONS, ROOT, blocks, written
from tests.support import Connect, value

POLDER_DAIRY = """insert into crm."Company" ("Id", name, category) values (7, 'Polder Dairy', 'Customer')"""
PAGE = ROOT / "docs" / "texts.md"


@pytest.fixture
def crm(connect: Connect, tmp_path: Path) -> psycopg.Connection:
    connection = connect(autocommit=True)
    for statements in blocks(DEFINITIONS, "sql"):
        connection.execute(statements.encode())
    apply_plan(connection, make_plan(connection, load(written(PAGE, tmp_path))))
    return connection


def test_its_queries_are_answered(crm: psycopg.Connection) -> None:
    crm.execute(POLDER_DAIRY)
    for statements in blocks(PAGE, "sql"):
        crm.execute(statements.encode())


def test_its_rule_for_missing_values(crm: psycopg.Connection) -> None:
    crm.execute(POLDER_DAIRY)
    assert value(crm, "select saint.describe('neglected_customer', '7')") == (
        "Polder Dairy has not heard from us this month. Somebody should call."
    )
    assert value(crm, "select name from saint.company_status where id = 7") == "Neglected customer"
