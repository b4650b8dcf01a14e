"""Which joins an expression needs."""

from __future__ import annotations

from collections.abc import Iterable, Set

from sqlglot import exp

from pg_saint.ir.nodes import Expr, Join
from pg_saint.ir.walking import nodes


def aliases_in(exprs: Iterable[Expr | None]) -> Set[str]:
    """The aliases that row-level expressions name, in order."""
    found = (node.table for expr in exprs if expr is not None for node in nodes(expr) if isinstance(node, exp.Column))
    return dict.fromkeys(found).keys()


def needed_joins(joins: Iterable[Join], exprs: Iterable[Expr | None]) -> tuple[Join, ...]:
    """The joins that the expressions need, and those that these joins need, in their order."""
    wanted = set(aliases_in(exprs))
    found = []
    for join in reversed(list(joins)):
        # A join that finds many rows decides how often an event counts, whether or not it is named.
        if join.alias in wanted or join.many:
            found.append(join)
            wanted |= aliases_in([join.on])
    return tuple(reversed(found))
