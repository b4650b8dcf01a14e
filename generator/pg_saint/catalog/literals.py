"""Literals that PostgreSQL reads by the clock or by the session's time zone, once, when it parses the expression.

It takes the result for a constant, so the check for immutable expressions lets them pass.
"""

from __future__ import annotations

import re

from sqlglot import exp

from pg_saint.ir.nodes import Expr
from pg_saint.ir.temporal import is_day_of

CLOCK_WORDS = ("now", "today", "tomorrow", "yesterday")
DAY = re.compile(r"\d{4}-\d\d?-\d\d?")
ZONE = re.compile(r"(z|utc|[+-]\d\d(:?\d\d)?)\s*$", re.IGNORECASE)
# What these are depends on timezone_abbreviations.
ABBREVIATIONS = ("CST", "EAST", "EST", "IST", "SAST", "SAT", "WST")
ZONE_FUNCTIONS = ("timezone", "pg_catalog.timezone")
INSTANT = "'::timestamp with time zone"


def literal_problem(expr: Expr, stored: str, timezone: str) -> tuple[str, str] | None:
    """Message and remedy, where `stored` (what PostgreSQL made of `expr`) holds such a reading."""
    for zone in _zones(expr):
        if zone.upper() in ABBREVIATIONS:
            return f"{zone} means a different time zone in each part of the world", f"write its name: '{timezone}'"
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
            return f"'{node.name}' is a different instant in each time zone", remedy
    return None


def _zones(expr: Expr) -> list[str]:
    """The time zones that are named in the expression."""
    found = [node.args["zone"] for node in expr.find_all(exp.AtTimeZone)]
    for node in expr.find_all(exp.Anonymous):
        if is_day_of(node):
            found += node.expressions[1:]
        elif node.name.lower() in ZONE_FUNCTIONS:
            found += node.expressions[:1]
    return [each.name.strip() for each in found if isinstance(each, exp.Literal)]
