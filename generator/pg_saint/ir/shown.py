"""Values as text, where PostgreSQL writes a value otherwise under some setting and yet calls it immutable.

The extension's function writes them as PostgreSQL does by default.
"""

from __future__ import annotations

from sqlglot import exp

from pg_saint.ir.nodes import Expr

SHOWN = "saint.shown"
QUOTE_IDENT = "saint.quote_ident"


def shown(value: Expr) -> Expr:
    return exp.Anonymous(this=SHOWN, expressions=[value])


def is_shown(node: Expr) -> bool:
    return isinstance(node, exp.Anonymous) and node.this in (SHOWN, QUOTE_IDENT)
