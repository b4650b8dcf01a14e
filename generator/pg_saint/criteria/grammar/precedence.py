"""Which operators there are, and how tight each binds: as in PostgreSQL's own gram.y."""

from __future__ import annotations

from sqlglot import exp

from pg_saint.ir.nodes import Expr

# From what binds least to what binds most; IN stands for BETWEEN and LIKE as well, OP for every other operator.
OR, AND, NOT, IS, COMPARE, IN, ESCAPE, OP, ADD, MULTIPLY, POWER, AT, COLLATE, SIGN, SUBSCRIPT, CAST = range(1, 17)
COMPARISONS: dict[str, type[Expr]] = {
    "=": exp.EQ, "<>": exp.NEQ, "!=": exp.NEQ, "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE,
}  # fmt: skip
ARITHMETIC: dict[str, tuple[int, type[Expr]]] = {
    "+": (ADD, exp.Add), "-": (ADD, exp.Sub), "*": (MULTIPLY, exp.Mul), "/": (MULTIPLY, exp.Div),
    "%": (MULTIPLY, exp.Mod), "^": (POWER, exp.Pow),
}  # fmt: skip
OPERATORS: dict[str, type[Expr]] = {"||": exp.DPipe, "->>": exp.JSONExtractScalar}
PATTERNS: dict[str, type[Expr] | None] = {"like": exp.Like, "ilike": exp.ILike, "similar": None}


def closed(expr: Expr) -> Expr:
    """An operand that is printed with a word before it that binds less than what is around it."""
    return exp.Paren(this=expr) if isinstance(expr, exp.Not) else expr
