"""How the views read rows that an online apply has not filled yet: old columns from the row, new ones computed."""

from __future__ import annotations

from sqlglot import exp

from pg_saint.compile.row.attempts import OLDER
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.text import Sql, expression, listed, literal, words
from pg_saint.ir.nodes import Counter, Expr


def older_columns(layout: EntityLayout) -> list[str]:
    """What is computed for an older row: the columns of the counters that read an unsettled one."""
    asked = [_columns(layout, counter.expr) for counter in layout.counters]
    return sorted({name for columns in asked if _is_open(layout, columns) for name in columns})


def stored_counter(layout: EntityLayout, counter: Counter) -> Sql:
    """A counter read from the wide row `c`, or from what is computed for an older one."""
    stored = expression(layout.read(counter.expr, "c"))
    if layout.unsettled is None or not _is_open(layout, _columns(layout, counter.expr)):
        return stored
    computed = expression(layout.read(counter.expr, OLDER))
    return Sql(f"case when c.generation >= {layout.unsettled.generation} then {stored} else {computed} end")


def filling_statuses(layout: EntityLayout) -> tuple[list[Sql], Sql | None]:
    """The statuses that older rows do not hold yet, and a list of those that they do; none while nothing is filled."""
    if layout.unsettled is None or layout.unsettled.records:
        return [], None
    names = [status.name for status in layout.statuses]
    filling = [literal(name) for name in names if name in layout.unsettled.statuses]
    settled = [literal(name) for name in names if name not in layout.unsettled.statuses]
    return filling, listed(settled) or Sql("null")


def pending(layout: EntityLayout) -> Sql:
    """The records whose row does not hold all that is asked: the stale ones, and while rows are filled the older."""
    stale = data(layout.name, "stale")
    if layout.unsettled is None or layout.unsettled.records:
        return stale
    older = words("select c.id from", data(layout.name), "c where c.generation <", str(layout.unsettled.generation))
    return Sql(f"(select x.id from {stale} x union all {older})")


def needs_all(layout: EntityLayout, exprs: list[Expr]) -> bool:
    """Whether expressions read something that older rows do not hold; a status is a condition on what it reads."""
    unsettled = layout.unsettled
    if unsettled is None or unsettled.records:
        return False
    statuses = {node.expressions[0].name for e in exprs for node in e.find_all(exp.Anonymous) if node.name == "status"}
    columns = {name for each in exprs for name in _columns(layout, each)}
    return bool(columns & unsettled.columns or statuses & unsettled.statuses)


def _columns(layout: EntityLayout, expr: Expr) -> set[str]:
    return {node.name for node in layout.value_of(expr, "c").find_all(exp.Column)}


def _is_open(layout: EntityLayout, columns: set[str]) -> bool:
    unsettled = layout.unsettled
    return unsettled is not None and not unsettled.records and bool(columns & unsettled.columns)
