"""What each thing that a wide row holds is computed from, as a fingerprint: equal fingerprints, equal values.

An apply compares them with the installed ones. Names of columns do not count, only what is behind them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sqlglot import exp

from pg_saint.compile.row.layout import ANSWERS, Accumulator, EntityLayout
from pg_saint.compile.row.source_links import source_links
from pg_saint.compile.sql.expressions import columns_of, replace_columns, written_out
from pg_saint.compile.sql.text import expression, table_name
from pg_saint.ir.joins import needed_joins
from pg_saint.ir.nodes import Expr, Join, Question, Status, Tree

Kind = Literal["records", "column", "status"]


@dataclass(frozen=True)
class Fingerprint:
    """`name` is the wide row's column, the status, or empty for the set of records itself."""

    kind: Kind
    name: str
    value: str


@lru_cache(maxsize=64)
def fingerprints(layout: EntityLayout) -> tuple[Fingerprint, ...]:
    """Of all that the stored rows of one entity hold."""
    return tuple(_fingerprints(layout))


def _fingerprints(layout: EntityLayout) -> Iterator[Fingerprint]:
    tree = layout.entity.tree
    # Another time zone is another today for every row.
    yield Fingerprint("records", "", _of([layout.definition.timezone, *_rows(tree, tree.joins, [])]))
    columns = {field.column: _of([field.type, *_rows(tree, tree.joins, [field.expr])]) for field in layout.fields}
    columns |= {f.column: _of([columns[f.column], *_asked(layout, f.question)]) for f in layout.fields if f.question}
    columns |= {a.column: _accumulator(layout, a) for a in layout.accumulators}
    if layout.questions:
        columns[ANSWERS] = _answers(layout, columns)
    for name, value in columns.items():
        yield Fingerprint("column", name, value)
    for status in layout.statuses:
        yield Fingerprint("status", status.name, _status(layout, status, columns))


def all_fingerprints(layouts: Iterable[EntityLayout]) -> dict[str, tuple[Fingerprint, ...]]:
    """By entity. What is installed plays no part in them."""
    return {layout.name: fingerprints(layout) for layout in layouts}


def _accumulator(layout: EntityLayout, accumulator: Accumulator) -> str:
    aggregate = accumulator.aggregate
    source_link = next(each for each in source_links(layout) if each.source.name == aggregate.source)
    tree, link = source_link.source.tree, source_link.link
    by_name = {field.name: field.expr for field in source_link.all_fields}
    # In brackets each, whatever it is: these fingerprints are stored.
    parts = [e and written_out(e, by_name, plain=()) for e in (aggregate.argument, aggregate.filter)]
    rows = _rows(tree, tree.joins + link.joins, [link.id, *parts])
    named = set(columns_of([aggregate.filter]))
    questions = [field.question for field in source_link.all_fields if field.question and field.name in named]
    asked = [part for question in questions for part in _asked(layout, question)]
    return _of([accumulator.kind, accumulator.type, *rows, str(link.many), *asked])


def _asked(layout: EntityLayout, question: Question | None) -> Iterator[str]:
    """What the parent's answer depends on."""
    assert question is not None
    entity = layout.definition.entity(question.entity)
    of_parent = {(each.kind, each.name): each.value for each in fingerprints(EntityLayout(layout.definition, entity))}
    yield from (question.entity, question.text, of_parent["column", ANSWERS], of_parent["records", ""])


def _status(layout: EntityLayout, status: Status, columns: dict[str, str]) -> str:
    return _of(_meant(layout.condition(status, "c", written_out=True), columns))


def _answers(layout: EntityLayout, columns: dict[str, str]) -> str:
    questions = ((each.text, layout.value_of(each.expr, "c", written_out=True)) for each in layout.questions)
    return _of(part for text, condition in questions for part in (text, *_meant(condition, columns)))


def _meant(condition: Expr, columns: dict[str, str]) -> Iterator[str]:
    """A condition over the wide row, with what is behind its columns."""

    def meant(node: exp.Column) -> Expr:
        return exp.column(columns.get(node.name, node.name))

    yield expression(replace_columns(condition, meant))
    yield from sorted(set(columns_of([condition])) - set(columns))


def _rows(tree: Tree, joins: tuple[Join, ...], exprs: list[Expr | None]) -> Iterator[str]:
    """The rows of a tree and what is read from them."""
    every = [tree.where, tree.key, *exprs]
    yield from (table_name(tree.table), tree.key_type)
    yield from ("" if expr is None else expression(expr) for expr in every)
    for join in needed_joins(joins, every):
        yield from (table_name(join.table), join.alias, expression(join.on), str(join.many))


def _of(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
