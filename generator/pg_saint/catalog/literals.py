"""Literals that PostgreSQL reads by the clock or by the session's time zone, once, when it parses the expression.

It takes the result for a constant, so the check for immutable expressions lets them pass.
"""

from __future__ import annotations

import re

from sqlglot import exp

from pg_saint.ir.nodes import Expr

CLOCK_WORDS = ("now", "today", "tomorrow", "yesterday")
DAY = re.compile(r"\d{4}-\d\d?-\d\d?")
ZONE = re.compile(r"(z|utc|[+-]\d\d(:?\d\d)?)\s*$", re.IGNORECASE)
INSTANT = "'::timestamp with time zone"


def literal_problem(expr: Expr, stored: str, timezone: str) -> tuple[str, str] | None:
    """Message and remedy, where `stored` (what PostgreSQL made of `expr`) holds such a reading."""
    for node in expr.find_all(exp.Literal):
        if not node.is_string:
            continue
        text = node.name.strip().lower()
        if text in CLOCK_WORDS and f"'{node.name}'" not in stored:
            return (
                f"'{node.name}' is read once, when this is compiled",
                "write today, without quotes, in a criterion or a filter",
            )
        if INSTANT in stored and DAY.match(text) and not ZONE.search(text[10:]):
            remedy = f"write the zone as well: '{node.name} 00:00+01', or compare (… at time zone '{timezone}')::date"
            return f"'{node.name}' is another instant in each time zone", remedy
    return None
