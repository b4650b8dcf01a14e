"""What looks at an entity's views and stored rows: `saint check`, `saint explain`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from pg_saint.compile.row.confidential import may_see, roles
from pg_saint.compile.row.layout import EntityLayout, path_of_parent
from pg_saint.compile.row.pieces import can_fail_live, entity_function
from pg_saint.compile.sql.expressions import columns_of
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.objects import ADMINISTRATORS, READERS, SqlObject, TableColumn
from pg_saint.compile.sql.text import Sql, expression, ident, listed, literal, type_name
from pg_saint.criteria.parts import made_by_us
from pg_saint.ir.harmless import is_harmless
from pg_saint.ir.names import identifier
from pg_saint.ir.nodes import Criterion, Expr
from pg_saint.ir.types import NUMBERS, base_type


def _failing_criteria(layout: EntityLayout) -> Iterator[dict[str, Sql]]:
    for status in layout.statuses:
        for ordinal, criterion in enumerate(status.criteria, start=1):
            if not is_harmless(criterion.expr):
                value = expression(layout.value_of(criterion.expr, "r"))
                yield {"status": literal(status.name), "ordinal": literal(ordinal), "value": value}


def _confidential(layout: EntityLayout) -> Iterator[dict[str, Sql]]:
    for status in layout.statuses:
        for ordinal, criterion in enumerate(status.criteria, start=1):
            classes = layout.classes(criterion.expr)
            if classes:
                said = f"(for {' and '.join(roles(classes))} only)"
                yield {
                    "status": literal(status.name),
                    "ordinal": literal(ordinal),
                    "may_see": may_see(classes),
                    "said": literal(said),
                }


def _questions(layout: EntityLayout) -> Iterator[dict[str, Any]]:
    """Of each criterion that asks a parent, why that answers as it does."""
    for status in layout.statuses:
        for ordinal, criterion in enumerate(status.criteria, start=1):
            named = columns_of([criterion.expr])
            for question, path in (
                (f.question, path_of_parent(f)) for f in layout.fields if f.column in named and f.question
            ):
                entity = layout.definition.entity(question.entity)
                parent = EntityLayout(layout.definition, entity)
                yield {
                    "status": literal(status.name),
                    "ordinal": literal(ordinal),
                    "path": literal(path),
                    "entity": literal(entity.name),
                    "of_status": None if question.status is None else literal(question.status),
                    "explain": data(entity.name, "explain"),
                    "live": data(entity.name, "live"),
                    "key_type": type_name(entity.tree.key_type),
                    "parts": [
                        {"name": literal(f"{said} = "), "value": Sql(f"({expression(parent.read(expr, 'l'))})::text")}
                        for said, expr in question.parts
                    ],
                }


def check_objects(layout: EntityLayout, turning: list[dict[str, Any]] | None) -> Iterator[SqlObject]:
    """What looks at the entity's views: created after them. `turning`: on which days what a status asks of events
    changes; None: that cannot be told."""
    compared = [c for c in layout.columns if c.name not in ("id", "as_of", "next_change", "generation")]
    stored, computed = (listed(ident(row, c.name) for c in compared) for row in ("s", "t"))
    told: dict[str, Any] = {"stored_told": _told(compared, "s"), "computed_told": _told(compared, "t")}
    yield entity_function(layout, "reads/check", open_to=ADMINISTRATORS, stored=stored, computed=computed, **told)
    yield entity_function(layout, "reads/criteria", open_to=READERS, criteria=list(_criteria(layout)))
    yield entity_function(
        layout,
        "reads/explain",
        open_to=READERS,
        timezone=literal(layout.definition.timezone),
        tried=can_fail_live(layout),
        failing=list(_failing_criteria(layout)),
        confidential=list(_confidential(layout)),
        questions=list(_questions(layout)),
        asks_parents=any(field.question for field in layout.fields),
        tells=turning is not None,
        turning=turning or [],
    )


def _told(columns: list[TableColumn], row: str) -> Sql:
    """The values such that jsonb takes them: it refuses some json, which arrays, domains and others may hold."""
    taken = (*NUMBERS, "boolean", "date", "text", "jsonb")
    values = ((base_type(c.type).removesuffix("[]") in taken, c, ident(row, c.name)) for c in columns)
    return listed(v if plain else Sql(f"{v}::text as {ident(c.name)}") for plain, c, v in values)


def _criteria(layout: EntityLayout) -> Iterator[dict[str, Sql]]:
    for status in layout.statuses:
        for ordinal, criterion in enumerate(status.criteria, start=1):
            yield {
                "status": literal(status.name),
                "ordinal": literal(ordinal),
                "text": literal(criterion.text),
                "value": shown_value(layout, criterion),
                "met": Sql(f"({expression(layout.read(criterion.expr, 'c'))})"),
            }


def shown_value(layout: EntityLayout, criterion: Criterion) -> Sql:
    """What the criterion looks at: one value alone, several in the user's words."""
    values = [
        (said, Sql(f"({expression(layout.read(expr, 'c'))})::text"))
        for part in criterion.parts
        for said, expr in _readable(*part)
    ]
    if not values:
        return Sql("null::text")
    if len(values) == 1:
        return values[0][1]
    return listed([Sql(f"{literal(said + ' = ')} || coalesce({v}, 'null')") for said, v in values], " || ', ' || ")


def _readable(said: str, expr: Expr) -> Iterator[tuple[str, Expr]]:
    """A part itself, or, where computing it could fail, the stored values that it is made of."""
    if made_by_us(expr) or is_harmless(expr):
        yield said, expr
        return
    for name in columns_of([expr]):
        if name != "today":
            yield name, exp.Column(this=identifier(name))
