"""Entities: their own fields, and their parents' through joins."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial

from sqlglot import exp

from pg_saint.catalog.reader import Catalog
from pg_saint.criteria.parse import show
from pg_saint.definitions.model import Model
from pg_saint.definitions.order import depends_order
from pg_saint.errors import SaintError
from pg_saint.ir.brackets import in_brackets
from pg_saint.ir.joins import aliases_in
from pg_saint.ir.nodes import Expr, Join, Tree
from pg_saint.ir.types import base_type
from pg_saint.resolve.convert import lossless, to_date, unlimited
from pg_saint.resolve.rows import Rows, renamed
from pg_saint.resolve.trees import FieldRows, TreeRows, read_tree
from pg_saint.resolve.type_checker import TypeChecker, TypeQuery


@dataclass
class EntityRows(TreeRows):
    """An entity. `parents` has the id of each parent, also of parents' parents (``company.group``), as an expression
    over `rows`; `parent_keys` the same as the parent's own row has it, NULL where there is none."""

    parents: dict[str, Expr] = field(default_factory=dict)
    parent_keys: dict[str, Expr] = field(default_factory=dict)
    parent_queries: dict[str, TypeQuery] = field(default_factory=dict)

    @property
    def key_type(self) -> str:
        """Of any length or precision, so that keys of any length can be compared with them."""
        return unlimited(self.key.type)

    def tree(self) -> Tree:
        key = self.key.expr
        if self.key_type != self.key.type:
            key = lossless(key, self.key_type)
        return Tree(self.name, self.rows.info.table, key, self.key_type, self.where, tuple(self.rows.joins))


@dataclass(frozen=True)
class Attached:
    """An entity joined to other rows: `expr` renames an expression of it, and is NULL where no row of the
    entity was found."""

    joins: tuple[Join, ...]
    aliases: dict[str, str]
    guard: Expr | None

    def expr(self, expr: Expr) -> Expr:
        inside = renamed(expr, self.aliases)
        return inside if self.guard is None else exp.Case(ifs=[exp.If(this=self.guard.copy(), true=inside)])


def read_entities(model: Model, catalog: Catalog, checker: TypeChecker) -> dict[str, EntityRows]:
    """Every entity, in the order of the model; the mistakes are in `asking`."""
    found: dict[str, EntityRows] = {}
    parents = {name: entity.parents for name, entity in model.entities.items()}
    for name in depends_order(parents, lambda name: model.location("entities", name)):
        with checker.collecting():
            found[name] = _entity(model, name, catalog, checker, found)
    return {name: found[name] for name in model.entities if name in found}


def dates_known_since(model: Model, entity: EntityRows, checker: TypeChecker) -> None:
    """Makes dates of what ``known_since:`` gives, the entity's own and its parents', once the types are known."""
    for name, each in entity.fields.items():
        path, _, last = name.rpartition(".")
        if last != "known_since" or model.entities[path.rpartition(".")[2] or entity.name].known_since is None:
            continue
        with checker.collecting():
            query = each.query
            if base_type(query.type) == "timestamp without time zone":
                raise SaintError(
                    "known_since is a timestamp without time zone",
                    query.location,
                    f"say which zone it is in, e.g. {show(query.expr)} at time zone 'UTC'",
                )
            date = to_date(each.expr, query.type, None, model.timezone, query.location)
            entity.fields[name] = replace(each, expr=date, query=replace(query, type="date"))


def attach(entity: EntityRows, rows: Rows, alias: str, key: Expr) -> Attached:
    """Joins `entity` to `rows` as `alias`, its own joins as ``alias_join``, where its key equals `key`."""
    rows.add(alias, entity.rows.info, visible=False)
    aliases = {entity.name: alias}
    for join in entity.rows.joins:
        aliases[join.alias] = rows.free(f"{alias}_{join.alias}")
        for column in join.table.columns:
            rows.scope[aliases[join.alias], column.name] = column.type
    on: Expr = exp.EQ(this=in_brackets(renamed(entity.key.expr, aliases)), expression=in_brackets(key.copy()))
    guard = None
    if entity.where is not None:
        where = renamed(entity.where, aliases)
        if aliases_in([where]) <= {alias}:
            on = exp.And(this=on, expression=in_brackets(where))
        else:
            # The filter looks at joins that come after this one.
            guard = where
    joins = (Join(aliases[join.alias], join.table, renamed(join.on, aliases), join.many) for join in entity.rows.joins)
    return Attached((Join(alias, entity.rows.info.table, on), *joins), aliases, guard)


def _entity(
    model: Model, name: str, catalog: Catalog, checker: TypeChecker, found: dict[str, EntityRows]
) -> EntityRows:
    spec = model.entities[name]
    more = {"known_since": spec.known_since} if spec.known_since is not None else None
    entity = read_tree(EntityRows, ("entities", name), spec, model, catalog, checker, more)
    rows = entity.rows
    location = partial(model.location, "entities", name, "parents")
    own = {parent: rows.ask(text, location(parent)) for parent, text in spec.parents.items()}
    for parent, query in own.items():
        if parent not in found:
            continue
        attached = attach(found[parent], rows, rows.free(parent), query.expr)
        rows.joins += attached.joins
        checker.ask(attached.joins[0].on, rows.scope, f"{parent}: {spec.parents[parent]}", query.location, "boolean")
        entity.parents[parent] = query.expr
        entity.parent_queries[parent] = query
        entity.parent_keys[parent] = attached.expr(found[parent].key.expr)
        for path, expr in found[parent].parent_keys.items():
            entity.parent_keys[f"{parent}.{path}"] = attached.expr(expr)
        for path, expr in found[parent].parents.items():
            entity.parents[f"{parent}.{path}"] = attached.expr(expr)
        for field_name, each in found[parent].fields.items():
            entity.fields[f"{parent}.{field_name}"] = FieldRows(attached.expr(each.expr), each.query, each.confidential)
    return entity
