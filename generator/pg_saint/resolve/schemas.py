"""Several schemas with the same tables: which they are, and the definition in each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import psycopg

from pg_saint.catalog.reader import table_name
from pg_saint.definitions.model import Model
from pg_saint.definitions.model.schemas import WORD, is_bare
from pg_saint.errors import SaintError, SaintErrors, suggestion
from pg_saint.ir.definition import Definition
from pg_saint.ir.dialect import printed
from pg_saint.ir.lexer import path
from pg_saint.ir.names import identifier
from pg_saint.ir.nodes import Location, Schema
from pg_saint.ir.schemas import in_schema, together
from pg_saint.resolve.indexes import Warning

LONGEST = 40  # of an entity's, a selection's or a monitor's name: what is made for it has longer ones
Resolved = tuple[Definition, list[Warning]]

EVERY = "select nspname from pg_catalog.pg_namespace where nspname !~ '^(pg_|saint)' order by nspname"
# Those that hold at least one of the tables: another schema may happen to fit the pattern.
HOLDING = """
    select distinct n.nspname
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relname = any (%s) and c.relkind in ('r', 'p')
"""


def mapped_schemas(model: Model, connection: psycopg.Connection[Any]) -> list[Schema]:
    """Those that `schemas:` names, in the order of their names. Raises SaintError or SaintErrors."""
    every = [row[0] for row in connection.execute(EVERY)]
    asked = model.schemas
    errors: list[SaintError] = []
    found: list[Schema] = []
    if isinstance(asked, str):
        found = _fitting(asked, every, _holding(model, connection), model.location("schemas"))
    else:
        named = asked.items() if isinstance(asked, dict) else [(None, name) for name in asked or ()]
        found = []
        for at, (word, text) in enumerate(named):
            try:
                found.append(_named(word, text, every, model.location("schemas", at if word is None else word)))
            except SaintError as error:
                errors.append(error)
    errors = errors or list(_wrong_names(model, found))
    if errors:
        raise SaintErrors(errors)
    return sorted(found, key=lambda schema: schema.name)


def in_each(schemas: Sequence[Schema], resolve: Callable[[Schema], Resolved]) -> Resolved:
    """The definition in each schema, as one. Raises SaintErrors that tell the schemas which they are about."""
    definitions: list[Definition] = []
    warnings: dict[str, Warning] = {}
    wrong: dict[tuple[str, Location | None], list[tuple[str, str | None]]] = {}
    for schema in schemas:
        try:
            definition, said = resolve(schema)
        except SaintErrors as several:
            shown = f"{printed(identifier(schema.name))}."
            for each in several.errors:
                wrong.setdefault((each.message.replace(shown, ""), each.location), []).append(
                    (schema.name, each.remedy)
                )
            continue
        definitions.append(in_schema(definition, schema))
        warnings |= {str(warning): warning for warning in said}
    errors = [
        SaintError(f"{message} ({_said([name for name, _ in found], len(schemas))})", location, found[0][1])
        for (message, location), found in wrong.items()
    ]
    errors = errors or list(_different_types(definitions))
    if errors:
        raise SaintErrors(errors)
    return together(definitions), list(warnings.values())


def _said(names: list[str], every: int) -> str:
    if len(names) == every > 1:
        return "in every schema"
    return f"in schema{'s' if len(names) > 1 else ''} {', '.join(names)}"


def _holding(model: Model, connection: psycopg.Connection[Any]) -> set[str]:
    bare = [table_name(text, location).name for text, location in model.tables() if is_bare(text)]
    return {row[0] for row in connection.execute(HOLDING, (bare,))}


def _fitting(pattern: str, every: Iterable[str], holding: set[str], location: Location) -> list[Schema]:
    """The word is what the * stands for."""
    before, _, after = pattern.partition("*")
    fits = re.compile(f"{re.escape(before)}(.+){re.escape(after)}")
    found = [_schema(match[1], name, location) for name in every if name in holding and (match := fits.fullmatch(name))]
    if not found:
        raise SaintError(
            f"no schema that fits {pattern} holds any of the tables", location, suggestion(pattern, sorted(holding))
        )
    return found


def _named(word: str | None, text: str, every: Sequence[str], location: Location) -> Schema:
    names = path(text)
    if names is None or len(names) > 1:
        raise SaintError(f"{text!r} is not a schema name", location, "write it as in SQL, quoted where it needs that")
    name = names[0]
    if name not in every:
        raise SaintError(
            f"schema {text} does not exist", location, f"take it out of the list, or: {suggestion(name, every)}"
        )
    return _schema(name if word is None else word, name, location)


def _schema(word: str, name: str, location: Location) -> Schema:
    if not WORD.match(word):
        raise SaintError(
            f"{word!r} cannot end a name", location, f"give the schema a word: schemas: {{acme: '\"{name}\"'}}"
        )
    return Schema(word, name)


def _wrong_names(model: Model, schemas: Sequence[Schema]) -> Iterator[SaintError]:
    """Names that would be too long or two things at once."""
    location = model.location("schemas")
    remedy = "give the schemas short words: schemas: {acme: workspace_1}"
    for what in ("word", "name"):
        values = [getattr(schema, what) for schema in schemas]
        for value in sorted({each for each in values if values.count(each) > 1}):
            yield SaintError(f"{value} is named twice", location, "each schema is listed once, with a word of its own")
    for section in ("entities", "sources", "statuses", "selections", "monitors"):
        names = list(getattr(model, section))
        taken = set(names)
        for name in (name + schema.ending for schema in schemas for name in names):
            if name in taken:
                yield SaintError(f"{name} would be the name of two {section}", location, remedy)
            elif len(name) > LONGEST and section in ("entities", "selections", "monitors"):
                yield SaintError(f"{name} is longer than {LONGEST} characters", location, remedy)
            taken.add(name)


def _different_types(definitions: Sequence[Definition]) -> Iterator[SaintError]:
    """The views over all schemas have one type for each column."""
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for definition in definitions:
        for name, column, type_, schema, location in _columns(definition):
            had, where = first.setdefault((name, column), (type_, schema))
            if had != type_:
                yield SaintError(
                    f"{column} of {name} is {had} in schema {where} and {type_} in schema {schema}",
                    location,
                    "cast it to one type in the mapping, e.g. key: id::text",
                )


def _columns(definition: Definition) -> Iterator[tuple[str, str, str, str, Location]]:
    """Entity or selection, column, type, schema, and where it was defined."""
    schemas = {entity.name: entity.schema for entity in definition.entities}
    for entity in definition.entities:
        if entity.schema is not None:
            name = entity.name.removesuffix(entity.schema.ending)
            yield name, "the key", entity.tree.key_type, entity.schema.name, entity.location
    for counter in definition.counters:
        schema = schemas[counter.entity]
        if schema is not None:
            name = counter.entity.removesuffix(schema.ending)
            yield name, counter.name, counter.type, schema.name, counter.location
    for selection in definition.selections:
        schema = schemas[selection.entity]
        for column in selection.columns if schema is not None else ():
            assert schema is not None
            name = f"selection {selection.name.removesuffix(schema.ending)}"
            yield name, column.name, column.type, schema.name, column.location
