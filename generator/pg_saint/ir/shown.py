"""Values as text, where PostgreSQL writes a value otherwise under some setting and yet calls it immutable.

The extension's function writes them as PostgreSQL does by default.
"""

from __future__ import annotations

from sqlglot import exp

from pg_saint.ir.nodes import Expr
from pg_saint.ir.walking import changed

SHOWN = "saint.shown"
QUOTE_IDENT = "saint.quote_ident"


def shown(value: Expr) -> Expr:
    return exp.Anonymous(this=SHOWN, expressions=[value])


def without_shown(expr: Expr) -> Expr:
    """As somebody writes it by hand, who has set nothing."""

    def plain(node: Expr) -> Expr:
        if not isinstance(node, exp.Anonymous) or node.this not in (SHOWN, QUOTE_IDENT):
            return node
        if node.this == QUOTE_IDENT:
            return exp.Anonymous(this="quote_ident", expressions=node.expressions)
        (value,) = node.expressions
        return value if isinstance(value, exp.Column) else exp.Paren(this=value)

    return changed(expr, plain)
