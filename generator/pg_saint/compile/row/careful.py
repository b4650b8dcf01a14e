"""An entity and its sources read so that a row of which the key, a join or the link can not be computed hurts nobody.

Such a row then has no key, matches nothing, belongs to no record: each part that can fail is a call that gives NULL
where it does. The calls cost, and no index serves them, so this is how records are computed only once the plain way has
failed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from sqlglot import exp

from pg_saint.compile.row.events import Events
from pg_saint.compile.row.record import Record
from pg_saint.compile.sql.expressions import replace_columns
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.text import Sql
from pg_saint.ir.dialect import cast, printed
from pg_saint.ir.harmless import OURS, is_harmless, judgement_of, takes_all
from pg_saint.ir.joins import aliases_in, needed_joins
from pg_saint.ir.names import column
from pg_saint.ir.nodes import Column, Entity, Expr, Join, Link, Source, Table
from pg_saint.ir.types import NUMBERS, base_type

Tables = Mapping[str, Table]
# Of a call that was put in the place of a part.
CAREFUL = "careful"

# What an operand that gives NULL makes NULL, or leaves out.
TAKEN_APART = (exp.And, exp.Or, exp.Paren, exp.EQ)
# Other types go as text: a function that names one would keep the CRM from dropping it.
PASSED_AS_THEY_ARE = (
    *NUMBERS, "boolean", "uuid", "text", "character varying", "date",
    "timestamp without time zone", "timestamp with time zone",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A part of a row-level expression that can fail, over the columns that it names, each (alias, column)."""

    entity: str
    expr: Expr
    columns: tuple[tuple[str, Column], ...]

    @cached_property
    def name(self) -> Sql:
        """After what it computes of what, so that a function never gets other parameters."""
        digest = hashlib.sha256(f"{printed(self.told())} {self.types}".encode()).hexdigest()
        return data(self.entity, "or_null", digest[:8])

    @property
    def types(self) -> list[str]:
        return [_passed(each) for _, each in self.columns]

    def call(self) -> Expr:
        """Its value, or NULL. The first argument is of its type, and is never computed."""
        like = exp.Case(ifs=[exp.If(this=exp.false(), true=self.expr.copy())])
        arguments = [cast(column(each.name, alias), _passed(each)) for alias, each in self.columns]
        made = exp.Anonymous(this=str(self.name), expressions=[like, *arguments])
        made.meta[CAREFUL] = True
        return made

    def told(self) -> Expr:
        """The expression with the function's parameters in the place of the columns."""
        at = {(alias, each.name): number for number, (alias, each) in enumerate(self.columns, start=2)}

        def parameter(node: exp.Column) -> Expr:
            number = at[node.table, node.name]
            value = exp.Parameter(this=exp.Literal.number(number))
            return cast(value, self.columns[number - 2][1].type)

        return replace_columns(self.expr, parameter)


@dataclass(frozen=True)
class Risk:
    """Something that can fail on a row of `table`: `expr` over `alias`, and `key` where the row has one."""

    said: str
    expr: Expr
    alias: str
    table: Table
    key: Expr | None


