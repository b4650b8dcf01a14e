"""The SAINT set: the counters that ``standard_counters`` gives each record that a source links to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pg_saint.definitions.model import Model
from pg_saint.ir.nodes import Location


@dataclass(frozen=True)
class Standard:
    """A counter in the criteria language itself. `set` is the source, or source_name for a set with a filter."""

    set: str
    role: str
    value: str
    location: Location

    @property
    def name(self) -> str:
        return f"{self.set}_{self.role}"


def standard_counters(model: Model, entity: str) -> Iterator[Standard]:
    """Those of every source: over all of its events, and over those of each set that it names."""
    for name, source in model.sources.items():
        if source.standard_counters is None or entity not in source.links:
            continue
        yield from _set(model, entity, name, name, None, model.location("sources", name, "standard_counters"))
        for word, each in source.standard_counters.items():
            if each.on is None or entity in each.on:
                location = model.location("sources", name, "standard_counters", word)
                yield from _set(model, entity, name, f"{name}_{word}", each.where, location)
    for name, combined in model.combined.items():
        if combined.standard_counters and any(entity in model.sources[part].links for part in combined.of):
            yield from _set(model, entity, name, name, None, model.location("combined", name, "standard_counters"))


def _set(model: Model, entity: str, name: str, of: str, where: str | None, location: Location) -> Iterator[Standard]:
    """Without a `completed` field none of open and completed; without a date no periods and no dates."""
    parts = model.combined[name].of if name in model.combined else [name]
    fields = set.intersection(*(set(model.sources[part].field_names) for part in parts))
    periods = range(1, len(model.periods_of(entity)) + 1) if "date" in fields else range(0)
    completed = "completed" in fields

    def counter(role: str, function: str, *conditions: str) -> Standard:
        every = [*([f"({where})"] if where is not None else []), *conditions]
        condition = f" filter (where {' and '.join(every)})" if every else ""
        return Standard(of, role, function + condition, location)

    count, last = f"count({name})", f"max({name}.date)"
    yield counter("count", count)
    if completed:
        yield counter("open", count, "completed is not true")
    for n in periods:
        yield counter(f"count_period{n}", count, f"past(period{n})")
        if completed:
            yield counter(f"open_period{n}", count, "completed is not true", f"past(period{n})")
    if "date" in fields:
        yield counter("last", last, "date <= today")
        if completed:
            yield counter("last_completed", last, "completed", "date <= today")
            yield counter("last_open", last, "completed is not true", "date <= today")
        yield counter("next", f"min({name}.date)", "date > today")
    if "amount" in fields:
        yield counter("amount", f"sum({name}.amount)")
        for n in periods:
            yield counter(f"amount_period{n}", f"sum({name}.amount)", f"past(period{n})")
