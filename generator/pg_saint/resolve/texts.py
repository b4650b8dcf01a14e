"""The values that the texts of an entity's statuses name, as expressions over the record's row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlglot import exp

from pg_saint.catalog.types import Request
from pg_saint.definitions.model import Model
from pg_saint.errors import SaintError
from pg_saint.ir.brackets import in_brackets
from pg_saint.ir.confidential import together
from pg_saint.ir.names import column
from pg_saint.ir.nodes import Classes, Counter, Expr, Location, TextValues
from pg_saint.resolve.entities import Attached, EntityRows, attach
from pg_saint.resolve.type_checker import TypeQuery
from pg_saint.validate.texts import COUNTER, FIELD, KEY, USERS, entity_variables, is_days


def text_values(model: Model, entity: EntityRows, users: EntityRows | None, counters: Iterable[Counter]) -> TextValues:
    """Raises SaintError where days are counted from what is not a date."""
    named = entity_variables(model, entity.name)
    kinds = {node.table for expr, _ in named.values() for node in expr.find_all(exp.Column)}
    types = {(FIELD, name): each.query.type for name, each in entity.fields.items()}
    types |= {(COUNTER, each.name): each.type for each in counters if each.entity == entity.name}
    alias = _free("counters", entity) if COUNTER in kinds else None
    sender = _sender(entity, users) if users is not None and USERS in kinds else None

    def value(node: exp.Column) -> Expr:
        name = node.name
        if node.table == FIELD:
            return in_brackets(entity.fields[name].expr.copy())
        if node.table == COUNTER:
            return column(name, alias)
        if node.table == KEY:
            return in_brackets((entity.parents[name] if name else entity.key.expr).copy())
        if users is None or sender is None:
            raise AssertionError(f"a text of {entity.name} names a user, and none are mapped")
        return in_brackets(sender.expr(users.key.expr if name == "key" else users.fields[name].expr))

    def classes(expr: Expr) -> Classes:
        """Of what a text names; a counter is the view's to hide."""
        fields = {FIELD: entity.fields, USERS: users.fields if users is not None else {}}
        named = (fields.get(node.table, {}).get(node.name) for node in expr.find_all(exp.Column))
        return together(each.confidential for each in named if each is not None)

    found, confidential = [], []
    for variable, (expr, location) in named.items():
        if is_days(variable):
            _check_date(variable, expr, types, location)
        filled = expr.copy().transform(lambda node: value(node) if isinstance(node, exp.Column) else node)
        found.append((variable, filled.unnest()))
        if classes(expr):
            confidential.append((variable, classes(expr)))
    return TextValues(tuple(found), sender.joins if sender is not None else (), alias, tuple(confidential))


def _sender(entity: EntityRows, users: EntityRows) -> Attached:
    """The user who asks: the one whose key the session has set as ``saint.sender``."""
    asks = exp.Anonymous(this="current_setting", expressions=[exp.Literal.string("saint.sender"), exp.true()])
    request = users.key.request
    key = TypeQuery(Request(exp.cast(request.expr, "text"), request.scope, request.text, request.location), "text")
    return attach(replace(users, key=key), entity.rows, _free("sender", entity), asks)


def _free(alias: str, entity: EntityRows) -> str:
    """`alias`, or what no join of the entity is called."""
    taken = {entity.name, *(join.alias for join in entity.rows.joins)}
    while alias in taken:
        alias += "_"
    return alias


def _check_date(variable: str, expr: Expr, types: dict[tuple[str, str], str], location: Location) -> None:
    for node in expr.find_all(exp.Column):
        type_ = types[node.table, node.name]
        if type_ != "date" and not type_.startswith("timestamp"):
            raise SaintError(
                f"<{variable}>: {node.name} is {type_}, not a date", location, "name a date, such as a counter's last"
            )
