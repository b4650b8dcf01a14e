"""What one row of a source adds to the records that it names: computed once for all entities, from a transition table.

Two levels, for speed: inside, each comparison that some filter makes is computed once; outside, the filters combine the
answers. PostgreSQL sets up every node of every expression anew for each statement, and that is most of a delta's cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sqlglot import exp

from pg_saint.compile.events import Change, Events, present
from pg_saint.compile.expressions import column, columns_of, replace_columns
from pg_saint.compile.record import Accumulator
from pg_saint.compile.sqltext import Sql, both, expression, ident, listed, type_name
from pg_saint.ir.nodes import Expr, Source
from pg_saint.ir.temporal import is_today

ROW = "e"
# The trigger function's variable; a column of the CRM's table may be called today.
TODAY = exp.column("saint_today")


def link_name(events: Events) -> str:
    return f"{events.record.name}_id"


def change_name(events: Events) -> str:
    return f"{events.record.name}_change"


@dataclass(frozen=True)
class Contribution:
    """The group of entities whose records a source's rows change in place."""

    group: tuple[Events, ...]

    @property
    def source(self) -> Source:
        return self.group[0].source

    @cached_property
    def accumulators(self) -> dict[tuple[str, str, str], Accumulator]:
        """Each (kind, argument, filter) once, whichever entity asks for it first."""
        found: dict[tuple[str, str, str], Accumulator] = {}
        for events in self.group:
            for accumulator in events.accumulators:
                found.setdefault(_signature(accumulator), accumulator)
        return found

    @cached_property
    def names(self) -> dict[tuple[str, str, str], str]:
        """The accumulator's own name, apart from another entity's of the same name."""
        taken: set[str] = set()
        found = {}
        for signature, accumulator in self.accumulators.items():
            name = f"n_{accumulator.column}"
            while name in taken:
                name += "_"
            taken.add(name)
            found[signature] = name
        return found

    def name(self, accumulator: Accumulator) -> str:
        return self.names[_signature(accumulator)]

    @cached_property
    def raw(self) -> list[str]:
        """The columns of the table whose change matters."""
        exprs = [expr for events in self.group for expr in events.row_expressions]
        return sorted(columns_of(exprs))

    @cached_property
    def answers(self) -> dict[str, tuple[str, Expr]]:
        """Each comparison that a filter makes, by its text: its name in the inner query, and itself."""
        found: dict[str, tuple[str, Expr]] = {}
        conditions = [present(a) for a in self.accumulators.values()]
        conditions += [change.condition for events in self.group for change in events.changes]
        for condition in conditions:
            for leaf in _leaves(condition):
                found.setdefault(leaf.sql(), (f"k{len(found) + 1}", leaf))
        return found

    def inner(self) -> list[dict[str, Sql]]:
        """The inner select list: (value, name)."""
        where = self.source.tree.where
        values_ = [(expression(events.link.id), link_name(events)) for events in self.group]
        if where is not None:
            values_.append((expression(where), "counts"))
        values_ += [(expression(self._row_level(leaf)), name) for name, leaf in self.answers.values()]
        values_ += [(expression(self._row_level(exp.column(name))), f"f_{name}") for name in self._values()]
        return [{"value": value, "name": ident(name)} for value, name in values_]

    def outer(self) -> list[dict[str, Sql]]:
        """The outer select list: what the row adds."""
        found = [(ident(ROW, link_name(events)), link_name(events)) for events in self.group]
        found += [(self._change(events), change_name(events)) for events in self.group]
        found += [(self._worth(accumulator), self.name(accumulator)) for accumulator in self.accumulators.values()]
        return [{"value": value, "name": ident(name)} for value, name in found]

    def _values(self) -> list[str]:
        """The fields that are read as values, not only compared."""
        exprs: list[Expr | None] = [a.aggregate.argument for a in self.accumulators.values() if a.kind != "count"]
        exprs += [change.value for events in self.group for change in events.changes]
        return [name for name in columns_of(exprs) if name != "today"]

    def _row_level(self, expr: Expr) -> Expr:
        """An event-level expression over the row itself."""
        by_name = {field.name: field.expr for field in self.source.fields}

        def replacement(node: exp.Column) -> Expr:
            if is_today(node):
                return TODAY.copy()
            value = by_name[node.name].copy()
            return value if isinstance(value, exp.Column | exp.Cast) else exp.paren(value)

        return replace_columns(expr, replacement)

    def _answered(self, condition: Expr | None) -> Sql:
        """A filter over the inner query's answers; only for rows that the source's own filter lets through."""
        parts: list[Expr] = [] if self.source.tree.where is None else [column(ROW, "counts")]
        parts += [] if condition is None else [self._combine(condition)]
        return expression(both(parts) or exp.true())

    def _combine(self, condition: Expr) -> Expr:
        if isinstance(condition, exp.And | exp.Or | exp.Not | exp.Paren):
            copy = condition.copy()
            for key, child in list(copy.args.items()):
                if isinstance(child, exp.Expr):
                    copy.set(key, self._combine(child))
            return copy
        return column(ROW, self.answers[condition.sql()][0])

    def _read(self, expr: Expr) -> Expr:
        return replace_columns(expr, lambda node: TODAY.copy() if is_today(node) else column(ROW, f"f_{node.name}"))

    def _worth(self, accumulator: Accumulator) -> Sql:
        counts = self._answered(present(accumulator))
        if accumulator.kind == "count":
            return Sql(f"case when {counts} then 1::bigint else 0 end")
        argument = accumulator.aggregate.argument
        assert argument is not None
        value = Sql(f"case when {counts} then {expression(self._read(argument))} end")
        if accumulator.kind == "sum":
            return Sql(f"coalesce({value}, 0)::{type_name(accumulator.type)}")
        return Sql(f"({value})::{type_name(accumulator.type)}")

    def _change(self, events: Events) -> Sql:
        if not events.changes:
            return Sql("null::date")
        return Sql(f"least({listed([self._changes_on(change) for change in events.changes])})")

    def _changes_on(self, change: Change) -> Sql:
        ahead = expression(self._read(change.ahead_of(exp.column("today"))))
        date = expression(self._read(change.date))
        return Sql(f"case when {ahead} and {self._answered(change.condition)} then {date} end")


def _signature(accumulator: Accumulator) -> tuple[str, str, str]:
    aggregate = accumulator.aggregate
    argument = aggregate.argument.sql() if aggregate.argument is not None else ""
    return accumulator.kind, argument, aggregate.filter.sql() if aggregate.filter is not None else ""


def _leaves(condition: Expr | None) -> list[Expr]:
    if condition is None:
        return []
    if isinstance(condition, exp.And | exp.Or | exp.Not | exp.Paren):
        return [leaf for child in condition.iter_expressions() for leaf in _leaves(child)]
    return [condition]
