"""Text → tree: operands, and operators by how tight they bind."""

from __future__ import annotations

from sqlglot import exp

from pg_saint.criteria.grammar.operands import Operands
from pg_saint.criteria.grammar.operators import Operators
from pg_saint.criteria.grammar.precedence import COMPARE
from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Expr

# What walks a tree calls itself for each level, and Python ends that at some thousand calls.
DEEPEST = 100
HIGHEST = 100


class Parser(Operands, Operators):
    def whole(self) -> Expr:
        if not self.tokens:
            raise SaintError(
                "not an SQL expression: there is nothing in it", self.location, "write it as in PostgreSQL"
            )
        tree = self.expression()
        if self.peek() is not self.nothing:
            raise self.wrong()
        if _height(tree) > HIGHEST:
            raise self._too_deep(f"more than {HIGHEST} operators and brackets, each around another, in an expression")
        return tree

    def expression(self, least: int = 0) -> Expr:
        """What binds more than `least`."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._too_deep(f"more than {DEEPEST} levels of brackets in an expression")
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

    def _too_deep(self, message: str) -> SaintError:
        return SaintError(message, self.location, "make counters or fields of its parts")


def _height(tree: Expr) -> int:
    """How many nodes are around each other; chains of AND and of OR are walked without calls."""
    highest, left = 0, [(tree, 1)]
    while left:
        node, height = left.pop()
        highest = max(highest, height)
        for child in node.iter_expressions():
            chained = isinstance(node, exp.Connector) and type(child) is type(node)
            left.append((child, height if chained else height + 1))
    return highest
