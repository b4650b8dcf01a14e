"""Selections of one entity: their criteria, which may name other selections, and the columns they show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from pg_saint.criteria.parse import parse_expression
from pg_saint.criteria.record import selection_names
from pg_saint.criteria.when import when_conditions
from pg_saint.definitions.model import Model
from pg_saint.definitions.model import Selection as Spec
from pg_saint.definitions.order import depends_order
from pg_saint.errors import SaintError
from pg_saint.ir.names import PLAIN
from pg_saint.ir.nodes import Criterion, Expr, Location, SelectionColumn

# An expression as the user wrote it, who needs it, and where → record level.
Read = Callable[[Expr, str, Location], Expr]


@dataclass
class SelectionCriteria:
    """The types of the columns are still open; `errors` holds what is wrong."""

    criteria: list[Criterion] = field(default_factory=list)
    columns: list[SelectionColumn] = field(default_factory=list)
    errors: list[SaintError] = field(default_factory=list)


def selection_criteria(model: Model, entity: str, read: Read) -> tuple[dict[str, SelectionCriteria], list[SaintError]]:
    """The selections of `entity`, each after those it names, and what is wrong with them."""
    found = {name: _selection(model, name, spec, read) for name, spec in model.selections.items() if spec.on == entity}
    errors = [error for each in found.values() for error in each.errors]
    needs = {
        name: [other for criterion in each.criteria for other in selection_names(criterion.expr)]
        for name, each in found.items()
    }
    try:
        order = depends_order(needs, lambda name: model.location("selections", name, "when"))
    except SaintError as error:
        return {}, [*errors, error]
    return {name: found[name] for name in order}, errors


def _selection(model: Model, name: str, spec: Spec, read: Read) -> SelectionCriteria:
    result = SelectionCriteria()
    try:
        conditions = (
            [] if spec.static else list(when_conditions(spec.when, partial(model.location, "selections", name, "when")))
        )
    except SaintError as error:
        result.errors.append(error)
        conditions = []
    for condition in conditions:
        try:
            expr = read(condition.expr, name, condition.location)
        except SaintError as error:
            result.errors.append(error)
        else:
            result.criteria.append(Criterion(condition.text, expr, condition.location))
    for column, text, location in _columns(model, name, spec):
        try:
            if not PLAIN.match(column):
                raise SaintError(f"{text} is not a name", location, f"give the column one, e.g. {{amount: {text}}}")
            if column == "id":
                raise SaintError("id is the key of the record, and the first column anyway", location, "leave it out")
            if column in (each.name for each in result.columns):
                raise SaintError(f"column {column} is named twice", location, "rename or remove one of the two")
            expr = read(parse_expression(text, location), f"{name}_{column}", location)
        except SaintError as error:
            result.errors.append(error)
        else:
            result.columns.append(SelectionColumn(column, expr, "", location))
    return result


def _columns(model: Model, name: str, spec: Spec) -> Iterator[tuple[str, str, Location]]:
    """Each column's name and expression; a parent's field ``company.category`` is called company_category."""
    for at, written in enumerate(spec.columns):
        location = model.location("selections", name, "columns", at)
        if isinstance(written, str):
            yield written.replace(".", "_"), written, location
        else:
            for column, text in written.items():
                yield column, text, location
