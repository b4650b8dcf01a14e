"""Aggregates over a source's events: ``count(activity) filter (where …)`` → one shared column of the counter row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import get_args

from sqlglot import exp

from pg_saint.criteria.children import STATUS, children_of, fields_of, is_child, status_asked, status_field
from pg_saint.criteria.parse import column_path, show
from pg_saint.criteria.time import normalise_time
from pg_saint.criteria.unknown import name_meant, unknown_call, word_meant
from pg_saint.criteria.windows import expand_windows, is_window
from pg_saint.definitions.model import Model
from pg_saint.errors import SaintError, suggestion
from pg_saint.ir.brackets import bare, bracketed
from pg_saint.ir.dialect import printed
from pg_saint.ir.names import MAX_BYTES, column, field_of_record, unique_name
from pg_saint.ir.nodes import Aggregate, Expr, Function, Location

FUNCTIONS: tuple[Function, ...] = get_args(Function)
# How a column that stands for an aggregate is told from a name that the user wrote.
STORED = "stored"
# At the end of the column that holds how many values a sum has.
NUMBER = "_n"
AGGREGATES = "use count, sum, min, max or avg over a source, or exists(source), each with filter (where …)"


@dataclass
class Aggregates:
    """The aggregates of one entity, each once. `taken` are the names that their columns cannot have."""

    model: Model
    entity: str
    taken: set[str]
    locations: dict[str, Location] = field(default_factory=dict)
    _columns: dict[tuple[str, str, str, str], Aggregate] = field(default_factory=dict)

    @property
    def all(self) -> tuple[Aggregate, ...]:
        return tuple(self._columns.values())

    def replace(self, expr: Expr, user: str, location: Location) -> Expr:
        """`expr` with a column of the counter row in the place of each aggregate.

        `user` is the counter or status that needs it: a new column is named after it.
        """
        root = bracketed(expr)
        while (
            node := next(filter(is_aggregate, root.find_all(exp.Filter, exp.Exists, exp.AggFunc)), None)
        ) is not None:
            alone = node.parent is root
            stored = self._add(node, user, alone, location)
            reads: Expr = column(stored.column)
            reads.meta[STORED] = True
            if isinstance(_call(node), exp.Exists):
                reads = exp.GT(this=reads, expression=exp.Literal.number(0))
                if not isinstance(node.parent, exp.Connector | exp.Paren):
                    reads = exp.Paren(this=reads)
            node.replace(reads)
        return bare(root)

    def _add(self, node: Expr, user: str, alone: bool, location: Location) -> Aggregate:
        call = _call(node)
        function, source, argument = self._called(call, node, location)
        condition = None
        if isinstance(node, exp.Filter):
            condition = event_level(node.expression.this, self.model, self.entity, source, location)
        key = (source, function, _sql(argument), _sql(condition))
        if key not in self._columns:
            name = f"{user}_{function}_{source}" + (f"_{argument.name}" if argument else "")
            # The counter that is just this aggregate gives the column its name.
            wanted = user if alone and not isinstance(call, exp.Exists) else name
            stored = self._free(wanted, function)
            self.locations[stored] = location
            self._columns[key] = Aggregate(stored, source, function, argument, condition, type="")
        return self._columns[key]

    def _free(self, wanted: str, function: Function) -> str:
        """A name that no other column has; of a sum or an average the number of values is a column too."""
        if function not in ("sum", "avg"):
            stored = unique_name(wanted, self.taken)
            self.taken.add(stored)
            return stored
        numbers = {name.removesuffix(NUMBER) for name in self.taken if name.endswith(NUMBER)}
        stored = unique_name(wanted, self.taken | numbers, MAX_BYTES - len(NUMBER))
        self.taken |= {stored, stored + NUMBER}
        return stored

    def _called(self, call: Expr, node: Expr, location: Location) -> tuple[Function, str, Expr | None]:
        name = call.name if isinstance(call, exp.Anonymous | exp.AnonymousAggFunc) else call.key
        if isinstance(call, exp.Anonymous) and (word := word_meant(call)):
            raise SaintError(f"unknown function {name}: {show(node)}", location.of(node), f"did you mean {word}?")
        if name not in (*FUNCTIONS, "exists"):
            raise SaintError(
                f"{show(node)}: {name} is not an aggregate that can be kept up to date", location, AGGREGATES
            )
        inner = call.this
        if isinstance(inner, exp.Distinct):
            raise SaintError(f"count(distinct …) cannot be kept up to date: {show(node)}", location, AGGREGATES)
        if any(is_aggregate(part) for part in inner.walk()) if isinstance(inner, exp.Expression) else False:
            raise SaintError(f"an aggregate inside an aggregate: {show(node)}", location, AGGREGATES)
        if not isinstance(inner, exp.Column) or call.args.get("expressions"):
            raise SaintError(f"this is neither a source nor a field of one: {show(call)}", location, _form(name))
        path = column_path(inner)
        child = is_child(self.model, self.entity, path[0])
        if path[0] not in self.model.sources and not child:
            known = [*self.model.sources, *self.model.combined, *children_of(self.model, self.entity)]
            raise SaintError(
                f"unknown source {path[0]} in {show(node)}", location.of(inner), suggestion(path[0], known)
            )
        source = None if child else self.model.sources[path[0]]
        if source is not None and self.entity not in source.links:
            linked = ", ".join(source.links)
            raise SaintError(
                f"{path[0]} has no link to {self.entity}: {show(node)}",
                location.of(inner),
                f"it links to {linked}; add {self.entity} to its links",
            )
        if (
            len(path) > 2
            or (len(path) == 1) != (name in ("count", "exists") and len(path) == 1)
            or (name == "exists" and len(path) > 1)
        ):
            raise SaintError(f"{name} is not written as {show(call)}", location, _form(name))
        if len(path) == 1:
            return "count", path[0], None
        fields = fields_of(self.model, path[0])
        if path[1] not in fields:
            raise SaintError(
                f"{path[0]} has no field {path[1]}: {show(node)}", location.of(inner), suggestion(path[1], fields)
            )
        function = next(each for each in FUNCTIONS if each == name)
        return function, path[0], column(path[1])


def period_names(periods: Sequence[int | str]) -> list[str]:
    return [f"period{n}" for n in range(1, len(periods) + 1)]


def is_aggregate(node: Expr) -> bool:
    return isinstance(node, exp.Filter | exp.Exists) or (
        isinstance(node, exp.AggFunc) and not isinstance(node.parent, exp.Filter)
    )


def event_level(expr: Expr, model: Model, entity: str, source: str, location: Location) -> Expr:
    """The condition of a filter: its names are the source's fields, date and amount."""
    fields, child = fields_of(model, source), source not in model.sources
    known = [*fields, "today", *period_names(model.periods_of(entity))]
    root = bracketed(expr.copy())
    for node in list(root.walk()):
        if is_aggregate(node):
            raise SaintError(f"an aggregate inside a filter: {show(node)}", location, AGGREGATES)
        if isinstance(node, exp.Anonymous) and node.name.lower() == STATUS and child:
            node.replace(column(status_field(status_asked(node, model, source, location))))
        elif isinstance(node, exp.Anonymous) and node.name.lower() == STATUS:
            raise SaintError(
                f"{show(node)} inside a filter", location, "a filter looks at one event; name the status outside of it"
            )
    root = bracketed(expand_windows(bare(root), _date(root, model, source, location), location))
    for node in list(root.find_all(exp.Column)):
        path = column_path(node)
        if path == ("today",):
            node.replace(column("today"))
        elif child and path[0].startswith(f"{STATUS}."):
            continue
        elif path[-1] in fields and path[:-1] in ((), (source,)):
            node.replace(column(path[-1]))
        elif not child and (of_record := record_field(model, entity, path)) is not None:
            node.replace(column(field_of_record(entity, of_record)))
        elif ".".join(path) in model.field_names(entity):
            raise SaintError(
                f"{show(node)} is a field of {entity}, and a filter only sees those of {source}: {show(expr)}",
                location.of(node),
                f"write {entity}.{'.'.join(path)} for the record's own, or move the condition out of the filter",
            )
        else:
            if (wrong := unknown_call(node, model.lists, location.of(node))) is not None:
                raise wrong
            meant = name_meant(node if path[:-1] != (source,) else column(path[-1]), known)
            raise SaintError(f"{source} has no field {show(node)}: {show(expr)}", location.of(node), meant)
    return normalise_time(bare(root), location)


