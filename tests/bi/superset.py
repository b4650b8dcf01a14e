"""What superset/ holds: a database, datasets of the views that there are whatever is defined, charts, a dashboard.

The keys are those of Superset's own exports, version 1.0.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, uuid5

FOLDER = "pg_saint"
VERSION = "1.0.0"
TIMES = {"date": "DATE", "timestamp with time zone": "TIMESTAMP WITH TIME ZONE"}
TITLE = "Who needs attention"
# Superset's grid has twelve columns; a height of 50 is about 400 pixels.
HEIGHT = 50

# A dataset's metrics, beside the number of its rows.
METRICS: dict[str, dict[str, tuple[str, str]]] = {
    "status_daily": {
        "records_at_end": ("SUM(records)", "Records that have the status"),
        "gained": ("SUM(began)", "Got it"),
        "lost": ("SUM(ended)", "Lost it"),
    },
    "status_period": {
        "days": ("AVG(EXTRACT(epoch FROM coalesce(ended_at, now()) - began_at) / 86400)", "Days that it lasts"),
        "lasting": ("COUNT(*) FILTER (WHERE ended_at IS NULL)", "Last still"),
    },
    "statusdef": {"matching": ("SUM(matches)", "Records that have it now")},
    "contact_moment": {"moments": ("COUNT(*)", "Contact moments")},
}
# The column by which a chart over time goes.
TIME = {"status_daily": "day", "status_period": "began_at", "contact_moment": "occurred_at", "statusdef": None}
VIEWS = tuple(METRICS)


@dataclass(frozen=True)
class Chart:
    """`kind` is Superset's viz_type; `by`: columns; `grain`: of time, if it goes over time; `width`: of twelve."""

    name: str
    view: str
    kind: str
    metrics: tuple[str, ...]
    by: tuple[str, ...]
    width: int
    said: str
    grain: str | None = None
    since: str = "No filter"
    where: tuple[tuple[str, str, Any], ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


CHARTS = (
    Chart(
        "Who needs attention now", "statusdef", "table", ("matching",), ("entity", "name"), 4,
        "How many records have each status at this moment", where=(("enabled", "==", True), ("deleted", "==", False)),
    ),
    Chart(
        "Records with each status", "status_daily", "echarts_timeseries_line", ("records_at_end",), ("status",), 8,
        "At the end of each day; of today: now", "P1D", "Last quarter",
    ),
    Chart(
        "Got and lost each week", "status_daily", "echarts_timeseries_bar", ("gained", "lost"), (), 6,
        "How many records got a status, and lost one", "P1W", "Last quarter", more={"stack": None},
    ),
    Chart(
        "How long it lasts", "status_period", "table", ("days", "lasting"), ("entity", "status"), 6,
        "The mean of all that began in the last year; those that last still, up to now", since="Last year",
    ),
    Chart(
        "Contact moments", "contact_moment", "echarts_timeseries_bar", ("moments",), ("kind",), 12,
        "Of all records, by kind", "P1W", "Last quarter", more={"stack": "Stack"}, where=(("planned", "==", False),),
    ),
)  # fmt: skip


def files(columns: dict[str, list[tuple[str, str, str]]], said: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each file's path and what it says. `columns`: of each view name, type and description; `said`: of each view."""
    yield "metadata.yaml", {"version": VERSION, "type": "Dashboard", "timestamp": "2026-11-29T00:00:00+00:00"}
    yield "databases/pg_saint.yaml", _database()
    for view in VIEWS:
        yield f"datasets/pg_saint/{view}.yaml", _dataset(view, columns[view], said[view])
    for chart in CHARTS:
        yield f"charts/{chart.name.replace(' ', '_')}.yaml", _chart(chart)
    yield "dashboards/Who_needs_attention.yaml", _dashboard()


def key(what: str) -> str:
    """The same each time, so that a second import replaces the first."""
    return str(uuid5(NAMESPACE_URL, f"pg_saint/{what}"))


def _database() -> dict[str, Any]:
    return {
        "database_name": "pg_saint",
        # A role in saint_reader. Its password is given in Superset, or in ~/.pgpass.
        "sqlalchemy_uri": "postgresql+psycopg2://saint_bi@localhost:5432/crm",
        "cache_timeout": None,
        "expose_in_sqllab": True,
        "allow_run_async": False,
        "allow_ctas": False,
        "allow_cvas": False,
        "allow_dml": False,
        "allow_csv_upload": False,
        "extra": {"allows_virtual_table_explore": True},
        "uuid": key("database"),
        "version": VERSION,
    }


def _dataset(view: str, columns: list[tuple[str, str, str]], said: str) -> dict[str, Any]:
    return {
        "table_name": view,
        "main_dttm_col": TIME[view],
        "description": said,
        "default_endpoint": None,
        "offset": 0,
        "cache_timeout": None,
        "schema": "saint",
        "sql": None,
        "params": None,
        "template_params": None,
        "filter_select_enabled": True,
        "fetch_values_predicate": None,
        "extra": None,
        "uuid": key(f"dataset/{view}"),
        "metrics": [
            {
                "metric_name": name,
                "verbose_name": shown,
                "metric_type": None,
                "expression": expression,
                "description": None,
                "d3format": None,
                "extra": None,
                "warning_text": None,
            }
            for name, (expression, shown) in METRICS[view].items()
        ],
        "columns": [
            {
                "column_name": name,
                "verbose_name": None,
                "is_dttm": kind in TIMES,
                "is_active": True,
                "type": TIMES.get(kind, kind.upper()),
                "advanced_data_type": None,
                "groupby": True,
                "filterable": True,
                "expression": None,
                "description": of,
                "python_date_format": None,
                "extra": None,
            }
            for name, kind, of in columns
        ],
        "version": VERSION,
        "database_uuid": key("database"),
    }


def _chart(chart: Chart) -> dict[str, Any]:
    time = TIME[chart.view]
    filters = [{"col": column, "op": operator, "val": value} for column, operator, value in chart.where]
    if time is not None:
        filters.append({"col": time, "op": "TEMPORAL_RANGE", "val": chart.since})
    params: dict[str, Any] = {
        "viz_type": chart.kind,
        "metrics": list(chart.metrics),
        "groupby": list(chart.by),
        "adhoc_filters": [
            {
                "clause": "WHERE",
                "expressionType": "SIMPLE",
                "subject": each["col"],
                "operator": each["op"],
                "comparator": each["val"],
            }
            for each in filters
        ],
        "row_limit": 10000,
        **chart.more,
    }
    query: dict[str, Any] = {
        "filters": filters,
        "extras": {"having": "", "where": ""},
        "columns": list(chart.by),
        "metrics": list(chart.metrics),
        "orderby": [[chart.metrics[0], False]],
        "row_limit": 10000,
        "order_desc": True,
    }
    if chart.grain is not None:
        params |= {"x_axis": time, "time_grain_sqla": chart.grain, "show_legend": True, "rich_tooltip": True}
        axis = {
            "columnType": "BASE_AXIS",
            "expressionType": "SQL",
            "sqlExpression": time,
            "label": time,
            "timeGrain": chart.grain,
        }
        means = {metric: {"operator": "mean"} for metric in chart.metrics}
        pivot = {"index": [time], "columns": list(chart.by), "aggregates": means, "drop_missing_columns": False}
        query |= {
            "columns": [axis, *chart.by],
            "series_columns": list(chart.by),
            "post_processing": [{"operation": "pivot", "options": pivot}, {"operation": "flatten"}],
        }
    else:
        params |= {"query_mode": "aggregate", "order_desc": True}
    context = {
        "datasource": {"id": 0, "type": "table"},
        "force": False,
        "queries": [query],
        "form_data": params,
        "result_format": "json",
        "result_type": "full",
    }
    return {
        "slice_name": chart.name,
        "description": chart.said,
        "certified_by": None,
        "certification_details": None,
        "viz_type": chart.kind,
        "params": params,
        "query_context": json.dumps(context),
        "cache_timeout": None,
        "uuid": key(f"chart/{chart.name}"),
        "version": VERSION,
        "dataset_uuid": key(f"dataset/{chart.view}"),
    }


def _dashboard() -> dict[str, Any]:
    rows: list[list[Chart]] = [[]]
    for chart in CHARTS:
        if sum(each.width for each in rows[-1]) + chart.width > 12:
            rows.append([])
        rows[-1].append(chart)
    position: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"id": "ROOT_ID", "type": "ROOT", "children": ["GRID_ID"]},
        "HEADER_ID": {"id": "HEADER_ID", "type": "HEADER", "meta": {"text": TITLE}},
        "GRID_ID": {
            "id": "GRID_ID",
            "type": "GRID",
            "children": [f"ROW-{number}" for number, _ in enumerate(rows)],
            "parents": ["ROOT_ID"],
        },
    }
    for number, row in enumerate(rows):
        name = f"ROW-{number}"
        place = ["ROOT_ID", "GRID_ID"]
        charts = {f"CHART-{CHARTS.index(chart)}": chart for chart in row}
        position[name] = {
            "id": name,
            "type": "ROW",
            "children": list(charts),
            "parents": place,
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }
        for key_of, chart in charts.items():
            position[key_of] = {
                "id": key_of,
                "type": "CHART",
                "children": [],
                "parents": [*place, name],
                "meta": {
                    "chartId": CHARTS.index(chart) + 1,
                    "height": HEIGHT,
                    "width": chart.width,
                    "sliceName": chart.name,
                    "uuid": key(f"chart/{chart.name}"),
                },
            }
    return {
        "dashboard_title": TITLE,
        "description": "Which status how many records have, and had; how long it lasts; who was contacted",
        "css": "",
        "slug": "pg_saint",
        "certified_by": None,
        "certification_details": None,
        "published": True,
        "uuid": key("dashboard"),
        "position": position,
        "metadata": {"refresh_frequency": 0, "native_filter_configuration": [], "cross_filters_enabled": True},
        "version": VERSION,
    }
