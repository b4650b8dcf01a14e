"""Which rows of which CRM table a record depends on, and how a changed row is traced to its records.

Why late resolution is right: docs/architecture.md, "Dirty marks, and why some are resolved late".
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from sqlglot import exp

from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.source_links import SourceLink, source_links
from pg_saint.compile.sql.expressions import columns_of, replace_columns
from pg_saint.ir.dialect import cast, printed
from pg_saint.ir.harmless import is_harmless
from pg_saint.ir.joins import aliases_in, needed_joins
from pg_saint.ir.names import column
from pg_saint.ir.nodes import Column, Expr, Join, Table

MARK = "saint_mark"
# What a mark says that makes the record's own fields stale, and no event of it.
FIELDS = "fields"


@dataclass(frozen=True)
class Dependency:
    """Rows of `table`, known as `alias` on the way to the records of `layout`.

    `used` are the columns whose change matters. Where `id` names only this row's columns the record is in the row
    (`direct`); elsewhere it is found from `key`, the columns that the way to it looks at. `stale`: what of the
    record depends on these rows, as a mark says it; None: all of it.
    """

    layout: EntityLayout
    path: str
    alias: str
    table: Table
    base: str
    base_table: Table
    joins: tuple[Join, ...]
    id: Expr
    used: tuple[str, ...]
    stale: str | None = None

    @property
    def hop(self) -> str:
        return self.path if self.alias == self.base else f"{self.path}.{self.alias}"

    @property
    def direct(self) -> bool:
        # An expression that can raise is left to the reader: inside the trigger the CRM's own statement would fail.
        # So is one that compares two columns by collations of their own.
        apart = sum(self.table.column(name).own_collation for name in columns_of([self.id], self.alias))
        return aliases_in([self.id]) <= {self.alias} and is_harmless(self.id) and apart < 2

    @cached_property
    def own_join(self) -> Join | None:
        return next((join for join in self.joins if join.alias == self.alias), None)

    @cached_property
    def others(self) -> tuple[tuple[str, Table, Expr | None], ...]:
        """What lies between the changed row and the record: (alias, table, join condition), in order."""
        on = self.own_join.on if self.own_join else None
        wanted = aliases_in([self.id, on]) - {self.alias}
        found: list[tuple[str, Table, Expr | None]] = []
        for join in reversed(self.joins):
            if join.alias in wanted and join.alias != self.alias:
                found.append((join.alias, join.table, self._from_mark(join.on)))
                wanted |= aliases_in([join.on]) - {self.alias}
        if self.base in wanted:
            found.append((self.base, self.base_table, None))
        return tuple(reversed(found))

    @cached_property
    def condition(self) -> Expr | None:
        """How the changed row meets its neighbours, read from the mark; None for a base row (its joins say it)."""
        return self._from_mark(self.own_join.on) if self.own_join else None

    @cached_property
    def marked_id(self) -> Expr:
        return self._from_mark(self.id)

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns of the changed row that the way to the record looks at."""
        named = {alias for alias, _, _ in self.others}
        conditions = [join.on for join in self.joins if join.alias in named or join.alias == self.alias]
        return tuple(sorted(columns_of([self.id, *conditions], self.alias)))

    def _from_mark(self, expr: Expr) -> Expr:
        def replacement(node: exp.Column) -> Expr:
            return self._key_value(node.name) if node.table == self.alias else node

        return replace_columns(expr, replacement)

    def _key_value(self, name: str) -> Expr:
        value = exp.JSONExtractScalar(
            this=column("key", MARK), expression=exp.Literal.string(name), only_json_types=True
        )
        return cast(exp.paren(value), self.table.column(name).type)

    def columns(self) -> tuple[Column, ...]:
        return tuple(self.table.column(name) for name in self.used)


def dependencies(layout: EntityLayout) -> Iterator[Dependency]:
    """Every row that the records of one entity depend on, but for the events that hold all that counts."""
    yield from _of_record(layout)
    for source_link in source_links(layout):
        if not source_link.in_the_row:
            yield from (replace(each, stale=stale_source(source_link)) for each in of_source_link(source_link))


def every_dependency(layout: EntityLayout) -> Iterator[Dependency]:
    """Every row that the records of one entity depend on, in whatever way its change arrives."""
    found = [*_of_record(layout)]
    found += [each for source_link in source_links(layout) for each in of_source_link(source_link)]
    yield from (each for each in found if each.used)


def watched_tables(layout: EntityLayout) -> list[Table]:
    """The CRM's tables whose rows the records of one entity depend on, by name."""
    return sorted({each.table for each in every_dependency(layout)}, key=lambda table: (table.schema, table.name))


def stale_source(source_link: SourceLink) -> str:
    """What a mark says that makes one source's events stale: the source, and a hash of how it is read, so that under
    another definition the mark is of all."""
    tree = source_link.source.tree
    read = [tree.where, source_link.link.id, *(join.on for join in source_link.joins)]
    parts = [tree.table.schema, tree.table.name, *(printed(expr) for expr in read if expr is not None)]
    return f"{source_link.source.name} {hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:8]}"


def of_source_link(source_link: SourceLink) -> Iterator[Dependency]:
    """The rows on the way from a source to the records of one entity."""
    tree, link = source_link.source.tree, source_link.link
    exprs = [*source_link.row_expressions, tree.key]
    layout, path = source_link.layout, source_link.source.name
    joins = source_link.joins
    at = next((at for at, join in enumerate(joins) if join.alias == link.record), len(joins))
    yield from _along(layout, path, tree.alias, tree.table, joins[:at], link.id, exprs)
    if joins[at:]:
        # The record's own row, which its events' filters look at, and what that row looks at: the record is that row.
        own = layout.entity.tree
        key = replace_columns(own.key, lambda node: column(node.name, link.record))
        path = f"{path}.{link.record}"
        exprs = [*(field.expr for field in link.fields if field in source_link.fields), joins[at].on]
        yield from _along(layout, path, link.record, own.table, joins[at + 1 :], key, exprs)


def _of_record(layout: EntityLayout) -> Iterator[Dependency]:
    tree = layout.entity.tree
    exprs: list[Expr | None] = [tree.where, tree.key, *(field.expr for field in layout.fields)]
    joins = needed_joins(tree.joins, exprs)
    for each in _along(layout, layout.name, tree.alias, tree.table, joins, tree.key, exprs):
        yield replace(each, stale=FIELDS)


def _along(
    layout: EntityLayout,
    path: str,
    base: str,
    base_table: Table,
    joins: tuple[Join, ...],
    id: Expr,
    exprs: list[Expr | None],
) -> Iterator[Dependency]:
    every = [*exprs, id, *(join.on for join in joins)]
    for alias, table in [(base, base_table), *((join.alias, join.table) for join in joins)]:
        used = tuple(sorted(columns_of(every, alias)))
        yield Dependency(layout, path, alias, table, base, base_table, joins, id, used)
