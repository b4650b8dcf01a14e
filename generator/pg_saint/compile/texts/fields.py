"""All that is mapped of a record, for lists that people read: exports and reports."""

from __future__ import annotations

from collections.abc import Iterator

from pg_saint.compile.row.pieces import names_of
from pg_saint.compile.row.record import Record
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.objects import READERS, SqlObject
from pg_saint.compile.sql.rows import hold, joined, row_filter, tables_of
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import expression, ident, table_name, type_name
from pg_saint.ir.joins import needed_joins


def field_objects(record: Record) -> Iterator[SqlObject]:
    entity = record.entity
    tree = entity.tree
    name = data(record.name, "fields")
    joins = needed_joins(tree.joins, [tree.where, tree.key, *(field.expr for field in entity.fields)])
    yield SqlObject(
        name=name,
        kind="function",
        sql=render(
            "texts/fields",
            **names_of(record),
            name=name,
            hold=hold(tables_of(tree)),
            fields=[
                {"name": ident(f.column), "type": type_name(f.type), "value": expression(f.expr)} for f in entity.fields
            ],
            record={
                "key": expression(tree.key),
                "table": table_name(tree.table),
                "alias": ident(tree.alias),
                "joins": joined(joins),
                "where": row_filter(tree.where, tree.key, "= any ($1)", {tree.alias: tree.table}),
            },
        ),
        entity=record.name,
        open_to=READERS,
        # A function can not be replaced by one that returns other columns.
        replaceable=False,
    )
