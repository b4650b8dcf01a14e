"""The users, groups and static selections that monitors name, looked up where they are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import psycopg
from psycopg import sql
from sqlglot import exp

from pg_saint.definitions.model import Model
from pg_saint.errors import SaintError, suggestion
from pg_saint.ir.attention import Monitor, Users
from pg_saint.ir.dialect import cast, printed
from pg_saint.ir.nodes import Expr, Tree

MOST_SUGGESTED = 1000


def check_users(
    connection: psycopg.Connection[Any], users: Users | None, monitors: Sequence[Monitor], model: Model
) -> Iterator[SaintError]:
    """The users and groups that are not there. Where no users are mapped nothing can be said."""
    if users is None:
        return
    for monitor in monitors:
        if monitor.users is not None:
            for wrong in set(monitor.users) - _values(connection, users.tree, users.tree.key, monitor.users):
                known = _some(connection, users.tree, users.tree.key)
                location = model.location("monitors", monitor.name, "users")
                yield SaintError(f"there is no user {wrong}", location, suggestion(wrong, known))
        group = monitor.group
        if group is None or users.group is None or _values(connection, users.tree, users.group, (group,)):
            continue
        known = _some(connection, users.tree, users.group)
        location = model.location("monitors", monitor.name, "group")
        yield SaintError(f"no user is in the group {group}", location, suggestion(group, known))


def check_selections(
    connection: psycopg.Connection[Any], monitors: Sequence[Monitor], model: Model
) -> Iterator[SaintError]:
    """The selections that neither the definitions nor people made, or that are of another entity."""
    wanted = {m.name: m.selection for m in monitors if m.selection is not None and m.selection not in model.selections}
    if not wanted:
        return
    installed = connection.execute("select to_regclass('saint.selection') is not null").fetchone()
    made: dict[str, str] = {}
    if installed == (True,):
        made = dict(
            connection.execute("select selection, entity from saint.selection where kind = 'static'").fetchall()
        )
    for monitor in monitors:
        name, location = wanted.get(monitor.name), model.location("monitors", monitor.name, "selection")
        if name is not None and name not in made:
            yield SaintError(f"unknown selection {name}", location, suggestion(name, [*model.selections, *made]))
        elif name is not None and made[name] != monitor.entity:
            message = f"selection {name} is one of {made[name]}, and the monitor is on {monitor.entity}"
            yield SaintError(message, location, f"name a selection on {monitor.entity}")


def _values(connection: psycopg.Connection[Any], tree: Tree, value: Expr, wanted: Sequence[str]) -> set[str]:
    text = cast(exp.paren(value.copy()), "text")
    query = _query(tree, text).where(
        exp.In(this=text.copy(), expressions=[exp.Literal.string(each) for each in wanted])
    )
    return {row[0] for row in connection.execute(sql.SQL(printed(query)))}


def _some(connection: psycopg.Connection[Any], tree: Tree, value: Expr) -> list[str]:
    text = cast(exp.paren(value.copy()), "text")
    query = _query(tree, text).where(exp.Not(this=exp.Is(this=text.copy(), expression=exp.null()))).distinct()
    rows = connection.execute(sql.SQL(printed(query.limit(MOST_SUGGESTED))))
    return sorted(row[0] for row in rows)


def _query(tree: Tree, value: Expr) -> exp.Select:
    def table(of: Any, alias: str) -> exp.Expr:
        name = exp.Table(this=exp.to_identifier(of.name, quoted=True), db=exp.to_identifier(of.schema, quoted=True))
        return exp.alias_(name, exp.to_identifier(alias, quoted=True), table=True)

    query = exp.select(value).from_(table(tree.table, tree.alias))
    for join in tree.joins:
        query = query.join(table(join.table, join.alias), on=join.on, join_type="left")
    return query if tree.where is None else query.where(tree.where)
