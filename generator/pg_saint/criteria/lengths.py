"""Lengths of time: ``30``, ``30 days``, ``2 weeks``, ``6 months``, ``1 year``."""

from __future__ import annotations

import re

from sqlglot import exp

from pg_saint.criteria.parse import integer, show
from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Expr, Location
from pg_saint.ir.temporal import Start

# What one of them is, in the unit of a start.
LENGTHS = {"day": ("day", 1), "week": ("day", 7), "month": ("months", 1), "year": ("months", 12)}
WRITTEN = re.compile(r"\s*(\d+)\s+(day|week|month|year)s?\s*")


def length(node: Expr) -> Start | None:
    """The day so much later than today; None for what is no length. A number is one of days, and has a sign."""
    node = node.unnest()
    if not isinstance(node, exp.Interval):
        number = integer(node)
        return None if number is None else Start("day", number)
    unit = node.args.get("unit")
    written = node.this.name if unit is None else f"{node.this.name} {unit.name}"
    found = WRITTEN.fullmatch(written.lower())
    return None if found is None else _start(int(found[1]), found[2])


def length_of_period(period: int | str) -> Expr:
    """A period of the definition, as it is written in a criterion."""
    if isinstance(period, int):
        return exp.Literal.number(period)
    number, unit = period.split()
    return exp.Interval(this=exp.Literal.number(number), unit=exp.Var(this=unit))


def earlier(start: Start) -> Start:
    return Start(start.unit, -start.number)


def no_lengths(root: Expr, location: Location) -> None:
    """Raises SaintError where a length is left that no word has taken: ``count(activity) > 3 months``."""
    for node in root.find_all(exp.Interval):
        if not node.this.is_string:
            raise SaintError(
                f"{show(node)} is neither added to today nor the length of a period: {show(node.parent or node)}",
                location,
                f"write past({show(node)}), ahead({show(node)}) or today - {show(node)}",
            )


def _start(number: int, word: str) -> Start:
    unit, times = LENGTHS[word]
    return Start(unit, number * times)
