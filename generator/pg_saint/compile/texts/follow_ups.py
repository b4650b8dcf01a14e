"""Default follow-ups: the function that writes them into the CRM's own table."""

from __future__ import annotations

from collections.abc import Iterator

from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.pieces import names_of
from pg_saint.compile.sql.names import DATA, data_name
from pg_saint.compile.sql.objects import READERS, SqlObject
from pg_saint.compile.sql.or_null import Parts, tables_by_alias
from pg_saint.compile.sql.rows import hold, joined, row_filter, tables_of
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, expression, ident, literal, table_name, type_name, words
from pg_saint.ir.joins import needed_joins
from pg_saint.ir.nodes import Writing, Written

# By its number: a column of the CRM's table may be called of_type.
TYPE = Sql("$4")
VALUES = {"title": Sql("p.title"), "user": Sql("p.for_user")}


def follow_up_objects(layout: EntityLayout) -> Iterator[SqlObject]:
    """One function for each source that a follow-up of the entity is written to. Created after its texts."""
    for writing in layout.definition.writings:
        if writing.entity == layout.name:
            yield _write(layout, writing)
            yield from _planned(layout, writing)


def write_function(writing: Writing) -> str:
    """The function's name in saint_data."""
    return data_name(writing.entity, "write", writing.source)


def _write(layout: EntityLayout, writing: Writing) -> SqlObject:
    name = ident(DATA, write_function(writing))
    own = next(written.column for written in writing.columns if written.what == writing.entity)
    source = layout.definition.source(writing.source).tree.alias
    types = writing.types
    listed_in = None
    if types is not None:
        table = table_name(types.table)
        hint = literal(f"{table} lists them.")
        listed_in = {"table": table, "name": ident(types.name), "hint": hint}
    pieces = {
        "types": listed_in,
        "source": ident(source),
        "table": table_name(writing.table),
        "columns": [
            {"name": ident(written.column.name), "value": value}
            for written in writing.columns
            if (value := _value(layout, writing, written)) is not None
        ],
        "record": ident(source, own.name),
        "row_key": expression(writing.key),
    }
    return SqlObject(
        name=name,
        kind="function",
        sql=render("texts/write_follow_up", **{**names_of(layout), "name": name, **pieces}),
        entity=layout.name,
        open_to=READERS,
    )


def _planned(layout: EntityLayout, writing: Writing) -> Iterator[SqlObject]:
    """Of a source that has dates and a type: what of it is planned already."""
    source = layout.definition.source(writing.source)
    by_name = {field.name: field.expr for field in source.fields}
    type_ = next((written for written in writing.columns if written.what == "type"), None)
    if "date" not in by_name or type_ is None:
        return
    parts = Parts(layout.name)
    link = source.link(layout.name)
    tree = parts.tree(source.tree, where=True)
    tables = tables_by_alias(source.tree, link.joins)
    id = parts.expr(link.id, tables)
    date, completed = (parts.expr(by_name[name], tables) if name in by_name else None for name in ("date", "completed"))
    joins = needed_joins(tree.joins + parts.joins(link.joins, tables), [tree.where, tree.key, id, date, completed])
    value = _value(layout, writing, type_, Sql("$2"))
    assert date is not None
    yield from parts.objects()
    name = ident(DATA, data_name(layout.name, "planned", writing.source))
    yield SqlObject(
        name=name,
        kind="function",
        sql=render(
            "texts/planned",
            **{**names_of(layout), "parallel": Sql("unsafe" if parts.found else "safe")},
            name=name,
            hold=hold(tables_of(source.tree, link.joins)),
            source=Sql(writing.source),
            link=expression(id),
            row_key=expression(tree.key),
            date=expression(date),
            completed=expression(completed) if completed is not None else None,
            table=table_name(tree.table),
            alias=ident(tree.alias),
            joins=joined(joins),
            where=row_filter(tree.where, id, f"= any ($1::{layout.key_type}[])", {tree.alias: tree.table}),
            type=Sql(f"({ident(tree.alias, type_.column.name)})::text = ({value})::text"),
        ),
        entity=layout.name,
        open_to=READERS,
    )


def _value(layout: EntityLayout, writing: Writing, written: Written, type_: Sql = TYPE) -> Sql | None:
    """What goes into a column, of the column's own type; None for an entity that the record does not know."""
    parents = [name for name, _ in layout.entity.parents]
    if written.what == writing.entity:
        value = Sql("p.id")
    elif written.what in parents:
        value = Sql(f"p.variables ->> {literal('#' + written.what)}")
    elif written.what == "date":
        return _date(layout, writing, written)
    elif written.what == "type" and writing.types is not None:
        types = writing.types
        value = Sql(
            words(
                "select", ident("t", types.key), "from", table_name(types.table), "t",
                "where", Sql(f"{ident('t', types.name)}::text = {type_}"), "limit 1",
            )
        )  # fmt: skip
    elif written.what == "type":
        value = type_
    elif written.what in VALUES:
        value = VALUES[written.what]
    elif written.expr is not None:
        value = expression(written.expr)
    else:
        return None
    return Sql(f"({value})::{type_name(written.column.type)}")


def _date(layout: EntityLayout, writing: Writing, written: Written) -> Sql:
    """On that day at nine, in the zone that the column is in."""
    if written.column.type == "date":
        return Sql("p.date")
    instant = Sql(f"(p.date + time '09:00') at time zone {literal(layout.definition.timezone)}")
    if "with time zone" in written.column.type:
        return instant
    return Sql(f"({instant}) at time zone {literal(writing.zone or layout.definition.timezone)}")
