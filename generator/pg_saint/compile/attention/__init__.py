"""Attention monitors: contact moments, their count per relation, and the monitors' views."""

from __future__ import annotations

from collections.abc import Iterator

from pg_saint.compile.attention.calculations import calculated_views, calculation_objects
from pg_saint.compile.attention.careful import carefully
from pg_saint.compile.attention.counted import counted_objects
from pg_saint.compile.attention.moments import moment_objects
from pg_saint.compile.attention.monitors import monitor_objects
from pg_saint.compile.attention.sources import MonitoredEntity
from pg_saint.compile.attention.state_changes import state_change_tables
from pg_saint.compile.sql.objects import SqlObject
from pg_saint.compile.sql.or_null import Parts
from pg_saint.ir.definition import Definition

__all__ = ["attention_objects"]


def attention_objects(definition: Definition) -> Iterator[SqlObject]:
    """In an order in which they can be created; selections that monitors name stand before them."""
    every = [MonitoredEntity(definition, entity, Parts(entity.name)) for entity in definition.entities]
    monitored = {each.name: carefully(each) for each in every if each.sources}
    made = [
        *moment_objects(list(monitored.values())),
        *(of for each in monitored.values() for of in counted_objects(each)),
        *(of for each in monitored.values() for of in calculation_objects(each)),
        *(of for each in definition.attention.monitors for of in monitor_objects(each, monitored[each.entity])),
    ]
    yield from state_change_tables(definition)
    for each in monitored.values():
        yield from each.parts.objects()
    yield from made
    if monitored:
        yield from calculated_views()