@dataclass(frozen=True)
class Careful:
    """One entity read carefully; `parts` are the calls that it takes."""

    record: Record
    parts: dict[str, Part] = field(default_factory=dict)

    @cached_property
    def read(self) -> Record:
        """The record with another tree, and other links of its sources."""
        asked = self.record.definition
        read = {source.name for source in self.record.sources}
        sources = tuple(self._source(each) if each.name in read else each for each in asked.sources)
        return replace(self.record, definition=replace(asked, sources=sources), entity=self._entity())

    @cached_property
    def functions(self) -> list[Part]:
        """The parts, in the order of the definition."""
        assert self.read
        return list(self.parts.values())

    def _entity(self) -> Entity:
        tree = self.record.entity.tree
        tables = _tables(tree.alias, tree.table, tree.joins)
        key = self.expr(tree.key, tables)
        return replace(self.record.entity, tree=replace(tree, key=key, joins=self.joins(tree.joins, tables)))

    def _source(self, source: Source) -> Source:
        tree = source.tree
        links = tuple(self._link(source, each) if each.entity == self.record.name else each for each in source.links)
        tables = _tables(tree.alias, tree.table, tree.joins)
        return replace(source, tree=replace(tree, joins=self.joins(tree.joins, tables)), links=links)

    def _link(self, source: Source, link: Link) -> Link:
        tree = source.tree
        tables = _tables(tree.alias, tree.table, (*tree.joins, *link.joins))
        return replace(link, id=self.expr(link.id, tables), joins=self.joins(link.joins, tables))

    def joins(self, joins: tuple[Join, ...], tables: Tables) -> tuple[Join, ...]:
        return tuple(replace(join, on=self.expr(join.on, tables)) for join in joins)

    def expr(self, expr: Expr, tables: Tables) -> Expr:
        """The expression, or NULL in the place of each part that fails."""
        if is_harmless(expr) or expr.meta_get(CAREFUL):
            return expr.copy()
        if isinstance(expr, TAKEN_APART) or takes_all(expr) or (isinstance(expr, OURS) and judgement_of(expr) is None):
            made = expr.copy()
            for name, value in expr.args.items():
                if isinstance(value, list):
                    made.set(name, [self.expr(each, tables) if isinstance(each, Expr) else each for each in value])
                elif isinstance(value, Expr) and not isinstance(value, exp.DataType):
                    made.set(name, self.expr(value, tables))
            return made
        return self._part(expr, tables).call()

    def _part(self, expr: Expr, tables: Tables) -> Part:
        named = dict.fromkeys((node.table, node.name) for node in expr.find_all(exp.Column, bfs=False))
        columns = tuple((alias, tables[alias].column(name)) for alias, name in named)
        part = Part(self.record.name, expr, columns)
        # The same of other columns is the same function.
        self.parts.setdefault(part.name, part)
        return part


@lru_cache(maxsize=64)
def careful(record: Record) -> Careful | None:
    """None where nothing of this kind can fail."""
    found = Careful(record)
    return found if found.functions else None


def risks(record: Record) -> Iterator[Risk]:
    """What can fail on a row of one table, and would leave that row without a record."""
    tree = record.entity.tree
    exprs = [tree.where, tree.key, *(each.expr for each in record.fields)]
    yield from _of_id("the key", tree.key, _tables(tree.alias, tree.table, tree.joins), tree.alias, None)
    yield from _of_joins(needed_joins(tree.joins, exprs), _tables(tree.alias, tree.table, tree.joins), tree.alias, None)
    for source in record.sources:
        events, base = Events(record, source), source.tree
        key = base.key if is_harmless(base.key) else None
        tables = _tables(base.alias, base.table, events.joins)
        yield from _of_id(f"the link from {source.name}", events.link.id, tables, base.alias, key)
        yield from _of_joins(events.joins, tables, base.alias, key)


def _of_joins(joins: tuple[Join, ...], tables: Tables, base: str, key: Expr | None) -> Iterator[Risk]:
    for join in joins:
        parts = list(join.on.flatten()) if isinstance(join.on, exp.And) else [join.on]
        for alias, table in tables.items():
            # What the condition says of this table alone may be what keeps the rest from failing.
            own = [part for part in parts if aliases_in([part]) == {alias}]
            sides = [side for part in parts for side in _operands(part) if aliases_in([side]) == {alias}]
            known = [exp.Not(this=exp.Is(this=exp.paren(side), expression=exp.null())) for side in sides]
            if not all(map(is_harmless, (*own, *sides))):
                expr = exp.and_(*map(exp.paren, (*own, *known)))
                yield Risk(f"the join {join.alias}", expr, alias, table, key if alias == base else None)


def _operands(expr: Expr) -> Iterator[Expr]:
    """The parts of a condition on several tables that are taken apart."""
    if len(aliases_in([expr])) > 1 and isinstance(expr, TAKEN_APART):
        for part in expr.iter_expressions():
            yield part
            yield from _operands(part)


def _of_id(said: str, id: Expr, tables: Tables, base: str, key: Expr | None) -> Iterator[Risk]:
    named = aliases_in([id])
    if is_harmless(id):
        return
    if len(named) == 1:
        alias = next(iter(named))
        yield Risk(said, id, alias, tables[alias], key if alias == base else None)
    elif isinstance(id, (exp.Paren, exp.Coalesce)):
        for part in id.iter_expressions():
            yield from _of_id(said, part, tables, base, key)


def _tables(alias: str, table: Table, joins: tuple[Join, ...]) -> Tables:
    return {alias: table, **{join.alias: join.table for join in joins}}


def _passed(each: Column) -> str:
    kind = base_type(each.type)
    return kind if kind in PASSED_AS_THEY_ARE else "text"
