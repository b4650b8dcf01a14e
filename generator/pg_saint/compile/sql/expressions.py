"""Expressions moved from one place to another: columns renamed, other statuses put in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from sqlglot import exp

from pg_saint.ir.brackets import operand
from pg_saint.ir.dialect import cast
from pg_saint.ir.names import column
from pg_saint.ir.nodes import Expr, Table
from pg_saint.ir.temporal import Start, is_today
from pg_saint.ir.types import FLOATS, INTEGERS
from pg_saint.ir.walking import copied, nodes


def replace_columns(expr: Expr, replacement: Callable[[exp.Column], Expr]) -> Expr:
    """A copy in which each column is what `replacement` makes of it."""
    return copied(expr, replacement)


def written_out(expr: Expr, values: Mapping[str, Expr], plain: tuple[type[Expr], ...] = (exp.Column,)) -> Expr:
    """The expression with what a name stands for in the place of each name, in brackets unless it is `plain`; `today`
    stays."""
    return replace_columns(expr, lambda node: node if is_today(node) else operand(values[node.name], plain))


def of_row(expr: Expr, row: str) -> Expr:
    """An event-level expression read from the row variable or alias `row`; `today` stays."""
    return replace_columns(expr, lambda node: node if is_today(node) else column(node.name, row))


def columns_of(exprs: Iterable[Expr | None], alias: str | None = None) -> list[str]:
    """The columns that the expressions name (of one alias, where given), each once, in order."""
    found = (
        node.name
        for expr in exprs
        if expr is not None
        for node in nodes(expr)
        if isinstance(node, exp.Column) and (alias is None or node.table == alias)
    )
    return list(dict.fromkeys(found))


# Bytes that an index of ours takes beside the names of an entity and a status, of 2,704 in all; there a key is text.
LONGEST_KEY = 2500
FIXED = (
    *INTEGERS, *FLOATS, "boolean", "date", "timestamp without time zone", "timestamp with time zone", "name", "uuid",
)  # fmt: skip


def indexable(id: Expr, key_type: str, table: Table) -> Expr:
    """The key that a row of `table` names, or NULL where it is longer than any record's: a mark with it would fail the
    CRM's write."""
    if key_type in FIXED or _is_short(id, table):
        return id
    text = cast(operand(id), "text")
    length = exp.Anonymous(this="octet_length", expressions=[id.copy() if key_type == "text" else text])
    short = exp.LTE(this=length, expression=exp.Literal.number(LONGEST_KEY))
    return exp.Case(ifs=[exp.If(this=short, true=id.copy())])


def _is_short(id: Expr, table: Table) -> bool:
    """Whether it is a column of limited length, of which a character may take four bytes, or a number of few digits."""
    inner = id.this.unnest() if isinstance(id, exp.Cast) else id
    length = re.search(r"\((\d+)[,)]", table.column(inner.name).type) if isinstance(inner, exp.Column) else None
    return length is not None and 4 * int(length[1]) <= LONGEST_KEY


# Before the last date that can be a timestamp: a start by the calendar is computed as one.
FAR = exp.cast(exp.Literal.string("290000-01-01"), "date")


def lies_ahead(date: Expr, start: Start, today: Expr) -> Expr:
    """Whether the start counted from `date` comes after today. Asked before it is computed: near the last date that
    PostgreSQL knows the sum would be out of range, and the CRM's own statement would fail."""
    return exp.and_(comes_after(date, start, today), exp.LT(this=operand(date), expression=FAR.copy()), copy=False)


def comes_after(date: Expr, start: Start, today: Expr) -> Expr:
    """The same of a date that is not far off."""
    if start.unit == "day":
        return exp.GT(this=operand(date), expression=Start("day", -start.number).of(today))
    if start.unit in ("reached", "passed"):
        kind = exp.GT if start.unit == "reached" else exp.GTE
        return kind(this=operand(date), expression=Start("months", start.number).of(today))
    return exp.GTE(this=operand(date), expression=Start(start.unit, 1 - start.number).of(today))


def is_far(date: Expr) -> Expr:
    """Whether a start counted from it could be out of range."""
    return exp.GTE(this=operand(date), expression=FAR.copy())
