"""docs/texts.md: its definition applied, and its queries asked."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.plan import make_plan
from pg_saint.validate import load
from pg_saint.validate.codes import CODES, REASONS
from tests.docs.test_examples import DEFINITIONS, ROOT, blocks, written
from tests.support import Connect, value

POLDER_DAIRY = """insert into crm."Company" ("Id", name, category) values (7, 'Polder Dairy', 'Customer')"""
PAGE = ROOT / "docs" / "texts.md"
VARIABLES = ROOT / "docs" / "variables.md"


def applied(page: Path, connect: Connect, folder: Path) -> psycopg.Connection:
    connection = connect(autocommit=True)
    for statements in blocks(DEFINITIONS, "sql"):
        connection.execute(statements.encode())
    apply_plan(connection, make_plan(connection, load(written(page, folder))))
    return connection


@pytest.fixture
def crm(connect: Connect, tmp_path: Path) -> psycopg.Connection:
    return applied(PAGE, connect, tmp_path)


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


def test_the_variables_of_their_page(connect: Connect, tmp_path: Path) -> None:
    crm = applied(VARIABLES, connect, tmp_path)
    crm.execute(POLDER_DAIRY)
    crm.execute("select saint.set_today('2026-06-01')")
    crm.execute("insert into crm.activity (company_id, type, starts_at) values (7, 'phone', '2026-05-10 12:00+02')")
    for statements in blocks(VARIABLES, "sql"):
        crm.execute(statements.encode())
    assert value(crm, "select saint.describe('quiet', '7')") == (
        "The last contact with Polder Dairy (7) was 22 days ago, and there were 1 calls in 30 days."
    )


def test_every_code_is_on_the_page() -> None:
    rows = [line.split("` | ") for line in VARIABLES.read_text().splitlines() if line.startswith("| `")]
    shown = {(code, row[-1]) for row in rows for code in row[0].strip("| `").split("` `")}
    for codes in CODES.values():
        for code, text in codes.items():
            assert (code, f"`{text}` |".replace("||", "\\|\\|")) in shown
    for code, reason in REASONS.items():
        assert (code, f"{reason} |") in shown
