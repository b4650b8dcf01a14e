"""What entities, sources and users have in common: a table with its key, its joins, its filter and its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from pg_saint.catalog.reader import Catalog
from pg_saint.definitions import model as definitions
from pg_saint.definitions.model import Model
from pg_saint.ir.nodes import Classes, Expr, Location
from pg_saint.resolve.rows import Rows, read_rows
from pg_saint.resolve.type_checker import TypeChecker, TypeQuery


@dataclass
class FieldRows:
    """A field: its expression at row level; its type is known once asked."""

    expr: Expr
    query: TypeQuery
    confidential: Classes = ()


@dataclass
class TreeRows:
    """A tree whose types are still open."""

    name: str
    rows: Rows
    key: TypeQuery
    where: Expr | None
    location: Location
    fields: dict[str, FieldRows] = field(default_factory=dict)


T = TypeVar("T", bound=TreeRows)


def read_tree(
    kind: type[T],
    way: tuple[str, ...],
    spec: definitions.Tree,
    model: Model,
    catalog: Catalog,
    checker: TypeChecker,
    more: Mapping[str, str] | None = None,
) -> T:
    """The tree that the model has at `way`, which ends in its name. `more`: what is a field beside its fields, by the
    key under which it was written. A mistake in a field goes to `asking`; others are raised."""
    location = partial(model.location, *way)
    rows = read_rows(way[-1], spec, catalog, checker, location)
    key = rows.ask(spec.key, location("key"))
    where = rows.ask(spec.where, location("where"), "boolean").expr if spec.where is not None else None
    tree = kind(way[-1], rows, key, where, location())
    texts = {name: (*_field(each), location("fields", name)) for name, each in spec.fields.items()}
    texts |= {name: (text, (), location(name)) for name, text in (more or {}).items()}
    for name, (text, confidential, written) in texts.items():
        with checker.collecting():
            query = rows.ask(text, written)
            tree.fields[name] = FieldRows(query.expr, query, confidential)
    return tree


def _field(spec: str | definitions.ConfidentialField) -> tuple[str, Classes]:
    return (spec, ()) if isinstance(spec, str) else (spec.expr, (spec.confidential,))
