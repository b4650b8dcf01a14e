"""Attention monitors: contact moments, their count per relation, and the monitors' views."""

from __future__ import annotations

from collections.abc import Iterator

from pg_saint.compile.attention.counted import counted_objects
from pg_saint.compile.attention.moments import moment_objects
from pg_saint.compile.attention.monitors import monitor_objects
from pg_saint.compile.attention.sources import Relations
from pg_saint.compile.attention.transitions import transition_tables
from pg_saint.compile.sql.objects import SqlObject
from pg_saint.ir.definition import Definition

__all__ = ["attention_objects"]


def attention_objects(definition: Definition) -> Iterator[SqlObject]:
    """In an order in which they can be created; selections that monitors name stand before them."""
    every = [Relations(definition, entity) for entity in definition.entities]
    relations = [each for each in every if each.sources]
    yield from transition_tables(definition)
    yield from moment_objects(relations)
    for each in relations:
        yield from counted_objects(each)
    for monitor in definition.attention.monitors:
        yield from monitor_objects(monitor, next(each for each in relations if each.entity.name == monitor.entity))
