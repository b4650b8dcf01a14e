"""The types of aggregates, as PostgreSQL's own functions give them."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from pg_saint.catalog.raising import most_of
from pg_saint.catalog.remedies import ADD_NUMBERS
from pg_saint.criteria import EntityCriteria
from pg_saint.criteria.parse import show
from pg_saint.errors import SaintError
from pg_saint.ir.exact import exactly
from pg_saint.ir.nodes import Aggregate, Expr, Location, Source
from pg_saint.ir.types import FLOATS, NUMBERS, Limited, base_type
from pg_saint.resolve.type_checker import TypeChecker

CALLS: dict[str, type[exp.AggFunc]] = {
    "count": exp.Count,
    "sum": exp.Sum,
    "min": exp.Min,
    "max": exp.Max,
    "avg": exp.Avg,
}


def typed_aggregates(
    criteria: dict[str, EntityCriteria], sources: dict[str, Source], checker: TypeChecker
) -> dict[str, tuple[Aggregate, ...]]:
    """The aggregates of each entity, with their types. Raises SaintErrors for filters and functions that do not fit."""
    scopes = {
        (entity, name): _scope(source, entity)
        for name, source in sources.items()
        for entity in criteria
        if any(link.entity == entity for link in source.links)
    }
    found: list[tuple[str, Aggregate, Location]] = []
    for entity, each in criteria.items():
        for aggregate in each.aggregates:
            location = each.locations[aggregate.column]
            scope = scopes[entity, aggregate.source]
            if aggregate.filter is not None:
                checker.ask(aggregate.filter, scope, None, location, "boolean")
                checker.ask_times(aggregate.filter, scope, location)
            found.append((entity, aggregate, location))
    checker.run()
    asked = [
        (entity, aggregate, checker.ask(_call(aggregate), scopes[entity, aggregate.source], None, location))
        for entity, aggregate, location in found
    ]
    checker.run(aggregates=True)
    checker.errors += [
        SaintError(f"{show(_call(aggregate))} is of type {each.type}: only numbers are added up", location, ADD_NUMBERS)
        for (_, aggregate, location), (_, _, each) in zip(found, asked, strict=True)
        if aggregate.function in ("sum", "avg") and each.type and base_type(each.type) not in NUMBERS
    ]
    checker.stop_if_wrong()
    return {
        name: tuple(
            replace(_typed(aggregate, each.type), most=_most(aggregate, each.type, sources[aggregate.source]))
            for entity, aggregate, each in asked
            if entity == name
        )
        for name in criteria
    }


# No table has more rows: 2^32 pages of 8 kB, with less than 300 rows each, in a few thousand partitions.
MOST_ROWS = 2**53
MOST_FLOAT = 10**309


def _most(aggregate: Aggregate, type_: str, source: Source) -> int | None:
    """The largest absolute value that the aggregate can have; None where that is not known, or it is not a number."""
    if aggregate.function == "count":
        return MOST_ROWS
    if base_type(type_) not in NUMBERS or aggregate.argument is None:
        return None
    named = next(aggregate.argument.find_all(exp.Column)).name
    field = next(field for field in source.fields if field.name == named)
    most = MOST_FLOAT if field.type in FLOATS else field.most
    if most is None or aggregate.function != "sum":
        return most
    held = most_of(type_)
    return most * MOST_ROWS if held is None else min(most * MOST_ROWS, held)


def _scope(source: Source, entity: str) -> dict[tuple[str, ...], str]:
    scope: dict[tuple[str, ...], str] = {("today",): "date"}
    fields = (*source.fields, *source.link(entity).fields)
    return scope | {(field.name,): Limited(field.type, field.most) for field in fields}


def _typed(aggregate: Aggregate, type_: str) -> Aggregate:
    """A sum or an average of floating point numbers is taken over numeric."""
    if aggregate.argument is None or aggregate.function not in ("sum", "avg") or type_ not in FLOATS:
        return replace(aggregate, type=type_)
    return replace(aggregate, argument=exactly(aggregate.argument), type="numeric")


def _call(aggregate: Aggregate) -> Expr:
    argument = aggregate.argument.copy() if aggregate.argument is not None else exp.Star()
    return CALLS[aggregate.function](this=argument)
