"""Row-level expressions of which each part that can fail is a call that gives NULL where it does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from sqlglot import exp

from pg_saint.compile.sql.expressions import replace_columns
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.objects import SqlObject
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, expression, type_name
from pg_saint.ir.dialect import cast, printed
from pg_saint.ir.harmless import OURS, is_harmless, judgement_of, takes_all
from pg_saint.ir.names import column, identifier
from pg_saint.ir.nodes import Column, Expr, Join, Link, Table, Tree
from pg_saint.ir.types import NUMBERS, base_type

Tables = Mapping[str, Table]
# Of a call that was put in the place of a part.
CALLED = "or null"
# The one column that no table has.
TODAY = Column("today", "date")

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
        arguments = [cast(_column(alias, each.name), _passed(each)) for alias, each in self.columns]
        made = exp.Anonymous(this=str(self.name), expressions=[like, *arguments])
        made.meta[CALLED] = True
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
class Parts:
    """The parts that can fail of all that is read carefully for one entity."""

    entity: str
    found: dict[str, Part] = field(default_factory=dict)
    # Whether what nobody has judged is our own, and fails only where a part of it does.
    ours: bool = False

    def objects(self) -> Iterator[SqlObject]:
        """Their functions. The same one may be among those of other readers of the entity."""
        for part in self.found.values():
            pieces = {
                "entity": Sql(self.entity),
                "name": part.name,
                "said": expression(part.told()),
                "types": list(map(type_name, part.types)),
                "value": expression(part.told()),
            }
            yield SqlObject(part.name, "function", render("sql/or_null", **pieces), entity=self.entity)

    def tree(self, tree: Tree, where: bool) -> Tree:
        """`where`: a row of which the filter fails is none either."""
        tables = tables_by_alias(tree)
        filter_ = self.expr(tree.where, tables) if where and tree.where is not None else tree.where
        return replace(
            tree, key=self.expr(tree.key, tables), joins=self.joins(tree.joins, tables), where=filter_
        )  # fmt: skip

    def link(self, tree: Tree, link: Link) -> Link:
        tables = tables_by_alias(tree, link.joins)
        return replace(link, id=self.expr(link.id, tables), joins=self.joins(link.joins, tables))

    def joins(self, joins: tuple[Join, ...], tables: Tables) -> tuple[Join, ...]:
        return tuple(replace(join, on=self.expr(join.on, tables)) for join in joins)

    def expr(self, expr: Expr, tables: Tables) -> Expr:
        """The expression, or NULL in the place of each part that fails."""
        if is_harmless(expr) or expr.meta_get(CALLED):
            return expr.copy()
        unjudged = judgement_of(expr) is None and (self.ours or isinstance(expr, OURS))
        if isinstance(expr, TAKEN_APART) or takes_all(expr) or unjudged:
            made = expr.copy()
            for name, value in expr.args.items():
                if isinstance(value, list):
                    made.set(name, [self.expr(each, tables) if isinstance(each, Expr) else each for each in value])
                elif isinstance(value, Expr) and not isinstance(value, exp.DataType):
                    made.set(name, self.expr(value, tables))
            return made
        if any(node.table and node.table not in tables for node in expr.find_all(exp.Column)):
            # of a view of ours
            return expr.copy()
        return self._part(expr, tables).call()

    def whole(self, expr: Expr, tables: Tables) -> Expr:
        """The same, but NULL as a whole where any part of it fails."""
        return self._part(expr, tables).call()

    def _part(self, expr: Expr, tables: Tables) -> Part:
        named = dict.fromkeys((node.table, node.name) for node in expr.find_all(exp.Column, bfs=False))
        columns = tuple((alias, tables[alias].column(name) if alias else TODAY) for alias, name in named)
        part = Part(self.entity, expr, columns)
        # The same of other columns is the same function.
        self.found.setdefault(part.name, part)
        return part


def tables_by_alias(tree: Tree, joins: tuple[Join, ...] = ()) -> Tables:
    return {tree.alias: tree.table, **{join.alias: join.table for join in (*tree.joins, *joins)}}


def _column(alias: str, name: str) -> Expr:
    return column(name, alias) if alias else exp.Column(this=identifier(name))


def _passed(each: Column) -> str:
    kind = base_type(each.type)
    return kind if kind in PASSED_AS_THEY_ARE else "text"
