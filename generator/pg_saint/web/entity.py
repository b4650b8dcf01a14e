"""The entity that a page is about."""

from __future__ import annotations

from pg_saint.report.entity import Entity, find_entity
from pg_saint.web.visit import NotThere, Visit

__all__ = ["Entity", "entity_of"]


def entity_of(visit: Visit, name: str) -> Entity:
    """Raises NotThere."""
    found = find_entity(visit.connection, name)
    if found is None:
        raise NotThere
    return found
