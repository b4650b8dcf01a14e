"""Expressions whose value follows a setting of the session, though PostgreSQL calls them immutable.

They get a form that says the same in every session: a number, a byte string or a point as text by the extension's
function, the age between two points in time in the definition's zone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

import psycopg
from sqlglot import exp

from pg_saint.catalog.types import Known, Scope, known_types
from pg_saint.ir.attention import Attention
from pg_saint.ir.brackets import in_brackets
from pg_saint.ir.definition import Definition
from pg_saint.ir.dialect import ArrayOf, Infix
from pg_saint.ir.nodes import Entity, Expr, Join, Source, Table, TextValues, Tree
from pg_saint.ir.shown import QUOTE_IDENT, shown
from pg_saint.ir.types import INTEGERS

# Called with one value, these write it as text.
AS_TEXT = ("text", "varchar", "bpchar", "name", "quote_literal", "quote_nullable")
CALLS = (*AS_TEXT, "quote_ident", "age")
CONCATENATION = ("||", "operator(||)", "operator(pg_catalog.||)")
# What is written the same everywhere: texts, booleans, enums, addresses, bits, and these. Rows are never immutable.
PLAIN_CATEGORIES = "SBEIVCP"
PLAIN = (*INTEGERS, "numeric", "oid", "uuid", "json", "jsonb", "xml")
INSTANT = "timestamp with time zone"


def without_settings(definition: Definition, connection: psycopg.Connection[Any]) -> Definition:
    """The same definition, each such expression in a form that no setting changes.

    Runs in the caller's transaction, which must be rolled back.
    """
    finding = _Finding()
    entities = {each.name: _of_record(each, definition) for each in definition.entities}
    sources = {each.name: _of_source(each) for each in definition.sources}

    def of_entity(each: Entity) -> Entity:
        questions = (finding.copied(f.question, entities[f.question.entity]) for f in each.asked if f.question)
        made = finding.entity(each)
        asked = (replace(f, question=question) for f, question in zip(made.asked, questions, strict=True))
        return replace(made, asked=tuple(asked))

    def in_entity(each: Any) -> Any:
        return finding.copied(each, entities[each.entity])

    attention = definition.attention
    changed = replace(
        definition,
        entities=tuple(map(of_entity, definition.entities)),
        sources=tuple(finding.copied(each, _of_rows(each.tree, _links(each))) for each in definition.sources),
        aggregates={
            name: tuple(finding.copied(each, sources[each.source]) for each in found)
            for name, found in definition.aggregates.items()
        },
        counters=tuple(map(in_entity, definition.counters)),
        statuses=tuple(map(in_entity, definition.statuses)),
        selections=tuple(map(in_entity, definition.selections)),
        attention=Attention(
            tuple(finding.copied(each, _of_rows(definition.source(each.source).tree)) for each in attention.moments),
            tuple(finding.copied(each, sources[each.source]) for each in attention.revenues),
            attention.users and finding.copied(attention.users, _of_rows(attention.users.tree)),
            tuple(map(in_entity, attention.monitors)),
        ),
        writings=finding.copied(definition.writings, {}),
    )
    finding.put_right(connection, definition.timezone)
    return changed


@dataclass
class _Finding:
    """Copies of the expressions that may follow a setting, and where in them."""

    found: list[tuple[Expr, Scope]] = field(default_factory=list)

    def copied(self, value: Any, scope: Scope) -> Any:
        """`value` with each such expression in it replaced by a copy, which put_right() may change."""
        return _mapped(value, lambda expr: self._copied(expr, scope))

    def entity(self, entity: Entity) -> Entity:
        # What texts show is put into words by a function that pins all settings.
        keys = tuple(replace(each, question=None) for each in entity.asked)
        copied: Entity = self.copied(replace(entity, texts=TextValues(), asked=keys), _of_rows(entity.tree))
        return replace(copied, texts=entity.texts)

    def put_right(self, connection: psycopg.Connection[Any], timezone: str) -> None:
        asked = [(expr, scope) for node, scope in self.found for expr in (node, *_operands(node))]
        types = iter(known_types(connection, asked))
        # Types first: what is inside of another one changes with it.
        told = [(node, next(types), [next(types) for _ in _operands(node)]) for node, _ in self.found]
        for node, type_, operands in told:
            _put_right(node, type_, operands, timezone)

    def _copied(self, expr: Expr, scope: Scope) -> Expr:
        if not any(True for _ in _suspects(expr)):
            return expr
        copy = expr.copy()
        self.found += [(node, scope) for node in _suspects(copy)]
        return copy


def _suspects(expr: Expr) -> Iterator[Expr]:
    for node in expr.walk():
        if isinstance(node, exp.Cast):
            inner = node.this.unnest()
            if not (isinstance(inner, exp.Literal | exp.Null) or _is_empty(inner)):
                yield node
        elif isinstance(node, exp.DPipe | exp.Dot) or _is_concatenation(node) or _called(node) in CALLS:
            yield node


def _is_empty(expr: Expr) -> bool:
    """``array[]``, which has a type by its cast alone."""
    return isinstance(expr, ArrayOf) and all(map(_is_empty, expr.expressions))


def _is_concatenation(node: Expr) -> bool:
    return isinstance(node, Infix) and node.args["op"] in CONCATENATION


def _called(node: Expr) -> str:
    """The name of the function, empty for what is no such call."""
    return node.name.lower().replace('"', "").removeprefix("pg_catalog.") if isinstance(node, exp.Anonymous) else ""


def _operands(node: Expr) -> list[Expr]:
    if isinstance(node, exp.Anonymous):
        return list(node.expressions)
    return [node.this] if isinstance(node, exp.Cast | exp.Dot) else [node.this, node.expression]


def _put_right(node: Expr, type_: Known, operands: list[Known], timezone: str) -> None:
    if _called(node) == "quote_ident":
        node.set("this", QUOTE_IDENT)
    elif _called(node) == "age":
        if any(each.type == INSTANT for each in operands):
            zone = exp.Literal.string(timezone)
            local = [exp.AtTimeZone(this=in_brackets(each), zone=zone.copy()) for each in node.expressions]
            node.set("expressions", local)
    elif type_.category == "S":
        written = [
            each if known.category in PLAIN_CATEGORIES or known.type in PLAIN else shown(each.unnest())
            for each, known in zip(_operands(node), operands, strict=True)
        ]
        if isinstance(node, exp.Anonymous):
            node.set("expressions", written)
        else:
            for name, each in zip(("this", "expression"), written, strict=False):
                node.set(name, exp.Paren(this=each) if isinstance(node, exp.Dot) else each)


def _mapped(value: Any, change: Callable[[Expr], Expr]) -> Any:
    """`value` with `change` made to every expression in it."""
    if isinstance(value, exp.Expr):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_mapped(each, change) for each in value)
    if is_dataclass(value) and not isinstance(value, Table | type):
        return replace(value, **{each.name: _mapped(getattr(value, each.name), change) for each in fields(value)})
    return value


def _links(source: Source) -> tuple[Join, ...]:
    return tuple(join for link in source.links for join in link.joins)


def _of_rows(tree: Tree, joins: tuple[Join, ...] = ()) -> Scope:
    tables = {tree.alias: tree.table} | {join.alias: join.table for join in (*tree.joins, *joins)}
    return {(alias, each.name): each.type for alias, table in tables.items() for each in table.columns}


def _of_source(source: Source) -> Scope:
    scope: dict[tuple[str, ...], str] = {("today",): "date"}
    return scope | {
        (each.name,): each.type for each in (*source.fields, *(each for link in source.links for each in link.fields))
    }


def _of_record(entity: Entity, definition: Definition) -> Scope:
    scope: dict[tuple[str, ...], str] = {("today",): "date"}
    scope |= {(each.column,): each.type for each in entity.stored_fields}
    return scope | {(each.column,): each.type for each in definition.aggregates[entity.name]}