def record_field(model: Model, entity: str, path: tuple[str, ...]) -> str | None:
    """The field of the record that ``company.owner`` names in a filter, or of a parent of it: ``company.group.name``,
    on a person ``company.category`` as well."""
    known = model.field_names(entity)
    own = ".".join(path[1:]) if path[0] == entity else ""
    if own in known:
        return own
    return ".".join(path) if len(path) > 1 and ".".join(path) in known else None


def record_fields(model: Model, entity: str, source: str, aggregates: Iterable[Aggregate]) -> list[str]:
    """The fields of the record that filters of its events in `source` name."""
    filters = [each.filter for each in aggregates if each.source == source and each.filter is not None]
    named = {node.name for filter_ in filters for node in filter_.find_all(exp.Column)}
    return [field for field in model.field_names(entity) if field_of_record(entity, field) in named]


def _date(expr: Expr, model: Model, source: str, location: Location) -> Expr | None:
    """The date that the words for periods mean where they name none."""
    if source in model.sources and model.sources[source].date is not None:
        return column("date")
    for node in expr.find_all(exp.Anonymous):
        if is_window(node):
            raise SaintError(f"{show(node)}: {source} has no date", location, f"add date: to the source {source}")
    return None


def _call(node: Expr) -> Expr:
    called = node.this if isinstance(node, exp.Filter) else node
    assert isinstance(called, exp.Expression)
    return called


def _form(name: str) -> str:
    if name == "exists":
        return "write exists(source) filter (where …)"
    return f"write {name}(source.field)" + (" or count(source)" if name == "count" else "")


def _sql(node: Expr | None) -> str:
    return printed(node) if node is not None else ""
