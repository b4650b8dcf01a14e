"""Amounts that are revenue are confidential wherever they are mapped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sqlglot import exp

from pg_saint.definitions.model import Model
from pg_saint.ir.confidential import classes_of, confidential_columns, together
from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Expr, Field
from pg_saint.ir.types import NUMBERS, base_type
from pg_saint.resolve.sources import SourceRows
from pg_saint.resolve.trees import FieldRows, TreeRows

# A column of a table: schema, table, column.
Place = tuple[str, str, str]


def mark_amounts(model: Model, sources: Mapping[str, SourceRows], trees: Iterable[TreeRows]) -> None:
    """Marks the fields that read a number which the amount of a source with ``revenue:`` is made of."""
    revenue = [source for name, source in sources.items() if model.sources[name].revenue and "amount" in source.fields]
    amounts = {place for source in revenue for place in _numbers(source, source.fields["amount"].expr)}
    for tree in trees:
        for name, field in tree.fields.items():
            if amounts & set(_numbers(tree, field.expr)) or (tree in revenue and name == "amount"):
                tree.fields[name] = FieldRows(field.expr, field.query, together([field.confidential, ("revenue",)]))


def with_classes(definition: Definition) -> Definition:
    """With the classes of the answers that parents give: those of what the question looks at."""

    def asked(field: Field) -> Field:
        question = field.question
        assert question is not None
        columns = confidential_columns(definition, definition.entity(question.entity))
        return replace(field, confidential=classes_of([question.expr], columns))

    entities = (replace(each, asked=tuple(map(asked, each.asked))) for each in definition.entities)
    return replace(definition, entities=tuple(entities))


def _numbers(tree: TreeRows, expr: Expr) -> Iterator[Place]:
    rows = tree.rows
    tables = {rows.alias: rows.info.table, **{join.alias: join.table for join in rows.joins}}
    for node in expr.find_all(exp.Column):
        table = tables[node.table]
        if base_type(table.column(node.name).type) in NUMBERS:
            yield table.schema, table.name, node.name
