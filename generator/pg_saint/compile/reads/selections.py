"""Selections: one view each, over the wide rows as the other public views are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sqlglot import exp

from pg_saint.compile.reads.current import Value, current
from pg_saint.compile.reads.every_schema import is_there
from pg_saint.compile.reads.needs_backfill import reads_backfill
from pg_saint.compile.reads.read_field import field_name, read_field
from pg_saint.compile.row.confidential import roles
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.pieces import names_for_readers, names_of
from pg_saint.compile.sql.names import data, public
from pg_saint.compile.sql.objects import ADMINISTRATORS, READERS, Kind, SqlObject
from pg_saint.compile.sql.templates import Statement, render
from pg_saint.compile.sql.text import Sql, comment, ident, literal, type_name
from pg_saint.errors import SaintError
from pg_saint.ir.confidential import classes_of_selection, together
from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Classes, Expr, Selection, SelectionColumn


def selection_objects(layout: EntityLayout) -> Iterator[SqlObject]:
    """A view each; of a materialized one a materialized view, and the function that refreshes it."""
    for field in layout.read_fields.values():
        yield from read_field(layout, field, field_name(layout, field))
    for selection in layout.selections:
        name = public("selection", selection.name)
        said = " and ".join(criterion.text for criterion in selection.criteria) or "members added by hand"
        asked = classes_of_selection(layout.definition, selection)
        condition = _condition(layout, selection)
        columns = [_value(layout, column, layout.classes(column.expr)) for column in selection.columns]
        pieces = {
            **names_for_readers(layout),
            "name": name,
            "comment": comment(f"{selection.name} ({selection.location}): {said}"),
            "current": current(layout, columns, condition, restricted_to=asked),
        }
        rows = data("selection", selection.name, "rows")
        # Of what our own functions ask for, or is kept, nothing is left out.
        every = [_value(layout, column, ()) for column in selection.columns]
        read = {**names_of(layout), "name": rows, "current": current(layout, every, condition)}
        whole = _object(layout, rows, "view", render("reads/selection_view", **{**pieces, **read}), open_to=())
        if selection.kind != "materialized":
            if asked:
                yield whole
            open_to = _readers(selection) or roles(asked)[:1] or READERS
            yield _object(layout, name, "view", render("reads/selection_view", **pieces), open_to)
            continue
        # A column of the wide row can go, and a criterion change, without the materialized view.
        yield whole
        classes = roles(_classes_of_materialized(layout, selection))
        open_to = classes or _readers(selection) or READERS
        types = [{"name": ident(column.name), "type": type_name(column.type)} for column in selection.columns]
        made = render("reads/selection_materialized", **{**pieces, "rows": rows, "types": types})
        yield _object(layout, name, "materialized view", made, open_to)
        refresh = data("selection", selection.name, "refresh")
        view = {"view": name, "view_literal": literal(name), "selection": literal(selection.name)}
        refreshing = render("reads/selection_refresh", name=refresh, **view)
        yield _object(layout, refresh, "function", refreshing, open_to=ADMINISTRATORS)


def overall_selection_views(definition: Definition, layouts: list[EntityLayout]) -> Iterator[SqlObject]:
    """Who is in the static ones, and which there are."""
    entities = [
        {"literal": literal(r.name), "view": public(r.name, "counter"), "there": is_there(r.entity.schema)}
        for r in layouts
    ]
    language = literal(definition.languages[0])
    name = public("selection_member")
    yield _object(None, name, "view", render("reads/selection_member_view", name=name, entities=entities))
    name = public("selectiondef")
    yield _object(None, name, "view", render("reads/selectiondef_view", name=name, language=language))


def _readers(selection: Selection) -> tuple[str, ...]:
    return (*selection.readers, *ADMINISTRATORS) if selection.readers else ()


def _object(
    layout: EntityLayout | None, name: Sql, kind: Kind, sql: Statement, open_to: tuple[str, ...] = READERS
) -> SqlObject:
    return SqlObject(name, kind, sql, entity=layout.name if layout else None, open_to=open_to)


def _value(layout: EntityLayout, column: SelectionColumn, classes: Classes) -> Value:
    read = reads_backfill(layout, [column.expr])
    return Value(column.name, column.type, partial(read_selection, layout, column.expr), read, classes)


def _classes_of_materialized(layout: EntityLayout, selection: Selection) -> Classes:
    """It holds what it shows, so one class of people reads all of it."""
    shown = layout.classes(*(column.expr for column in selection.columns))
    classes = together([classes_of_selection(layout.definition, selection), shown])
    if len(classes) > 1:
        raise SaintError(
            f"selection {selection.name} is materialized and shows what is confidential: {' and '.join(classes)}",
            selection.location,
            "make two selections of it, or leave out materialized: true",
        )
    return classes


def _condition(layout: EntityLayout, selection: Selection) -> Value:
    read = reads_backfill(layout, list(_read_by(layout, selection)))
    return Value("saint_is_in", "boolean", partial(criteria_met, layout, selection), read)


def _read_by(layout: EntityLayout, selection: Selection) -> Iterator[Expr]:
    """The criteria of a selection, and of the selections that it names."""
    for criterion in selection.criteria:
        yield criterion.expr
        for node in criterion.expr.find_all(exp.Anonymous):
            if node.name == "selection":
                yield from _read_by(layout, next(s for s in layout.selections if s.name == node.expressions[0].name))


def criteria_met(layout: EntityLayout, selection: Selection, row: str) -> Expr:
    return exp.paren(exp.and_(*map(exp.paren, _parts(layout, selection, row)), wrap=False))


def _parts(layout: EntityLayout, selection: Selection, row: str) -> Iterator[Expr]:
    """The conditions that must all hold."""
    if selection.kind == "static":
        yield _is_member(selection, row)
    for criterion in selection.criteria:
        yield read_selection(layout, criterion.expr, row)


def read_selection(layout: EntityLayout, expr: Expr, row: str) -> Expr:
    """A record-level expression over the wide row `row`. Its statuses are stored in it."""
    field = layout.read_fields.get(expr.name) if isinstance(expr, exp.Column) else None
    if field is not None:
        return exp.Anonymous(this=str(field_name(layout, field)), expressions=[exp.column("id", row)])
    return with_selections(layout, layout.read(layout.with_stored_statuses(expr), row), row)


def with_selections(layout: EntityLayout, read: Expr, row: str) -> Expr:
    """What was read from the wide row, with what they ask in the place of the selections that it names."""

    def other(node: Expr) -> Expr:
        if not (isinstance(node, exp.Anonymous) and node.name == "selection"):
            return node
        wanted = next(each for each in layout.selections if each.name == node.expressions[0].name)
        parts = list(_parts(layout, wanted, row))
        condition = exp.and_(*map(exp.paren, parts), wrap=False) if len(parts) > 1 else parts[0]
        return exp.Coalesce(this=condition, expressions=[exp.false()])

    return read.transform(other)


def _is_member(selection: Selection, row: str) -> Expr:
    """The members of every entity are in one table, with their ids as text."""
    member = exp.select("*").from_("saint.selection_entry as m")
    member = member.where(exp.EQ(this=exp.column("selection", "m"), expression=exp.Literal.string(selection.name)))
    id = exp.cast(exp.column("id", row), "text")
    return exp.Exists(this=member.where(exp.EQ(this=exp.column("id", "m"), expression=id)))
