"""The objects of an entity whose table is in shards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from pg_saint.compile.reads.checks import shown_value
from pg_saint.compile.reads.selections import criteria_met, read_selection
from pg_saint.compile.reads.views import first_of
from pg_saint.compile.recompute.live import events, of_records, record_rows, values
from pg_saint.compile.recompute.recent import recent
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.source_links import source_links
from pg_saint.compile.sql.names import data, public
from pg_saint.compile.sql.objects import READERS, SqlObject
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Name, Sql, comment, expression, ident, literal, type_name
from pg_saint.ir.nodes import Selection, Status

# What is asked at each read, and not stored.
NOT_STORED = ("id", "as_of", "next_change", "statuses", "generation")
# A constant to the plan on each shard. A join with the day's row is asked for each event: three times as long.
TODAY = exp.select(exp.column("today", "saint_day")).from_("saint_day").subquery()


def shard_objects(layout: EntityLayout) -> Iterator[SqlObject]:
    """In an order in which they can be created."""
    name = layout.name
    yield _view(layout, "in_shards", data(name, "in_shards"), open_to=(), **_records(layout))
    counters = [{"name": ident(c.name), "value": _typed(layout, c.expr, c.type)} for c in layout.counters]
    yield _view(layout, "counter_view", public(name, "counter"), counters=counters)
    yield _view(layout, "status_view", public(name, "status"), statuses=[_shown(layout, s) for s in layout.statuses])
    by_rank = sorted(layout.statuses, key=lambda status: (status.rank, status.name))
    visual = [status for status in by_rank if status.visual]
    images = any(status.image for status in visual)
    shown: dict[str, Any] = {
        "visual": first_of(layout, visual),
        "images": images,
        "image": Sql("i.content" if images else "null::bytea"),
    }
    yield _view(layout, "watermark_view", public(name, "watermark"), **shown)
    yield _view(layout, "card_view", public(name, "card"), all=first_of(layout, by_rank), **shown)
    for selection in layout.selections:
        yield _view(layout, "selection_view", public("selection", selection.name), **_selection(layout, selection))
    yield _explain(layout)


def _records(layout: EntityLayout) -> dict[str, Any]:
    sources = source_links(layout)
    value = values(layout)
    stored = [c.name for c in layout.columns if c.name not in NOT_STORED]
    by_rank = sorted(layout.statuses, key=lambda status: (status.rank, status.name))
    return {
        "id": Sql(f"record.id::{type_name(layout.key_type)}"),
        "columns": [
            {"name": Sql("id")},
            {"name": Sql("as_of")},
            *({"name": ident(name), "value": value[name]} for name in stored),
        ],
        "record": record_rows(layout, None),
        "sources": [{**events(each), "where": of_records(each, None, recent(each, TODAY))} for each in sources],
        "statuses": [
            {
                "name": literal(status.name),
                "condition": expression(layout.condition(status, "record", written_out=True)),
                "comment": comment(f"{status.name} ({status.location}): {_said(status)}"),
            }
            for status in by_rank
        ],
    }


def _said(status: Status) -> str:
    return " and ".join(criterion.text for criterion in status.criteria)


def _typed(layout: EntityLayout, expr: exp.Expr, type_: str) -> Sql:
    return Sql(f"({expression(layout.read(expr, 'c'))})::{type_name(type_)}")


def _shown(layout: EntityLayout, status: Status) -> dict[str, Sql]:
    return {
        "name": literal(status.name),
        "title": literal(status.titles.get(layout.definition.languages[0])),
        "rank": literal(status.rank),
        "visual": literal(status.visual),
    }


def _selection(layout: EntityLayout, selection: Selection) -> dict[str, Any]:
    said = " and ".join(criterion.text for criterion in selection.criteria)
    return {
        "comment": comment(f"{selection.name} ({selection.location}): {said}"),
        "columns": [
            {
                "name": ident(c.name),
                "value": Sql(f"({expression(read_selection(layout, c.expr, 'c'))})::{type_name(c.type)}"),
            }
            for c in selection.columns
        ],
        "condition": expression(criteria_met(layout, selection, "c")),
        "open_to": (*selection.readers, "saint_admin") if selection.readers else READERS,
    }


def _explain(layout: EntityLayout) -> SqlObject:
    statuses = [
        {
            "name": literal(status.name),
            "criteria": [
                {
                    "text": literal(criterion.text),
                    "value": shown_value(layout, criterion),
                    "met": Sql(f"({expression(layout.value_of(criterion.expr, 'c', written_out=True))})"),
                }
                for criterion in status.criteria
            ],
        }
        for status in layout.statuses
        if status.criteria
    ]
    name = data(layout.name, "explain")
    pieces = {
        **_names(layout),
        "entity_literal": literal(layout.name),
        "key_type": type_name(layout.key_type),
        "timezone": literal(layout.definition.timezone),
        "statuses": statuses,
    }
    sql = render("citus/explain", name=name, **pieces)
    return SqlObject(name, "function", sql, entity=layout.name, open_to=READERS)


def _names(layout: EntityLayout) -> dict[str, Any]:
    return {"entity": Sql(layout.name), "in_shards": data(layout.name, "in_shards")}


def _view(
    layout: EntityLayout, template: str, name: Name, open_to: tuple[str, ...] = READERS, **pieces: Any
) -> SqlObject:
    sql = render(f"citus/{template}", **{**_names(layout), "name": name, **pieces})
    return SqlObject(name=name, kind="view", sql=sql, entity=layout.name, open_to=open_to)
