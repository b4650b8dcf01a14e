"""Names that stand for several sources, or for what this CRM does not have: written out before all else.

``count(activity)`` over ``combined: {activity: {of: [call, meeting]}}`` is ``count(call) + count(meeting)``, and so on
for each aggregate; over ``absent: {activity: why}`` it is NULL, because nobody knows it, and not 0.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from pg_saint.criteria.aggregates import AGGREGATES, is_aggregate
from pg_saint.criteria.parse import column_path, show
from pg_saint.definitions.model import Model
from pg_saint.errors import SaintError
from pg_saint.ir.brackets import bare, bracketed
from pg_saint.ir.names import column, identifier
from pg_saint.ir.nodes import Expr, Location

FUNCTIONS: dict[type[Expr], str] = {
    exp.Exists: "exists",
    exp.Count: "count",
    exp.Sum: "sum",
    exp.Min: "min",
    exp.Max: "max",
    exp.Avg: "avg",
}


# The standard counters that an absent source would have, as far as they are named without a period.
STANDARD = {
    "count": "bigint", "open": "bigint", "amount": "numeric",
    "last": "date", "last_completed": "date", "last_open": "date", "next": "date",
}  # fmt: skip


def write_out(expr: Expr, model: Model, entity: str, location: Location) -> Expr:
    """`expr` with each aggregate over a combined or an absent source replaced by what it means."""
    root = bracketed(expr.copy())
    for node in list(root.find_all(exp.Filter, exp.Exists, exp.AggFunc)):
        path = _path(node)
        if not is_aggregate(node) or not path:
            continue
        if path[0] in model.combined:
            node.replace(_sum_of_parts(node, path[0], model, entity, location))
        elif path[0] in model.absent:
            node.replace(_unknown(_function(node), path[1:]))
    for node in list(root.find_all(exp.Column)):
        name, _, role = node.name.partition("_")
        if not node.table and name in model.absent and role in STANDARD:
            node.replace(exp.cast(exp.null(), STANDARD[role]))
    return bare(root)


def parts_for(model: Model, name: str, entity: str) -> list[str]:
    """The parts of a combined source that link to the entity."""
    return [part for part in model.combined[name].of if entity in model.sources[part].links]


def _call(node: Expr) -> Expr:
    called = node.this if isinstance(node, exp.Filter) else node
    assert isinstance(called, exp.Expression)
    return called


def _path(node: Expr) -> tuple[str, ...]:
    inner = _call(node).this
    return column_path(inner) if isinstance(inner, exp.Column) else ()


def _function(node: Expr) -> str:
    call = _call(node)
    return next((name for kind, name in FUNCTIONS.items() if isinstance(call, kind)), "")


def _sum_of_parts(node: Expr, name: str, model: Model, entity: str, location: Location) -> Expr:
    function, parts = _function(node), parts_for(model, name, entity)
    if not parts:
        raise SaintError(
            f"no part of {name} has a link to {entity}: {show(node)}",
            location,
            f"add {entity} to the links of one of them",
        )
    if not function:
        raise SaintError(f"{show(node)} is not an aggregate that can be kept up to date", location, AGGREGATES)
    if function == "avg":
        total, number = (_sum_of_parts(_as(node, kind), name, model, entity, location) for kind in (exp.Sum, exp.Count))
        number = exp.Nullif(this=number, expression=exp.Literal.number(0))
        return exp.Paren(this=exp.Div(this=exp.cast(total, "numeric"), expression=number, typed=True))
    each = [_of_part(node, name, part) for part in parts]
    if len(each) == 1:
        return each[0]
    if function == "exists":
        return exp.Paren(this=exp.or_(*each))
    if function in ("min", "max"):
        kind = exp.Least if function == "min" else exp.Greatest
        return kind(this=each[0], expressions=each[1:])
    if function == "count":
        return exp.Paren(this=_added(each))
    # Over nothing a sum is NULL; over nothing in one of the parts it is that of the others.
    some = exp.Coalesce(this=each[0].copy(), expressions=[other.copy() for other in each[1:]])
    known = [exp.Coalesce(this=other, expressions=[exp.Literal.number(0)]) for other in each]
    return exp.Case(ifs=[exp.If(this=exp.Not(this=exp.Is(this=some, expression=exp.null())), true=_added(known))])


def _added(each: Sequence[Expr]) -> Expr:
    total = each[0]
    for other in each[1:]:
        total = exp.Add(this=total, expression=other)
    return total


def _as(node: Expr, kind: type[exp.AggFunc]) -> Expr:
    copy = node.copy()
    call = kind(this=_call(copy).this.copy())
    if not isinstance(copy, exp.Filter):
        return call
    copy.set("this", call)
    return copy


def _of_part(node: Expr, name: str, part: str) -> Expr:
    """The same of one part. In a filter ``activity.type`` may stand for ``type``."""
    copy = bracketed(node.copy())
    for found in list(copy.find_all(exp.Column)):
        path = column_path(found)
        if path == (name,) and found.parent is _call(copy.this):
            found.replace(exp.Column(this=identifier(part)))
        elif len(path) == 2 and path[0] == name:
            found.replace(column(path[1], part))
    return bare(copy)


def _unknown(function: str, field: tuple[str, ...]) -> Expr:
    if function == "exists":
        return exp.cast(exp.null(), "boolean")
    if function == "count":
        return exp.cast(exp.null(), "bigint")
    if field == ("date",):
        return exp.cast(exp.null(), "date")
    return exp.cast(exp.null(), "numeric") if function in ("sum", "avg") or field == ("amount",) else exp.null()
