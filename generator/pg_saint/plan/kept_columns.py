"""An aggregate that is stored already keeps its column, whoever asks for it first now.

Columns are named after who asks. Without this a new counter could move what old ones read to a column to be filled.
"""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from pg_saint.compile import Existing, layouts
from pg_saint.compile.row.fingerprints import fingerprints
from pg_saint.compile.row.layout import EntityLayout, accumulators
from pg_saint.compile.sql.expressions import replace_columns
from pg_saint.ir.definition import Definition
from pg_saint.ir.names import column
from pg_saint.ir.nodes import Aggregate, Criterion, Expr, Field
from pg_saint.plan.stored_state import StoredState


def keep_columns(
    definition: Definition, states: dict[str, StoredState], existing: Existing | None = None
) -> tuple[Definition, list[EntityLayout]]:
    """The definition, its aggregates in the columns that hold them; and its records over the layout."""
    given, asked = definition, layouts(definition, existing)
    for layout in asked:
        installed = dict(states.get(layout.name, StoredState()).things)
        renamed = _renamed(layout, {name: m for (kind, name), (m, _) in installed.items() if kind == "column"})
        if renamed:
            definition = _rename(definition, layout.name, renamed)
    return definition, asked if definition is given else layouts(definition, existing)


def _renamed(layout: EntityLayout, installed: dict[str, str]) -> dict[str, str]:
    """By the column's name in the definition the one that holds the same."""
    wanted = {each.name: each.value for each in fingerprints(layout) if each.kind == "column"}
    found: dict[str, str] = {}
    for aggregate in layout.aggregates:
        parts = [a.column for a in accumulators(aggregate)]
        for name in sorted(set(installed) - set(wanted) - set(found.values())):
            there = [a.column for a in accumulators(replace(aggregate, column=name))]
            if [wanted[part] for part in parts] == [installed.get(part) for part in there]:
                found[aggregate.column] = name
                break
    return found


def _rename(definition: Definition, entity: str, names: dict[str, str]) -> Definition:
    def read(expr: Expr) -> Expr:
        def named(node: exp.Column) -> Expr:
            return column(names[node.name]) if not node.table and node.name in names else node

        return replace_columns(expr, named)

    def criteria(those: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
        return tuple(
            replace(each, expr=read(each.expr), parts=tuple((said, read(part)) for said, part in each.parts))
            for each in those
        )

    def asked(field: Field) -> Field:
        question = field.question
        if question is None or question.entity != entity:
            return field
        parts = tuple((said, read(part)) for said, part in question.parts)
        return replace(field, question=replace(question, expr=read(question.expr), parts=parts))

    def aggregate(each: Aggregate) -> Aggregate:
        return replace(each, column=names.get(each.column, each.column))

    return replace(
        definition,
        # what others ask of its records
        entities=tuple(replace(each, asked=tuple(map(asked, each.asked))) for each in definition.entities),
        sources=tuple(replace(each, fields=tuple(map(asked, each.fields))) for each in definition.sources),
        aggregates={**definition.aggregates, entity: tuple(map(aggregate, definition.aggregates[entity]))},
        counters=tuple(replace(c, expr=read(c.expr)) if c.entity == entity else c for c in definition.counters),
        statuses=tuple(
            replace(s, criteria=criteria(s.criteria)) if s.entity == entity else s for s in definition.statuses
        ),
        selections=tuple(
            replace(
                s,
                criteria=criteria(s.criteria),
                columns=tuple(replace(each, expr=read(each.expr)) for each in s.columns),
            )
            if s.entity == entity
            else s
            for s in definition.selections
        ),
    )
