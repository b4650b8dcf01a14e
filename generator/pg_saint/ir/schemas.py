"""One definition in several schemas: its parts under names of their own, then all of them as one definition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlglot import exp

from pg_saint.ir.attention import Attention
from pg_saint.ir.definition import Definition
from pg_saint.ir.harmless import judged_as
from pg_saint.ir.nodes import Criterion, Entity, Expr, Link, Question, Schema, Selection, Status, Writing


def in_schema(definition: Definition, schema: Schema) -> Definition:
    """Every entity, source, status, selection and monitor with the schema's word at the end of its name. The names of
    counters, fields and columns stay: they are an entity's own."""
    return _InSchema(definition, schema).whole()


def together(definitions: Sequence[Definition]) -> Definition:
    """Definitions that differ by their schemas, as one."""
    first = definitions[0]
    return replace(
        first,
        entities=tuple(each for one in definitions for each in one.entities),
        sources=tuple(each for one in definitions for each in one.sources),
        aggregates={entity: found for one in definitions for entity, found in one.aggregates.items()},
        counters=tuple(each for one in definitions for each in one.counters),
        statuses=tuple(each for one in definitions for each in one.statuses),
        selections=tuple(each for one in definitions for each in one.selections),
        writings=tuple(each for one in definitions for each in one.writings),
        attention=Attention(
            tuple(each for one in definitions for each in one.attention.moments),
            tuple(each for one in definitions for each in one.attention.revenues),
            first.attention.users,
            tuple(each for one in definitions for each in one.attention.monitors),
        ),
    )


@dataclass(frozen=True)
class _InSchema:
    definition: Definition
    schema: Schema

    def whole(self) -> Definition:
        have = self.definition
        return replace(
            have,
            entities=tuple(map(self.entity, have.entities)),
            sources=tuple(
                replace(
                    each,
                    name=self.name(each.name),
                    links=tuple(map(self.link, each.links)),
                    fields=tuple(replace(field, question=self.question(field.question)) for field in each.fields),
                )
                for each in have.sources
            ),
            aggregates={
                self.name(entity): tuple(replace(each, source=self.name(each.source)) for each in found)
                for entity, found in have.aggregates.items()
            },
            counters=tuple(replace(each, entity=self.name(each.entity)) for each in have.counters),
            statuses=tuple(map(self.status, have.statuses)),
            selections=tuple(map(self.selection, have.selections)),
            writings=tuple(map(self.writing, have.writings)),
            attention=self.attention(have.attention),
        )

    def name(self, name: str) -> str:
        return name + self.schema.ending

    def entity(self, entity: Entity) -> Entity:
        # A parent's parent is a path of its own: no new row names one.
        parents = tuple((path if "." in path else self.name(path), key) for path, key in entity.parents)
        asked = tuple(replace(each, question=self.question(each.question)) for each in entity.asked)
        return replace(entity, name=self.name(entity.name), parents=parents, schema=self.schema, asked=asked)

    def question(self, question: Question | None) -> Question | None:
        if question is None:
            return None
        status = question.status and self.name(question.status)
        return replace(question, entity=self.name(question.entity), expr=self.expr(question.expr), status=status)

    def link(self, link: Link) -> Link:
        return replace(link, entity=self.name(link.entity))

    def status(self, status: Status) -> Status:
        proposed = status.follow_up
        return replace(
            status,
            name=self.name(status.name),
            entity=self.name(status.entity),
            criteria=self.criteria(status.criteria),
            follow_up=None if proposed is None else replace(proposed, source=self.name(proposed.source)),
        )

    def selection(self, selection: Selection) -> Selection:
        return replace(
            selection,
            name=self.name(selection.name),
            entity=self.name(selection.entity),
            criteria=self.criteria(selection.criteria),
        )

    def criteria(self, criteria: Iterable[Criterion]) -> tuple[Criterion, ...]:
        return tuple(replace(each, expr=self.expr(each.expr)) for each in criteria)

    def expr(self, expr: Expr) -> Expr:
        """With the names that status('…') and selection('…') have here."""

        def named(node: Expr) -> Expr:
            if not (isinstance(node, exp.Anonymous) and node.name in ("status", "selection")):
                return node
            return exp.Anonymous(this=node.this, expressions=[exp.Literal.string(self.name(node.expressions[0].name))])

        return judged_as(expr.transform(named), expr)

    def writing(self, writing: Writing) -> Writing:
        entities = {entity.name for entity in self.definition.entities}
        return replace(
            writing,
            entity=self.name(writing.entity),
            source=self.name(writing.source),
            columns=tuple(
                replace(each, what=self.name(each.what)) if each.what in entities else each for each in writing.columns
            ),
        )

    def attention(self, attention: Attention) -> Attention:
        return Attention(
            tuple(replace(each, source=self.name(each.source)) for each in attention.moments),
            tuple(replace(each, source=self.name(each.source)) for each in attention.revenues),
            attention.users,
            tuple(
                replace(
                    each,
                    name=self.name(each.name),
                    entity=self.name(each.entity),
                    selection=None if each.selection is None else self.name(each.selection),
                )
                for each in attention.monitors
            ),
        )
