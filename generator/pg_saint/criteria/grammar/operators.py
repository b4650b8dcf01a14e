"""What an operator makes of what is left of it."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from pg_saint.criteria.grammar.precedence import (
    AND,
    ARITHMETIC,
    AT,
    CAST,
    COLLATE,
    COMPARE,
    COMPARISONS,
    IN,
    IS,
    OP,
    OPERATORS,
    OR,
    SUBSCRIPT,
    closed,
)
from pg_saint.criteria.grammar.ranges import Ranges
from pg_saint.criteria.grammar.refusals import NO_EXPRESSION
from pg_saint.ir.dialect import Infix, Subscript, data_type
from pg_saint.ir.names import identifier
from pg_saint.ir.nodes import Expr


class Operators(Ranges):
    def operator(self) -> tuple[int, Callable[[Expr], Expr]] | None:
        """How tight the operator that comes next binds, and what it makes of its left operand."""
        token = self.peek()
        if token.kind == "operator":
            return self._symbol(token.value)
        if token.is_mark("::"):
            return CAST, self._cast
        if token.is_mark("["):
            return SUBSCRIPT, self._subscript
        if token.is_mark("."):
            return SUBSCRIPT, self._part
        if token.kind != "word":
            return None
        match token.value:
            case "or":
                return OR, self._binary(exp.Or, OR)
            case "and":
                return AND, self._binary(exp.And, AND)
            case "is":
                return IS, self._is
            case "isnull" | "notnull":
                return IS, self._null_test
            case "between" | "in" | "like" | "ilike":
                return IN, self._range
            case "similar" if self.peek(1).is_word("to"):
                return IN, self._range
            case "not" if self.peek(1).is_word("between", "in", "like", "ilike", "similar"):
                return IN, self._range
            case "at" if self.peek(1).is_word("time") and self.peek(2).is_word("zone"):
                return AT, self._at_time_zone
            case "collate":
                return COLLATE, self._collate
            case "operator" if self.peek(1).is_mark("("):
                return OP, self._named_operator
            case "overlaps":
                return OP, self._overlaps
        return None

    def _symbol(self, symbol: str) -> tuple[int, Callable[[Expr], Expr]]:
        if symbol in COMPARISONS:
            return COMPARE, self._binary(COMPARISONS[symbol], COMPARE)
        if symbol in ARITHMETIC:
            level, kind = ARITHMETIC[symbol]
            return level, self._binary(kind, level)
        if symbol in OPERATORS:
            return OP, self._binary(OPERATORS[symbol], OP)

        def infix(left: Expr) -> Expr:
            self.take()
            return Infix(this=closed(left), expression=closed(self.expression(OP)), op=symbol)

        return OP, infix

    def _binary(self, kind: type[Expr], level: int) -> Callable[[Expr], Expr]:
        def combine(left: Expr) -> Expr:
            self.take()
            right = self.expression(level)
            if level not in (OR, AND):
                left, right = closed(left), closed(right)
            return kind(this=left, expression=right)

        return combine

    def _named_operator(self, left: Expr) -> Expr:
        op = self._operator_name()
        return Infix(this=closed(left), expression=closed(self.expression(OP)), op=op)

    def _overlaps(self, left: Expr) -> Expr:
        self.take()
        return Infix(this=left, expression=self.expression(OP), op="overlaps")

    def _at_time_zone(self, left: Expr) -> Expr:
        self.at += 3
        return exp.AtTimeZone(this=closed(left), zone=closed(self.expression(AT)))

    def _collate(self, left: Expr) -> Expr:
        self.take()
        return exp.Collate(this=closed(left), expression=exp.Var(this=self._qualified()))

    def _cast(self, left: Expr) -> Expr:
        self.take()
        return exp.Cast(this=closed(left), to=data_type(self._type()))

    def _subscript(self, left: Expr) -> Expr:
        self.take()
        start = None if self.peek().is_mark(":") else self.expression()
        index = start
        if self.taken_mark(":"):
            end = None if self.peek().is_mark("]") else self.expression()
            index = exp.Slice(this=start, expression=end)
        if index is None:
            raise self.wrong()
        self.needs("]")
        return Subscript(this=left, expression=index)

    def _part(self, left: Expr) -> Expr:
        """A field of a composite value: ``(address).city``."""
        start = self.at
        self.take()
        if self.taken_mark("*"):
            raise self.refused(NO_EXPRESSION, start)
        if self.peek().kind not in ("word", "name"):
            raise self.wrong()
        return exp.Dot(this=left, expression=identifier(self.take().value))
