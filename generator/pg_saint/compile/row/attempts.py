"""Record-level expressions that can raise an error: each is a function, which gives NULL where it does.

Without it one record would fail the reads and the ticks of all, and the CRM's own write.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlglot import exp

from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.text import Sql
from pg_saint.ir.dialect import printed
from pg_saint.ir.names import identifier
from pg_saint.ir.nodes import Expr


@dataclass(frozen=True)
class Attempt:
    """An expression of one entity's record, of a type as format_type() prints it.

    `said`: what it is of, as the user wrote it. `selections`: the other selections that it names; it is told whether
    the record is in them.
    """

    entity: str
    expr: Expr
    type: str
    said: str

    @cached_property
    def name(self) -> Sql:
        """After what it computes, so that a function never gets another type."""
        digest = hashlib.sha256(f"{printed(self.expr)} {self.type}".encode()).hexdigest()
        return data(self.entity, "attempt", digest[:8])

    @cached_property
    def selections(self) -> tuple[Expr, ...]:
        named = self.expr.find_all(exp.Anonymous)
        return tuple({printed(node): node for node in named if node.name == "selection"}.values())

    def call(self, row: str) -> Expr:
        """Its value for the wide row `row`."""
        return exp.Anonymous(this=str(self.name), expressions=[whole(row), *(each.copy() for each in self.selections)])

    def told(self) -> Expr:
        """The expression with the parameters of its function in the place of the other selections."""
        return self._with({printed(node): parameter(at) for at, node in enumerate(self.selections, start=2)})

    def _with(self, selections: Mapping[str, Expr]) -> Expr:
        return self.expr.transform(lambda node: selections.get(printed(node), node) if is_call(node) else node)


def is_call(node: Expr) -> bool:
    return isinstance(node, exp.Anonymous)


def parameter(number: int) -> Expr:
    return exp.Parameter(this=exp.Literal.number(number))


def whole(row: str) -> Expr:
    """The wide row that an alias stands for, as a value."""
    if row == NEEDS_BACKFILL:
        return exp.Column(this=identifier("record"), table=identifier("computed"))
    return exp.Column(this=exp.Star(), table=identifier(row))


# What the counter view of an entity reads in the place of a row that needs backfill.
NEEDS_BACKFILL = "needs_backfill"
