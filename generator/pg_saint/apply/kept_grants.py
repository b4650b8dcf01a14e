"""What people were given on views of ours, beyond what an apply grants: a view that is rebuilt has it again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import psycopg
from psycopg import sql

from pg_saint.apply.drops import drop_object, own_name
from pg_saint.apply.grants import OURS, grant
from pg_saint.compile import SqlObject
from pg_saint.plan.installed import InstalledObject

# On the view as a whole, and on single columns. A grantee that is nobody is PUBLIC.
GIVEN = """
    select r.rolname, x.privilege_type, x.is_grantable, given.on_column
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (
        select c.relacl, null::name
        union all
        select a.attacl, a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    ) given (acl, on_column)
    cross join lateral aclexplode(given.acl) x
    left join pg_roles r on r.oid = x.grantee
    where n.nspname = %s and c.relname = %s and x.grantee <> c.relowner
    order by 1, 2, 3, 4
"""
VIEWS = ("view", "materialized view")
COLUMNS = "select attname from pg_attribute where attrelid = to_regclass(%s) and attnum > 0 and not attisdropped"


@dataclass(frozen=True)
class Given:
    """`role`: None is PUBLIC; `column`: None is the whole view."""

    role: str | None
    privilege: str
    grantable: bool
    column: str | None


class KeptGrants:
    """Of one apply: what it drops is remembered, and given again on what it makes of the same name."""

    def __init__(self) -> None:
        self._given: dict[str, tuple[Given, ...]] = {}

    def drop(self, connection: psycopg.Connection, found: InstalledObject | SqlObject) -> None:
        if found.kind in VIEWS:
            rows = connection.execute(GIVEN, own_name(connection, found)).fetchall()
            self._given[str(found.name)] = tuple(Given(*row) for row in rows)
        drop_object(connection, found)

    def grant(self, connection: psycopg.Connection, made: SqlObject, owner: str | None) -> None:
        """To the roles that it is open to, and to those that had it before."""
        grant(connection, made, owner)
        # They stay remembered: what an online apply does in a transaction it may have to do again.
        given = self._given.get(str(made.name), ())
        if any(each.role == "saint_reader" for each in given) and "saint_reader" not in made.open_to:
            # What is confidential now was not when it was given.
            return
        if not given:
            return
        columns = {name for (name,) in connection.execute(COLUMNS, (str(made.name),))}
        statements: dict[tuple[str | None, bool], list[sql.Composable]] = defaultdict(list)
        for each in given:
            if each.role not in OURS and (each.column is None or each.column in columns):
                statements[each.role, each.grantable].append(_privilege(each))
        for (role, grantable), privileges in statements.items():
            connection.execute(
                sql.SQL("grant {} on {} to {}{}").format(
                    sql.SQL(", ").join(privileges),
                    sql.SQL(made.name),
                    sql.SQL("public") if role is None else sql.Identifier(role),
                    sql.SQL(" with grant option" if grantable else ""),
                )
            )


def _privilege(given: Given) -> sql.Composable:
    privilege = sql.SQL(given.privilege)
    return privilege if given.column is None else sql.SQL("{} ({})").format(privilege, sql.Identifier(given.column))
