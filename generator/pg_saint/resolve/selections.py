"""Selections, with the types of what they show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from sqlglot import exp

from pg_saint.catalog.types import Scope
from pg_saint.criteria import EntityCriteria
from pg_saint.criteria.selections import SelectionCriteria
from pg_saint.definitions.model import Model
from pg_saint.ir.nodes import Expr, Selection, SelectionColumn
from pg_saint.resolve.type_checker import TypeChecker, TypeQuery

DEFAULT_MAX_AGE = "1 hour"  # of a materialized selection
SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


def typed_selections(
    model: Model, criteria: Mapping[str, EntityCriteria], scopes: Mapping[str, Scope], checker: TypeChecker
) -> Iterator[Selection]:
    """`scopes` has the record-level scope of each entity. Raises SaintErrors for what does not fit."""
    columns = {}
    for entity, each in criteria.items():
        for name, found in each.selections.items():
            _ask_criteria(found, scopes[entity], checker)
            columns[name] = [(column, _ask_column(column, scopes[entity], checker)) for column in found.columns]
    checker.run()
    for each in criteria.values():
        for name, found in each.selections.items():
            shown = (replace(column, type=query.type) for column, query in columns[name])
            yield _selection(model, name, found, tuple(shown))


def without_names(expr: Expr) -> Expr:
    """For the type check another status or selection is any boolean."""
    return expr.transform(
        lambda node: exp.true() if isinstance(node, exp.Anonymous) and node.name in ("status", "selection") else node
    )


def _ask_criteria(found: SelectionCriteria, scope: Scope, checker: TypeChecker) -> None:
    for criterion in found.criteria:
        expr = without_names(criterion.expr)
        checker.ask(expr, scope, criterion.text, criterion.location, "boolean", of=criterion.expr)
        checker.ask_times(criterion.expr, scope, criterion.location)
    for column in found.columns:
        checker.ask_times(column.expr, scope, column.location)


def _ask_column(column: SelectionColumn, scope: Scope, checker: TypeChecker) -> TypeQuery:
    return checker.ask(without_names(column.expr), scope, column.name, column.location, of=column.expr)


def _selection(model: Model, name: str, found: SelectionCriteria, columns: tuple[SelectionColumn, ...]) -> Selection:
    spec = model.selections[name]
    titles = spec.name or name.replace("_", " ").capitalize()
    return Selection(
        name,
        spec.on,
        tuple(found.criteria),
        columns,
        {model.languages[0]: titles} if isinstance(titles, str) else dict(titles),
        model.location("selections", name),
        "static" if spec.static else "materialized" if spec.materialized else "dynamic",
        _duration(spec.max_age or DEFAULT_MAX_AGE) if spec.materialized else None,
        tuple(spec.readers or ()),
        spec.stored,
    )


def _duration(text: str) -> timedelta:
    number, _, unit = text.partition(" ")
    return timedelta(seconds=int(number) * SECONDS[unit.removesuffix("s")])
