"""What the views over all entities show, of one entity, with the CRM's own keys and the name of each record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pg_saint.compile.reads.current import current
from pg_saint.compile.reads.needs_backfill import stale_or_to_backfill
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.pieces import names_for_readers, names_of
from pg_saint.compile.sql.names import data, public
from pg_saint.compile.sql.objects import READERS, SqlObject
from pg_saint.compile.sql.or_null import Parts, tables_by_alias
from pg_saint.compile.sql.rows import hold, joined, row_filter, tables_of
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, expression, ident, table_name
from pg_saint.ir.joins import needed_joins


def record_objects(layout: EntityLayout) -> Iterator[SqlObject]:
    """Created after the entity's own views."""
    name = layout.name
    shown = Sql("null::text")
    if any(field.name == "name" and not field.confidential for field in layout.entity.fields):
        # A function: a view may not name a table of the CRM. It is called where somebody asks for the column.
        yield from _record_name(layout)
        shown = Sql(f"{data(name, 'record_name')}(s.id)")
    pieces = {"record_name": shown, "stale": stale_or_to_backfill(layout)}
    history = public(name, "status_history")
    yield _view(layout, "statusvalue", "entity_statusvalue_view", status_view=public(name, "status"), **pieces)
    # Not on E_counter: where a counter goes, that view goes and comes again.
    yield _view(layout, "status_history", "entity_history_view", current=current(layout, []), **pieces)
    yield _view(layout, "status_period", "entity_period_view", history=history, **pieces)


def _record_name(layout: EntityLayout) -> Iterator[SqlObject]:
    entity = layout.entity
    parts = Parts(layout.name)
    tree = parts.tree(entity.tree, where=True)
    value = next(field.expr for field in entity.fields if field.name == "name")
    # One that cannot be computed is NULL.
    value = parts.expr(value, tables_by_alias(entity.tree))
    name = data(layout.name, "record_name")
    record = {
        "table": table_name(tree.table),
        "alias": ident(tree.alias),
        "joins": joined(needed_joins(tree.joins, [tree.where, tree.key, value])),
        "where": row_filter(tree.where, tree.key, "= $1", {tree.alias: tree.table}),
    }
    sql = render(
        "reads/record_name",
        **{**names_of(layout), "parallel": Sql("unsafe" if parts.found else "safe")},
        name=name,
        hold=hold(tables_of(tree)),
        value=expression(value),
        record=record,
    )
    yield from parts.objects()
    yield SqlObject(name, "function", sql, entity=layout.name, open_to=READERS)


def _view(layout: EntityLayout, word: str, template: str, **pieces: Any) -> SqlObject:
    name = public(layout.name, word)
    sql = render(f"reads/{template}", **{**names_for_readers(layout), **pieces, "name": name})
    return SqlObject(name, "view", sql, entity=layout.name, open_to=READERS)
