"""What one changed row of a source adds to the records that it names.

The trigger function reads the row's values into variables, once, and adds to each record what its counters make of
them: the row as it is now, less the row as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from sqlglot import exp

from pg_saint.compile.events import Change, Events, present
from pg_saint.compile.expressions import columns_of, replace_columns
from pg_saint.compile.record import Accumulator
from pg_saint.compile.sqltext import Sql, both, expression, listed, type_name
from pg_saint.ir.names import column, unique_name
from pg_saint.ir.nodes import Expr, Source
from pg_saint.ir.temporal import conjuncts, is_today

# The trigger function's variable; a column of the CRM's table may be called today.
TODAY = exp.column("saint_today")
COUNTS = "counts"
Side = Literal["new", "old"]


@dataclass(frozen=True)
class Value:
    """A value that the trigger function reads from a changed row: its name apart from others, its type, and the
    row-level expression."""

    name: str
    type: str
    expr: Expr


@dataclass(frozen=True)
class Contribution:
    """The group of entities whose records a source's rows change in place."""

    group: tuple[Events, ...]

    @property
    def source(self) -> Source:
        return self.group[0].source

    @cached_property
    def raw(self) -> list[str]:
        """The columns of the table whose change matters."""
        exprs = [expr for events in self.group for expr in events.row_expressions]
        return sorted(columns_of(exprs))

    @cached_property
    def values(self) -> dict[str, Value]:
        """By what they are: an entity (the record's id), COUNTS (the row filter), a field of the source."""
        found: dict[str, Value] = {}
        taken: set[str] = set()

        def value(key: str, name: str, type_: str, expr: Expr) -> None:
            unique = unique_name(name, taken)
            taken.add(unique)
            found[key] = Value(unique, type_, expr)

        for events in self.group:
            value(f"link {events.record.name}", f"{events.record.name}_id", events.record.key_type, events.link.id)
        if self.source.tree.where is not None:
            value(COUNTS, COUNTS, "boolean", self.source.tree.where)
        used = {field.name: field for events in self.group for field in events.fields}
        for field in self.source.fields:
            if field.name in used:
                value(f"field {field.name}", field.name, field.type, field.expr)
        return found

    @cached_property
    def windows(self) -> dict[str, Value]:
        """What the filters ask of the clock, by its text. Computed once for all counters: most have one of few windows.

        Measured: one in ten of the instructions of an insert with twenty counters went into asking them in each.
        """
        found: dict[str, Value] = {}
        for events in self.group:
            for accumulator in events.accumulators:
                window, _ = _split(present(accumulator))
                if window is not None and window.sql() not in found:
                    found[window.sql()] = Value(f"window{len(found) + 1}", "boolean", window)
        return found

    @cached_property
    def next_changes(self) -> dict[tuple[Change, ...], str]:
        """The name of the value that holds the first of these days."""
        sets = dict.fromkeys(events.changes for events in self.group if events.changes)
        return {
            each: unique_name("next_change" if n == 1 else f"next_change{n}", set()) for n, each in enumerate(sets, 1)
        }

    def variable(self, side: Side, name: str) -> exp.Column:
        """Of one source's own: a table may serve several."""
        return column(unique_name(f"{self.source.name}_{side}_{name}", set()))

    def link(self, events: Events, side: Side) -> Sql:
        """The variable with the key of the record that the row names."""
        return expression(self.variable(side, self.values[f"link {events.record.name}"].name))

    def declared(self) -> Iterator[dict[str, Sql]]:
        """The variables: (name, type)."""
        for side in ("new", "old"):
            for value in (*self.values.values(), *self.windows.values()):
                yield {"name": expression(self.variable(side, value.name)), "type": type_name(value.type)}
        for name in self.next_changes.values():
            yield {"name": expression(self.variable("new", name)), "type": type_name("date")}

    def read(self) -> Sql:
        """What is selected from a transition table."""
        return listed(expression(value.expr) for value in self.values.values())

    def into(self, side: Side) -> Sql:
        """The variables that it is selected into."""
        return listed(expression(self.variable(side, value.name)) for value in self.values.values())

    def windows_of(self, side: Side) -> Iterator[dict[str, Sql]]:
        """The windows' variables: (name, value)."""
        for window in self.windows.values():
            parts = [*self._admitted(side), self._of(window.expr, side)]
            yield {"name": expression(self.variable(side, window.name)), "value": expression(both(parts) or exp.true())}

    def worth(self, accumulator: Accumulator, side: Side) -> Sql:
        """What the row is worth to an accumulator: 0 or NULL where it does not count."""
        counts = self._counts(present(accumulator), side)
        if accumulator.kind == "count":
            return Sql(f"case when {counts} then 1 else 0 end")
        argument = accumulator.aggregate.argument
        assert argument is not None
        value = Sql(f"case when {counts} then {expression(self._of(argument, side))} end")
        if accumulator.kind == "sum":
            return Sql(f"coalesce({value}, 0)::{type_name(accumulator.type)}")
        return Sql(f"({value})::{type_name(accumulator.type)}")

    def next_change(self, events: Events) -> Sql | None:
        """The variable with the first day on which the new row enters or leaves a window."""
        name = self.next_changes.get(events.changes)
        return None if name is None else expression(self.variable("new", name))

    def next_changes_of(self) -> Iterator[dict[str, Any]]:
        """The variables: (name, the days of which it is the first)."""
        for changes, name in self.next_changes.items():
            days = [self._changes_on(change) for change in changes]
            yield {"name": expression(self.variable("new", name)), "days": days}

    def _changes_on(self, change: Change) -> Sql:
        ahead = expression(self._of(change.ahead_of(exp.column("today")), "new"))
        date = expression(self._of(change.date, "new"))
        return Sql(f"case when {ahead} and {self._counts(change.condition, 'new')} then {date} end")

    def _counts(self, condition: Expr | None, side: Side) -> Sql:
        """A filter over the row's values; only for rows that the source's own filter lets through."""
        window, rest = _split(condition)
        known = None if window is None else self.windows.get(window.sql())
        if known is None:
            parts = [*self._admitted(side), *([] if condition is None else [self._of(condition, side)])]
        else:
            parts = [self.variable(side, known.name), *(self._of(part, side) for part in rest)]
        return expression(both(parts) or exp.true())

    def _admitted(self, side: Side) -> list[Expr]:
        return [self.variable(side, self.values[COUNTS].name)] if COUNTS in self.values else []

    def _of(self, expr: Expr, side: Side) -> Expr:
        """An event-level expression over the variables."""

        def replacement(node: exp.Column) -> Expr:
            return TODAY.copy() if is_today(node) else self.variable(side, self.values[f"field {node.name}"].name)

        return replace_columns(expr, replacement)


def _split(condition: Expr | None) -> tuple[Expr | None, list[Expr]]:
    """The conjuncts that look at the clock, and the others."""
    parts = conjuncts(condition)
    timed = [part for part in parts if any(is_today(node) for node in part.walk())]
    return both(timed), [part for part in parts if part not in timed]
