"""The record level: an expression of a counter or a status → columns of the counter row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sqlglot import exp

from pg_saint.criteria.across import ANSWER, Across
from pg_saint.criteria.aggregates import STORED, Aggregates, period_names
from pg_saint.criteria.classes import expand_classes
from pg_saint.criteria.combined import write_out
from pg_saint.criteria.lengths import length_of_period
from pg_saint.criteria.parse import column_path, show
from pg_saint.criteria.time import normalise_time
from pg_saint.criteria.unknown import name_meant, unknown_call
from pg_saint.criteria.windows import expand_windows
from pg_saint.definitions.model import RESERVED_COLUMNS, Model
from pg_saint.errors import SaintError, suggestion
from pg_saint.ir.brackets import bare, bracketed, in_brackets
from pg_saint.ir.names import column, unique_name
from pg_saint.ir.nodes import Expr, Location


def field_columns(model: Model, entity: str) -> dict[str, str]:
    """How the counter row names each field of `entity`: ``company.category`` → ``company_category``."""
    columns: dict[str, str] = {}
    taken = set(RESERVED_COLUMNS)
    for name in model.field_names(entity):
        wanted = f"field_{name}" if name in RESERVED_COLUMNS else name.replace(".", "_")
        columns[name] = unique_name(wanted, taken)
        taken.add(columns[name])
    return columns


def record_level(
    expr: Expr,
    aggregates: Aggregates,
    columns: Mapping[str, str],
    counters: Mapping[str, Expr],
    user: str,
    location: Location,
    in_selection: bool = False,
    across: Across | None = None,
) -> Expr:
    """`columns` holds the fields, `counters` the record-level expressions of the counters that may be named;
    selections may be named by selections only. `across`: what is asked of parents, where that is possible.

    Raises SaintError for unknown names and for what is not a criterion.
    """
    expr = write_out(expr, aggregates.model, aggregates.entity, location)
    expr = expand_classes(expr, aggregates.model.lists, location)
    expr = substitute_periods(expr, aggregates.model.periods_of(aggregates.entity), location)
    if across is not None:
        expr = across.replace(expr, location)
    _check_calls(expr, aggregates.model, aggregates.entity, location, in_selection)
    root = bracketed(expand_windows(aggregates.replace(expr, user, location), None, location))
    for node in list(root.find_all(exp.Column)):
        if node.meta_get(STORED) or node.meta_get(ANSWER):
            continue
        path = column_path(node)
        name = ".".join(path)
        if path == ("today",):
            node.replace(column("today"))
        elif name in columns:
            node.replace(column(columns[name]))
        elif name in counters:
            node.replace(in_brackets(counters[name].copy()))
        else:
            raise _unknown(node, aggregates, [*columns, *counters], location.of(node))
    return normalise_time(bare(root), location)


def substitute_periods(expr: Expr, periods: Sequence[int | str], location: Location) -> Expr:
    """``period1`` … as numbers of days, or as months."""
    root = bracketed(expr.copy())
    for node in list(root.find_all(exp.Column)):
        match = re.fullmatch(r"period(\d+)", node.name.lower())
        if match and not node.table:
            number = int(match[1])
            if not 1 <= number <= len(periods):
                said = (f"period{n} = {_days_or_months(each)}" for n, each in enumerate(periods, 1))
                known = ", ".join(said) or "none"
                raise SaintError(
                    f"there is no {node.name}", location.of(node), f"periods here: {known}; add one under periods:"
                )
            node.replace(length_of_period(periods[number - 1]))
    return bare(root)


def _days_or_months(period: int | str) -> str:
    return period if isinstance(period, str) else f"{period} days"


def status_names(expr: Expr) -> list[str]:
    """The statuses that `expr` names."""
    return _named(expr, "status")


def names_own_status(expr: Expr) -> bool:
    """Whether it asks for a status of the record, and not of its children alone."""
    calls = (node for node in expr.find_all(exp.Anonymous) if node.name.lower() == "status")
    return any(node.find_ancestor(exp.Filter) is None for node in calls)


def selection_names(expr: Expr) -> list[str]:
    """The selections that `expr` names."""
    return _named(expr, "selection")


def _named(expr: Expr, call: str) -> list[str]:
    return [str(node.expressions[0].name) for node in expr.find_all(exp.Anonymous) if node.name.lower() == call]


def _check_calls(expr: Expr, model: Model, entity: str, location: Location, in_selection: bool) -> None:
    for node in expr.find_all(exp.Anonymous):
        name = node.name.lower()
        if name == "status" and node.find_ancestor(exp.Filter) is None:
            node.set("this", "status")
            _check_named(node, {each: status.on for each, status in model.statuses.items()}, entity, location)
        if name == "selection":
            if not in_selection:
                raise SaintError(
                    f"only a selection can name another selection: {show(node)}",
                    location,
                    "write its criteria, or make a status of them",
                )
            node.set("this", "selection")
            _check_named(node, {each: selection.on for each, selection in model.selections.items()}, entity, location)


def _check_named(node: Expr, entities: Mapping[str, str], entity: str, location: Location) -> None:
    """`entities` has the entity of each status or selection that there is."""
    kind, arguments = node.name, node.expressions
    if len(arguments) != 1 or not isinstance(arguments[0], exp.Literal) or not arguments[0].is_string:
        raise SaintError(f"{show(node)} needs the name of a {kind}", location, f"write {kind}('name')")
    name, location = str(arguments[0].name), location.of(node)
    if name not in entities:
        known = [each for each, on in entities.items() if on == entity]
        remedy = suggestion(name, known)
        if kind == "selection":
            remedy += "; a static selection is named here once it is in the definitions, with static: true"
        raise SaintError(f"unknown {kind} {name}", location, remedy)
    if entities[name] != entity:
        raise SaintError(
            f"{kind} {name} is one of {entities[name]}, not of {entity}", location, f"name a {kind} of the same entity"
        )


def _unknown(node: exp.Column, aggregates: Aggregates, known: list[str], location: Location) -> SaintError:
    entity, model = aggregates.entity, aggregates.model
    name = ".".join(column_path(node))
    known = [*known, "today", *period_names(model.periods_of(entity))]
    if (wrong := unknown_call(node, {*model.sources, *model.combined, *model.lists}, location)) is not None:
        return wrong
    if name in model.sources:
        return SaintError(f"{name} is a source and not a value", location, f"write count({name}) or exists({name})")
    source, _, field = name.partition(".")
    if source in aggregates.model.sources and source not in aggregates.model.entities[entity].parents:
        return SaintError(
            f"{name} has a value for each event of {source}", location, f"write max({name}), sum({name}) …"
        )
    if field and source in aggregates.model.entities and source not in aggregates.model.entities[entity].parents:
        return SaintError(
            f"{source} is not a parent of {entity}: {name}", location, f"add {source} under parents: of {entity}"
        )
    return SaintError(f"{entity} has no field {name}", location, name_meant(node, known))
