"""What a trigger function asks before it reads a row: whether the columns are there still, and whether values fit."""

from __future__ import annotations

from collections.abc import Iterable

from pg_saint.compile.row.dependencies import every_dependency
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.source_links import source_links
from pg_saint.compile.sql.expressions import columns_of
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, listed, literal, table_name
from pg_saint.ir.nodes import Table
from pg_saint.ir.types import INTEGERS

GROWING = (*INTEGERS, "real")


def columns_in_variables(layouts: Iterable[EntityLayout]) -> dict[Table, set[str]]:
    """The columns whose values a trigger function holds in variables or marks: a number from a column that is of wider
    type now could be out of range there."""
    in_variables: dict[Table, set[str]] = {}
    for layout in layouts:
        for dependency in every_dependency(layout):
            named = {*columns_of([dependency.id], dependency.alias), *dependency.key}
            in_variables.setdefault(dependency.table, set()).update(named)
        for source_link in source_links(layout):
            source = source_link.source
            read = columns_of([field.expr for field in source_link.fields], source.tree.alias)
            # A cast in the filter of its rows takes what the mapped type holds.
            read += columns_of([source.tree.where], source.tree.alias)
            in_variables.setdefault(source.tree.table, set()).update(read)
    return in_variables


def columns_as_mapped(table: Table, used: tuple[str, ...], in_variables: set[str]) -> Sql:
    """Whether the columns that count are there still."""
    names, types, kept = (
        listed([literal(each) for each in part])
        for part in (used, [table.column(n).type for n in used], [n for n in used if n in in_variables])
    )
    table_ = literal(str(table_name(table)))
    return render("maintain/columns_as_mapped", table=table_, names=names, types=types, kept=kept)


def numbers_in_variables(table: Table, used: tuple[str, ...], in_variables: set[str]) -> Sql | None:
    """The names and types of the numbers among them, if there are any whose type can grow."""
    grows = [c for c in map(table.column, used) if c.name in in_variables and c.type in GROWING]
    names, types = (
        listed([literal(each) for each in part]) for part in ([c.name for c in grows], [c.type for c in grows])
    )
    return Sql(f"array[{names}], array[{types}]") if grows else None
