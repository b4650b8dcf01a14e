"""The rows of an entity or a source in a statement: its joins and its filter."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from pg_saint.compile.sql.text import Sql, expression, ident, listed, literal, table_name
from pg_saint.ir.harmless import is_harmless
from pg_saint.ir.nodes import Expr, Join, Table, Tree
from pg_saint.ir.search import searchable


def joined(joins: tuple[Join, ...]) -> list[dict[str, Sql]]:
    return [{"table": table_name(j.table), "alias": ident(j.alias), "on": expression(j.on)} for j in joins]


def tables_of(tree: Tree, *others: tuple[Join, ...]) -> list[Table]:
    """The tables of a tree, with all of its joins and others."""
    return [tree.table, *(join.table for joins in (tree.joins, *others) for join in joins)]


def hold(tables: Iterable[Table]) -> Sql:
    """A call that keeps the tables what they are until the transaction ends; it stands in a statement before each one
    that reads them with the rights of whoever applied."""
    names = sorted({str(table_name(table)) for table in tables})
    return Sql(f"saint.hold_tables(array[{listed(literal(name) for name in names)}])")


def row_filter(
    where: Expr | None, id: Expr, restriction: str | None, tables: dict[str, Table], since: Expr | None = None
) -> Sql:
    """The row filter, and which records are asked for, in a form that can use an index on the link's column.

    A `{}` in the restriction is the record's key: ``ids is null or {} = any (ids)``. `since`: a condition of ours on
    how old a row may be, which never fails."""
    conditions, sought = searchable(id, tables)
    if not isinstance(sought.unnest(), exp.Column):
        # An expression that the condition guards (a cast, say) has to stay behind it.
        conditions, sought = (), id
    given = [condition for condition in (where, since, *conditions) if condition is not None]
    parts = [Sql(f"({expression(each)})") for each in given if each is since or is_harmless(each)]
    if restriction is not None and "{}" in restriction:
        parts += [Sql(f"{expression(sought)} is not null"), Sql(f"({restriction.format(expression(sought))})")]
    else:
        parts.append(Sql(f"{expression(sought)} {restriction or 'is not null'}"))
    # What can fail is asked of the records' own rows only: it must not hurt others.
    risky = [Sql(f"({expression(each)})") for each in given if each is not since and not is_harmless(each)]
    if risky:
        parts.append(Sql(f"case when {listed(parts, ' and ')} then {listed(risky, ' and ')} end"))
    return listed(parts, " and ")
