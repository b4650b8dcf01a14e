"""The one shape in which time enters, ``<date> <cmp> <start>``, and when such a comparison changes by itself.

A start is the first day of a period counted from today: ``today ± n``, so many months from today, or that of a week,
month … by the calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot import exp

from pg_saint.ir.brackets import operand
from pg_saint.ir.dialect import cast, printed
from pg_saint.ir.names import column
from pg_saint.ir.nodes import Expr
from pg_saint.ir.walking import changed, nodes

COMPARISONS: dict[type[Expr], str] = {
    exp.GT: ">",
    exp.GTE: ">=",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.EQ: "=",
    exp.NEQ: "<>",
}
# Each with the most days that one of them has. A week begins on Monday (ISO 8601).
UNITS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "half_year": 184, "year": 366}
# The extension's function, for all units but the day.
START_OF = "saint.start_of"
# The extension's function for so many months from a day, as ``date + interval`` counts them.
MONTHS_LATER = "saint.months_later"
# The first day from which so many months later is a day or after it.
MONTHS_REACHED = "saint.months_reached"
MOST_OF_MONTH = 31  # days
# ``(… at time zone '…')::date`` that raises no error at the ends of time.
DAY_OF = "saint.day_of"


@dataclass(frozen=True)
class Start:
    """The first day of the unit that holds a date, `number` units later: (day, 3) is the date + 3, (month, 0) the
    first of its month. (months, 3) is the date three months later.

    (reached, 3) is the first day that, three months later, is the date or after it, (passed, 3) the first that is after
    it: months are not equally long, so several days may be three months before the same one, or none.
    """

    unit: str
    number: int

    def of(self, date: Expr) -> Expr:
        """The start as an expression over a date."""
        number = exp.Literal.number(abs(self.number))
        if self.unit in ("months", "reached", "passed"):
            day = (
                exp.Add(this=operand(date), expression=exp.Literal.number(1)) if self.unit == "passed" else date.copy()
            )
            shift = exp.Neg(this=number) if self.number < 0 else number
            function = MONTHS_LATER if self.unit == "months" else MONTHS_REACHED
            return exp.Anonymous(this=function, expressions=[day, shift])
        if self.unit != "day":
            shift = exp.Neg(this=number) if self.number < 0 else number
            return exp.Anonymous(this=START_OF, expressions=[exp.Literal.string(self.unit), date.copy(), shift])
        date = operand(date)
        if self.number == 0:
            return date
        return exp.Add(this=date, expression=number) if self.number > 0 else exp.Sub(this=date, expression=number)

    def from_today(self) -> Expr:
        return self.of(column("today"))

    @property
    def most_days(self) -> int:
        """How far from today it is, at most."""
        return abs(self.number) * UNITS.get(self.unit, MOST_OF_MONTH)


@dataclass(frozen=True)
class TimeAtom:
    """``value comparison start``, the start being counted from today."""

    value: Expr
    comparison: str
    start: Start

    def changes(self) -> tuple[Start, ...]:
        """The days on which the comparison's answer can change, counted from `value`.

        ``d > today - 30`` holds until d + 29, so it changes on d + 30. ``d >= the first of this month`` holds until
        the month of d ends, so it changes on the first of the next one.
        """
        unit, number = self.start.unit, self.start.number
        enters, passes = Start(unit, -number), Start(unit, 1 - number)
        if unit == "months":
            enters, passes = Start("reached", number), Start("passed", number)
        if self.comparison in (">=", "<"):
            return (passes,)
        if self.comparison in (">", "<=") and unit in ("day", "months"):
            return (enters,)
        return enters, passes


def is_today(expr: Expr) -> bool:
    return isinstance(expr, exp.Column) and not expr.table and expr.name == "today"


def start_from_today(expr: Expr) -> Start | None:
    """What ``today``, ``today ± n`` or ``saint.start_of('month', today, n)`` means; None for anything else."""
    if isinstance(expr, exp.Paren):
        return start_from_today(expr.this)
    if is_today(expr):
        return Start("day", 0)
    if isinstance(expr, exp.Add | exp.Sub) and is_today(expr.this):
        number = expr.expression
        if isinstance(number, exp.Literal) and not number.is_string:
            days = int(number.this)
            return Start("day", days if isinstance(expr, exp.Add) else -days)
    if isinstance(expr, exp.Anonymous) and expr.this == MONTHS_LATER and is_today(expr.expressions[0]):
        return Start("months", _signed(expr.expressions[1]))
    if is_start_of(expr) and is_today(expr.expressions[1]):
        unit, _, number = expr.expressions
        return Start(unit.name, _signed(number))
    return None


def _signed(number: Expr) -> int:
    literal = number.find(exp.Literal)
    assert literal is not None
    return -int(literal.name) if isinstance(number, exp.Neg) else int(literal.name)


def is_start_of(expr: Expr) -> bool:
    return isinstance(expr, exp.Anonymous) and expr.this == START_OF


def without_calendar(expr: Expr) -> Expr:
    """The same with a plain day in the place of each start by the calendar: for who asks only about types."""

    def is_counted(node: Expr) -> bool:
        return isinstance(node, exp.Anonymous) and node.this in (START_OF, MONTHS_LATER, MONTHS_REACHED)

    def day(node: Expr) -> Expr:
        if not is_counted(node):
            return node
        date: Expr = node.expressions[1 if is_start_of(node) else 0]
        return date

    if not any(map(is_counted, nodes(expr))):
        return without_days(expr)
    return without_days(changed(expr, day))


def day_of(instant: Expr, *zones: str) -> Expr:
    """The day of a timestamptz in a zone, or that of a timestamp, read in the first zone, in the second."""
    return exp.Anonymous(this=DAY_OF, expressions=[instant, *(exp.Literal.string(zone) for zone in zones)])


def is_day_of(expr: Expr) -> bool:
    return isinstance(expr, exp.Anonymous) and expr.this == DAY_OF


def with_days(expr: Expr) -> Expr:
    """`expr` with each ``(… at time zone '…')::date`` as day_of() writes it."""

    def written(node: Expr) -> Expr:
        if not (isinstance(node, exp.Cast) and node.to.this == exp.DataType.Type.DATE):
            return node
        at: Expr = node.this.unnest()
        zones: list[str] = []
        while isinstance(at, exp.AtTimeZone) and len(zones) < 2 and at.args["zone"].is_string:
            zones.insert(0, at.args["zone"].name)
            at = at.this.unnest()
        return day_of(at, *zones) if zones else node

    rewritten: Expr = expr.transform(written, copy=False)
    return rewritten


def names_zones(expr: Expr) -> bool:
    """Whether it converts between time zones otherwise than by day_of()."""
    text = printed(expr.transform(lambda node: exp.null() if is_day_of(node) else node)).lower()
    return "time zone" in text or "timezone" in text


def without_days(expr: Expr) -> Expr:
    """The opposite of with_days(): as somebody writes it by hand. The expression itself where there are none."""

    def plain(node: Expr) -> Expr:
        if not is_day_of(node):
            return node
        at, *zones = node.expressions
        for zone in zones:
            at = exp.Paren(this=exp.AtTimeZone(this=at, zone=zone))
        return cast(at, "date")

    if not any(map(is_day_of, nodes(expr))):
        return expr
    return changed(expr, plain)


def time_atoms(expr: Expr | None) -> Iterator[TimeAtom]:
    """Every comparison with today inside a checked expression, in the order in which it is written."""
    if expr is None:
        return
    for node in nodes(expr):
        atom = time_atom(node)
        if atom is not None:
            yield atom


def time_atom(node: Expr) -> TimeAtom | None:
    """The comparison with today that a node is; None for anything else."""
    start = start_from_today(node.expression) if type(node) in COMPARISONS else None
    return None if start is None else TimeAtom(node.this, COMPARISONS[type(node)], start)


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
