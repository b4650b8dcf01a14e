"""Dirty marks: what a trigger function writes down of a changed row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pg_saint.compile.row.dependencies import Dependency
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.sql.expressions import indexable
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.text import Sql, comment, expression, ident, listed, literal, type_name
from pg_saint.ir.nodes import Column, Expr, Table
from pg_saint.ir.shown import SHOWN
from pg_saint.ir.types import FLOATS, INTEGERS, base_type

KEPT_AS_THEY_ARE = (
    *INTEGERS, "numeric", "boolean", "uuid", "text", "character varying", "character", "date",
    "timestamp without time zone", "timestamp with time zone", "time without time zone",
)  # fmt: skip
# What is written otherwise under some setting, and so are arrays and ranges of anything.
WRITTEN_BY_SETTINGS = (
    *FLOATS, "interval", "bytea", "point", "line", "lseg", "box", "path", "polygon", "circle",
)  # fmt: skip


def marks_of(own: list[Dependency]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for dependency in own:
        mark = _mark(dependency)
        found.setdefault("|".join(str(mark[word]) for word in ("dirty", "hop", "id", "key", "compared", "stale")), mark)
    return list(found.values())


def record_id(id: Expr, layout: EntityLayout, table: Table) -> Sql:
    return expression(indexable(id, layout.key_type, table))


def _mark(dependency: Dependency) -> dict[str, Any]:
    layout, alias = dependency.layout, dependency.alias
    named = [_kept(dependency.table.column(name), alias) for name in dependency.key]
    how = "named in the row" if dependency.direct else "found when the mark is read"
    return {
        "comment": comment(f"{dependency.hop} -> {layout.name}, {how}"),
        "direct": dependency.direct,
        "dirty": data(layout.name, "dirty"),
        "via": data(layout.name, "via"),
        "key_type": type_name(layout.key_type),
        "alias": ident(alias),
        "id": record_id(dependency.id, layout, dependency.table) if dependency.direct else None,
        "stale": None if dependency.stale is None else literal(dependency.stale),
        "hop": literal(dependency.hop),
        "key": Sql(f"jsonb_build_object({listed(named)})"),
        "compared": listed([*_compared(alias, dependency.columns())]),
        "changed": Sql(f"(select {listed([_restored(c) for c in dependency.columns()])} from changed c)"),
    }


def _kept(column: Column, alias: str) -> Sql:
    """A column's name and value as a mark keeps them, in jsonb. What is no plain value is kept as its text: jsonb does
    not take every json, and an array or a document comes back from it as something else."""
    plain = ident(alias, column.name)
    kept = plain if base_type(column.type) in KEPT_AS_THEY_ARE else _written(column, plain)
    return Sql(f"{literal(column.name)}, {kept}")


def _written(column: Column, plain: Sql) -> Sql:
    kind = base_type(column.type)
    shown = kind in WRITTEN_BY_SETTINGS or kind.endswith(("[]", "range"))
    return Sql(f"{SHOWN}({plain})" if shown else f"{plain}::text")


def _compared(alias: str, columns: Sequence[Column]) -> Iterator[Sql]:
    """The columns as EXCEPT can compare them: a type without equality (json, xml) goes by its text, and values that are
    equal without being the same (1.0 and 1.00) by their text too."""
    for c in columns:
        plain = ident(alias, c.name)
        yield plain if c.comparable else Sql(f"{_written(c, plain)} as {ident(c.name)}")
    for number, c in enumerate((c for c in columns if c.comparable and not c.exact), start=1):
        yield Sql(f'{ident(alias, c.name)}::text collate "C" as {ident(f"as written {number}")}')


def _restored(c: Column) -> Sql:
    plain = ident("c", c.name)
    return plain if c.comparable else Sql(f"{plain}::{type_name(c.type)} as {ident(c.name)}")
