"""Model + catalog → ir.Definition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import psycopg

from pg_saint.catalog.literals import ABBREVIATIONS
from pg_saint.catalog.reader import Catalog, TableName
from pg_saint.catalog.types import Scope
from pg_saint.citus.refusals import check_shards
from pg_saint.criteria import EntityCriteria, entity_criteria
from pg_saint.definitions.model import Model
from pg_saint.definitions.model import Status as StatusSpec
from pg_saint.errors import SaintError
from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Aggregate, Counter, Entity, Field, FollowUp, Status, TextValues
from pg_saint.ir.types import Limited
from pg_saint.resolve.aggregates import typed_aggregates
from pg_saint.resolve.attention import read_attention
from pg_saint.resolve.children import children_sources
from pg_saint.resolve.confidential import mark_amounts, with_classes
from pg_saint.resolve.convert import any_length
from pg_saint.resolve.encoding import check_encoding
from pg_saint.resolve.entities import EntityRows, dates_known_since, read_entities
from pg_saint.resolve.follow_ups import read_writings
from pg_saint.resolve.indexes import Indexes, Warning
from pg_saint.resolve.schemas import in_each, mapped_schemas
from pg_saint.resolve.selections import typed_selections, without_names
from pg_saint.resolve.settings import without_settings
from pg_saint.resolve.sources import finished_source, read_sources
from pg_saint.resolve.texts import text_values
from pg_saint.resolve.type_checker import TypeChecker, TypeQuery
from pg_saint.resolve.users import read_users
from pg_saint.session import pin
from pg_saint.validate.follow_ups import user_field

# PostgreSQL reads hundreds of files to tell which zones it knows: that takes longer than all else that is asked of it.
_known_zones: set[str] = set()


def resolve(model: Model, connection: psycopg.Connection[Any]) -> Definition:
    """The definitions with every name and type known. Changes nothing in the database.

    Raises SaintErrors with all that is wrong.
    """
    return resolve_with_warnings(model, connection)[0]


def resolve_with_warnings(model: Model, connection: psycopg.Connection[Any]) -> tuple[Definition, list[Warning]]:
    """As resolve(), with what works but should be put right, such as a missing index."""
    with connection.transaction(force_rollback=True):
        pin(connection, local=True)
        check_encoding(connection, model)
        if model.schemas is None:
            return _Resolving(model, connection).run()
        schemas = mapped_schemas(model, connection)
        return in_each(schemas, lambda schema: _Resolving(model, connection, schema.name).run())


@dataclass
class _Resolving:
    """Tables that are named without a schema are those of `schema`, where there is one."""

    model: Model
    connection: psycopg.Connection[Any]
    schema: str | None = None

    def run(self) -> tuple[Definition, list[Warning]]:
        model = self.model
        checker = TypeChecker(self.connection, model.timezone, model.lists)
        catalog = Catalog(self.connection, self.schema)
        self._check_zones(checker)
        catalog.read(self._table_names(catalog, checker))
        checker.stop_if_wrong()

        entities = read_entities(model, catalog, checker)
        sources = read_sources(model, catalog, checker, entities)
        users = read_users(model, catalog, checker)
        checker.run()
        for entity in entities.values():
            dates_known_since(model, entity, checker)
        checker.stop_if_wrong()
        mark_amounts(model, sources, [*entities.values(), *sources.values()])
        finished = {name: finished_source(each, model, checker, entities) for name, each in sources.items()}
        checker.stop_if_wrong()

        criteria = {name: entity_criteria(model, name) for name in entities}
        for each in criteria.values():
            checker.errors += each.errors
        checker.stop_if_wrong()
        finished |= children_sources(model, criteria, entities)
        aggregates = typed_aggregates(criteria, finished, checker)
        scopes = {name: _scope(entities[name], each, aggregates[name]) for name, each in criteria.items()}
        counters = self._counters(criteria, scopes, checker)
        selections = tuple(typed_selections(model, criteria, scopes, checker))

        writings = read_writings(model, catalog, checker, sources)
        attention = read_attention(model, checker, entities, sources, users)

        named: dict[str, TextValues] = {}
        for name, rows in entities.items():
            with checker.collecting():
                named[name] = text_values(model, rows, users, counters)
        checker.stop_if_wrong()

        definition = Definition(
            model.timezone,
            tuple(model.languages),
            tuple(self._entity(each, criteria[name], named[name]) for name, each in entities.items()),
            tuple(finished.values()),
            aggregates,
            tuple(counters),
            tuple(status for name in entities for status in self._statuses(criteria[name])),
            attention=attention,
            selections=selections,
            history_days=model.history.keep,
            writings=writings,
            periods={name: model.periods_of(name) for name in entities},
        )
        check_shards(definition, several_schemas=self.schema is not None)
        definition = with_classes(definition)
        warnings = list(self._warnings(definition, catalog))
        return without_settings(definition, self.connection), warnings

    def _check_zones(self, checker: TypeChecker) -> None:
        zones = {self.model.timezone: self.model.location("timezone")}
        for name, source in self.model.sources.items():
            if source.date_zone is not None:
                zones.setdefault(source.date_zone, self.model.location("sources", name, "date_zone"))
        new = [zone for zone in zones if zone not in _known_zones]
        if new:
            query = "select name from pg_catalog.pg_timezone_names where name = any (%s)"
            _known_zones.update(row[0] for row in self.connection.execute(query, (new,)))
        checker.errors += [
            SaintError(
                f"unknown time zone {zone}", location, "see select name from pg_timezone_names, e.g. Europe/Oslo"
            )
            for zone, location in zones.items()
            if zone not in _known_zones
        ]
        checker.errors += [
            SaintError(
                f"{zone} means a different time zone in each part of the world",
                location,
                "write its name, e.g. America/New_York",
            )
            for zone, location in zones.items()
            if zone.upper() in ABBREVIATIONS
        ]

    def _table_names(self, catalog: Catalog, checker: TypeChecker) -> list[TableName]:
        names = []
        for text, location in self.model.tables():
            with checker.collecting():
                names.append(catalog.name(text, location))
        return names

    def _counters(
        self, criteria: dict[str, EntityCriteria], scopes: dict[str, Scope], checker: TypeChecker
    ) -> list[Counter]:
        """The counters with their types; the criteria of statuses are checked in the same go."""
        queries: list[tuple[Counter, TypeQuery]] = []
        for name, each in criteria.items():
            scope = scopes[name]
            for counter in each.counters:
                queries.append((counter, checker.ask(counter.expr, scope, counter.name, counter.location)))
                checker.ask_times(counter.expr, scope, counter.location)
            for asked in each.asked:
                question, others = asked.question, scopes[asked.question.entity]
                unnamed = without_names(question.expr)
                checker.ask(unnamed, others, question.text, question.location, "boolean", of=question.expr)
                checker.ask_times(question.expr, others, question.location)
            for criterion in (criterion for found in each.statuses.values() for criterion in found):
                unnamed = without_names(criterion.expr)
                checker.ask(unnamed, scope, criterion.text, criterion.location, "boolean", of=criterion.expr)
                checker.ask_times(criterion.expr, scope, criterion.location)
        checker.run()
        return [replace(counter, type=each.type) for counter, each in queries]

    def _statuses(self, criteria: EntityCriteria) -> Iterator[Status]:
        first = self.model.languages[0]
        for name, found in criteria.statuses.items():
            spec = self.model.statuses[name]
            yield Status(
                name,
                spec.on,
                found,
                _by_language(spec.name or name.replace("_", " ").capitalize(), first),
                _by_language(spec.description, first),
                spec.rank,
                spec.visual,
                self.model.location("statuses", name),
                self.model.image(name),
                self._follow_up(spec, first),
                spec.enabled and not spec.deleted,
                spec.deleted,
                spec.notify,
                tuple(spec.groups),
            )

    def _follow_up(self, status: StatusSpec, language: str) -> FollowUp | None:
        spec = status.follow_up
        if spec is None:
            return None
        user = user_field(self.model, status.on, spec.user)
        return FollowUp(spec.source, spec.type, _by_language(spec.text, language), spec.in_days, user)

    def _entity(self, rows: EntityRows, criteria: EntityCriteria, texts: TextValues) -> Entity:
        fields = tuple(
            Field(
                name, criteria.columns[name], each.expr, any_length(each.query.type), each.query.most, each.confidential
            )
            for name, each in rows.fields.items()
        )
        parents = tuple(rows.parents.items())
        asked = tuple(
            Field(each.said, each.column, rows.parent_keys[each.path], "boolean", question=each.question)
            for each in criteria.asked
        )
        deferred = self.model.entities[rows.name].maintenance == "deferred"
        return Entity(rows.name, rows.tree(), fields, rows.location, parents, texts, asked=asked, deferred=deferred)

    def _warnings(self, definition: Definition, catalog: Catalog) -> Iterator[Warning]:
        indexes = Indexes(catalog.infos())
        for name, reason in self.model.absent.items():
            gone = ", ".join(self.model.left_out(name))
            then = f"left out: {gone}" if gone else "what counts it is NULL, and not 0"
            yield Warning(f"{name} is absent: {reason}", self.model.location("absent", name), then)
        seen: set[str] = set()
        for warning in _all_warnings(definition, indexes):
            if warning.remedy not in seen:
                seen.add(warning.remedy)
                yield warning


def _all_warnings(definition: Definition, indexes: Indexes) -> Iterator[Warning]:
    for entity in definition.entities:
        yield from indexes.key(entity.tree, entity.location)
        if not entity.tree.table.in_shards:
            yield from indexes.joins(entity.tree, entity.tree.joins, entity.location)
    for source in definition.sources:
        # In shards a key is unique together with the distribution column, and no trigger looks for the rows of a join.
        if not source.tree.table.in_shards:
            yield from indexes.key(source.tree, source.location)
            yield from indexes.joins(source.tree, source.tree.joins, source.location)
        for link in source.links:
            location = link.location or source.location
            yield from indexes.link(source.tree, link, location)
            if not source.tree.table.in_shards:
                yield from indexes.joins(source.tree, link.joins, location)


def _by_language(texts: dict[str, str] | str | None, first: str) -> dict[str, str]:
    """One text is in the default language."""
    return {first: texts} if isinstance(texts, str) else dict(texts or {})


def _scope(rows: EntityRows, criteria: EntityCriteria, aggregates: tuple[Aggregate, ...]) -> Scope:
    """The record level: what a column of the counter row is called, and its type."""
    scope: dict[tuple[str, ...], str] = {("today",): "date"}
    scope |= {
        (criteria.columns[field],): Limited(each.query.type, each.query.most) for field, each in rows.fields.items()
    }
    scope |= {(asked.column,): "boolean" for asked in criteria.asked}
    return scope | {(aggregate.column,): Limited(aggregate.type, aggregate.most) for aggregate in aggregates}
