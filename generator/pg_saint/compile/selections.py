"""Selections: one view each, over the wide rows as the other public views are."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from pg_saint.compile.entity import names_of
from pg_saint.compile.names import public
from pg_saint.compile.objects import SqlObject
from pg_saint.compile.record import Record
from pg_saint.compile.sqltext import Sql, comment, expression, ident, render, words
from pg_saint.ir.nodes import Expr, Selection


def selection_views(record: Record) -> Iterator[SqlObject]:
    for selection in record.selections:
        name = public("selection", selection.name)
        said = " and ".join(criterion.text for criterion in selection.criteria) or "members added by hand"
        yield SqlObject(
            name=name,
            kind="view",
            sql=render(
                "selection_view",
                **names_of(record),
                name=name,
                comment=comment(f"{selection.name} ({selection.place}): {said}"),
                columns=[
                    {
                        "name": ident(column.name),
                        "stored": expression(_read(record, column.expr, "c")),
                        "computed": expression(_read(record, column.expr, "l")),
                    }
                    for column in selection.columns
                ],
                stored=_conditions(record, selection, "c"),
                computed=_conditions(record, selection, "l"),
            ),
            drop_sql=words("drop view if exists", name),
            entity=record.name,
        )


def _conditions(record: Record, selection: Selection, row: str) -> list[Sql]:
    return [expression(exp.paren(condition)) for condition in _parts(record, selection, row)]


def _parts(record: Record, selection: Selection, row: str) -> Iterator[Expr]:
    """The conditions that must all hold."""
    if selection.kind == "static":
        yield _is_member(selection, row)
    for criterion in selection.criteria:
        yield _read(record, criterion.expr, row)


def _read(record: Record, expr: Expr, row: str) -> Expr:
    """A record-level expression over the wide row `row`. Its statuses are stored in it."""

    def status(node: Expr) -> Expr:
        if not (isinstance(node, exp.Anonymous) and node.name == "status"):
            return node
        wanted = node.expressions[0].name
        if wanted not in {each.name for each in record.statuses}:  # one that is switched off is had by nobody
            return exp.false()
        return exp.EQ(this=exp.Literal.string(wanted), expression=exp.Any(this=exp.paren(exp.column("statuses"))))

    def other(node: Expr) -> Expr:
        if not (isinstance(node, exp.Anonymous) and node.name == "selection"):
            return node
        wanted = next(each for each in record.selections if each.name == node.expressions[0].name)
        parts = list(_parts(record, wanted, row))
        condition = exp.and_(*map(exp.paren, parts), wrap=False) if len(parts) > 1 else parts[0]
        return exp.Coalesce(this=condition, expressions=[exp.false()])

    return record.read(expr.transform(status), row).transform(other)


def _is_member(selection: Selection, row: str) -> Expr:
    """The members of every entity are in one table, with their ids as text."""
    member = exp.select("*").from_("saint.selection_entry as m")
    member = member.where(exp.EQ(this=exp.column("selection", "m"), expression=exp.Literal.string(selection.name)))
    id = exp.cast(exp.column("id", row), "text")
    return exp.Exists(this=member.where(exp.EQ(this=exp.column("id", "m"), expression=id)))
