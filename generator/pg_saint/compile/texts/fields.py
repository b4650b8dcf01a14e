"""All that is mapped of a record, for lists that people read: exports and reports."""

from __future__ import annotations

from collections.abc import Iterator

from pg_saint.compile.row.confidential import for_those_who_may
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.pieces import names_of
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.objects import READERS, SqlObject
from pg_saint.compile.sql.or_null import Parts, tables_by_alias
from pg_saint.compile.sql.rows import hold, joined, row_filter, tables_of
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, expression, ident, table_name, type_name
from pg_saint.ir.joins import needed_joins


def field_objects(layout: EntityLayout) -> Iterator[SqlObject]:
    entity = layout.entity
    parts = Parts(layout.name)
    tree = parts.tree(entity.tree, where=True)
    # A field that cannot be computed is NULL, and the others are there.
    values = {field.column: parts.expr(field.expr, tables_by_alias(entity.tree)) for field in entity.fields}
    name = data(layout.name, "fields")
    joins = needed_joins(tree.joins, [tree.where, tree.key, *values.values()])
    yield from parts.objects()
    yield SqlObject(
        name=name,
        kind="function",
        sql=render(
            "texts/fields",
            **{**names_of(layout), "parallel": Sql("unsafe" if parts.found else "safe")},
            name=name,
            hold=hold(tables_of(tree)),
            fields=[
                {
                    "name": ident(f.column),
                    "type": type_name(f.type),
                    "value": for_those_who_may(expression(values[f.column]), f.confidential),
                }
                for f in entity.fields
            ],
            record={
                "key": expression(tree.key),
                "table": table_name(tree.table),
                "alias": ident(tree.alias),
                "joins": joined(joins),
                "where": row_filter(tree.where, tree.key, "= any ($1)", {tree.alias: tree.table}),
            },
        ),
        entity=layout.name,
        open_to=READERS,
        # A function cannot be replaced by one that returns other columns.
        replaceable=False,
    )
