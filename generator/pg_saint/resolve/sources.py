"""Sources: their fields, their date, and how a row finds its records."""

from __future__ import annotations

from dataclasses import dataclass, field

from pg_saint.catalog.reader import Catalog
from pg_saint.definitions.model import Model
from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Field, Source, Tree
from pg_saint.ir.types import NUMBERS, base_type
from pg_saint.resolve.convert import any_length, to_date
from pg_saint.resolve.entities import EntityRows
from pg_saint.resolve.links import LinkRows, Links
from pg_saint.resolve.trees import TreeRows, read_tree
from pg_saint.resolve.type_checker import TypeChecker


@dataclass
class SourceRows(TreeRows):
    """A source; `links` by entity."""

    links: dict[str, LinkRows] = field(default_factory=dict)


def read_sources(
    model: Model, catalog: Catalog, checker: TypeChecker, entities: dict[str, EntityRows]
) -> dict[str, SourceRows]:
    """Every source; the mistakes are in `asking`."""
    found: dict[str, SourceRows] = {}
    for name in model.sources:
        with checker.collecting():
            found[name] = _source(model, name, catalog, checker, entities)
    return found


def finished_source(source: SourceRows, model: Model, checker: TypeChecker, entities: dict[str, EntityRows]) -> Source:
    """The source in the IR, once the types are known; the mistakes are in `asking`."""
    spec = model.sources[source.name]
    fields: list[Field] = []
    for name, each in source.fields.items():
        expr, type_, location = each.expr, each.query.type, each.query.location
        with checker.collecting():
            if name == "date":
                expr, type_ = to_date(expr, type_, spec.date_zone, model.timezone, location), "date"
            elif name == "amount" and base_type(type_) not in NUMBERS:
                raise SaintError(
                    f"amount is of type {type_}", location, "map a number: numeric, integer or double precision"
                )
            fields.append(Field(name, name, expr, any_length(type_), each.query.most, each.confidential))
    links = []
    for link in source.links.values():
        with checker.collecting():
            links.append(link.finished(entities[link.entity]))
    rows = source.rows
    tree = Tree(source.name, rows.info.table, source.key.expr, source.key.type, source.where, tuple(rows.joins))
    own = [spec.maintenance, *(model.entities[link.entity].maintenance for link in links)]
    deferred = "deferred" in own
    confidential = () if spec.confidential is None else (spec.confidential,)
    return Source(source.name, tree, tuple(fields), tuple(links), source.location, deferred, confidential)


def _source(
    model: Model, name: str, catalog: Catalog, checker: TypeChecker, entities: dict[str, EntityRows]
) -> SourceRows:
    spec = model.sources[name]
    own = {key: text for key, text in (("date", spec.date), ("amount", spec.amount)) if text is not None}
    source = read_tree(SourceRows, ("sources", name), spec, model, catalog, checker, own)
    source.links = Links(model, name, source.rows, source.key.expr, catalog, entities).read()
    return source
