"""Entities whose records are the events of their parents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlglot import exp

from pg_saint.criteria import EntityCriteria
from pg_saint.criteria.children import STATUS
from pg_saint.definitions.model import Model
from pg_saint.ir.harmless import to_be_judged
from pg_saint.ir.nodes import Expr, Field, Link, Location, Question, Source
from pg_saint.resolve.convert import any_length, to_key
from pg_saint.resolve.entities import EntityRows


def children_sources(
    model: Model, criteria: Mapping[str, EntityCriteria], entities: Mapping[str, EntityRows]
) -> dict[str, Source]:
    """Each entity over which its parents have aggregates, as a source. Raises SaintError for a parent's key that does
    not fit."""
    named: dict[str, dict[str, Location]] = {}
    for each in criteria.values():
        for aggregate in each.aggregates:
            if aggregate.source not in model.sources:
                asked = named.setdefault(aggregate.source, {})
                read = [] if aggregate.filter is None else list(aggregate.filter.find_all(exp.Column))
                asked |= {node.name: each.locations[aggregate.column] for node in read}
    return {name: _source(entities[name], asked, entities) for name, asked in named.items()}


def _source(rows: EntityRows, asked: Mapping[str, Location], entities: Mapping[str, EntityRows]) -> Source:
    tree = rows.tree()
    fields = [
        Field(name, name, each.expr, any_length(each.query.type), each.query.most, each.confidential)
        for name, each in rows.fields.items()
        if "." not in name
    ]
    fields += _statuses(rows.name, tree.key, asked)
    links = tuple(
        Link(name, to_key(each.expr, each.type, entities[name].key_type, name, each.location), (), each.location)
        for name, each in rows.parent_queries.items()
    )
    return Source(rows.name, tree, tuple(fields), links, rows.location)


def _statuses(child: str, key: Expr, asked: Mapping[str, Location]) -> Iterator[Field]:
    """Whether a child has a status: what is asked of its record."""
    for name, location in asked.items():
        word, _, status = name.partition(".")
        if word == STATUS and status:
            call = exp.Anonymous(this=STATUS, expressions=[exp.Literal.string(status)])
            to_be_judged(call).decide(harmless=True)
            question = Question(child, f"status('{status}')", call, location, False, status)
            yield Field(name, name, key, "boolean", question=question)
