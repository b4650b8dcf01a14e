"""The objects of an entity whose table is in shards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from pg_saint.citus.marks import unnoted_fields
from pg_saint.compile.citus.computed import computed_query
from pg_saint.compile.citus.marks import maintaining, now_query, now_views, of_statuses
from pg_saint.compile.reads.checks import shown_value
from pg_saint.compile.reads.selections import criteria_met, read_selection
from pg_saint.compile.reads.views import first_of
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.sql.expressions import columns_of
from pg_saint.compile.sql.names import data, public
from pg_saint.compile.sql.objects import READERS, SqlObject
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Name, Sql, comment, expression, ident, literal, type_name, words
from pg_saint.ir.nodes import Selection, Status

# A constant to the plan on each shard. A join with the day's row is asked for each event: three times as long.
TODAY = exp.select(exp.column("today", "saint_day")).from_("saint_day").subquery()


def shard_objects(layout: EntityLayout) -> Iterator[SqlObject]:
    """In an order in which they can be created."""
    name = layout.name
    marked = layout.entity.has_marks
    query = computed_query(layout, words("(select saint_day.today from saint_day)"), TODAY, next_change=marked)
    yield _view(layout, "in_shards", data(name, "in_shards"), open_to=(), query=query)
    if marked:
        yield from now_views(layout)
    statuses: dict[str, Any] = {"in_shards": data(name, "now_statuses")} if marked else {}
    counters = [{"name": ident(c.name), "value": _typed(layout, c.expr, c.type)} for c in layout.counters]
    yield _view(layout, "counter_view", public(name, "counter"), counters=counters)
    by_rank = sorted(layout.statuses, key=lambda status: (status.rank, status.name))
    if marked:
        query, of_all = now_query(layout, of_statuses(layout)), first_of(layout, by_rank)
        yield _view(layout, "marked_status_view", public(name, "status"), query=query, all=of_all)
    else:
        shown_statuses = [_shown(layout, s) for s in layout.statuses]
        yield _view(layout, "status_view", public(name, "status"), statuses=shown_statuses)
    visual = [status for status in by_rank if status.visual]
    images = any(status.image for status in visual)
    shown: dict[str, Any] = {
        "visual": first_of(layout, visual),
        "images": images,
        "image": Sql("i.content" if images else "null::bytea"),
        **statuses,
    }
    yield _view(layout, "watermark_view", public(name, "watermark"), **shown)
    yield _view(layout, "card_view", public(name, "card"), all=first_of(layout, by_rank), **shown)
    for selection in layout.selections:
        yield _view(layout, "selection_view", public("selection", selection.name), **_selection(layout, selection))
    yield _explain(layout)
    if marked:
        yield from maintaining(layout)


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
        **_read(layout, selection),
        "open_to": (*selection.readers, "saint_admin") if selection.readers else READERS,
    }


def _read(layout: EntityLayout, selection: Selection) -> dict[str, Name]:
    """Where it reads what is not stored, all records are computed."""
    exprs = [*(each.expr for each in selection.criteria), *(each.expr for each in selection.columns)]
    asked = columns_of(exprs)
    unnoted = unnoted_fields(layout.entity).intersection(asked)
    return {"in_shards": data(layout.name, "in_shards")} if unnoted else {}


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
        "in_shards": data(layout.name, "in_shards"),
        "key_type": type_name(layout.key_type),
        "timezone": literal(layout.definition.timezone),
        "statuses": statuses,
    }
    sql = render("citus/explain", name=name, **pieces)
    return SqlObject(name, "function", sql, entity=layout.name, open_to=READERS)


def _names(layout: EntityLayout) -> dict[str, Any]:
    """`in_shards`: what says of each record how it is now."""
    marked = layout.entity.has_marks
    return {
        "entity": Sql(layout.name),
        "in_shards": data(layout.name, "now" if marked else "in_shards"),
        "statusvalue": data(layout.name, "statusvalue") if marked else None,
    }


def _view(
    layout: EntityLayout, template: str, name: Name, open_to: tuple[str, ...] = READERS, **pieces: Any
) -> SqlObject:
    sql = render(f"citus/{template}", **{**_names(layout), "name": name, **pieces})
    return SqlObject(name=name, kind="view", sql=sql, entity=layout.name, open_to=open_to)
