"""An entity and its sources read so that a row of which the key, a join or the link cannot be computed hurts nobody.

Such a row then has no key, matches nothing, belongs to no record. The calls that see to it cost, and no index serves
them, so this is how records are computed only once the plain way has failed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlglot import exp

from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.source_links import source_links
from pg_saint.compile.sql.or_null import TAKEN_APART, Parts, Tables, tables_by_alias
from pg_saint.ir.harmless import is_harmless
from pg_saint.ir.joins import aliases_in, needed_joins
from pg_saint.ir.nodes import Expr, Join, Source, Table


@dataclass(frozen=True)
class Careful:
    """The record with another tree, and other links of its sources; `parts` are the calls that it takes."""

    read: EntityLayout
    parts: Parts


@dataclass(frozen=True)
class Risk:
    """Something that can fail on a row of `table`: `expr` over `alias`, and `key` where the row has one."""

    said: str
    expr: Expr
    alias: str
    table: Table
    key: Expr | None


@lru_cache(maxsize=64)
def careful(layout: EntityLayout) -> Careful | None:
    """None where nothing of this kind can fail."""
    parts = Parts(layout.name)
    entity = replace(layout.entity, tree=parts.tree(layout.entity.tree, where=False))
    named = {source.name for source in layout.sources}
    sources = tuple(_source(parts, each) if each.name in named else each for each in layout.definition.sources)
    if not parts.found:
        return None
    return Careful(replace(layout, definition=replace(layout.definition, sources=sources), entity=entity), parts)


def _source(parts: Parts, source: Source) -> Source:
    tree = source.tree
    links = tuple(parts.link(tree, each) if each.entity == parts.entity else each for each in source.links)
    joins = parts.joins(tree.joins, tables_by_alias(tree))
    return replace(source, tree=replace(tree, joins=joins), links=links)


def risks(layout: EntityLayout) -> Iterator[Risk]:
    """What can fail on a row of one table, and would leave that row without a record."""
    tree = layout.entity.tree
    exprs = [tree.where, tree.key, *(each.expr for each in layout.fields)]
    yield from _of_id("the key", tree.key, tables_by_alias(tree), tree.alias, None)
    yield from _of_joins(needed_joins(tree.joins, exprs), tables_by_alias(tree), tree.alias, None)
    for source_link in source_links(layout):
        source, base = source_link.source, source_link.source.tree
        key = base.key if is_harmless(base.key) else None
        tables = tables_by_alias(base, source_link.joins)
        yield from _of_id(f"the link from {source.name}", source_link.link.id, tables, base.alias, key)
        yield from _of_joins(source_link.joins, tables, base.alias, key)


def _of_joins(joins: tuple[Join, ...], tables: Tables, base: str, key: Expr | None) -> Iterator[Risk]:
    for join in joins:
        parts = list(join.on.flatten()) if isinstance(join.on, exp.And) else [join.on]
        for alias, table in tables.items():
            # What the condition says of this table alone may be what keeps the rest from failing.
            own = [part for part in parts if aliases_in([part]) == {alias}]
            sides = [side for part in parts for side in _operands(part) if aliases_in([side]) == {alias}]
            known = [exp.Not(this=exp.Is(this=exp.paren(side), expression=exp.null())) for side in sides]
            if not all(map(is_harmless, (*own, *sides))):
                expr = exp.and_(*map(exp.paren, (*own, *known)))
                yield Risk(f"the join {join.alias}", expr, alias, table, key if alias == base else None)


def _operands(expr: Expr) -> Iterator[Expr]:
    """The parts of a condition on several tables that are taken apart."""
    if len(aliases_in([expr])) > 1 and isinstance(expr, TAKEN_APART):
        for part in expr.iter_expressions():
            yield part
            yield from _operands(part)


def _of_id(said: str, id: Expr, tables: Tables, base: str, key: Expr | None) -> Iterator[Risk]:
    named = aliases_in([id])
    if is_harmless(id):
        return
    if len(named) == 1:
        alias = next(iter(named))
        yield Risk(said, id, alias, tables[alias], key if alias == base else None)
    elif isinstance(id, (exp.Paren, exp.Coalesce)):
        for part in id.iter_expressions():
            yield from _of_id(said, part, tables, base, key)
