"""Which events are too old for every window that a record's aggregates look at: they need not be computed with."""

from __future__ import annotations

from sqlglot import exp

from pg_saint.compile.row.source_links import SourceLink
from pg_saint.ir.nodes import Aggregate, Expr, Field
from pg_saint.ir.temporal import MOST_OF_MONTH, UNITS, Start, TimeAtom, conjuncts, is_day_of, time_atom

# Whatever the time zone, a date is within a day of the same instant's date elsewhere.
MARGIN = 2
LONGEST = 100_000  # days: further back the date itself may be out of range


def recent(source_link: SourceLink, today: Expr) -> Expr | None:
    """A row-level condition that every event within some window meets; None where an aggregate looks at all of time.

    It is on the column as it is stored, so it costs one comparison a row and can use an index on it. Measured on
    ticks, backfill and live reads: most of a CRM's activities are older than the longest period.
    """
    bounds = [lookback(aggregate) for aggregate in source_link.aggregates]
    for field in source_link.fields:
        days = [bound.get(field.name, LONGEST + 1) for bound in bounds]
        if days and max(days) <= LONGEST:
            condition = later_than(source_link, field, before(today, max(days)))
            if condition is not None:
                return condition
    return None


def before(day: Expr, days: int) -> Expr:
    """So many days before the day, and the margin."""
    return Start("day", -days - MARGIN).of(day)


def lookback(aggregate: Aggregate) -> dict[str, int]:
    """How many days back the filter looks at most, by the field that it compares with today."""
    found: dict[str, int] = {}
    for part in conjuncts(aggregate.filter):
        atom = only_comparison(part)
        # Under `or` and `not` a comparison bounds nothing.
        if atom is not None and isinstance(part, exp.GT | exp.GTE | exp.EQ):
            name, days = atom.value.name, days_back(atom.start)
            found[name] = min(days, found.get(name, days))
    return found


def only_comparison(part: Expr) -> TimeAtom | None:
    """The comparison of a field with today that a conjunct is; None where it is anything else."""
    atom = time_atom(part)
    return atom if atom is not None and isinstance(atom.value, exp.Column) else None


def days_back(start: Start) -> int:
    """How many days before today the last date is, at most, that a comparison with the start still changes for."""
    if start.unit == "day":
        return max(0, -start.number)
    if start.unit == "months":
        return max(0, -start.number) * MOST_OF_MONTH
    return max(0, 1 - start.number) * UNITS[start.unit]


def later_than(source_link: SourceLink, field: Field, day: Expr) -> Expr | None:
    """The condition on the column from which the field takes its day, where it does nothing else."""
    day_column = column_of_day(source_link, field)
    if day_column is None:
        return None
    type_ = source_link.source.tree.table.column(day_column.name).type
    bound = day if type_ == "date" else exp.cast(day, "timestamp")
    if type_.endswith("with time zone"):
        bound = exp.AtTimeZone(this=bound, zone=exp.Literal.string("UTC"))
    return exp.GT(this=day_column, expression=bound)


def column_of_day(source_link: SourceLink, field: Field) -> exp.Column | None:
    """The column from which the field takes its day, where it does nothing else: a date, or a timestamp of which the
    order is that of the days but for the margin."""
    inner = field.expr.expressions[0] if is_day_of(field.expr) else field.expr
    while isinstance(inner, exp.Cast | exp.AtTimeZone | exp.Paren):
        inner = inner.this
    tree = source_link.source.tree
    if not isinstance(inner, exp.Column) or inner.table != tree.alias:
        return None
    type_ = tree.table.column(inner.name).type
    return inner.copy() if type_ == "date" or type_.startswith("timestamp") else None
