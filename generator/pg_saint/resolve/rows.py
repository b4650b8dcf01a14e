"""The row level: the names that an expression over a table and its joins can use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from pg_saint.catalog.reader import Catalog, TableInfo, show_table
from pg_saint.criteria.aggregates import AGGREGATES, is_aggregate
from pg_saint.criteria.classes import expand_classes
from pg_saint.criteria.lengths import no_lengths
from pg_saint.criteria.parse import column_path, parse_expression, show
from pg_saint.criteria.unknown import name_meant, unknown_call
from pg_saint.definitions.model import Join as JoinSpec
from pg_saint.definitions.model import Tree
from pg_saint.definitions.order import depends_order
from pg_saint.errors import SaintError, suggestion
from pg_saint.ir.brackets import bare, bracketed
from pg_saint.ir.joins import aliases_in
from pg_saint.ir.names import column, unique_name
from pg_saint.ir.nodes import Expr, Join, Location
from pg_saint.resolve.type_checker import TypeChecker, TypeQuery

Where = Callable[..., Location]


@dataclass
class Rows:
    """A base table, called `alias`, and the n:1 joins of its own and of its parents.

    `tables` has what users may name; `scope` the type of every column, also of joins that are ours.
    """

    alias: str
    info: TableInfo
    checker: TypeChecker
    tables: dict[str, TableInfo] = field(default_factory=dict)
    scope: dict[tuple[str, ...], str] = field(default_factory=dict)
    joins: list[Join] = field(default_factory=list)

    def add(self, alias: str, info: TableInfo, visible: bool = True) -> None:
        if visible:
            self.tables[alias] = info
        for each in info.table.columns:
            self.scope[alias, each.name] = each.type

    def free(self, wanted: str) -> str:
        """`wanted` as an alias, or what no other row here is called."""
        return unique_name(wanted, {*self.tables, *(name[0] for name in self.scope)})

    def read(self, text: str, location: Location) -> Expr:
        """The expression in `text`, every column qualified; a bare name is a column of the base table."""
        root = bracketed(expand_classes(parse_expression(text, location), self.checker.lists, location))
        for node in root.walk():
            if is_aggregate(node):
                raise SaintError(
                    f"an aggregate in the mapping of a row: {show(node)}", location, f"in a criterion, {AGGREGATES}"
                )
        no_lengths(root, location)
        for node in list(root.find_all(exp.Column)):
            node.replace(self._column(node, location))
        return bare(root)

    def ask(self, text: str, location: Location, expected: str | None = None) -> TypeQuery:
        return self.checker.ask(self.read(text, location), self.scope, text, location, expected)

    def _column(self, node: exp.Column, location: Location) -> exp.Column:
        path = column_path(node)
        table, name = (self.alias, path[0]) if len(path) == 1 else (path[0], path[1])
        if len(path) > 2 or table not in self.tables:
            raise SaintError(
                f"unknown table or join {'.'.join(path[:-1])}: {show(node)}",
                location,
                suggestion(table, list(self.tables)),
            )
        if (table, name) not in self.scope:
            if (wrong := unknown_call(node, self.checker.lists, location)) is not None:
                raise wrong
            full = show_table(self.tables[table].table)
            known = [each.name for each in self.tables[table].table.columns]
            remedy = name_meant(node, known) if len(path) == 1 else suggestion(name, known)
            if name == "today":
                remedy = "today only has a meaning in criteria and filters; map the date, and compare it there"
            raise SaintError(f"{full} has no column {name}", location, remedy)
        return column(name, table)


def read_rows(alias: str, spec: Tree, catalog: Catalog, checker: TypeChecker, location: Where) -> Rows:
    """The rows of an entity or a source with its own joins. Raises SaintError."""
    info = catalog.table(spec.table, location("table"))
    rows = Rows(alias, info, checker)
    rows.add(alias, info)
    read_joins(rows, spec.joins, catalog, location)
    return rows


def read_joins(rows: Rows, joins: Mapping[str, JoinSpec], catalog: Catalog, location: Where) -> None:
    """Adds the joins to `rows`, each after those that its condition names. Raises SaintError."""
    for name, join in joins.items():
        rows.add(name, catalog.table(join.table, location("joins", name, "table")))
    conditions = {name: rows.read(join.on, location("joins", name, "on")) for name, join in joins.items()}
    needs = {name: [table for table in aliases_in([on]) if table != name] for name, on in conditions.items()}
    for name in depends_order(
        needs, lambda name: location("joins", name, "on"), "a join can only name joins that do not need it"
    ):
        on = conditions[name]
        if name not in aliases_in([on]):
            raise SaintError(
                f"the condition of join {name} does not name it: {joins[name].on}",
                location("joins", name, "on"),
                f"write {name}.column for a column of the joined table",
            )
        rows.checker.ask(on, rows.scope, joins[name].on, location("joins", name, "on"), "boolean")
        rows.joins.append(Join(name, rows.tables[name].table, on))


def renamed(expr: Expr, aliases: Mapping[str, str]) -> Expr:
    """`expr` over the same tables under other aliases."""
    root = bracketed(expr.copy())
    for node in list(root.find_all(exp.Column)):
        node.replace(column(node.name, aliases[node.table]))
    return bare(root)
