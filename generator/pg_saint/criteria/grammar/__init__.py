"""PostgreSQL's grammar of expressions: text → tree.

Each construct keeps its words: what is printed (ir.dialect) is what was written, but for brackets, case and space.
From the tokens up: reader, names, calls, syntax, operands; ranges, operators; parser.
"""

from __future__ import annotations

from pg_saint.criteria.grammar.parser import Parser
from pg_saint.criteria.grammar.refusals import NO_EXPRESSION, THE_CLOCK
from pg_saint.ir.nodes import Expr, Location

__all__ = ["NO_EXPRESSION", "THE_CLOCK", "parse"]


def parse(text: str, location: Location) -> Expr:
    """The tree of one expression. Raises SaintError with `location` for anything else."""
    return Parser(text, location).whole()
