"""docs/criteria.md: each row of its tables, asked of the companies of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.cluster.provider import Provider
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.docs.test_examples import ROOT, blocks, written
from tests.oracle.comparison import Truth
from tests.support import fresh_database

PAGE = ROOT / "docs" / "criteria.md"
ROWS = re.findall(r"^\| (.+?) \| `(.+?)` \| (none|[\d, ]+) \|$", PAGE.read_text(), re.MULTILINE)
TODAY = "2026-05-20"


@pytest.fixture(scope="module")
def crm(cluster: Provider, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[psycopg.Connection]:
    """A connection to the page's companies, each row of its tables applied as a status."""
    folder = tmp_path_factory.mktemp("criteria")
    file = folder / "rows.yaml"
    rows = (f"  row_{n}: {{on: company, when: {yaml_text(text)}}}" for n, (_, text, _) in enumerate(ROWS))
    file.write_text("statuses:\n" + "\n".join(rows) + "\n")
    with fresh_database(cluster, template) as name, psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
        for statements in blocks(PAGE, "sql"):
            connection.execute(statements.encode())
        connection.execute("select saint.set_today(%s)", (TODAY,))
        plan = make_plan(connection, load([*written(PAGE, folder), file]))
        apply_plan(connection, plan)
        Truth(plan.definition).compare(connection)
        yield connection


def yaml_text(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def test_the_page_has_rows() -> None:
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("|")]
    headers = sum(line.startswith("|---") for line in lines)
    assert len(ROWS) == len(lines) - 2 * headers > 0


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[text for _, text, _ in ROWS])
def test_it_finds_what_the_page_says(crm: psycopg.Connection, number: int) -> None:
    query = "select id from saint.company_status where status = %s order by id"
    found = [str(id) for (id,) in crm.execute(query, (f"row_{number}",))]
    assert (", ".join(found) or "none") == ROWS[number][2]
