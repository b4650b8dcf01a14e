"""The records of which something cannot be computed, by name: for `saint doctor`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from pg_saint.compile.reads.selections import with_selections
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.pieces import can_fail_live, entity_function
from pg_saint.compile.row.risks import Risk, Rows, read_sources, risks
from pg_saint.compile.sql.expressions import columns_of
from pg_saint.compile.sql.objects import ADMINISTRATORS, SqlObject
from pg_saint.compile.sql.rows import hold, joined, tables_of
from pg_saint.compile.sql.text import Sql, comment, expression, ident, listed, literal, table_name
from pg_saint.ir.definition import Definition
from pg_saint.ir.joins import needed_joins
from pg_saint.ir.nodes import Expr

# A variable of the function, beside names of the user's.
ROW = "saint_wide"


def failing_objects(definition: Definition, asked: Collection[EntityLayout]) -> Iterator[SqlObject]:
    """Of every entity: of one of which nothing is asked lists and texts show the fields, and others read them."""
    layouts = {layout.name: layout for layout in asked}
    for entity in (each for each in definition.entities if not each.tree.table.in_shards):
        yield from _failing(layouts.get(entity.name, EntityLayout(definition, entity)), entity.name in layouts)


def _failing(layout: EntityLayout, stored: bool) -> Iterator[SqlObject]:
    on_rows = risks(layout)
    attempts = list(_attempts(layout))
    tried = stored and can_fail_live(layout)
    if not (on_rows.found or attempts or tried):
        return
    yield from on_rows.parts.objects()
    users = layout.definition.attention.users
    tables = [*tables_of(layout.entity.tree), *(tables_of(users.tree) if users else ())]
    for source in read_sources(layout):
        tables += tables_of(source.tree, source.link(layout.name).joins)
    pieces: dict[str, Any] = {"tried": tried, "attempts": attempts, "risks": list(map(_risk, on_rows.found))}
    yield entity_function(layout, "reads/failing", open_to=ADMINISTRATORS, hold=hold(tables), **pieces)


def _attempts(layout: EntityLayout) -> Iterator[dict[str, Sql]]:
    for name in {attempt.name: None for attempt in layout.attempts.values()}:
        same = [attempt for attempt in layout.attempts.values() if attempt.name == name]
        said = "; ".join(dict.fromkeys(attempt.said for attempt in same))
        value = with_selections(layout, layout.value_of(same[0].expr, ROW), ROW)
        yield {"said": literal(said), "value": expression(value)}


def _risk(risk: Risk) -> dict[str, Any]:
    """How it is tried on all rows, and on one; how the row is named."""
    rows = risk.rows
    columns = dict.fromkeys((*columns_of([rows.key], rows.alias), *columns_of([risk.expr], rows.alias)))
    told = [Sql(f"{literal(f'{c} = ')} || left({ident(rows.alias, c)}::text, 100)") for c in columns]
    return {
        "text": comment(f"{risk.said}: {expression(risk.expr)}"),
        "said": literal(f"{risk.said} ({table_name(rows.table)})"),
        "value": expression(risk.expr),
        "alias": ident(rows.alias),
        "table": table_name(rows.table),
        "joins": _joins(rows, [risk.expr, rows.where, rows.record]),
        "where": listed(_conditions(rows), " and "),
        "naming": _joins(rows, [rows.where, rows.record]),
        "told": listed(told) if told and not rows.own else None,
        "record": None if rows.record is None else expression(rows.record),
    }


def _conditions(rows: Rows) -> Iterator[Sql]:
    if rows.where is not None:
        yield Sql(f"({expression(rows.where)})")
    if rows.record is not None:
        yield Sql(f"({expression(rows.record)}) is not null")
    if rows.where is None and rows.record is None:
        yield Sql("true")


def _joins(rows: Rows, exprs: list[Expr | None]) -> list[dict[str, Sql]]:
    return joined(needed_joins(rows.joins, exprs))
