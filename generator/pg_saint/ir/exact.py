"""Floating point numbers that are summed.

Their sum depends on the order, and taking one away does not give back the sum before. The extension's function makes a
numeric of them, with all of their digits.
"""

from __future__ import annotations

from sqlglot import exp

from pg_saint.ir.nodes import Expr

EXACT = "saint.exact"


def exactly(number: Expr) -> Expr:
    return exp.Anonymous(this=EXACT, expressions=[number])


def is_exact(node: Expr) -> bool:
    return isinstance(node, exp.Anonymous) and node.this == EXACT


def without_exact(expr: Expr) -> Expr:
    """The same over the numbers as they are."""
    plain: Expr = expr.transform(lambda node: node.expressions[0] if is_exact(node) else node)
    return plain
