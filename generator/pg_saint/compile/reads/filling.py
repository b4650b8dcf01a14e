"""How the views read rows that an online apply has not filled yet: old columns from the row, new ones computed."""

from __future__ import annotations

from sqlglot import exp

from pg_saint.compile.row.attempts import OLDER
from pg_saint.compile.row.record import Record
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.text import Sql, expression, listed, literal, words
from pg_saint.ir.nodes import Counter, Expr


def older_columns(record: Record) -> list[str]:
    """What is computed for an older row: the columns of the counters that read an unsettled one."""
    asked = [_columns(record, counter.expr) for counter in record.counters]
    return sorted({name for columns in asked if _is_open(record, columns) for name in columns})


def stored_counter(record: Record, counter: Counter) -> Sql:
    """A counter read from the wide row `c`, or from what is computed for an older one."""
    stored = expression(record.read(counter.expr, "c"))
    if record.unsettled is None or not _is_open(record, _columns(record, counter.expr)):
        return stored
    computed = expression(record.read(counter.expr, OLDER))
    return Sql(f"case when c.generation >= {record.unsettled.generation} then {stored} else {computed} end")


def filling_statuses(record: Record) -> tuple[list[Sql], Sql | None]:
    """The statuses that older rows do not hold yet, and a list of those that they do; none while nothing is filled."""
    if record.unsettled is None or record.unsettled.records:
        return [], None
    names = [status.name for status in record.statuses]
    filling = [literal(name) for name in names if name in record.unsettled.statuses]
    settled = [literal(name) for name in names if name not in record.unsettled.statuses]
    return filling, listed(settled) or Sql("null")


def pending(record: Record) -> Sql:
    """The records whose row does not hold all that is asked: the stale ones, and while rows are filled the older."""
    stale = data(record.name, "stale")
    if record.unsettled is None or record.unsettled.records:
        return stale
    older = words("select c.id from", data(record.name), "c where c.generation <", str(record.unsettled.generation))
    return Sql(f"(select x.id from {stale} x union all {older})")


def needs_all(record: Record, exprs: list[Expr]) -> bool:
    """Whether expressions read something that older rows do not hold; a status is a condition on what it reads."""
    unsettled = record.unsettled
    if unsettled is None or unsettled.records:
        return False
    statuses = {node.expressions[0].name for e in exprs for node in e.find_all(exp.Anonymous) if node.name == "status"}
    columns = {name for each in exprs for name in _columns(record, each)}
    return bool(columns & unsettled.columns or statuses & unsettled.statuses)


def _columns(record: Record, expr: Expr) -> set[str]:
    return {node.name for node in record.value_of(expr, "c").find_all(exp.Column)}


def _is_open(record: Record, columns: set[str]) -> bool:
    unsettled = record.unsettled
    return unsettled is not None and not unsettled.records and bool(columns & unsettled.columns)
