"""What one changed row of a source adds to the records that it names.

The trigger function reads the row's values into variables, once, and adds to each record what its counters make of
them: the row as it is now, less the row as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from sqlglot import exp

from pg_saint.compile.maintain.near import first_ahead, holds_today, is_near
from pg_saint.compile.row.layout import Accumulator
from pg_saint.compile.row.row_values import RowValues, Value, one
from pg_saint.compile.row.source_links import Change, SourceLink, Taken, text_of
from pg_saint.compile.sql.expressions import comes_after, is_far, replace_columns
from pg_saint.compile.sql.names import Names
from pg_saint.compile.sql.text import Sql, expression, ident, listed, type_name
from pg_saint.ir.dialect import printed
from pg_saint.ir.names import column, unique_name
from pg_saint.ir.nodes import Expr
from pg_saint.ir.temporal import conjuncts, is_today

# The trigger function's variable; a column of the CRM's table may be called today.
TODAY = exp.column("saint_today")
Side = Literal["new", "old"]


@dataclass(frozen=True)
class Contribution(RowValues):
    """The group of entities whose records a source's rows change in place.

    A count takes a row's window times its filter, both 0 or 1: the fewer steps an expression has, the less each
    execution costs to set up, and that is the price of a counter (measured in instructions: docs/architecture.md).
    For the same reason a new row that is near today has an UPDATE of its own, without windows.

    `names`: of the trigger function's variables; a table may serve several sources.
    """

    names: Names = field(default_factory=Names)

    @cached_property
    def next_changes(self) -> dict[tuple[Change, ...], str]:
        """The name of the value that holds the first of these days."""
        sets = dict.fromkeys(source_link.changes for source_link in self.group if source_link.changes)
        return {
            each: unique_name("next_change" if n == 1 else f"next_change{n}", set()) for n, each in enumerate(sets, 1)
        }

    @cached_property
    def near(self) -> Value | None:
        """Whether the new row's dates are near today, so that what each window says is known now."""
        if any(holds_today(window.expr) is None for window in self.windows.values()):
            return None
        condition = is_near([change for source_link in self.group for change in source_link.changes])
        return None if condition is None else Value("near", "boolean", self._of(condition, "new"))

    def _variable(self, side: Side, name: str) -> exp.Column:
        return column(self.names.of(self.source.name, side, name))

    def _named(self, side: Side, name: str) -> Sql:
        """The variable as SQL writes it."""
        return ident(self.names.of(self.source.name, side, name))

    def link(self, source_link: SourceLink, side: Side) -> Sql:
        """The variable with the key of the record that the row names."""
        return self._read(side, f"link {source_link.layout.name}")

    def declared(self, sides: Iterable[Side]) -> Iterator[dict[str, Sql]]:
        """The variables: (name, type)."""
        for side in sides:
            for value in (*self.read_values.values(), *self.windows.values()):
                yield {"name": self._named(side, value.name), "type": type_name(value.type)}
        if "new" in sides:
            for name in self.next_changes.values():
                yield {"name": self._named("new", name), "type": type_name("date")}
        if self.near is not None and tuple(sides) == ("new",):
            yield {"name": self._named("new", self.near.name), "type": type_name(self.near.type)}

    @property
    def read(self) -> Sql:
        """What is selected from a transition table."""
        return listed(expression(self.asked(key, value)) for key, value in self.read_values.items())

    def into(self, side: Side) -> Sql:
        """The variables that it is selected into."""
        return listed(self._named(side, value.name) for value in self.read_values.values())

    def windows_of(self, side: Side) -> Iterator[dict[str, Sql]]:
        """The windows' variables: (name, value)."""
        for window in self.windows.values():
            name = self._named(side, window.name)
            yield {"name": name, "value": expression(one(self._of(window.expr, side)))}

    def near_of(self) -> dict[str, Sql] | None:
        """The variable: (name, value)."""
        if self.near is None:
            return None
        return {"name": self._named("new", self.near.name), "value": expression(self.near.expr)}

    def worth(self, accumulator: Accumulator, side: Side) -> Sql:
        """What the row is worth to an accumulator: 0 or NULL where it does not count."""
        taken = self.taken[id(accumulator)]
        window = self.windows.get(taken.window_text)
        factors = [] if window is None else [self._named(side, window.name)]
        return self._worth(accumulator, side, factors, taken)

    def near_worth(self, accumulator: Accumulator) -> Sql | None:
        """The same of a new row that is near; None where its window does not hold today."""
        taken = self.taken[id(accumulator)]
        if taken.window is not None and not holds_today(taken.window):
            return None
        return self._worth(accumulator, "new", [], taken)

    def _worth(self, accumulator: Accumulator, side: Side, factors: list[Sql], taken: Taken) -> Sql:
        filter_ = self._filter(taken.rest_text, side)
        counts = listed([*factors, *([] if filter_ is None else [filter_])], " * ")
        if accumulator.kind == "count":
            return counts or Sql("1")
        value = self._argument(accumulator, side)
        if counts:
            value = Sql(f"case when {counts} = 1 then {value} end")
        if accumulator.kind == "sum":
            return Sql(f"coalesce({value}, 0)::{type_name(accumulator.type)}")
        return Sql(f"({value})::{type_name(accumulator.type)}")

    def amounts(self, source_link: SourceLink, side: Side) -> list[Sql]:
        """The numeric values of this side that are summed, 0 where there is none: one of them may be no number."""
        sums = [a for a in source_link.accumulators if a.kind == "sum" and a.type == "numeric"]
        values = (self._argument(accumulator, side) for accumulator in sums)
        return [Sql(f"coalesce({value}, 0)") for value in dict.fromkeys(values)]

    def _argument(self, accumulator: Accumulator, side: Side) -> Sql:
        argument = accumulator.aggregate.argument
        assert argument is not None
        return expression(self._of(argument, side))

    def kept(self, key: str) -> tuple[Sql, tuple[Sql, Sql]]:
        """A value that a mark keeps of the row: as it is read from the transition table, and the variables of the row
        as it is now and as it was. 1 for a filter that lets every row of these through."""
        if key not in self.read_values:
            return Sql("1"), (Sql("1"), Sql("1"))
        return expression(self.asked(key, self.read_values[key])), (self._read("new", key), self._read("old", key))

    def next_change(self, source_link: SourceLink) -> Sql | None:
        """The variable with the first day on which the new row enters or leaves a window."""
        name = self.next_changes.get(source_link.changes)
        return None if name is None else self._named("new", name)

    def next_changes_of(self) -> Iterator[dict[str, Any]]:
        """The variables: (name, the days of which it is the first)."""
        for changes, name in self.next_changes.items():
            yield {"name": self._named("new", name), "firsts": list(self._firsts(changes))}

    def next_change_if_near(self, source_link: SourceLink) -> Sql | None:
        """The first of these days for a new row that is near; several, where it is the first of them."""
        return listed(self._days_if_near(source_link.changes)) or None

    def _days_if_near(self, changes: tuple[Change, ...]) -> Iterator[Sql]:
        for group in _together(changes):
            ahead = first_ahead(group)
            if ahead is not None:
                filter_ = self._filter(text_of(conjuncts(ahead.condition)), "new")
                day = expression(ahead.start.of(self._of(ahead.value, "new")))
                yield day if filter_ is None else Sql(f"case when {filter_} = 1 then {day} end")

    def _firsts(self, changes: tuple[Change, ...]) -> Iterator[dict[str, Any]]:
        """The earliest first: the first that lies ahead is the next change."""
        for group in _together(changes):
            value = self._of(group[0].value, "new")
            yield {
                "filter": self._filter(text_of(conjuncts(group[0].condition)), "new"),
                "far": expression(is_far(value)),
                "days": [
                    {"ahead": expression(comes_after(value, start, TODAY)), "day": expression(start.of(value))}
                    for start in sorted((change.start for change in group), key=lambda start: start.number)
                ],
            }

    def _filter(self, text: str, side: Side) -> Sql | None:
        """The variable that is 1 for a row that the source's own filter lets through and these conditions, else 0;
        None where there is nothing to ask."""
        return self._read(side, f"filter {text}") if text in self.filters else None

    def _read(self, side: Side, key: str) -> Sql:
        return self._named(side, self.read_values[key].name)

    def _of(self, expr: Expr, side: Side) -> Expr:
        """An event-level expression over the variables."""

        def replacement(node: exp.Column) -> Expr:
            return TODAY.copy() if is_today(node) else self._variable(side, self.read_values[f"field {node.name}"].name)

        return replace_columns(expr, replacement)


def _together(changes: tuple[Change, ...]) -> list[list[Change]]:
    """Changes of one value under one condition."""
    together: dict[tuple[str, str, str], list[Change]] = {}
    for change in changes:
        # Which of two starts by the calendar comes first depends on the day.
        apart = "" if change.start.unit == "day" else f"{change.start}"
        key = (printed(change.value), text_of(conjuncts(change.condition)), apart)
        together.setdefault(key, []).append(change)
    return list(together.values())
