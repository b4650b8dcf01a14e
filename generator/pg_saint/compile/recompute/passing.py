"""What the passing of days does to each accumulator of a source link, as long as no event comes, goes or changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from sqlglot import exp

from pg_saint.compile.recompute.recent import LONGEST, before, days_back, later_than, only_comparison
from pg_saint.compile.row.layout import Accumulator
from pg_saint.compile.row.source_links import SourceLink
from pg_saint.compile.sql.expressions import FIXED
from pg_saint.ir.nodes import Aggregate, Expr
from pg_saint.ir.temporal import conjuncts, is_today, time_atoms

# The types of an extreme that greatest() and least() compare as max() and min() do, whatever the collation.
PLAIN = (*FIXED, "numeric")


@dataclass(frozen=True)
class Passing:
    """Sorts the accumulators of a source link.

    * standing: nothing in it is compared with today, so it stays what it is;
    * windowed: its events are no older than its window, and it is computed from those;
    * reached: an event comes in when its day has come, and stays: what came in since is put to what is stored.

    Where one of them is none of these, or events cannot be told by their age, those that are not standing are computed
    from all events.
    """

    source_link: SourceLink

    @cached_property
    def standing(self) -> tuple[Accumulator, ...]:
        return tuple(a for a in self.source_link.accumulators if is_standing(a.aggregate))

    @cached_property
    def reached(self) -> tuple[Accumulator, ...]:
        if self._ages is None:
            return ()
        return tuple(a for a in self.source_link.accumulators if is_reached(a.aggregate))

    @cached_property
    def moving(self) -> SourceLink | None:
        """The source link with those alone that do not stand."""
        layout = self.source_link.layout
        aggregates = tuple(a for a in layout.aggregates if not is_standing(a))
        if not any(a.source == self.source_link.source.name for a in aggregates):
            return None
        definition = replace(layout.definition, aggregates={**layout.definition.aggregates, layout.name: aggregates})
        return SourceLink(replace(layout, definition=definition), self.source_link.source)

    def young(self, today: Expr, since: Expr) -> Expr | None:
        """A row-level condition that each event meets which has entered or left a window after the day `since`, is in
        one on the day `today`, or has yet to enter or leave one; None where any event may."""
        if self._ages is None or self.moving is None:
            return None
        conditions = []
        for name, (windowed, reached) in self._ages.items():
            field = next(field for field in self.moving.fields if field.name == name)
            days = [before(day, back) for day, back in ((today, windowed), (since, reached)) if back is not None]
            first = days[0] if len(days) == 1 else exp.Least(this=days[0], expressions=days[1:])
            condition = later_than(self.moving, field, first)
            if condition is None:
                return None
            conditions.append(condition)
        return exp.paren(exp.or_(*conditions)) if len(conditions) > 1 else conditions[0]

    @property
    def longest(self) -> int:
        """How many days before today an event of some window may lie; 0 where there is none."""
        return max((windowed or 0 for windowed, _ in (self._ages or {}).values()), default=0)

    @cached_property
    def _ages(self) -> dict[str, tuple[int | None, int | None]] | None:
        """By the field that is compared with today, how many days before today, and before the day that is stored, an
        event may lie that matters; None where some event may matter whatever its age."""
        found: dict[str, tuple[int | None, int | None]] = {}
        for aggregate in self.moving.aggregates if self.moving else ():
            reached = is_reached(aggregate)
            if not reached and not _is_windowed(aggregate):
                return None
            for atom in time_atoms(aggregate.filter):
                days = days_back(atom.start)
                if not isinstance(atom.value, exp.Column) or days > LONGEST:
                    return None
                of_today, of_stored = found.get(atom.value.name, (None, None))
                if reached:
                    of_stored = max(days, of_stored or 0)
                else:
                    of_today = max(days, of_today or 0)
                found[atom.value.name] = of_today, of_stored
        return found


def is_standing(aggregate: Aggregate) -> bool:
    return not any(_timed(aggregate.filter)) and not reads_today(aggregate.argument)


def _is_windowed(aggregate: Aggregate) -> bool:
    bounds = [only_comparison(part) for part in _timed(aggregate.filter) if isinstance(part, exp.GT | exp.GTE | exp.EQ)]
    return any(bounds) and not reads_today(aggregate.argument)


def is_reached(aggregate: Aggregate) -> bool:
    timed = _timed(aggregate.filter)
    if not timed or reads_today(aggregate.argument):
        return False
    if aggregate.function in ("min", "max") and aggregate.type not in PLAIN:
        return False
    return all(isinstance(part, exp.LT | exp.LTE) and only_comparison(part) for part in timed)


def _timed(filter_: Expr | None) -> list[Expr]:
    return [part for part in conjuncts(filter_) if reads_today(part)]


def reads_today(expr: Expr | None) -> bool:
    return expr is not None and any(map(is_today, expr.walk()))


def already_in(aggregate: Aggregate) -> Expr:
    """Of the events that a reached aggregate takes on some later day, at event level: which it takes today already."""
    return exp.and_(*_timed(aggregate.filter))
