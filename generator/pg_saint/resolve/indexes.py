"""Warnings about what works but slowly or not surely: missing indexes, keys that are not unique."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot import exp

from pg_saint.catalog.reader import TableInfo, show_table
from pg_saint.criteria.parse import bare, bracketed, parse_expression, show
from pg_saint.ir.names import identifier
from pg_saint.ir.nodes import Expr, Join, Link, Place, Table, Tree
from pg_saint.ir.search import searchable
from pg_saint.ir.temporal import conjuncts

NOWHERE = Place("", 0)


@dataclass(frozen=True)
class Warning:
    """Something to put right before it hurts; `remedy` is a statement where one helps."""

    message: str
    place: Place
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}\n  {self.remedy}"


class Indexes:
    """Looks for what the recompute path needs to find rows by."""

    def __init__(self, infos: dict[Table, TableInfo]) -> None:
        self.infos = infos

    def key(self, tree: Tree, place: Place) -> Iterator[Warning]:
        key = tree.key.this if isinstance(tree.key, exp.Cast) else tree.key
        if not isinstance(key, exp.Column) or not self.infos[tree.table].is_unique(key.name):
            yield Warning(
                f"nothing says that the key of {tree.alias} is unique: {_unqualified(key)}",
                place,
                f"create unique index on {show_table(tree.table)} ({_index_column(key)})",
            )

    def joins(self, tree: Tree, joins: tuple[Join, ...], place: Place) -> Iterator[Warning]:
        """Both sides of each join: either row is looked up from the other, when that one changes."""
        tables = {tree.alias: tree.table} | {join.alias: join.table for join in (*tree.joins, *joins)}
        for join in joins:
            for condition in conjuncts(join.on):
                # `role = 'to'` narrows a join; it is not what rows are looked up by.
                if not isinstance(condition, exp.EQ) or len({n.table for n in condition.find_all(exp.Column)}) < 2:
                    continue
                for side in (condition.this.unnest(), condition.expression.unnest()):
                    aliases = {node.table for node in side.find_all(exp.Column)}
                    if len(aliases) == 1:
                        yield from self._missing(tables[aliases.pop()], side, f"join {join.alias}", place)

    def link(self, tree: Tree, link: Link, place: Place) -> Iterator[Warning]:
        """What the events of a record are found by; what the joins of the link need is told by `joins`."""
        tables = {tree.alias: tree.table} | {join.alias: join.table for join in (*tree.joins, *link.joins)}
        for part in [link.id.this, *link.id.expressions] if isinstance(link.id, exp.Coalesce) else [link.id]:
            conditions, side = searchable(part, tables)
            aliases = {node.table for node in side.find_all(exp.Column)}
            if len(aliases) == 1:
                fixed = {node.name for condition in conditions for node in condition.find_all(exp.Column)}
                yield from self._missing(
                    tables[aliases.pop()], side, f"link {tree.alias} → {link.entity}", place, fixed
                )

    def _missing(
        self, table: Table, expr: Expr, what: str, place: Place, before: set[str] | frozenset[str] = frozenset()
    ) -> Iterator[Warning]:
        if not self._found(table, expr, before):
            full = show_table(table)
            yield Warning(
                f"{what} has no index on {full} ({_unqualified(expr)})",
                place,
                f"create index on {full} ({_index_column(expr)})",
            )

    def _found(self, table: Table, expr: Expr, before: set[str] | frozenset[str]) -> bool:
        """An index that starts with `expr`, or with columns of `before` and then `expr`."""
        wanted = _comparable(_unqualified(expr))
        for index in self.infos[table].indexes:
            for column, is_expression in zip(index.columns, index.expressions, strict=True):
                same = (
                    _comparable(column) == wanted
                    if is_expression
                    else isinstance(expr, exp.Column) and expr.name == column
                )
                if same:
                    return True
                if is_expression or column not in before:
                    break
        return False


def _unqualified(expr: Expr) -> str:
    root = bracketed(expr.copy())
    for node in list(root.find_all(exp.Column)):
        node.replace(exp.column(identifier(node.name)))
    return show(bare(root))


def _index_column(expr: Expr) -> str:
    text = _unqualified(expr)
    return text if isinstance(expr, exp.Column) else f"({text})"


def _comparable(text: str) -> str:
    """Without the brackets, and the casts to text and of literals, that PostgreSQL adds to an index's expression."""

    root = bracketed(parse_expression(text, NOWHERE))
    for node in list(root.find_all(exp.Paren, exp.Cast)):
        of_text = isinstance(node, exp.Cast) and node.to.this in exp.DataType.TEXT_TYPES
        if node is not root and (of_text or isinstance(node, exp.Paren) or isinstance(node.this, exp.Literal)):
            node.replace(node.this)
    return show(bare(root)).lower()
