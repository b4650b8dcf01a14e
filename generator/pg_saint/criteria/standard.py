"""The SAINT set: the counters that ``standard_counters: true`` gives each record that a source links to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pg_saint.definitions.model import Model


@dataclass(frozen=True)
class Standard:
    """A counter in the criteria language itself."""

    source: str
    role: str
    value: str

    @property
    def name(self) -> str:
        return f"{self.source}_{self.role}"


def standard_counters(model: Model, entity: str) -> Iterator[Standard]:
    """Those that the sources of `entity` can have: without a `completed` field none of open and completed."""
    for name, source in model.sources.items():
        if not source.standard_counters or entity not in source.links:
            continue
        periods = range(1, len(model.periods_of(entity)) + 1) if source.date is not None else range(0)
        completed = "completed" in source.fields
        roles = {"count": f"count({name})"}
        if completed:
            roles["open"] = f"count({name}) filter (where completed is not true)"
        for n in periods:
            roles[f"count_period{n}"] = f"count({name}) filter (where past(period{n}))"
            if completed:
                roles[f"open_period{n}"] = f"count({name}) filter (where completed is not true and past(period{n}))"
        if source.date is not None:
            roles["last"] = f"max({name}.date) filter (where date <= today)"
            if completed:
                roles["last_completed"] = f"max({name}.date) filter (where completed and date <= today)"
                roles["last_open"] = f"max({name}.date) filter (where completed is not true and date <= today)"
            roles["next"] = f"min({name}.date) filter (where date > today)"
        if source.amount is not None:
            roles["amount"] = f"sum({name}.amount)"
            for n in periods:
                roles[f"amount_period{n}"] = f"sum({name}.amount) filter (where past(period{n}))"
        for role, value in roles.items():
            yield Standard(name, role, value)
