"""``class(list, value)`` → a case expression: what a list of the definition makes of a value."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from pg_saint.criteria.parse import show
from pg_saint.definitions.model import ClassList, Range
from pg_saint.errors import SaintError, suggestion
from pg_saint.ir.brackets import bare, bracketed, in_brackets
from pg_saint.ir.nodes import Expr, Location


def expand_classes(expr: Expr, lists: Mapping[str, ClassList], location: Location) -> Expr:
    """`expr` with each ``class(…)`` written out. Raises SaintError for a list or a form that is unknown."""
    root = bracketed(expr)
    for node in list(root.find_all(exp.Anonymous)):
        if node.name.lower() == "class":
            node.replace(_written_out(node, lists, location))
    return bare(root)


def _written_out(node: Expr, lists: Mapping[str, ClassList], location: Location) -> Expr:
    name, *values = node.expressions or [exp.null()]
    if not isinstance(name, exp.Column) or name.name not in lists:
        raise SaintError(f"unknown list in {show(node)}", location.of(node), suggestion(name.name, list(lists)))
    classes = lists[name.name]
    by_currency = isinstance(classes, list) and any(each.currency for each in classes)
    if len(values) != (2 if by_currency else 1):
        form = f"class({name.name}, amount, currency)" if by_currency else f"class({name.name}, value)"
        raise SaintError(
            f"{show(node)} needs {'an amount and a currency' if by_currency else 'one value'}",
            location,
            f"write {form}",
        )
    values = [in_brackets(value) for value in values]
    if isinstance(classes, dict):
        named = [(each, _one_of(found, values[0])) for each, found in classes.items()]
    else:
        named = [(each.name, _in_range(each, *values)) for each in classes]
    return exp.Case(ifs=[exp.If(this=condition, true=exp.Literal.string(each)) for each, condition in named])


def _one_of(found: list[str | int], value: Expr) -> Expr:
    return exp.In(this=value.copy(), expressions=[_literal(each) for each in found])


def _in_range(each: Range, amount: Expr, currency: Expr | None = None) -> Expr:
    conditions: list[Expr] = []
    if currency is not None:
        conditions.append(exp.EQ(this=currency.copy(), expression=exp.Literal.string(str(each.currency))))
    if each.at_least is not None:
        conditions.append(exp.GTE(this=amount.copy(), expression=_literal(each.at_least)))
    if each.below is not None:
        conditions.append(exp.LT(this=amount.copy(), expression=_literal(each.below)))
    return exp.and_(*conditions) if conditions else exp.Not(this=exp.Is(this=amount.copy(), expression=exp.null()))


def _literal(value: str | float) -> Expr:
    return exp.Literal.string(value) if isinstance(value, str) else exp.Literal.number(value)
