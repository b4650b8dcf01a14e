"""What a plan says of entities in shards: whoever applies is to know what is stored there."""

from __future__ import annotations

from collections.abc import Iterator

from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Table

LIVE = "mode live: computed at each read, without triggers"
MARKS = "mode marks: rows stored beside it, triggers on the shards that leave marks (citus.enable_unsafe_triggers)"


def said_of_shards(definition: Definition) -> Iterator[str]:
    """One line for each entity: by what its table is distributed, what is beside it, and in which mode it is kept."""
    for entity in definition.entities:
        table = entity.tree.table
        if table.distribution is None or not table.in_shards:
            continue
        sources = [each for each in definition.sources if entity.name in {link.entity for link in each.links}]
        beside = sorted({_shown(source.tree.table) for source in sources})
        also = f", beside it {', '.join(beside)}" if beside else ""
        yield (
            f"{entity.name}: Citus distributes {_shown(table)} by {table.distribution.column} (colocation "
            f"{table.distribution.colocation}){also}; {MARKS if entity.deferred else LIVE}"
        )


def _shown(table: Table) -> str:
    return f"{table.schema}.{table.name}"
