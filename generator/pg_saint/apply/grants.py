"""Who may call and read what was made, and whose it is."""

from __future__ import annotations

import psycopg
from psycopg import sql

from pg_saint.compile import SqlObject

OURS = ("saint_reader", "saint_revenue", "saint_contact", "saint_admin")
ALL_OF_US = sql.SQL(", ").join(map(sql.Identifier, OURS))
# Who was given a view, or columns of it, while saint_reader may read it.
GIVEN_WITH_ALL = """
    with given (grantee) as (
        select x.grantee from pg_class c cross join aclexplode(c.relacl) x where c.oid = to_regclass(%(view)s)
        union
        select x.grantee
        from pg_attribute a join pg_class c on c.oid = a.attrelid cross join aclexplode(a.attacl) x
        where c.oid = to_regclass(%(view)s)
    )
    select r.rolname
    from given g join pg_roles r on r.oid = g.grantee
    where 'saint_reader' in (select o.rolname from given n join pg_roles o on o.oid = n.grantee)
        and r.oid <> (select c.relowner from pg_class c where c.oid = to_regclass(%(view)s))
    order by 1
"""


def grant(connection: psycopg.Connection, made: SqlObject, owner: str | None) -> None:
    """To the roles that it is open to, and to nobody else. `owner`: as in Plan."""
    hand_over(connection, made, owner)
    name = sql.SQL(made.name)
    if made.kind == "function":
        # One that is replaced keeps what it had: it may have been open to more.
        connection.execute(sql.SQL("revoke all on function {} from public, {}").format(name, ALL_OF_US))
        for role in made.open_to:
            connection.execute(sql.SQL("grant execute on function {} to {}").format(name, sql.Identifier(role)))
    elif made.kind in ("view", "materialized view"):
        _grant_view(connection, made)
    elif made.kind == "table":
        # To see how far behind it is, and to mark: saint status, saint check --repair, saint.set_today().
        connection.execute(sql.SQL("grant select on {} to saint_admin").format(name))
        for role in made.open_to:
            # Citus asks a shard as whoever reads a view.
            connection.execute(sql.SQL("grant select on {} to {}").format(name, sql.Identifier(role)))
        if made.role == "clock":
            connection.execute(sql.SQL("grant update on {} to saint_admin").format(name))
        if made.role == "marks":
            connection.execute(sql.SQL("grant insert on {} to saint_admin").format(name))


def _grant_view(connection: psycopg.Connection, made: SqlObject) -> None:
    name = sql.SQL(made.name)
    if "saint_reader" not in made.open_to:
        # What was given while all readers saw it was not given to see what is confidential.
        for (role,) in connection.execute(GIVEN_WITH_ALL, {"view": str(made.name)}).fetchall():
            connection.execute(sql.SQL("revoke all on {} from {} cascade").format(name, sql.Identifier(role)))
        # It shows revenue: not even what default privileges would give.
        connection.execute(sql.SQL("revoke all on {} from public, {}").format(name, ALL_OF_US))
    for role in made.open_to:
        connection.execute(sql.SQL("grant select on {} to {}").format(name, sql.Identifier(role)))


def hand_over(connection: psycopg.Connection, made: SqlObject, owner: str | None) -> None:
    if owner is not None and made.kind != "trigger":
        statement = sql.SQL("alter {} {} owner to {}")
        kind, name = sql.SQL(made.kind), sql.SQL(made.name)
        connection.execute(statement.format(kind, name, sql.Identifier(owner)))
