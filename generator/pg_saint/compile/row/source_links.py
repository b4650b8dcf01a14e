"""What one source tells one entity: the rows, the values read from them, the dates on which they enter or leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sqlglot import exp

from pg_saint.compile.row.layout import Accumulator, EntityLayout
from pg_saint.compile.sql.expressions import columns_of, lies_ahead
from pg_saint.compile.sql.text import both
from pg_saint.ir.dialect import printed
from pg_saint.ir.exact import without_exact
from pg_saint.ir.harmless import is_harmless
from pg_saint.ir.joins import needed_joins
from pg_saint.ir.nodes import Aggregate, Expr, Field, Join, Link, Source
from pg_saint.ir.temporal import Start, conjuncts, is_today, time_atoms, timeless
from pg_saint.ir.walking import nodes

# The types of sums that can be added to and taken away from.
ADDED = ("bigint", "numeric")


@dataclass(frozen=True)
class Change:
    """On the day `start`, counted from `value` (event level), an event enters or leaves a window; it matters where
    `condition` holds (None: always)."""

    value: Expr
    start: Start
    condition: Expr | None

    @property
    def date(self) -> Expr:
        return self.start.of(self.value)

    def ahead_of(self, today: Expr) -> Expr:
        return lies_ahead(self.value, self.start, today)


@dataclass(frozen=True)
class Taken:
    """Which events an accumulator takes, at event level: `window` is what looks at the clock, `rest` the other
    conditions; both with the text by which equal ones are told."""

    window: Expr | None
    rest: tuple[Expr, ...]
    window_text: str
    rest_text: str

    @staticmethod
    def of(condition: Expr | None) -> Taken:
        parts = conjuncts(condition)
        timed = [part for part in parts if any(map(is_today, nodes(part)))]
        window, rest = both(timed), tuple(part for part in parts if part not in timed)
        return Taken(window, rest, "" if window is None else printed(window), text_of(rest))


def text_of(conditions: Iterable[Expr]) -> str:
    """By which equal conditions are told."""
    return " and ".join(map(printed, conditions))


@dataclass(frozen=True)
class SourceLink:
    """One source as seen by one entity: the events of the source as the entity's aggregates see them."""

    layout: EntityLayout
    source: Source

    @cached_property
    def link(self) -> Link:
        return self.source.link(self.layout.name)

    @cached_property
    def aggregates(self) -> tuple[Aggregate, ...]:
        return self.layout.aggregates_of(self.source)

    @cached_property
    def accumulators(self) -> tuple[Accumulator, ...]:
        return self.layout.accumulators_of(self.source)

    @cached_property
    def taken(self) -> dict[int, Taken]:
        """What each of the accumulators takes, by its identity."""
        return {id(accumulator): Taken.of(present(accumulator)) for accumulator in self.accumulators}

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The source's fields that the aggregates read."""
        exprs = [expr for aggregate in self.aggregates for expr in (aggregate.argument, aggregate.filter)]
        used = set(columns_of(exprs))
        return tuple(field for field in self.all_fields if field.name in used)

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """Those that filters may name: the source's, and of the record those that some filter names."""
        return (*self.source.fields, *self.link.fields)

    @cached_property
    def row_expressions(self) -> list[Expr | None]:
        return [self.source.tree.where, self.link.id, *(field.expr for field in self.fields)]

    @cached_property
    def joins(self) -> tuple[Join, ...]:
        return needed_joins(self.source.tree.joins + self.link.joins, self.row_expressions)

    @cached_property
    def in_the_row(self) -> bool:
        """Whether the row itself holds all that counts, and reading it cannot raise an error."""
        if self.joins or any(field.question for field in self.fields):
            return False
        if any(a.type not in ADDED for a in self.accumulators if a.additive):
            return False
        tree = self.source.tree
        columns = [tree.table.column(name) for name in columns_of(self.row_expressions, tree.alias)]
        # A variable of the trigger function would compare by the collation of its type.
        if not all(column.comparable and not column.own_collation for column in columns):
            return False
        parts = [expr for aggregate in self.aggregates for expr in (aggregate.argument, aggregate.filter)]
        return all(is_harmless(expr) for expr in (*self.row_expressions, *parts))

    @cached_property
    def can_fail(self) -> bool:
        """Whether computing the aggregates from the source's rows can raise an error."""
        parts = [expr for aggregate in self.aggregates for expr in (aggregate.argument, aggregate.filter)]
        read = [*self.row_expressions, *parts, *(join.on for join in self.joins)]
        if self.link.many:
            read.append(self.source.tree.key)
        return not all(is_harmless(expr) for expr in read) or not all(_is_bounded(a) for a in self.accumulators)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The dates on which some aggregate changes because of one event, each with the reason to look at it."""
        found: dict[tuple[str, Start], tuple[Expr, dict[str, Expr | None]]] = {}
        for aggregate in self.aggregates:
            condition = both(timeless(aggregate.filter))
            for atom in time_atoms(aggregate.filter):
                for start in atom.changes():
                    _, conditions = found.setdefault((printed(atom.value), start), (atom.value, {}))
                    conditions[printed(condition) if condition else ""] = condition
        return tuple(
            Change(value, start, _any(list(conditions.values()))) for (_, start), (value, conditions) in found.items()
        )


@lru_cache(maxsize=64)
def source_links(layout: EntityLayout) -> tuple[SourceLink, ...]:
    """The sources of one entity. Always the same ones, so that what was found out about them is kept."""
    return tuple(SourceLink(layout, source) for source in layout.sources)


def _is_bounded(accumulator: Accumulator) -> bool:
    """Whether a sum stays within what its type holds. (That of a bigint needs more rows than a table can have.)"""
    return accumulator.kind != "sum" or accumulator.type == "bigint" or accumulator.aggregate.most is not None


def _any(conditions: list[Expr | None]) -> Expr | None:
    present = [condition for condition in conditions if condition is not None]
    if len(present) < len(conditions):
        return None
    return exp.or_(*(exp.paren(condition) if len(present) > 1 else condition for condition in present))


def present(accumulator: Accumulator) -> Expr | None:
    """Which events an accumulator takes, at event level; None for all of them."""
    aggregate = accumulator.aggregate
    parts = [] if aggregate.filter is None else [aggregate.filter]
    if accumulator.kind == "count" and aggregate.argument is not None:
        parts.append(exp.Not(this=exp.Is(this=without_exact(aggregate.argument), expression=exp.null())))
    return both(parts)
