"""Which expressions can not raise an error, whatever the row holds: a trigger may evaluate those."""

from __future__ import annotations

import re
from collections.abc import Container

from sqlglot import exp

from pg_saint.ir.exact import is_exact
from pg_saint.ir.nodes import Expr
from pg_saint.ir.temporal import is_start_of, is_today

# Over counters and fields of a record, where an overflow would take numbers that no CRM holds.
ARITHMETIC = (
    exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Mod, exp.Neg, exp.Abs, exp.Round, exp.Ceil, exp.Floor, exp.Greatest,
    exp.Least, exp.Length, exp.Trim, exp.Concat, exp.StartsWith, exp.Extract,
)  # fmt: skip
WIDE_NUMBERS = (exp.DataType.Type.DECIMAL, exp.DataType.Type.BIGINT, exp.DataType.Type.DOUBLE)
HARMLESS_CAST = "never fails"
ENDS_WITH_ESCAPE = re.compile(r"(?<!\\)(\\\\)*\\$")

# What evaluates without an error whatever the row holds. Arithmetic and casts are not here: an overflow or a
# malformed number inside a trigger would make the CRM's own transaction fail.
HARMLESS = (
    exp.Column, exp.Identifier, exp.Literal, exp.Boolean, exp.Null, exp.Paren, exp.Tuple, exp.Var,
    exp.And, exp.Or, exp.Not, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Is, exp.In, exp.Between,
    exp.NullSafeEQ, exp.NullSafeNEQ, exp.Case, exp.If, exp.Coalesce, exp.Nullif,
    exp.Lower, exp.Upper, exp.DPipe, exp.JSONExtractScalar,
)  # fmt: skip


def never_fails(cast: exp.Cast) -> exp.Cast:
    """The cast, known to take whatever its operand's type can hold."""
    cast.meta[HARMLESS_CAST] = True
    return cast


def is_harmless(expr: Expr | None) -> bool:
    """Whether evaluating the expression can not raise an error."""
    if expr is None:
        return True
    return all(_harmless_node(node) for node in expr.walk())


def is_harmless_of_record(expr: Expr, numbers: Container[str]) -> bool:
    """The same of a criterion over the wide row, which may calculate; `numbers`: the columns that hold numbers."""

    def calculates(node: Expr) -> bool:
        if isinstance(node, exp.Cast) and node.to.this in WIDE_NUMBERS:
            return all(column.name in numbers for column in node.find_all(exp.Column))
        return isinstance(node, ARITHMETIC) or is_start_of(node)

    return all(calculates(node) or _harmless_node(node) for node in expr.walk())


def _harmless_node(node: Expr) -> bool:
    if isinstance(node, exp.Cast):
        if node.meta.get(HARMLESS_CAST):
            return True
        # A day taken from a point in time, or a typed literal that the catalog check has already read.
        return isinstance(node.this.unnest(), exp.AtTimeZone | exp.Literal | exp.Null)
    if isinstance(node, exp.Add | exp.Sub):
        return is_today(node.this) and isinstance(node.expression, exp.Literal)
    if isinstance(node, exp.Neg):
        return isinstance(node.this, exp.Literal)
    if is_start_of(node):
        return is_today(node.expressions[1])
    if isinstance(node, exp.AtTimeZone):
        # A zone that a row names may be unknown.
        return isinstance(node.args["zone"], exp.Literal)
    if isinstance(node, exp.Like | exp.ILike):
        # A pattern that ends with the escape character is an error, and a row may hold one.
        pattern = node.expression
        return isinstance(pattern, exp.Literal) and not ENDS_WITH_ESCAPE.search(pattern.this)
    if isinstance(node, exp.DataType | exp.DataTypeParam):
        return True
    return isinstance(node, HARMLESS) or is_exact(node)
