"""The rows that tell of attention to the records of one entity: which sources, and how each is read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sqlglot import exp

from pg_saint.compile.row.confidential import for_those_who_may
from pg_saint.compile.sql.expressions import written_out
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.or_null import Parts, tables_by_alias
from pg_saint.compile.sql.rows import hold, joined, row_filter, tables_of
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, expression, ident, listed, literal, table_name
from pg_saint.ir.attention import Bought, Moment
from pg_saint.ir.confidential import together
from pg_saint.ir.definition import Definition
from pg_saint.ir.joins import needed_joins
from pg_saint.ir.nodes import Classes, Entity, Expr, Field, Join, Link, Source

# The rows of a source themselves, or what is recorded of them.
What = Literal["rows", "state changes", "changes"]
NOTHING = Sql("null::text")
# What needs no brackets where a name stood.
PLAIN = (exp.Column, exp.Cast)


@dataclass(frozen=True)
class MomentSource:
    """A source that links to the entity and has contact moments of it, or revenue, or both."""

    entity: Entity
    source: Source
    moment: Moment | None
    revenue: dict[Bought, Expr | None]
    parts: Parts

    @property
    def link(self) -> Link:
        return self.source.link(self.entity.name)

    def classes(self, *names: str) -> Classes:
        """Of which classes who sees the fields must be."""
        fields = (field.confidential for field in self.source.fields if field.name in names)
        return together([self.source.confidential, *fields])

    def counts(self, of: What) -> Sql | None:
        """The condition on which such a moment counts; None: always."""
        states = None if self.moment is None else self.moment.state_changes
        if states is None or states.only is None or of == "changes":
            return None
        if of == "state changes":
            pairs = [Sql(f"({literal(was)}, {literal(became)})") for was, became in states.only if was is not None]
            row = "(saint_state_change.was, saint_state_change.became)"
            return Sql(f"{row} in ({listed(pairs)})") if pairs else boolean(False)
        came = [literal(became) for was, became in states.only if was is None]
        if not came:
            return boolean(False)
        table, key = state_change_table(self.source), f"({expression(self.source.tree.key)})::text"
        # The state that it came with: the first that it was changed from, since no earlier row had its key.
        first = render("attention/first_state", table=table, key=Sql(key)).strip()
        return Sql(f"coalesce(coalesce(({first}), {text_of(states.state)}) in ({listed(came)}), false)")

    @property
    def counted(self) -> bool:
        return self.moment is not None and self.moment.counted

    def row_level(self, expr: Expr) -> Expr:
        """An event-level expression over the source's rows."""
        by_name = {field.name: field.expr for field in self.source.fields}
        return self.parts.expr(written_out(expr, by_name, PLAIN), tables_by_alias(self.source.tree))

    def joins(self, exprs: list[Expr | None]) -> list[dict[str, Sql]]:
        """The joins that the link, the filter and `exprs` need."""
        return joined(self._needed(exprs))

    def where(self, restriction: str | None, exprs: list[Expr | None]) -> Sql:
        """The source's filter, and which records are asked for."""
        tree = self.source.tree
        tables = {tree.alias: tree.table, **{join.alias: join.table for join in self._needed(exprs)}}
        return row_filter(tree.where, self.link.id, restriction, tables)

    def _needed(self, exprs: list[Expr | None]) -> tuple[Join, ...]:
        tree = self.source.tree
        return needed_joins(tree.joins + self.link.joins, [*exprs, tree.where, tree.key, self.link.id])

    @property
    def table(self) -> dict[str, Sql | None]:
        """The pieces by which every template names the source."""
        tree = self.source.tree
        return {
            "table": table_name(tree.table),
            "alias": ident(tree.alias),
            "key": expression(tree.key),
            "id": expression(self.link.id),
        }


@dataclass(frozen=True)
class MonitoredEntity:
    """One entity as attention monitors see it: its records are the relations. `parts`: what of them can fail."""

    definition: Definition
    entity: Entity
    parts: Parts

    @property
    def name(self) -> str:
        return self.entity.name

    @property
    def key_type(self) -> str:
        return self.entity.tree.key_type

    @cached_property
    def sources(self) -> tuple[MomentSource, ...]:
        attention = self.definition.attention
        moments = {moment.source: moment for moment in attention.moments}
        revenue: dict[str, dict[Bought, Expr | None]] = {}
        for each in attention.revenues:
            revenue.setdefault(each.source, {})[each.bought] = each.condition
        return tuple(
            MomentSource(self.entity, source, moments.get(source.name), revenue.get(source.name, {}), self.parts)
            for source in self.definition.sources
            if any(link.entity == self.name for link in source.links)
            and (source.name in moments or source.name in revenue)
        )

    @property
    def has_moments(self) -> bool:
        return any(source.moment is not None for source in self.sources)

    @cached_property
    def hold(self) -> Sql:
        """The call that keeps all tables of the entity, of its sources and of the users what they are."""
        users = self.definition.attention.users
        tables = [*tables_of(self.entity.tree), *(tables_of(users.tree) if users is not None else ())]
        for each in self.sources:
            tables += tables_of(each.source.tree, each.link.joins)
        return hold(tables)

    def field(self, name: str) -> Field | None:
        return next((field for field in self.entity.fields if field.name == name), None)

    def text(self, name: str) -> Sql:
        """The entity's field as a text; NULL where it is not mapped."""
        field = self.field(name)
        if field is None:
            return NOTHING
        return for_those_who_may(Sql(f"({expression(field.expr)})::text"), field.confidential)

    def remembered(self, name: str) -> Sql:
        """The same in a result that is kept for all: nothing where only some may see it."""
        field = self.field(name)
        return NOTHING if field is None or field.confidential else self.text(name)

    def record(self, restriction: str | None, exprs: list[Expr | None]) -> dict[str, object]:
        """The pieces of a select over the entity's own rows; `exprs` is what else it reads of them."""
        tree = self.entity.tree
        joins = needed_joins(tree.joins, [tree.where, tree.key, *exprs])
        return {
            "key": expression(tree.key),
            "table": table_name(tree.table),
            "alias": ident(tree.alias),
            "joins": joined(joins),
            "where": row_filter(tree.where, tree.key, restriction, {tree.alias: tree.table}),
        }


def state_change_table(source: Source) -> Sql:
    return data(source.name, "transition")


def change_table(source: Source) -> Sql:
    return data(source.name, "change")


def text_of(expr: Expr | None) -> Sql:
    return NOTHING if expr is None else Sql(f"({expression(expr)})::text")


def boolean(value: bool) -> Sql:
    return Sql("true" if value else "false")


def zone(definition: Definition) -> Sql:
    return literal(definition.timezone)
