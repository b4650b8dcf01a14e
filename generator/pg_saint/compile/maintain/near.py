"""Rows whose dates are today, or so shortly before that they lie in the same windows as today does.

What a CRM inserts is mostly of today, and which windows hold today is known when the definition is compiled.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence

from sqlglot import exp

from pg_saint.compile.row.source_links import Change
from pg_saint.ir.brackets import operand
from pg_saint.ir.dialect import printed
from pg_saint.ir.nodes import Expr
from pg_saint.ir.temporal import Start, TimeAtom, time_atom

HOLDS: dict[str, Callable[[int, int], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
}


def is_near(changes: Sequence[Change]) -> Expr | None:
    """The condition on an event's dates, at event level: no window is entered or left between them and today.

    None where that cannot be told from the number of days alone (a window by the calendar), or there is no date.
    """
    if not changes or any(change.start.unit != "day" for change in changes):
        return None
    values = {printed(change.value): change.value for change in changes}
    conditions: list[Expr] = []
    for text, value in values.items():
        ahead = first_ahead([change for change in changes if printed(change.value) == text])
        if ahead is not None:
            start = Start("day", -ahead.start.number)
            conditions.append(exp.GT(this=operand(value), expression=start.from_today()))
        conditions.append(exp.LTE(this=operand(value), expression=Start("day", 0).from_today()))
    return exp.and_(*conditions, copy=False)


def first_ahead(changes: Iterable[Change]) -> Change | None:
    """Of changes of one date that is near, the first that lies ahead."""
    return min((c for c in changes if c.start.number > 0), key=lambda c: c.start.number, default=None)


def holds_today(window: Expr) -> bool | None:
    """Whether a window holds dates that are near; None where it asks for more than the number of days."""
    if isinstance(window, exp.Paren):
        return holds_today(window.this)
    if isinstance(window, exp.Not):
        inner = holds_today(window.this)
        return None if inner is None else not inner
    if isinstance(window, exp.And | exp.Or):
        sides = holds_today(window.this), holds_today(window.expression)
        if None in sides:
            return None
        return all(sides) if isinstance(window, exp.And) else any(sides)
    atom = time_atom(window)
    return None if atom is None else _holds(atom)


def _holds(atom: TimeAtom) -> bool | None:
    return HOLDS[atom.comparison](0, atom.start.number) if atom.start.unit == "day" else None
