"""One SQL expression: text → tree, without what cannot be maintained."""

from __future__ import annotations

from sqlglot import exp

from pg_saint.criteria.grammar import NO_EXPRESSION, THE_CLOCK, parse
from pg_saint.errors import SaintError
from pg_saint.ir.dialect import printed
from pg_saint.ir.lexer import LexicalError, folded
from pg_saint.ir.names import exact_name
from pg_saint.ir.nodes import Aggregate, Expr, Location
from pg_saint.ir.temporal import with_days, without_days

# Volatile and stable functions besides those of the grammar; PostgreSQL finds the rest.
CLOCK_FUNCTIONS = frozenset(("now", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "timeofday"))


def parse_expression(text: str, location: Location) -> Expr:
    """The tree of one expression.

    ``a / b`` becomes ``a / nullif(b, 0)``, and ``%`` likewise: a division by zero makes the value NULL (a criterion
    is then not met), and cannot make a transaction of the CRM fail. Raises SaintError with `location`.
    """
    tree = parse(text, location)
    for node in tree.walk():
        if isinstance(node, exp.Anonymous) and node.name.lower() in CLOCK_FUNCTIONS:
            raise SaintError(f"{THE_CLOCK[0]}: {show(node)}", location, THE_CLOCK[1])
        if isinstance(node, exp.Star) and not isinstance(node.parent, exp.Count):
            raise SaintError(f"{NO_EXPRESSION[0]}: {one_line(text)}", location, NO_EXPRESSION[1])
    return with_days(tree.transform(_no_division_by_zero))


def _no_division_by_zero(node: Expr) -> Expr:
    if isinstance(node, exp.Div | exp.Mod):
        node.set("expression", _not_zero(node.expression))
    elif isinstance(node, exp.Anonymous) and node.name in ("mod", "div") and len(node.expressions) == 2:
        node.set("expressions", [node.expressions[0], _not_zero(node.expressions[1])])
    return node


def _not_zero(divisor: Expr) -> Expr:
    if _is_nonzero_number(divisor) or isinstance(divisor.unnest(), exp.Nullif):
        return divisor
    return exp.Nullif(this=divisor.unnest(), expression=exp.Literal.number(0))


def _is_nonzero_number(node: Expr) -> bool:
    return isinstance(node, exp.Literal) and not node.is_string and float(node.name) != 0


def show(node: Expr) -> str:
    """SQL for a message, on one line, in lower-case keywords as users write it."""
    return printed(without_days(node))


def show_aggregate(aggregate: Aggregate) -> str:
    """As the criteria language has it."""
    of = f"{aggregate.source}.{show(aggregate.argument)}" if aggregate.argument is not None else aggregate.source
    return f"{aggregate.function}({of})" + (f" filter (where {show(aggregate.filter)})" if aggregate.filter else "")


def integer(node: Expr) -> int | None:
    """The whole number that `node` is, with its sign; None for anything else."""
    node = node.unnest()
    if isinstance(node, exp.Neg):
        number = integer(node.this)
        return None if number is None else -number
    return int(node.name) if isinstance(node, exp.Literal) and node.is_int else None


def one_line(text: str) -> str:
    """SQL as the user wrote it, for a message or a screen: on one line but for what is in quotes, without comments."""
    try:
        return folded(text)
    except LexicalError:
        return " ".join(text.split())


def column_path(column: exp.Column) -> tuple[str, ...]:
    """The names of a column as they were meant: ``company.category`` → ("company", "category")."""
    return tuple(exact_name(part) for part in column.parts)
