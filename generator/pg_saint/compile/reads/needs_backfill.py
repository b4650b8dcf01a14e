"""How the views read rows that need backfill: old columns from the row, new ones computed."""

from __future__ import annotations

from sqlglot import exp

from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.text import Sql, listed, literal, words
from pg_saint.ir.nodes import Expr


def statuses_to_backfill(layout: EntityLayout) -> tuple[list[Sql], Sql | None]:
    """The statuses that older rows do not hold yet, and a list of those that they do; none where no row is older."""
    if layout.needs_backfill is None or layout.needs_backfill.records:
        return [], None
    names = [status.name for status in layout.statuses]
    to_backfill = [literal(name) for name in names if name in layout.needs_backfill.statuses]
    backfilled = [literal(name) for name in names if name not in layout.needs_backfill.statuses]
    return to_backfill, listed(backfilled) or Sql("null")


def stale_or_to_backfill(layout: EntityLayout) -> Sql:
    """The records whose row does not hold all that is asked: the stale ones, and those that need backfill."""
    stale = data(layout.name, "stale")
    if layout.needs_backfill is None or layout.needs_backfill.records:
        return stale
    older = words(
        "select c.id from", data(layout.name), "c where c.generation <", str(layout.needs_backfill.generation)
    )
    return Sql(f"(select x.id from {stale} x union all {older})")


def reads_backfill(layout: EntityLayout, exprs: list[Expr]) -> bool:
    """Whether expressions read something that older rows do not hold; a status is a condition on what it reads."""
    needs_backfill = layout.needs_backfill
    if needs_backfill is None or needs_backfill.records:
        return False
    statuses = {node.expressions[0].name for e in exprs for node in e.find_all(exp.Anonymous) if node.name == "status"}
    columns = {name for each in exprs for name in _columns(layout, each)}
    return bool(columns & needs_backfill.columns or statuses & needs_backfill.statuses)


def _columns(layout: EntityLayout, expr: Expr) -> set[str]:
    return {node.name for node in layout.value_of(expr, "c").find_all(exp.Column)}
