"""Children as the events of their parent: ``count(person) filter (where status('x'))``."""

from __future__ import annotations

from sqlglot import exp

from pg_saint.criteria.parse import show
from pg_saint.definitions.model import Model
from pg_saint.errors import SaintError, suggestion
from pg_saint.ir.names import field_of_record
from pg_saint.ir.nodes import Expr, Location

STATUS = "status"


def is_child(model: Model, entity: str, name: str) -> bool:
    """Whether `name` is an entity that has `entity` as parent; a source of the same name is meant first."""
    return name not in model.sources and name in model.entities and entity in model.entities[name].parents


def fields_of(model: Model, source: str) -> list[str]:
    """What a filter may name of a source, or of children."""
    return model.sources[source].field_names if source in model.sources else list(model.entities[source].fields)


def children_of(model: Model, entity: str) -> list[str]:
    return [name for name in model.entities if is_child(model, entity, name)]


def status_field(status: str) -> str:
    """What the field of children is called that says whether one has the status."""
    return field_of_record(STATUS, status)


def status_asked(node: Expr, model: Model, child: str, location: Location) -> str:
    """The status of the children that ``status('x')`` in a filter asks for. Raises SaintError."""
    arguments = node.expressions
    if len(arguments) != 1 or not isinstance(arguments[0], exp.Literal) or not arguments[0].is_string:
        raise SaintError(f"{show(node)} needs the name of a status", location.of(node), "write status('name')")
    name = str(arguments[0].name)
    known = [each for each, status in model.statuses.items() if status.on == child]
    if name not in known:
        on = model.statuses[name].on if name in model.statuses else None
        message = f"status {name} is one of {on}, not of {child}" if on else f"unknown status {name}"
        raise SaintError(message, location.of(node), suggestion(name, known))
    return name


def cycles(asks: dict[str, dict[str, Location]]) -> list[SaintError]:
    """What is wrong where entities ask each other: `asks` has whom each asks, and where."""
    wrong: list[SaintError] = []
    done: set[str] = set()

    def visit(entity: str, path: list[str]) -> None:
        for other, location in asks.get(entity, {}).items():
            if other in path:
                circle = [*path[path.index(other) :], other]
                wrong.append(
                    SaintError(
                        f"a cycle: {' asks '.join(circle)}",
                        location,
                        f"ask in one direction only: {other} is asked by what {entity} asks",
                    )
                )
            elif other not in done:
                visit(other, [*path, other])
        done.add(entity)

    for entity in asks:
        if entity not in done:
            visit(entity, [entity])
    return wrong
