"""What an entity in shards cannot have where its rows are stored there: all that no trigger on a shard can note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlglot import exp

from pg_saint.errors import SaintError
from pg_saint.ir.definition import Definition
from pg_saint.ir.joins import needed_joins
from pg_saint.ir.nodes import Entity, Expr, Field, Join, Source, Table
from pg_saint.ir.walking import nodes

LIVE = "leave out maintenance: deferred of the entity: then it is computed at each read"


def unnoted_fields(entity: Entity) -> frozenset[str]:
    """The columns of fields that are read from reference tables, of whose rows no shard knows which records they
    change. They are not stored: selections that read them are computed at each read."""
    joins = entity.tree.joins
    return frozenset(field.column for field in entity.fields if any(_references(joins, [field.expr])))


def check_marks(definition: Definition, entity: Entity) -> Iterator[SaintError]:
    """Of an entity in shards with ``maintenance: deferred``."""
    yield from _whole(entity.tree.table, f"entity {entity.name}", entity)
    for join in _references(entity.tree.joins, [entity.tree.where]):
        yield SaintError(
            f"which rows are of entity {entity.name} is said by {_shown(join.table)}, a reference table, and it has "
            "maintenance: deferred: no shard notes a change of such a table",
            entity.location,
            LIVE,
        )
    unnoted = unnoted_fields(entity)
    asking = [
        *((f"status {s.name}", s.location, [c.expr for c in s.criteria]) for s in definition.statuses if s.enabled),
        *((f"counter {c.name}", c.location, [c.expr]) for c in definition.counters),
    ]
    of_entity = {s.name for s in definition.statuses if s.entity == entity.name}
    of_entity |= {c.name for c in definition.counters if c.entity == entity.name}
    for said, location, exprs in asking:
        names = sorted(_columns(exprs) & unnoted) if said.partition(" ")[2] in of_entity else []
        if names:
            yield SaintError(
                f"{said} reads {', '.join(names)} of a reference table, and entity {entity.name} has maintenance: "
                "deferred: no shard notes a change of such a table",
                location,
                f"read it in selections alone; or {LIVE}",
            )
    for source in definition.sources:
        if any(link.entity == entity.name for link in source.links):
            yield from _of_source(definition, source, entity)


def _of_source(definition: Definition, source: Source, entity: Entity) -> Iterator[SaintError]:
    aggregates = [a for a in definition.aggregates.get(entity.name, ()) if a.source == source.name]
    if not aggregates:
        return
    yield from _whole(source.tree.table, f"source {source.name}", entity)
    link = source.link(entity.name)
    used = _columns([expr for a in aggregates for expr in (a.argument, a.filter)])
    fields: list[Field] = [f for f in (*source.fields, *link.fields) if f.name in used]
    for join in _references((*source.tree.joins, *link.joins), [source.tree.where, *(f.expr for f in fields)]):
        yield SaintError(
            f"source {source.name} is counted by what {_shown(join.table)} says, a reference table, and entity "
            f"{entity.name} has maintenance: deferred: no shard notes a change of such a table",
            source.location,
            LIVE,
        )


def _whole(table: Table, said: str, entity: Entity) -> Iterator[SaintError]:
    if table.partitioned:
        yield SaintError(
            f"{said} is in {_shown(table)}, which is partitioned and in shards, and entity {entity.name} has "
            "maintenance: deferred",
            entity.location,
            LIVE,
        )


def _references(joins: Iterable[Join], exprs: Iterable[Expr | None]) -> Iterator[Join]:
    for join in needed_joins(joins, exprs):
        if join.table.distribution is not None and join.table.distribution.kind == "reference":
            yield join


def _columns(exprs: Iterable[Expr | None]) -> set[str]:
    found = (node for expr in exprs if expr is not None for node in nodes(expr))
    return {node.name for node in found if isinstance(node, exp.Column)}


def _shown(table: Table) -> str:
    return f"{table.schema}.{table.name}"
