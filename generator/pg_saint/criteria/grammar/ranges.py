"""IS, BETWEEN, IN and LIKE, and each with NOT."""

from __future__ import annotations

from sqlglot import exp

from pg_saint.criteria.grammar.names import Names
from pg_saint.criteria.grammar.precedence import ESCAPE, IN, IS, NOT, PATTERNS, closed
from pg_saint.criteria.grammar.refusals import SUBQUERY
from pg_saint.criteria.grammar.words import QUERIES
from pg_saint.ir.dialect import BETWEEN_OPERANDS, Infix
from pg_saint.ir.nodes import Expr


class Ranges(Names):
    def _is(self, left: Expr) -> Expr:
        self.take()
        negate = self.taken("not")
        left = closed(left)
        if self.taken("distinct", "from"):
            kind = exp.NullSafeEQ if negate else exp.NullSafeNEQ
            return kind(this=left, expression=closed(self.expression(IS)))
        what: Expr
        if self.taken("null"):
            what = exp.null()
        elif self.peek().is_word("true", "false"):
            what = exp.Boolean(this=self.take().value == "true")
        elif self.taken("unknown"):
            what = exp.Var(this="unknown")
        else:
            return Infix(this=left, expression=exp.Var(this=self._test()), op="is not" if negate else "is")
        return exp.Is(this=left, expression=what, negate=negate) if negate else exp.Is(this=left, expression=what)

    def _test(self) -> str:
        """``is json object with unique keys``, ``is normalized`` …: the words after ``is``."""
        if self.peek().is_word("document", "normalized"):
            return self.take().value
        if self.peek().is_word("nfc", "nfd", "nfkc", "nfkd") and self.peek(1).is_word("normalized"):
            return f"{self.take().value} {self.take().value}"
        words = []
        while self.peek().is_word("json", "value", "array", "object", "scalar", "with", "without", "unique", "keys"):
            words.append(self.take().value)
        if not words:
            raise self.wrong()
        return " ".join(words)

    def _null_test(self, left: Expr) -> Expr:
        if self.take().value == "isnull":
            return exp.Is(this=closed(left), expression=exp.null())
        return exp.Is(this=closed(left), expression=exp.null(), negate=True)

    def _range(self, left: Expr) -> Expr:
        """BETWEEN, IN and LIKE, and each with NOT before it."""
        left = closed(left)
        negate = self.taken("not")
        word = self.take().value
        found: Expr
        if word in PATTERNS:
            return self._pattern(left, word, negate)
        if word == "in":
            start = self.at
            self.needs("(")
            if self.peek().is_word(*QUERIES):
                self._skip_query()
                raise self.refused(SUBQUERY, start)
            found = exp.In(this=left, expressions=self._list(")"))
        else:
            symmetric = True if self.taken("symmetric") else None
            self.taken("asymmetric")
            # Up to its AND PostgreSQL takes comparisons as well (b_expr in its gram.y).
            low = closed(self.expression(NOT))
            self.needs_word("and")
            found = exp.Between(this=left, low=low, high=closed(self.expression(IN)))
            if symmetric:
                found.set("symmetric", True)
        if not negate:
            return found
        negated = exp.Not(this=found)
        negated.meta[BETWEEN_OPERANDS] = True
        return negated

    def _pattern(self, left: Expr, word: str, negate: bool) -> Expr:
        if word == "similar":
            self.needs_word("to")
        pattern = closed(self.expression(IN))
        kind = PATTERNS[word]
        found: Expr
        if kind is None:
            found = Infix(this=left, expression=pattern, op="not similar to" if negate else "similar to")
        elif negate:
            found = kind(this=left, expression=pattern, negate=True)
        else:
            found = kind(this=left, expression=pattern)
        if self.taken("escape"):
            found = exp.Escape(this=found, expression=closed(self.expression(ESCAPE)))
        return found
