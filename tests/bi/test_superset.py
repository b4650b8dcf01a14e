"""superset/: its datasets have the columns that the views have, and what its charts ask the database can answer."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from ruamel.yaml import YAML

from tests.bi import superset
from tests.interface.conftest import crm, interface_dsn

__all__ = ["crm", "interface_dsn"]
ROOT = Path(__file__).parents[2] / "superset" / superset.FOLDER
COLUMNS = """
    select
        c.relname::text, a.attname::text, format_type(a.atttypid, null), col_description(c.oid, a.attnum),
        obj_description(c.oid, 'pg_class')
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'saint'::regnamespace and c.relname = any (%s)
    order by c.relname, a.attnum
"""


def expected(connection: psycopg.Connection) -> dict[str, dict[str, Any]]:
    columns: dict[str, list[tuple[str, str, str]]] = {}
    said: dict[str, str] = {}
    for view, column, kind, of_column, of_view in connection.execute(
        COLUMNS.encode(), (list(superset.VIEWS),)
    ).fetchall():
        columns.setdefault(view, []).append((column, kind, of_column))
        said[view] = of_view
    return dict(superset.files(columns, said))


def test_files(crm: psycopg.Connection, request: pytest.FixtureRequest) -> None:
    wanted = expected(crm)
    if request.config.getoption("--update-bi", default=False):
        yaml = YAML()
        yaml.width = 120
        for name, says in wanted.items():
            text = StringIO()
            yaml.dump(says, text)
            file = ROOT / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"# Written by pytest tests/bi --update-bi.\n{text.getvalue()}")
    found = {str(file.relative_to(ROOT)): YAML(typ="safe").load(file.read_text()) for file in ROOT.rglob("*.yaml")}
    assert found == wanted, "pytest tests/bi --update-bi writes them"


@pytest.mark.parametrize("view", superset.VIEWS)
def test_metrics_can_be_computed(crm: psycopg.Connection, view: str) -> None:
    for expression, _ in superset.METRICS[view].values():
        crm.execute(f"select {expression} from saint.{view}".encode())


@pytest.mark.parametrize("chart", superset.CHARTS, ids=lambda chart: chart.name)
def test_a_chart_asks_for_columns_that_there_are(crm: psycopg.Connection, chart: superset.Chart) -> None:
    columns = [*chart.by, *(column for column, _, _ in chart.where), *filter(None, [superset.TIME[chart.view]])]
    names = psycopg.sql.SQL(", ").join(map(psycopg.sql.Identifier, columns))
    crm.execute(psycopg.sql.SQL("select {} from {} limit 0").format(names, psycopg.sql.Identifier("saint", chart.view)))
    assert set(chart.metrics) <= set(superset.METRICS[chart.view])
    context = json.loads(superset._chart(chart)["query_context"])
    assert context["queries"][0]["metrics"] == list(chart.metrics)
