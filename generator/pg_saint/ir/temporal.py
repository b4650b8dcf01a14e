"""The one shape in which time enters: ``<date> <cmp> today ± n``, and when such a comparison changes by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot import exp

from pg_saint.ir.nodes import Expr

COMPARISONS: dict[type[Expr], str] = {
    exp.GT: ">",
    exp.GTE: ">=",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.EQ: "=",
    exp.NEQ: "<>",
}


@dataclass(frozen=True)
class TimeAtom:
    """``value comparison today + days``."""

    value: Expr
    comparison: str
    days: int

    def changes(self) -> tuple[int, ...]:
        """The days after `value` on which the comparison's answer changes: it changes at value + each.

        ``d > today - 30`` holds until d + 29, so it changes on d + 30.
        """
        if self.comparison in (">", "<="):
            return (-self.days,)
        if self.comparison in (">=", "<"):
            return (1 - self.days,)
        return (-self.days, 1 - self.days)


def is_today(expr: Expr) -> bool:
    return isinstance(expr, exp.Column) and not expr.table and expr.name == "today"


def days_after_today(expr: Expr) -> int | None:
    """n where `expr` is ``today``, ``today + n`` or ``today - n``; None for anything else."""
    if isinstance(expr, exp.Paren):
        return days_after_today(expr.this)
    if is_today(expr):
        return 0
    if isinstance(expr, exp.Add | exp.Sub) and is_today(expr.this):
        number = expr.expression
        if isinstance(number, exp.Literal) and not number.is_string:
            days = int(number.this)
            return days if isinstance(expr, exp.Add) else -days
    return None


def time_atoms(expr: Expr | None) -> Iterator[TimeAtom]:
    """Every comparison with today inside a checked expression, in the order in which it is written."""
    if expr is None:
        return
    for node in expr.find_all(*COMPARISONS, bfs=False):
        days = days_after_today(node.expression)
        if days is not None:
            yield TimeAtom(node.this, COMPARISONS[type(node)], days)


def conjuncts(expr: Expr | None) -> tuple[Expr, ...]:
    """The conditions that must all hold, brackets around them taken off."""
    if expr is None:
        return ()
    if isinstance(expr, exp.Paren):
        return conjuncts(expr.this)
    if isinstance(expr, exp.And):
        return conjuncts(expr.this) + conjuncts(expr.expression)
    return (expr,)


def timeless(expr: Expr | None) -> tuple[Expr, ...]:
    """The conjuncts that do not look at the clock."""
    return tuple(part for part in conjuncts(expr) if not any(True for _ in time_atoms(part)))
