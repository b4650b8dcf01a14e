"""Why an expression of PostgreSQL is not ours, and what to write instead."""

from __future__ import annotations

SUBQUERY = (
    "a subquery cannot be kept up to date",
    "map the other table as a source, or as a join of the entity or source, and use its fields",
)
WINDOW = ("a window or ordered-set function cannot be kept up to date", "use count, sum, min, max or avg")
THE_CLOCK = (
    "the clock is not the same at every read",
    "write today: it is a date, in the definition's time zone, and known to every counter",
)
NO_EXPRESSION = ("this is not an expression", "write one SQL expression")
