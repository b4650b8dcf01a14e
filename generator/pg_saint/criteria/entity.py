"""All counters, statuses and selections of one entity, normalised; no database is needed for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from sqlglot import exp

from pg_saint.criteria.across import Across, Answering, Asked
from pg_saint.criteria.aggregates import Aggregates
from pg_saint.criteria.children import STATUS
from pg_saint.criteria.parse import one_line, parse_expression, show
from pg_saint.criteria.parts import parts
from pg_saint.criteria.record import field_columns, names_own_status, record_level, status_names
from pg_saint.criteria.selections import SelectionCriteria, selection_criteria
from pg_saint.criteria.standard import standard_counters
from pg_saint.criteria.when import when_conditions
from pg_saint.definitions.model import RESERVED_COLUMNS, Model
from pg_saint.definitions.order import depends_order
from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Aggregate, Counter, Criterion, Expr, Location


@dataclass
class EntityCriteria:
    """The types of aggregates and counters are still open (an empty text): only PostgreSQL knows them.

    `columns` maps a field's name to its column, `statuses` a status to its criteria and `selections` likewise, each
    after those it names; `locations` tells what asked for an aggregate; `asked` is what the parents' records are asked,
    `answering` what these may be. `errors` holds what is wrong.
    """

    columns: dict[str, str]
    aggregates: tuple[Aggregate, ...] = ()
    locations: dict[str, Location] = field(default_factory=dict)
    counters: list[Counter] = field(default_factory=list)
    statuses: dict[str, tuple[Criterion, ...]] = field(default_factory=dict)
    selections: dict[str, SelectionCriteria] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()
    answering: Answering | None = None
    errors: list[SaintError] = field(default_factory=list)

    @property
    def asks(self) -> dict[str, Location]:
        """The entities whose records are asked, parents and children, and where."""
        found = {each.question.entity: each.question.location for each in self.asked}
        for aggregate in self.aggregates:
            named = [] if aggregate.filter is None else aggregate.filter.find_all(exp.Column)
            if any(node.name.startswith(f"{STATUS}.") for node in named):
                found[aggregate.source] = self.locations[aggregate.column]
        return found


def entity_criteria(model: Model, entity: str) -> EntityCriteria:
    """Reads every counter, status and selection on `entity`, once. Never raises SaintError: the result has `errors`."""
    return model.once(("criteria", entity), lambda: _entity_criteria(model, entity))


def _entity_criteria(model: Model, entity: str) -> EntityCriteria:
    columns = field_columns(model, entity)
    result = EntityCriteria(columns)
    aggregates = Aggregates(model, entity, taken={*RESERVED_COLUMNS, *columns.values()})
    values: dict[str, Expr] = {}
    across = Across(model, entity, aggregates.taken, partial(_answering, model))
    _standard_counters(model, entity, aggregates, values, result)
    _own_counters(model, entity, aggregates, values, result)
    _statuses(model, entity, aggregates, values, result, across)

    def read(expr: Expr, user: str, location: Location) -> Expr:
        return record_level(expr, aggregates, columns, values, user, location, in_selection=True, across=across)

    result.selections, errors = selection_criteria(model, entity, read)
    result.errors += errors
    static = {name for name in result.selections if model.selections[name].static}
    selections = {name: None if name in static else tuple(s.criteria) for name, s in result.selections.items()}
    result.answering = Answering(frozenset(values), read, selections)
    result.asked = across.all
    result.aggregates = aggregates.all
    result.locations = aggregates.locations
    return result


def _answering(model: Model, entity: str) -> Answering:
    found = entity_criteria(model, entity).answering
    assert found is not None
    return found


def _standard_counters(
    model: Model, entity: str, aggregates: Aggregates, values: dict[str, Expr], result: EntityCriteria
) -> None:
    wrong: set[str] = set()
    for standard in standard_counters(model, entity):
        name, location = standard.name, standard.location
        try:
            if name in model.counters or name in values:
                here = model.location("counters", name) if name in model.counters else location
                raise SaintError(f"{name} is already one of the standard counters", here, "choose another name")
            if standard.set not in wrong:
                parsed = parse_expression(standard.value, location)
                values[name] = record_level(parsed, aggregates, result.columns, {}, name, location)
                counter = Counter(
                    name, entity, values[name], "", location, (standard.set, standard.role), standard.value
                )
                result.counters.append(counter)
        except SaintError as error:
            # A filter that is wrong is wrong in each counter of its set.
            wrong.add(standard.set)
            result.errors.append(error)


def _own_counters(
    model: Model, entity: str, aggregates: Aggregates, values: dict[str, Expr], result: EntityCriteria
) -> None:
    for name, counter in model.counters.items():
        if counter.on != entity:
            continue
        location = model.location("counters", name, "value")
        try:
            if name in result.columns or name in RESERVED_COLUMNS:
                here = model.location("counters", name)
                raise SaintError(f"{name} is already the name of a column of {entity}", here, "choose another name")
            parsed = parse_expression(counter.value, location)
            if names_own_status(parsed):
                raise SaintError(
                    f"a counter cannot depend on a status: {show(parsed)}", location, "make it a status of its own"
                )
            expr = record_level(parsed, aggregates, result.columns, values, name, location)
        except SaintError as error:
            result.errors.append(error)
            continue
        values[name] = expr
        result.counters.append(Counter(name, entity, expr, "", location, text=one_line(counter.value)))


def _statuses(
    model: Model,
    entity: str,
    aggregates: Aggregates,
    values: dict[str, Expr],
    result: EntityCriteria,
    across: Across,
) -> None:
    needs: dict[str, list[str]] = {}
    criteria: dict[str, tuple[Criterion, ...]] = {}
    for name, status in model.statuses.items():
        if status.on != entity:
            continue
        needs[name], criteria[name] = [], ()
        try:
            found = list(when_conditions(status.when, partial(model.location, "statuses", name, "when")))
        except SaintError as error:
            result.errors.append(error)
            continue
        for condition in found:
            location = condition.location

            def read(expr: Expr, user: str = name, location: Location = location) -> Expr:
                return record_level(expr, aggregates, result.columns, values, user, location, across=across)

            try:
                expr = read(condition.expr)
            except SaintError as error:
                result.errors.append(error)
                continue
            said = parts(condition.text, read, result.columns, values, location) + across.parts(expr)
            criteria[name] += (Criterion(condition.text, expr, location, said),)
            needs[name] += status_names(expr)
    try:
        order = depends_order(needs, lambda name: model.location("statuses", name, "when"))
    except SaintError as error:
        result.errors.append(error)
        order = list(criteria)
    result.statuses = {name: criteria[name] for name in order}
