"""Calls of functions and aggregates, and what may stand after their brackets."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from pg_saint.criteria.grammar.names import Names, written
from pg_saint.criteria.grammar.refusals import WINDOW
from pg_saint.criteria.grammar.words import OTHER_AGGREGATES, RANDOM
from pg_saint.ir.dialect import AGGREGATES, KNOWN, Infix, Prefix
from pg_saint.ir.lexer import Token
from pg_saint.ir.nodes import Expr


class Calls(Names):
    def _call(self, parts: Sequence[Token], start: int) -> Expr:
        name = ".".join(written(part) for part in parts)
        plain = parts[0].value if len(parts) == 1 and parts[0].kind == "word" else ""
        if len(parts) > 1 and parts[0].value == "saint":
            self._skip_query()
            reason = "the functions of schema saint are for queries"
            raise self.refused((reason, "write past(30), this(month) …"), start)
        if plain in RANDOM:
            self._skip_query()
            raise self.refused(("a random value cannot be kept up to date", "leave it out"), start)
        aggregate = plain in AGGREGATES or plain in OTHER_AGGREGATES
        arguments: list[Expr] = []
        if aggregate and self.taken_mark("*"):
            arguments.append(exp.Star())
        elif self.taken("distinct"):
            arguments.append(exp.Distinct(expressions=[self.expression()]))
        while not self.taken_mark(")"):
            if arguments and self.taken("order", "by"):
                self._skip_query()
                raise self.refused(WINDOW, start)
            if arguments:
                self.needs(",")
            arguments.append(self._argument())
        return self._called(_function(name, plain, arguments), start)

    def _argument(self) -> Expr:
        if self.peek(1).is_mark(":=") or self.peek(1).is_mark("=>"):
            name, symbol = self._name(), self.take().value
            return Infix(this=exp.Var(this=name), expression=self.expression(), op=symbol)
        if self.peek().is_word("variadic") and not self.peek(1).is_mark(",", ")", "."):
            self.take()
            return Prefix(this=self.expression(), op="variadic")
        return self.expression()

    def _called(self, call: Expr, start: int) -> Expr:
        """What may stand after the brackets of a call."""
        if self.taken("within", "group") or (self.peek().is_word("over") and self.peek(1).kind in ("word", "mark")):
            while self.peek() is not self.nothing and not self.peek(-1).is_mark(")"):
                self.take()
            raise self.refused(WINDOW, start)
        if self.peek().is_word("filter") and self.peek(1).is_mark("("):
            self.at += 2
            self.needs_word("where")
            condition = exp.Where(this=self.expression())
            self.needs(")")
            if self.peek().is_word("over"):
                raise self.refused(WINDOW, start)
            return exp.Filter(this=call, expression=condition)
        return call


def _function(name: str, plain: str, arguments: list[Expr]) -> Expr:
    """A class of its own where there is one that takes such arguments, else the call by its name."""
    if plain in AGGREGATES and len(arguments) == 1:
        return AGGREGATES[plain](this=arguments[0])
    if plain in AGGREGATES or plain in OTHER_AGGREGATES:
        return exp.AnonymousAggFunc(this=plain, expressions=arguments)
    kind = KNOWN.get(plain)
    if kind is not None and not any(isinstance(each, Infix | Prefix) for each in arguments):
        keys = [key for key in kind.arg_types if key in ("this", "expression", "decimals")]
        if "expressions" in kind.arg_types:
            heads = arguments[: len(keys)]
            if len(heads) == len(keys):
                return kind(**dict(zip(keys, heads, strict=True)), expressions=arguments[len(keys) :])
        elif 0 < len(arguments) <= len(keys) and len(arguments) >= sum(kind.arg_types[key] for key in keys):
            return kind(**dict(zip(keys, arguments, strict=False)))
    return exp.Anonymous(this=name, expressions=arguments)
