"""What stands between operators: literals, brackets, columns."""

from __future__ import annotations

from sqlglot import exp

from pg_saint.criteria.grammar.precedence import ARITHMETIC, COMPARISONS, NOT, OP, SIGN, closed
from pg_saint.criteria.grammar.refusals import NO_EXPRESSION, SUBQUERY, THE_CLOCK
from pg_saint.criteria.grammar.syntax import Syntax
from pg_saint.criteria.grammar.words import CLOCK, LENGTHS, QUERIES, SESSION, SPELLED, SYNTAX
from pg_saint.errors import SaintError
from pg_saint.ir.dialect import IN_DOUBLE_QUOTES, Prefix, data_type
from pg_saint.ir.lexer import Token
from pg_saint.ir.names import identifier
from pg_saint.ir.nodes import LINE, Expr


class Operands(Syntax):
    def operand(self) -> Expr:
        token = self.peek()
        match token.kind:
            case "text":
                self.take()
                return self._placed(exp.Literal.string(token.value), token)
            case "number":
                self.take()
                number = exp.Literal.number(token.value)
                if number.is_int and self.peek().is_word(*LENGTHS):
                    return exp.Interval(this=number, unit=exp.Var(this=self.take().value))
                return number
            case "bits":
                self.take()
                return exp.Var(this=token.value)
            case "parameter":
                self.take()
                raise self.refused(("no parameters here", "write the value itself"), self.at - 1)
            case "operator":
                return self._prefixed(token)
            case "word":
                return self._word(token)
            case "name":
                return self._named()
        if token.is_mark("("):
            return self._bracket()
        raise self.wrong()

    def _prefixed(self, token: Token) -> Expr:
        start = self.at
        self.take()
        if token.value == "-":
            return exp.Neg(this=closed(self.expression(SIGN)))
        if token.value == "+":
            return Prefix(this=closed(self.expression(SIGN)), op="+")
        if token.value == "*":
            raise self.refused(NO_EXPRESSION, start)
        if token.value in COMPARISONS or token.value in ARITHMETIC:
            self.at = start
            raise self.wrong()
        return Prefix(this=closed(self.expression(OP)), op=token.value)

    def _bracket(self) -> Expr:
        start = self.at
        self.take()
        if self.peek().is_word(*QUERIES) and not self.peek(1).is_mark(",", ")", "."):
            self._skip_query()
            raise self.refused(SUBQUERY, start)
        inside = self._list(")")
        return exp.Paren(this=inside[0]) if len(inside) == 1 else exp.Tuple(expressions=inside)

    def _word(self, token: Token) -> Expr:
        word, bracket = token.value, self.peek(1).is_mark("(")
        start = self.at
        if word == "not":
            self.take()
            return exp.Not(this=self.expression(NOT))
        if word in ("true", "false", "null") and not self.peek(1).is_mark("."):
            self.take()
            return exp.null() if word == "null" else exp.Boolean(this=word == "true")
        if word == "case":
            return self._case()
        if word in CLOCK or word in SESSION:
            self.take()
            if self.taken_mark("("):
                self._skip_query()
            reason = THE_CLOCK if word in CLOCK else ("it differs from session to session", "leave it out")
            raise self.refused(reason, start)
        if word == "array" and self.peek(1).is_mark("["):
            self.take()
            return self._array("array")
        if word == "operator" and bracket:
            op = self._operator_name()
            return Prefix(this=closed(self.expression(OP)), op=op)
        if bracket and word in ("exists", "array") and self.peek(2).is_word(*QUERIES):
            self.at += 2
            self._skip_query()
            raise self.refused(SUBQUERY, start)
        if bracket and word in ("any", "some", "all", "exists", "cast", "extract", "trim", "normalize", *SPELLED):
            self.at += 2
            return self._special(word, start)
        if word in SYNTAX:
            raise self.wrong()
        return self._named()

    def _named(self) -> Expr:
        """A column, a call, or a literal of a named type: ``date '2026-12-31'``."""
        start = self.at
        typed = self._typed_literal()
        if typed is not None:
            return typed
        self.at = start
        parts = [self.take()]
        while self.peek().is_mark(".") and self.peek(1).kind in ("word", "name"):
            self.at += 1
            parts.append(self.take())
        if self.peek().is_mark("."):
            self.take()
            if self.taken_mark("*"):
                raise self.refused(NO_EXPRESSION, start)
            raise self.wrong()
        if self.taken_mark("("):
            return self._call(parts, start)
        if len(parts) > 4:
            raise self.refused(("too many names with dots between them", "write field, or parent.field"), start)
        names = [identifier(part.value) for part in parts]
        column = exp.Column(**dict(zip(("this", "table", "db", "catalog"), reversed(names), strict=False)))
        if parts[-1].kind == "name":
            column.meta[IN_DOUBLE_QUOTES] = True
        return self._placed(column, parts[0])

    def _placed(self, leaf: Expr, token: Token) -> Expr:
        """`leaf` with its line, where the text has several."""
        if self.location.rows:
            leaf.meta[LINE] = self.location.within(self.text, token.start).line
        return leaf

    def _typed_literal(self) -> Expr | None:
        """A type and then a text; None where there is something else."""
        if self.peek().is_word("interval"):
            return self._interval()
        after = self.peek(1)
        if after.kind not in ("text", "word", "name") and not after.is_mark(".", "(", "["):
            return None
        try:
            type_ = self._type()
        except SaintError:
            return None
        if self.peek().kind != "text":
            return None
        return exp.Cast(this=exp.Literal.string(self.take().value), to=data_type(type_))

    def _interval(self) -> Expr | None:
        self.take()
        size = ""
        if self.peek().is_mark("(") and self.peek(1).kind == "number" and self.peek(3).kind == "text":
            size = f"interval({self.peek(1).value})"
            self.at += 3
        if self.peek().kind != "text":
            return None
        value = exp.Literal.string(self.take().value)
        if size:
            return exp.Cast(this=value, to=data_type(size))
        fields = self._fields()
        return exp.Interval(this=value, unit=exp.Var(this=fields)) if fields else exp.Interval(this=value)
