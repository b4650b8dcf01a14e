"""Text → tree: operands, and operators by how tight they bind."""

from __future__ import annotations

from pg_saint.criteria.grammar.operands import Operands
from pg_saint.criteria.grammar.operators import Operators
from pg_saint.criteria.grammar.precedence import COMPARE
from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Expr

DEEPEST = 100


class Parser(Operands, Operators):
    def whole(self) -> Expr:
        if not self.tokens:
            raise SaintError(
                "not an SQL expression: there is nothing in it", self.location, "write it as in PostgreSQL"
            )
        tree = self.expression()
        if self.peek() is not self.nothing:
            raise self.wrong()
        return tree

    def expression(self, least: int = 0) -> Expr:
        """What binds more than `least`."""
        self.depth += 1
        if self.depth > DEEPEST:
            message = f"more than {DEEPEST} levels of brackets in an expression"
            raise SaintError(message, self.location, "make counters or fields of its parts")
        left = self.operand()
        compared = False
        while (found := self.operator()) is not None:
            level, combine = found
            if level <= least:
                break
            if level == COMPARE and compared:
                # PostgreSQL reads no a < b < c.
                raise self.wrong()
            compared = level == COMPARE
            left = combine(left)
        self.depth -= 1
        return left
