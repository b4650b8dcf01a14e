"""Relations read so that what cannot be computed of one row costs a cell or a line, and not the whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pg_saint.compile.attention.sources import MonitoredEntity
from pg_saint.compile.sql.or_null import Parts, Tables, tables_by_alias
from pg_saint.ir.attention import Attention, Moment, Users
from pg_saint.ir.nodes import Expr, Field, Source


def carefully(monitored: MonitoredEntity) -> MonitoredEntity:
    """The relations as they are read."""
    definition, entity = monitored.definition, monitored.entity
    parts = monitored.parts
    tables = tables_by_alias(entity.tree)
    entity = replace(entity, tree=parts.tree(entity.tree, where=True), fields=_fields(parts, entity.fields, tables))
    named = {each.source.name: each.source for each in monitored.sources}
    sources = tuple(_source(parts, each) if each.name in named else each for each in definition.sources)
    attention = definition.attention
    moments = tuple(
        _moment(parts, each, tables_by_alias(named[each.source].tree)) if each.source in named else each
        for each in attention.moments
    )
    read = replace(definition, sources=sources, attention=_attention(parts, attention, moments))
    return MonitoredEntity(read, entity, parts)


def _attention(parts: Parts, attention: Attention, moments: tuple[Moment, ...]) -> Attention:
    users = attention.users
    if users is not None:
        group = _optional(parts, users.group, tables_by_alias(users.tree))
        users = Users(parts.tree(users.tree, where=True), group)
    return replace(attention, moments=moments, users=users)


def _source(parts: Parts, source: Source) -> Source:
    tables = tables_by_alias(source.tree)
    links = tuple(parts.link(source.tree, each) if each.entity == parts.entity else each for each in source.links)
    tree = parts.tree(source.tree, where=True)
    return replace(source, tree=tree, fields=_fields(parts, source.fields, tables), links=links)


def _moment(parts: Parts, moment: Moment, tables: Tables) -> Moment:
    return replace(
        moment,
        occurred_at=parts.expr(moment.occurred_at, tables),
        occurred_on=parts.expr(moment.occurred_on, tables),
        sorted_by=parts.expr(moment.sorted_by, tables),
        user=_optional(parts, moment.user, tables),
        title=_optional(parts, moment.title, tables),
    )


def _fields(parts: Parts, fields: Iterable[Field], tables: Tables) -> tuple[Field, ...]:
    return tuple(replace(each, expr=parts.expr(each.expr, tables)) for each in fields)


def _optional(parts: Parts, expr: Expr | None, tables: Tables) -> Expr | None:
    return None if expr is None else parts.expr(expr, tables)
