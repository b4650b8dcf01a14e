"""An entity and its sources read so that a row of which the key, a join or the link cannot be computed hurts nobody.

Such a row then has no key, matches nothing, belongs to no record. The calls that see to it cost, and no index serves
them, so this is how records are computed only once the plain way has failed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from pg_saint.compile.row.layout import EntityLayout, path_of_parent
from pg_saint.compile.sql.or_null import Parts, tables_by_alias
from pg_saint.ir.nodes import Source


@dataclass(frozen=True)
class Careful:
    """The record with another tree, and other links of its sources; `parts` are the calls that it takes."""

    read: EntityLayout
    parts: Parts


@lru_cache(maxsize=64)
def careful(layout: EntityLayout) -> Careful | None:
    """None where nothing of this kind can fail."""
    parts = Parts(layout.name)
    tables, asked = tables_by_alias(layout.entity.tree), {path_of_parent(f) for f in layout.fields if f.question}
    parents = tuple((path, parts.expr(key, tables) if path in asked else key) for path, key in layout.entity.parents)
    entity = replace(layout.entity, tree=parts.tree(layout.entity.tree, where=False), parents=parents)
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
