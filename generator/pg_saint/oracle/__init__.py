"""The truth: the IR as the correlated subqueries that somebody would write by hand. Slow, short and obviously right.

It shares nothing with `pg_saint.compile` but the IR, so that a mistake in one does not hide in the other.
"""

from pg_saint.oracle.queries import (
    counter_query,
    name_query,
    one_status_query,
    selection_query,
    status_query,
    values_query,
)

__all__ = ["counter_query", "name_query", "one_status_query", "selection_query", "status_query", "values_query"]
