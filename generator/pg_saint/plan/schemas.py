"""Where one definition covers several schemas: what an apply does in each of them."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg

from pg_saint.ir.definition import Definition
from pg_saint.plan.stages import Alter, Backfill, Create, MarkStale, Stage

IN_FORCE = "select distinct schema from saint.entity where schema is not null order by schema"


def schemas_in_force(connection: psycopg.Connection) -> list[str]:
    """Those that the last apply covered; empty where the definition is not about several."""
    return [row[0] for row in connection.execute(IN_FORCE)]


def by_schema(connection: psycopg.Connection, definition: Definition, stages: Sequence[Stage]) -> dict[str, str]:
    """What is done in each schema, in words; schemas that are no longer covered come last."""
    entities: dict[str, set[str]] = {}
    for entity in definition.entities:
        if entity.schema is not None:
            entities.setdefault(entity.schema.name, set()).add(entity.name)
    had = schemas_in_force(connection)
    said = {schema: _said(definition, names, stages, schema in had) for schema, names in entities.items()}
    gone = {
        schema: "no longer covered: everything compiled for it is dropped" for schema in had if schema not in entities
    }
    return said | gone


def _said(definition: Definition, entities: set[str], stages: Sequence[Stage], there: bool) -> str:
    rows = sum(stage.rows for stage in stages if isinstance(stage, Backfill) and stage.entity in entities)
    filled = f", about {rows:,} records to fill" if rows else ""
    if not there:
        statuses = sum(status.entity in entities for status in definition.statuses)
        return f"new: {len(entities)} entities, {statuses} statuses{filled}"
    objects = sum(_touches(stage, entities) for stage in stages)
    return f"{objects} objects change{filled}" if objects else "no change"


def _touches(stage: Stage, entities: set[str]) -> bool:
    match stage:
        case Create(object=made):
            return made.entity in entities or not entities.isdisjoint(made.touched)
        case Alter(entity=entity) | MarkStale(entity=entity):
            return entity in entities
    return False
