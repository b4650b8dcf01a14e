"""Computing an entity's records live, storing them, and the worker's path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlglot import exp

from pg_saint.compile.recompute.advance import advance_functions
from pg_saint.compile.recompute.folding import folding_objects
from pg_saint.compile.recompute.hops import asked_records, resolved
from pg_saint.compile.recompute.live import live_functions, record_rows, shown
from pg_saint.compile.row.careful import careful
from pg_saint.compile.row.differences import differences
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.pieces import entity_function, record_key
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.objects import ADMINISTRATORS, READERS, SqlObject
from pg_saint.compile.sql.or_null import Parts, tables_by_alias
from pg_saint.compile.sql.text import Sql, ident, listed, literal
from pg_saint.ir.harmless import is_harmless


def recompute_objects(layout: EntityLayout) -> Iterator[SqlObject]:
    """In an order in which they can be created, after those of the row."""
    yield from advance_functions(layout)
    yield from live_functions(layout)
    yield from shown(layout)
    found = resolved(layout, data(layout.name, "via"), Sql("saint_replaced"))
    where = record_key(layout)
    yield entity_function(layout, "recompute/indirect_marks", **found, **where)
    yield entity_function(
        layout, "recompute/indirectly_stale", open_to=READERS, asked_records=asked_records(layout), **where
    )
    yield entity_function(layout, "recompute/indirectly_new", open_to=READERS)
    yield entity_function(layout, "recompute/first_mark", open_to=READERS)
    announced = listed(literal(s.name) for s in layout.all_statuses if s.notify)
    yield from folding_objects(layout, announced)
    if layout.questions:
        yield entity_function(layout, "recompute/answer")
    parents = [each for each in asked_records(layout) if "path" in each]
    if parents:
        yield entity_function(layout, "recompute/asks", parents=parents, **where)
    yield entity_function(layout, "recompute/live_statuses", open_to=READERS)
    yield entity_function(layout, "recompute/refresh_statuses", announced=announced)
    values = [c.name for c in layout.columns if c.name not in ("id", "generation")]
    yield entity_function(layout, "recompute/recompute", columns=list(map(ident, values)), announced=announced)
    taken = resolved(layout, ident("taken"), None)
    yield entity_function(
        layout, "recompute/tick", open_to=ADMINISTRATORS, folds=bool(differences(layout)), **taken, **where
    )
    stored, computed = (listed([ident(*row, "id"), *(ident(*row, name) for name in values)]) for row in ((), ("l",)))
    yield entity_function(layout, "recompute/backfill", columns=stored, computed=computed, announced=announced)
    parts = Parts(layout.name)
    record = _rows_to_fill(layout, parts)
    yield from parts.objects()
    yield entity_function(layout, "recompute/fill", open_to=ADMINISTRATORS, record=record)


def _rows_to_fill(layout: EntityLayout, parts: Parts) -> dict[str, Any]:
    """Of every record, and those of which the filter fails; any other would be taken away again, round after round."""
    careful_ = careful(layout)
    entity = (careful_.read if careful_ else layout).entity
    tree = entity.tree
    if tree.where is not None and not is_harmless(tree.where):
        admitted = exp.Coalesce(this=tree.where.copy(), expressions=[exp.false()])
        refused = exp.Is(this=parts.whole(admitted, tables_by_alias(tree)), expression=exp.false())
        tree = replace(tree, where=exp.Not(this=exp.paren(refused)))
    return record_rows(replace(layout, entity=replace(entity, tree=tree)), None)
