"""What the views over all entities show, of one entity, with the CRM's own keys and the name of each record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pg_saint.compile.reads.current import current
from pg_saint.compile.reads.needs_backfill import stale_or_to_backfill
from pg_saint.compile.reads.read_field import read_field
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.pieces import names_for_readers
from pg_saint.compile.sql.names import data, public
from pg_saint.compile.sql.objects import READERS, SqlObject
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql


def record_objects(layout: EntityLayout) -> Iterator[SqlObject]:
    """Created after the entity's own views."""
    name = layout.name
    shown = Sql("null::text")
    named = [field for field in layout.entity.fields if field.name == "name" and not field.confidential]
    if named:
        # A function: a view may not name a table of the CRM. It is called where somebody asks for the column.
        yield from read_field(layout, replace(named[0], type="text"), data(name, "record_name"))
        shown = Sql(f"{data(name, 'record_name')}(s.id)")
    pieces = {"record_name": shown, "stale": stale_or_to_backfill(layout)}
    history = public(name, "status_history")
    yield _view(layout, "statusvalue", "entity_statusvalue_view", status_view=public(name, "status"), **pieces)
    # Not on E_counter: where a counter goes, that view goes and comes again.
    yield _view(layout, "status_history", "entity_history_view", current=current(layout, []), **pieces)
    yield _view(layout, "status_period", "entity_period_view", history=history, **pieces)


def _view(layout: EntityLayout, word: str, template: str, **pieces: Any) -> SqlObject:
    name = public(layout.name, word)
    sql = render(f"reads/{template}", **{**names_for_readers(layout), **pieces, "name": name})
    return SqlObject(name, "view", sql, entity=layout.name, open_to=READERS)
