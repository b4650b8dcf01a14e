"""Which events are too old for every window that a record's aggregates look at: they need not be computed with."""

from __future__ import annotations

from sqlglot import exp

from pg_saint.compile.row.source_links import SourceLink
from pg_saint.ir.nodes import Aggregate, Expr, Field
from pg_saint.ir.temporal import UNITS, Start, TimeAtom, conjuncts, is_day_of, time_atoms

# Whatever the time zone, a date is within a day of the same instant's date elsewhere.
MARGIN = 2
LONGEST = 100_000  # days: further back the date itself may be out of range


def recent(source_link: SourceLink, today: Expr) -> Expr | None:
    """A row-level condition that every event within some window meets; None where an aggregate looks at all of time.

    It is on the column as it is stored, so it costs one comparison a row and can use an index on it. Measured on
    ticks, backfill and live reads: most of a CRM's activities are older than the longest period.
    """
    bounds = [_lookback(aggregate) for aggregate in source_link.aggregates]
    for field in source_link.fields:
        days = [bound.get(field.name, LONGEST + 1) for bound in bounds]
        if days and max(days) <= LONGEST:
            condition = _later_than(source_link, field, Start("day", -max(days) - MARGIN).of(today))
            if condition is not None:
                return condition
    return None


def _lookback(aggregate: Aggregate) -> dict[str, int]:
    """How many days back the filter looks at most, by the field that it compares with today."""
    found: dict[str, int] = {}
    for part in conjuncts(aggregate.filter):
        atoms = list(time_atoms(part))
        # Under `or` and `not` a comparison bounds nothing.
        if len(atoms) == 1 and _is_bound(part, atoms[0]):
            name, days = atoms[0].value.name, _days_back(atoms[0].start)
            found[name] = min(days, found.get(name, days))
    return found


def _is_bound(part: Expr, atom: TimeAtom) -> bool:
    own = isinstance(part, exp.GT | exp.GTE | exp.EQ) and part.this is atom.value
    return own and isinstance(atom.value, exp.Column)


def _days_back(start: Start) -> int:
    if start.unit == "day":
        return max(0, -start.number)
    return max(0, 1 - start.number) * UNITS[start.unit]


def _later_than(source_link: SourceLink, field: Field, day: Expr) -> Expr | None:
    """The condition on the column from which the field takes its day, where it does nothing else."""
    inner = field.expr.expressions[0] if is_day_of(field.expr) else field.expr
    while isinstance(inner, exp.Cast | exp.AtTimeZone | exp.Paren):
        inner = inner.this
    tree = source_link.source.tree
    if not isinstance(inner, exp.Column) or inner.table != tree.alias:
        return None
    type_ = tree.table.column(inner.name).type
    if type_ == "date":
        bound: Expr = day
    elif type_.startswith("timestamp"):
        bound = exp.cast(day, "timestamp")
        if type_.endswith("with time zone"):
            bound = exp.AtTimeZone(this=bound, zone=exp.Literal.string("UTC"))
    else:
        return None
    return exp.GT(this=inner.copy(), expression=bound)
