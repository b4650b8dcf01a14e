"""All of it together."""

from __future__ import annotations

from dataclasses import dataclass, field

from pg_saint.ir.attention import Attention
from pg_saint.ir.nodes import Aggregate, Counter, Entity, Selection, Source, Status, Writing


@dataclass(frozen=True)
class Definition:
    """All that the files say. `statuses` and `selections` come in an order in which each follows those it names."""

    timezone: str
    languages: tuple[str, ...]
    entities: tuple[Entity, ...]
    sources: tuple[Source, ...]
    aggregates: dict[str, tuple[Aggregate, ...]]
    counters: tuple[Counter, ...]
    statuses: tuple[Status, ...]
    attention: Attention = field(default_factory=Attention)
    selections: tuple[Selection, ...] = ()
    history_days: int | None = None
    writings: tuple[Writing, ...] = ()

    def entity(self, name: str) -> Entity:
        return next(entity for entity in self.entities if entity.name == name)

    def source(self, name: str) -> Source:
        return next(source for source in self.sources if source.name == name)
