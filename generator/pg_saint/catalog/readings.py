"""Literals that PostgreSQL reads otherwise under other settings, once, when it parses the expression.

It takes the result for a constant, so the check for immutable expressions lets them pass: ``date '01/02/2026'``,
``'{a,null}'::text[]``, ``interval '-1 day 2 hours'``, ``timetz '10:00'``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import LiteralString

import psycopg
from psycopg import sql
from sqlglot import exp

from pg_saint.ir.nodes import Expr

# Under each of these every such literal is read otherwise than under what the package pins, or not at all.
OTHERS: tuple[dict[str, str], ...] = (
    {
        "DateStyle": "ISO, DMY", "IntervalStyle": "sql_standard", "TimeZone": "Pacific/Chatham", "array_nulls": "off",
        "timezone_abbreviations": "Australia", "xmloption": "document", "transform_null_equals": "on",
    },
    {"DateStyle": "ISO, YMD", "TimeZone": "Pacific/Marquesas"},
)  # fmt: skip
SET = "select pg_catalog.set_config(%s, %s, true)"
# Without a digit there is no date, and without one of the others no array, range or document.
MAYBE = re.compile(r"[\d{\[(<]|null", re.IGNORECASE)


def may_be_read_otherwise(expr: Expr) -> bool:
    return any(True for _ in literals(expr))


def literals(expr: Expr) -> list[str]:
    """The texts in the expression that a setting can matter to."""
    return [node.name for node in expr.find_all(exp.Literal) if node.is_string and MAYBE.search(node.name)]


def read_otherwise(
    connection: psycopg.Connection, statements: Sequence[sql.Composed], query: LiteralString, trees: Sequence[str]
) -> list[bool]:
    """Of each of `trees`, as the query finds them when the statements have run: whether other settings make another.

    Changes nothing. Raises psycopg.DataError where one of several cannot be read at all under other settings.
    """
    differs = [False] * len(trees)
    for settings in OTHERS:
        try:
            with connection.transaction(force_rollback=True):
                for pair in settings.items():
                    connection.execute(SET, pair)
                for statement in statements:
                    connection.execute(statement)
                again = [tree for _, tree in connection.execute(query).fetchall()]
        except psycopg.DataError:
            if len(trees) > 1:
                raise
            return [True]
        differs = [was or tree != other for was, tree, other in zip(differs, trees, again, strict=True)]
    return differs


def reading_problem(expr: Expr) -> tuple[str, str]:
    """Message and remedy for an expression with such a literal."""
    found = ", ".join(f"'{text}'" for text in literals(expr))
    return (
        f"how {found} is read depends on a setting",
        "write a date as '2026-12-31', a time with its zone as '10:00+01', an array as array['a', null], "
        "and what is taken from an interval as another one: interval '2 hours' - interval '1 day'",
    )
