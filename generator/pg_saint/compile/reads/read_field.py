"""A field as the CRM has it now, of one record: for columns that no row keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pg_saint.compile.row.confidential import for_those_who_may
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.pieces import names_of
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.objects import READERS, SqlObject
from pg_saint.compile.sql.or_null import Parts, tables_by_alias
from pg_saint.compile.sql.rows import hold, joined, row_filter, tables_of
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Name, Sql, expression, ident, table_name, type_name
from pg_saint.ir.joins import needed_joins
from pg_saint.ir.nodes import Field


def field_name(layout: EntityLayout, field: Field) -> Name:
    """With its type: a function cannot be replaced by one that returns another."""
    return data(layout.name, "read", field.column, re.sub(r"\W+", "_", field.type).strip("_"))


def read_field(layout: EntityLayout, field: Field, name: Name) -> Iterator[SqlObject]:
    """The function, and those of what can fail in it: then it is NULL."""
    parts = Parts(layout.name)
    tree = parts.tree(layout.entity.tree, where=True)
    value = parts.expr(field.expr, tables_by_alias(layout.entity.tree))
    record = {
        "table": table_name(tree.table),
        "alias": ident(tree.alias),
        "joins": joined(needed_joins(tree.joins, [tree.where, tree.key, value])),
        "where": row_filter(tree.where, tree.key, "= $1", {tree.alias: tree.table}),
    }
    sql = render(
        "reads/read_field",
        **{**names_of(layout), "parallel": Sql("unsafe" if parts.found else "safe")},
        name=name,
        field=Sql(field.name),
        type=type_name(field.type),
        hold=hold(tables_of(tree)),
        value=for_those_who_may(Sql(f"({expression(value)})::{type_name(field.type)}"), field.confidential),
        record=record,
    )
    yield from parts.objects()
    yield SqlObject(name, "function", sql, entity=layout.name, open_to=READERS)
