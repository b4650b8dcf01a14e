"""Brackets, so that an expression means the same in the place where it is put."""

from __future__ import annotations

from sqlglot import exp

from pg_saint.ir.nodes import Expr
from pg_saint.ir.walking import copied


def in_brackets(node: Expr) -> Expr:
    """`node` such that it can take the place of a column anywhere."""
    plain = (exp.Column, exp.Literal, exp.Boolean, exp.Null, exp.Paren, exp.Cast, exp.Case, exp.Anonymous)
    call = isinstance(node, exp.Func) and not isinstance(node, exp.Binary | exp.AtTimeZone)
    return node if isinstance(node, plain) or call else exp.Paren(this=node)


def operand(expr: Expr, plain: tuple[type[Expr], ...] = (exp.Column,)) -> Expr:
    """A copy that can stand beside an operator: in brackets unless it is `plain`."""
    return copied(expr) if isinstance(expr, plain) else exp.Paren(this=copied(expr))


def term(expr: Expr, looser: type[Expr] = exp.Or) -> Expr:
    """`expr` as a part of a conjunction, or of what binds tighter than `looser`."""
    return exp.Paren(this=expr) if isinstance(expr, looser) else expr


def bracketed(expr: Expr) -> exp.Paren:
    """A parent for `expr`, so that every node of it, also the outermost, can be replaced; see bare()."""
    return exp.Paren(this=expr)


def bare(root: exp.Paren) -> Expr:
    """What bracketed() was given, after replacements."""
    inside: Expr = root.this
    inside.pop()
    return inside
