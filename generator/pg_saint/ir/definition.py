"""All of it together."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlglot import exp

from pg_saint.ir.attention import Attention
from pg_saint.ir.nodes import Aggregate, Counter, Entity, Field, Question, Selection, Source, Status, Writing
from pg_saint.ir.walking import nodes


@dataclass(frozen=True)
class Definition:
    """All that the files say. `statuses` and `selections` come in an order in which each follows those it names.
    `periods`: the days or the length of each, by entity."""

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
    periods: dict[str, tuple[int | str, ...]] = field(default_factory=dict)

    def questions(self, entity: str) -> tuple[Question, ...]:
        """What other entities ask of its records, each once."""
        every = ((*self.asked(each), *self.asked_of_children(each)) for each in self.entities)
        asked = (field.question for fields in every for field in fields)
        return tuple({q.text: q for q in asked if q is not None and q.entity == entity}.values())

    def asked(self, entity: Entity) -> tuple[Field, ...]:
        """The answers that something in force of the entity looks at."""
        if not entity.asked:
            return ()
        selections = [each for each in self.selections if each.entity == entity.name]
        criteria = [each.criteria for each in self.statuses if each.enabled and each.entity == entity.name]
        criteria += [each.criteria for each in selections]
        exprs = [criterion.expr for part in criteria for criterion in part]
        exprs += [column.expr for each in selections for column in each.columns]
        named = {node.name for expr in exprs for node in nodes(expr) if isinstance(node, exp.Column)}
        return tuple(field for field in entity.asked if field.column in named)

    def asked_of_children(self, entity: Entity) -> tuple[Field, ...]:
        """The answers of children that aggregates over them look at."""
        found: dict[str, Field] = {}
        for source in self.sources:
            asked = [each for each in source.fields if each.question is not None]
            if asked and entity.name in [link.entity for link in source.links]:
                own = [each.filter for each in self.aggregates.get(entity.name, ()) if each.source == source.name]
                named = {n.name for e in own if e is not None for n in nodes(e) if isinstance(n, exp.Column)}
                found |= {f"{source.name} {each.name}": each for each in asked if each.name in named}
        return tuple(found.values())

    def entity(self, name: str) -> Entity:
        return next(entity for entity in self.entities if entity.name == name)

    def source(self, name: str) -> Source:
        return next(source for source in self.sources if source.name == name)
