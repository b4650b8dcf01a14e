"""What is confidential, and of which classes: whoever sees it has to be of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlglot import exp

from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Aggregate, Classes, Entity, Expr, Selection


def together(found: Iterable[Classes]) -> Classes:
    """Each class once, in alphabetical order."""
    return tuple(sorted({each for classes in found for each in classes}))


def confidential_columns(definition: Definition, entity: Entity) -> dict[str, Classes]:
    """The confidential ones of those that record-level expressions of the entity name."""
    found = {field.column: field.confidential for field in entity.stored_fields}
    found |= {each.column: _of_aggregate(definition, each) for each in definition.aggregates.get(entity.name, ())}
    return {column: classes for column, classes in found.items() if classes}


def _of_aggregate(definition: Definition, aggregate: Aggregate) -> Classes:
    """What it looks at: also a filter says something of the values that it lets in."""
    source = definition.source(aggregate.source)
    every = (*source.fields, *(field for link in source.links for field in link.fields))
    by_name = {field.name: field.confidential for field in every}
    read = [part for part in (aggregate.argument, aggregate.filter) if part is not None]
    named = (by_name.get(node.name, ()) for part in read for node in part.find_all(exp.Column))
    return together([source.confidential, *named])


def classes_of(exprs: Iterable[Expr], columns: dict[str, Classes]) -> Classes:
    """Of record-level expressions. A status that one names is for everybody: it may use what is confidential."""
    return together(columns.get(node.name, ()) for expr in exprs for node in expr.find_all(exp.Column))


def classes_of_selection(definition: Definition, selection: Selection) -> Classes:
    """Of the question who is in it."""
    columns = confidential_columns(definition, definition.entity(selection.entity))
    return classes_of(_criteria(definition, selection), columns)


def _criteria(definition: Definition, selection: Selection) -> Iterator[Expr]:
    """Through the selections that it names."""
    for criterion in selection.criteria:
        yield criterion.expr
        for node in criterion.expr.find_all(exp.Anonymous):
            if node.name == "selection":
                named = node.expressions[0].name
                yield from _criteria(definition, next(s for s in definition.selections if s.name == named))
