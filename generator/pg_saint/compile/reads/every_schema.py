"""Where one definition covers several schemas: each public view of an entity once more, over all of them.

They have the names that the definition gives, and the schema as their first column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.sql.names import public
from pg_saint.compile.sql.objects import READERS, SqlObject
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, comment, ident, listed, literal
from pg_saint.ir.nodes import Schema

STATUS = ("status", "name", "rank", "visual", "since")
WATERMARK = ("status", "name", "image", "media_type", "image_key")
CARD = ("statuses", "status", "name", "rank", "since", "visual", "image", "media_type", "image_key")
VALUE = ("status", "since", "name", "record_name")
HISTORY = ("status", "active", "changed_at", "change", "record_name")
PERIOD = ("status", "began_at", "ended_at", "record_name")
OF_ENTITY = {
    "status": STATUS, "watermark": WATERMARK, "card": CARD, "statusvalue": VALUE,
    "status_history": HISTORY, "status_period": PERIOD,
}  # fmt: skip


@dataclass(frozen=True)
class _Part:
    """The view of one schema; `name`: of the view over all of them; `columns`: without the id."""

    schema: Schema
    view: Sql
    name: Sql
    columns: tuple[str, ...]


def every_schema_views(layouts: list[EntityLayout]) -> Iterator[SqlObject]:
    """They stand on the views of each schema."""
    found: dict[Sql, list[_Part]] = {}
    for part in _parts(layouts):
        found.setdefault(part.name, []).append(part)
    for name, parts in found.items():
        # Their counters differ in order alone.
        columns = parts[0].columns
        pieces = [
            {
                "schema": literal(part.schema.name),
                "columns": listed(_read(part, column) for column in ("id", *columns)),
                "view": part.view,
                "there": is_there(part.schema),
            }
            for part in parts
        ]
        said = comment(f"{parts[0].view} ... of every schema")
        sql = render("reads/every_schema_view", name=name, comment=said, parts=pieces)
        yield SqlObject(name=name, kind="view", sql=sql, open_to=READERS)


def is_there(schema: Schema | None) -> Sql | None:
    """The condition that a schema was not dropped, with which all its records went; None without one."""
    return None if schema is None else Sql(f"to_regnamespace({literal(ident(schema.name))}) is not null")


def _parts(layouts: Iterable[EntityLayout]) -> Iterator[_Part]:
    # The one that was there first has its counters in the order of a view that stands already.
    for layout in sorted(layouts, key=lambda each: not each.installed_counters):
        schema = layout.entity.schema
        if schema is None:
            continue
        name = layout.name.removesuffix(schema.ending)
        counters = tuple(counter.name for counter in layout.counters)
        for word, columns in {"counter": counters, **OF_ENTITY}.items():
            yield _Part(schema, public(layout.name, word), public(name, word), columns)
        for selection in layout.selections:
            shown = tuple(column.name for column in selection.columns)
            plain = selection.name.removesuffix(schema.ending)
            yield _Part(schema, public("selection", selection.name), public("selection", plain), shown)


def _read(part: _Part, column: str) -> Sql:
    # without the schema's word
    if column == "statuses" and part.columns == CARD:
        each = f"select left(s.status, {-len(part.schema.ending)}) from unnest(v.statuses) s (status)"
        return Sql(f"array({each}) as statuses")
    if column == "status" and part.columns in OF_ENTITY.values():
        return Sql(f"left(v.status, {-len(part.schema.ending)}) as status")
    return ident("v", column)
