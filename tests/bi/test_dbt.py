"""dbt/: its sources are the views that there are whatever is defined, with all their columns and what these mean."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from ruamel.yaml import YAML

from tests.interface.conftest import crm, interface_dsn

__all__ = ["crm", "interface_dsn"]
ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "dbt" / "models" / "saint.yml"
VIEWS = (
    "attention", "contact_moment", "countervalue", "selection_member", "selectiondef", "status_daily",
    "status_history", "status_period", "statusdef", "statusvalue",
)  # fmt: skip
OF_STATUSDEF = {"relationships": {"arguments": {"to": "source('saint', 'statusdef')", "field": "status"}}}
TESTS: dict[tuple[str, str], list[Any]] = {
    ("statusdef", "status"): ["unique", "not_null"],
    ("statusdef", "entity"): ["not_null"],
    ("selectiondef", "selection"): ["unique", "not_null"],
    ("attention", "name"): ["unique", "not_null"],
    ("statusvalue", "status"): ["not_null", OF_STATUSDEF],
    ("statusvalue", "id"): ["not_null"],
    ("status_daily", "day"): ["not_null"],
    ("status_daily", "records"): ["not_null"],
    ("status_period", "began_at"): ["not_null"],
    ("countervalue", "counter"): ["not_null"],
    ("contact_moment", "occurred_at"): ["not_null"],
}
COMMENTS = """
    select c.relname::text, a.attname::text, col_description(c.oid, a.attnum), obj_description(c.oid, 'pg_class')
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'saint'::regnamespace and c.relname = any (%s)
    order by c.relname, a.attnum
"""


def sources(connection: psycopg.Connection) -> dict[str, Any]:
    tables: dict[str, dict[str, Any]] = {}
    for view, column, said, of_view in connection.execute(COMMENTS.encode(), (list(VIEWS),)).fetchall():
        table = tables.setdefault(view, {"name": view, "description": of_view, "columns": []})
        tests = TESTS.get((view, column))
        table["columns"].append(
            {"name": column, "description": said} | ({"data_tests": tests} if tests is not None else {})
        )
    source = {
        "name": "saint",
        "description": "Who needs attention: statuses, counters, history and contact moments, exact at every read",
        "database": "{{ var('saint_database') or target.database }}",
        "schema": "saint",
        "tables": list(tables.values()),
    }
    return {"version": 2, "sources": [source]}


def test_sources(crm: psycopg.Connection, request: pytest.FixtureRequest) -> None:
    found = sources(crm)
    yaml = YAML()
    yaml.width = 120
    if request.config.getoption("--update-bi", default=False):
        text = StringIO()
        yaml.dump(found, text)
        SOURCES.write_text(
            f"# Written by pytest tests/bi --update-bi from the comments of the views.\n{text.getvalue()}"
        )
    assert YAML(typ="safe").load(SOURCES.read_text()) == found, "pytest tests/bi --update-bi writes it"
    assert {table["name"] for table in found["sources"][0]["tables"]} == set(VIEWS)


def test_the_model_is_a_query(crm: psycopg.Connection) -> None:
    text = (ROOT / "dbt" / "models" / "saint_status_weekly.sql").read_text()
    rows = crm.execute(text.replace("{{ source('saint', 'status_daily') }}", "saint.status_daily").encode()).fetchall()
    by_hand = crm.execute(
        "select count(distinct (date_trunc('week', day), entity, status)) from saint.status_daily"
    ).fetchone()
    assert (len(rows),) == by_hand
