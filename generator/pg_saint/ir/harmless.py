"""Which expressions cannot raise an error, whatever the row holds: a trigger may evaluate those.

The catalog check judges what the user wrote (catalog.raising) and leaves its verdict at the expression; what the
compiler puts around it is one of the few kinds here.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from pg_saint.ir.exact import is_exact
from pg_saint.ir.nodes import Expr
from pg_saint.ir.temporal import is_day_of

VERDICT = "verdict"
TAKES_ALL = "takes all"
# What we put around expressions: it raises nothing itself. The comparisons are those of numbers of one kind.
OURS = (
    exp.Column, exp.Identifier, exp.Literal, exp.Boolean, exp.Null, exp.Paren, exp.Neg, exp.Between,
    exp.And, exp.Or, exp.Not, exp.Is, exp.Case, exp.If, exp.Coalesce,
)  # fmt: skip


@dataclass
class Judgement:
    """Whether an expression gives a value for whatever its columns can hold. Copies of the expression share it, also
    those made before it was known."""

    harmless: bool | None = None

    def decide(self, harmless: bool) -> None:
        """Where a definition is for several schemas, of all of them."""
        self.harmless = harmless and self.harmless is not False

    def __deepcopy__(self, memo: object) -> Judgement:
        return self


def to_be_judged(expr: Expr) -> Judgement:
    """Where the verdict on the expression is to be left."""
    judgement: Judgement = expr.meta.setdefault(VERDICT, Judgement())
    return judgement


def judgement_of(expr: Expr) -> Judgement | None:
    judgement: Judgement | None = expr.meta_get(VERDICT)
    return judgement


def judged_as(expr: Expr, other: Expr) -> Expr:
    """The expression, of which the verdict on `other` holds: the same, with other words for a status, say."""
    judgement = judgement_of(other)
    if expr is not other and judgement is not None:
        expr.meta[VERDICT] = judgement
    return expr


def never_fails(expr: exp.Cast) -> exp.Cast:
    """The cast, known to take whatever its operand gives; the operand itself may fail."""
    expr.meta[TAKES_ALL] = True
    return expr


def takes_all(expr: Expr) -> bool:
    """Whether it is such a cast."""
    return bool(expr.meta_get(TAKES_ALL))


def is_harmless(expr: Expr | None) -> bool:
    """Whether evaluating the expression cannot raise an error. What nobody has judged can."""
    if expr is None:
        return True
    judgement = judgement_of(expr)
    if judgement is not None:
        return judgement.harmless is True
    if takes_all(expr):
        return is_harmless(expr.this)
    ours = isinstance(expr, OURS) or is_day_of(expr) or is_exact(expr)
    return ours and all(is_harmless(part) for part in expr.iter_expressions())
