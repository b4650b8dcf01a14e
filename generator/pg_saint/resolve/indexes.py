"""Warnings about what works but slowly or not surely: missing indexes, keys that are not unique."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlglot import exp

from pg_saint.catalog.reader import Index, TableInfo, show_table
from pg_saint.criteria.parse import parse_expression, show
from pg_saint.errors import SaintError
from pg_saint.ir.brackets import bare, bracketed
from pg_saint.ir.names import identifier
from pg_saint.ir.nodes import Expr, Join, Link, Location, Table, Tree
from pg_saint.ir.search import searchable
from pg_saint.ir.temporal import conjuncts

NOWHERE = Location("", 0)


@dataclass(frozen=True)
class Warning:
    """Something to put right before it hurts; `remedy` is a statement where one helps."""

    message: str
    location: Location
    remedy: str

    def __str__(self) -> str:
        return f"{self.location}: {self.message}\n  {self.remedy}"


class Indexes:
    """Looks for what the recompute path needs to find rows by."""

    def __init__(self, infos: dict[Table, TableInfo]) -> None:
        self.infos = infos

    def key(self, tree: Tree, location: Location) -> Iterator[Warning]:
        key = tree.key.this if isinstance(tree.key, exp.Cast) else tree.key
        if not isinstance(key, exp.Column) or not self.infos[tree.table].is_unique(key.name):
            yield Warning(
                f"nothing says that the key of {tree.alias} is unique: {_unqualified(key)}",
                location,
                f"create unique index on {show_table(tree.table)} ({_index_column(key)})",
            )

    def joins(self, tree: Tree, joins: tuple[Join, ...], location: Location) -> Iterator[Warning]:
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
                        alias = aliases.pop()
                        asked = _about(alias, conjuncts(join.on)) if alias == join.alias else ()
                        yield from self._missing(tables[alias], side, f"join {join.alias}", location, asked)

    def link(self, tree: Tree, link: Link, location: Location) -> Iterator[Warning]:
        """What the events of a record are found by; what the joins of the link need is told by `joins`."""
        tables = {tree.alias: tree.table} | {join.alias: join.table for join in (*tree.joins, *link.joins)}
        for part in [link.id.this, *link.id.expressions] if isinstance(link.id, exp.Coalesce) else [link.id]:
            conditions, side = searchable(part, tables)
            aliases = {node.table for node in side.find_all(exp.Column)}
            if len(aliases) == 1:
                alias = aliases.pop()
                fixed = {node.name for condition in conditions for node in condition.find_all(exp.Column)}
                asked = _about(alias, [*(conjuncts(tree.where) if tree.where else ()), *conditions])
                yield from self._missing(
                    tables[alias], side, f"link {tree.alias} → {link.entity}", location, asked, fixed
                )

    def _missing(
        self,
        table: Table,
        expr: Expr,
        what: str,
        location: Location,
        asked: Iterable[Expr],
        before: set[str] | frozenset[str] = frozenset(),
    ) -> Iterator[Warning]:
        if not self._found(table, expr, {_comparable(_unqualified(each)) for each in asked}, before):
            full = show_table(table)
            yield Warning(
                f"{what} has no index on {full} ({_unqualified(expr)})",
                location,
                f"create index on {full} ({_index_column(expr)})",
            )

    def _found(self, table: Table, expr: Expr, asked: set[str], before: set[str] | frozenset[str]) -> bool:
        """An index that starts with `expr`, or with columns of `before` and then `expr`. Of some rows only: if all that
        it says of them is among `asked`, the conditions of every query, or that `expr` is not NULL."""
        wanted = _comparable(_unqualified(expr))
        for index in self.infos[table].indexes:
            if not _holds(index, {*asked, _comparable(f"({_unqualified(expr)}) is not null")}):
                continue
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


def _about(alias: str, conditions: Iterable[Expr]) -> list[Expr]:
    """Those that look at nothing but the table `alias`."""
    return [each for each in conditions if {node.table for node in each.find_all(exp.Column)} == {alias}]


def _holds(index: Index, asked: set[str]) -> bool:
    """Whether a query with the conditions `asked` can use the index."""
    if index.predicate is None:
        return True
    try:
        return all(_comparable(show(each)) in asked for each in conjuncts(parse_expression(index.predicate, NOWHERE)))
    except SaintError:
        # What the criteria language does not have is not a condition of ours.
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
