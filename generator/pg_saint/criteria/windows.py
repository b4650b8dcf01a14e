"""The words for periods: ``past(30)``, ``previous(2, quarter)`` … → comparisons of a date with starts of periods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot import exp

from pg_saint.criteria.lengths import earlier, length
from pg_saint.criteria.parse import integer, show
from pg_saint.errors import SaintError, suggestion
from pg_saint.ir.brackets import bare, bracketed, in_brackets
from pg_saint.ir.nodes import Expr, Location
from pg_saint.ir.temporal import UNITS, Start

# How each is written; the date comes last, and may be left out inside a filter.
FORMS = {
    "past": "past(30), past(2 months) or past(period1)",
    "ahead": "ahead(30), ahead(2 weeks) or ahead(period1)",
    "this": "this(month)",
    "previous": "previous(month) or previous(2, quarter)",
    "next": "next(month) or next(2, week)",
    "start_of": "start_of(month), or start_of(month, -1) for the month before",
}


@dataclass
class _Arguments:
    """What stands in the brackets of a word, taken one after the other."""

    node: Expr
    location: Location
    left: list[Expr]

    def number(self, default: int) -> int:
        if self.left and (number := integer(self.left[0])) is not None:
            self.left.pop(0)
            return number
        return default

    def length(self) -> Start:
        start = length(self.left[0]) if self.left else None
        if start is None or start.number < 1:
            raise self.wrong("a number of days, from 1, a number of months, or a period")
        self.left.pop(0)
        return start

    def unit(self) -> str:
        name = self.left[0].name.lower() if self.left and isinstance(self.left[0], exp.Column) else ""
        if name not in UNITS:
            near = suggestion(name, list(UNITS)) if name else None
            raise self.wrong(f"one of {', '.join(UNITS)}", near)
        self.left.pop(0)
        return name

    def wrong(self, needs: str, remedy: str | None = None) -> SaintError:
        form = f"write {FORMS[self.node.name.lower()]}"
        return SaintError(f"{show(self.node)} needs {needs}", self.location, remedy or form)


def is_window(node: Expr) -> bool:
    return isinstance(node, exp.Anonymous) and node.name.lower() in FORMS


def expand_windows(expr: Expr, date: Expr | None, location: Location) -> Expr:
    """`expr` with comparisons in the place of the words. `date` is the one that is meant where none is named."""
    root = bracketed(expr)
    for node in [node for node in root.find_all(exp.Anonymous) if is_window(node)]:
        expanded = _expanded(node, date, location)
        plain = not isinstance(expanded, exp.And) or isinstance(node.parent, exp.And | exp.Paren)
        node.replace(expanded if plain else exp.Paren(this=expanded))
    return bare(root)


def _expanded(node: Expr, date: Expr | None, location: Location) -> Expr:
    word = node.name.lower()
    arguments = _Arguments(node, location, list(node.expressions))
    if word == "start_of":
        unit = arguments.unit()
        start = Start(unit, arguments.number(default=0))
        if arguments.left:
            raise arguments.wrong("a unit and, if need be, a number")
        return start.from_today()
    bounds = list(_bounds(word, arguments))
    if len(arguments.left) > 1:
        raise arguments.wrong("no more than one date")
    if arguments.left:
        date = in_brackets(arguments.left[0])
    if date is None:
        named = f"{show(node)[:-1]}, a_date)"
        raise SaintError(
            f"{show(node)} is about the date of a source's events",
            location,
            f"write it inside filter (where {show(node)}), or name the date: {named}",
        )
    first, last = (kind(this=date.copy(), expression=start.from_today()) for kind, start in bounds)
    return exp.And(this=first, expression=last)


def _bounds(word: str, arguments: _Arguments) -> Iterator[tuple[type[exp.Binary], Start]]:
    """The two comparisons that a date in the period meets."""
    if word in ("past", "ahead"):
        start, today = arguments.length(), Start("day", 0)
        before, last = (earlier(start), today) if word == "past" else (today, start)
        yield exp.GT, before
        yield exp.LTE, last
        return
    number = 1 if word == "this" else arguments.number(default=1)
    if number < 1:
        raise arguments.wrong("a number from 1")
    unit = arguments.unit()
    first, end = {"this": (0, 1), "previous": (-number, 0), "next": (1, number + 1)}[word]
    yield exp.GTE, Start(unit, first)
    yield exp.LT, Start(unit, end)
