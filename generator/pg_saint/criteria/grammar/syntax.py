"""What has a syntax of its own: extract, trim, substring, any, case, array …"""

from __future__ import annotations

from sqlglot import exp

from pg_saint.criteria.grammar.calls import Calls
from pg_saint.criteria.grammar.precedence import IN
from pg_saint.criteria.grammar.refusals import SUBQUERY
from pg_saint.criteria.grammar.words import QUERIES, SPELLED
from pg_saint.ir.dialect import ArrayOf, Spelled, data_type
from pg_saint.ir.names import PLAIN
from pg_saint.ir.nodes import Expr


class Syntax(Calls):
    def _special(self, word: str, start: int) -> Expr:
        """What has a syntax of its own between its brackets; the opening one is taken."""
        found: Expr
        match word:
            case "any" | "some" | "all":
                if self.peek().is_word(*QUERIES):
                    self._skip_query()
                    raise self.refused(SUBQUERY, start)
                kind = exp.All if word == "all" else exp.Any
                found = kind(this=exp.Paren(this=self.expression()))
            case "exists":
                found = exp.Exists(this=self.expression())
            case "cast":
                value = self.expression()
                self.needs_word("as")
                found = exp.Cast(this=value, to=data_type(self._type()))
            case "extract":
                if self.peek().kind not in ("word", "name", "text"):
                    raise self.wrong()
                name = self.take().value
                field = exp.Var(this=name) if PLAIN.match(name) else exp.Literal.string(name)
                self.needs_word("from")
                found = exp.Extract(this=field, expression=self.expression())
            case "trim":
                found = self._trim()
            case "normalize":
                parts = [self.expression()]
                if self.taken_mark(","):
                    if not self.peek().is_word("nfc", "nfd", "nfkc", "nfkd"):
                        raise self.wrong()
                    parts.append(exp.Var(this=self.take().value))
                found = exp.Anonymous(this="normalize", expressions=parts)
            case _:
                return self._spelled(word)
        self.needs(")")
        return self._called(found, start)

    def _spelled(self, name: str) -> Expr:
        words, parts = [""], [self.expression(IN if name == "position" else 0)]
        while not self.taken_mark(")"):
            if self.taken_mark(","):
                words.append("")
            elif self.peek().is_word(*SPELLED[name]):
                words.append(self.take().value)
            else:
                raise self.wrong()
            parts.append(self.expression())
        if any(words):
            return Spelled(this=name, expressions=parts, words=words)
        return exp.Anonymous(this=name, expressions=parts)

    def _trim(self) -> Expr:
        side = self.take().value if self.peek().is_word("both", "leading", "trailing") else ""
        words, parts = [side], []
        if self.taken("from"):
            words = [f"{side} from".strip()]
        parts.append(self.expression())
        while not self.peek().is_mark(")"):
            if self.taken_mark(","):
                words.append("")
            elif self.taken("from"):
                words.append("from")
            else:
                raise self.wrong()
            parts.append(self.expression())
        if words == [""]:
            return exp.Trim(this=parts[0])
        return Spelled(this="trim", expressions=parts, words=words)

    def _case(self) -> Expr:
        self.take()
        subject = None if self.peek().is_word("when") else self.expression()
        branches = []
        while self.taken("when"):
            condition = self.expression()
            self.needs_word("then")
            branches.append(exp.If(this=condition, true=self.expression()))
        otherwise = self.expression() if self.taken("else") else None
        if not branches or not self.taken("end"):
            raise self.wrong()
        return exp.Case(this=subject, ifs=branches, default=otherwise)

    def _array(self, word: str) -> Expr:
        """``array[…]``; inside of it ``[…]`` alone."""
        self.needs("[")
        parts: list[Expr] = []
        while not self.taken_mark("]"):
            if parts:
                self.needs(",")
            parts.append(self._array("") if self.peek().is_mark("[") else self.expression())
        return ArrayOf(this=word, expressions=parts)
