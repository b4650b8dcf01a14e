"""No two things of a definition may ask for objects of one name."""

from __future__ import annotations

from collections.abc import Iterator

from pg_saint.definitions.model import Model
from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Location
from pg_saint.ir.objects import ATTENTION, CHANGES, ENTITY, MONITOR, OURS, OURS_IN_SHARDS, SELECTION, STATE_CHANGES

Named = tuple[str, str, Location]


def check_object_names(model: Model) -> Iterator[SaintError]:
    """Names that would be those of two objects in the database, each with both locations."""
    first: dict[str, tuple[str, Location]] = {}
    taken = {*(f"saint.{name}" for name in OURS), *OURS_IN_SHARDS}
    told: set[Location] = set()
    for name, what, location in _objects(model):
        if name in taken:
            yield SaintError(f"{name} already exists", location, "choose another name")
            continue
        other, there = first.setdefault(name, (what, location))
        if other != what and location not in told:
            told.add(location)
            yield SaintError(
                f"{other} and {what} would both need an object called {name}",
                location,
                f"rename one of the two; {other} is at {there}",
            )


def _objects(model: Model) -> Iterator[Named]:
    """Each object, what it is for, and where that was written."""
    for name in model.entities:
        words = ENTITY[0] + (ATTENTION if _has_moments(model, name) else ())
        yield from _named(f"entity {name}", model.location("entities", name), [name], (words, ENTITY[1]))
    for name, source in model.sources.items():
        location = model.location("sources", name)
        if source.moment is not None and source.moment.transitions is not None:
            yield from _named(f"source {name}", location, [name], (STATE_CHANGES, ()))
        if source.moment is not None and source.moment.changes is not None:
            yield from _named(f"source {name}", location, [name], (CHANGES, ()))
        for entity in source.links if source.write else ():
            yield f"saint_data.{entity}_write_{name}", f"source {name}", location
    for name, selection in model.selections.items():
        own = SELECTION[0] if selection.materialized else ()
        yield from _named(
            f"selection {name}", model.location("selections", name), ["selection", name], (own, SELECTION[1])
        )
    for name in model.monitors:
        yield from _named(f"monitor {name}", model.location("monitors", name), ["attention", name], MONITOR)


def _named(
    what: str, location: Location, name: list[str], words: tuple[tuple[str, ...], tuple[str, ...]]
) -> Iterator[Named]:
    for schema, own in zip(("saint_data", "saint"), words, strict=True):
        for word in own:
            yield f"{schema}.{'_'.join([*name, word] if word else name)}", what, location


def _has_moments(model: Model, entity: str) -> bool:
    return any(entity in source.links and (source.moment or source.revenue) for source in model.sources.values())
