"""The query that computes records in shards: of all, or of those that are asked for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pg_saint.citus.marks import unnoted_fields
from pg_saint.compile.recompute.live import events, of_records, record_rows, values
from pg_saint.compile.recompute.recent import recent
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.source_links import source_links
from pg_saint.compile.sql.rows import joined
from pg_saint.compile.sql.text import Sql, comment, expression, ident, listed, literal, type_name, words
from pg_saint.ir.joins import needed_joins
from pg_saint.ir.nodes import Expr, Status

# What is asked at each read, and not stored.
NOT_STORED = ("id", "as_of", "next_change", "statuses", "generation")


def computed_query(
    layout: EntityLayout,
    today: Sql,
    day: Expr,
    stale: Sql | None = None,
    next_change: bool = False,
    only: Collection[str] | None = None,
) -> dict[str, Any]:
    """Pieces of computed.sql. `today`, `day`: the same as text and as an expression. `stale`: the records asked for,
    one row each; None: all. `next_change`: whether the day is computed on which each changes by itself. `only`:
    the columns that are needed; None: all."""
    sources = source_links(layout)
    value = values(layout)
    unnoted = unnoted_fields(layout.entity) if layout.entity.has_marks else ()
    names = [c.name for c in layout.columns if c.name not in NOT_STORED]
    # What the table does not have comes last, as after the next apply.
    stored = [name for name in names if name not in unnoted and (only is None or name in only)]
    read = stored if stale else [*stored, *(name for name in names if name in unnoted)]
    by_rank = sorted(layout.statuses, key=lambda status: (status.rank, status.name))
    restriction = "= stale.id" if stale else None
    of_sources = [
        {**pieces, "where": of_records(each, restriction, recent(each, day))}
        for each, pieces in ((each, _needed(events(each), only)) for each in sources)
        if pieces["aggregates"]
    ]
    changes = [words(f"{pieces['name']}.next_change") for pieces in of_sources if pieces["changes"]]
    first = Sql(f"least({listed([*changes, Sql(chr(39) + 'infinity' + chr(39) + '::date')])})")
    return {
        "id": Sql(f"{'stale' if stale else 'record'}.id::{type_name(layout.key_type)}"),
        "today": today,
        "stale": stale,
        "next_change": first if next_change else None,
        "dates": [{"date": expression(date), "ahead": expression(ahead)} for date, ahead in layout.changes("record")],
        "columns": [
            {"name": Sql("id")},
            {"name": Sql("as_of")},
            *({"name": ident(name), "value": value[name]} for name in read),
        ],
        "record": _record(layout, read) if stale else record_rows(layout, None),
        "sources": of_sources,
        "statuses": [
            {
                "name": literal(status.name),
                "condition": expression(layout.condition(status, "record", written_out=True)),
                "comment": comment(f"{status.name} ({status.location}): {_said(status)}"),
            }
            for status in by_rank
        ],
    }


def _record(layout: EntityLayout, read: Collection[str]) -> dict[str, Any]:
    """With those of its fields that are needed, and the joins that these need."""
    tree, fields = layout.entity.tree, [field for field in layout.fields if field.column in read]
    joins = needed_joins(tree.joins, [tree.where, tree.key, *(field.expr for field in fields)])
    return {
        **record_rows(layout, None),
        "fields": [{"value": expression(field.expr), "name": ident(field.column)} for field in fields],
        "joins": joined(joins),
    }


def _needed(pieces: dict[str, Any], only: Collection[str] | None) -> dict[str, Any]:
    every = pieces["aggregates"]
    return {**pieces, "aggregates": [a for a in every if only is None or str(a["name"]) in set(map(ident, only))]}


def _said(status: Status) -> str:
    return " and ".join(criterion.text for criterion in status.criteria)
