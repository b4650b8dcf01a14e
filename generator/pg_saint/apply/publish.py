"""Views of schema saint, in which nobody creates but the extension's owner.

Who applies makes them in a schema of the moment, and saint.publish() moves them in. One that is replaced goes out
before, with its grants and with what stands on it.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

from pg_saint.compile import SqlObject
from pg_saint.compile.sql.names import PUBLIC
from pg_saint.compile.sql.text import Name, ident

MAY_CREATE = "select pg_catalog.has_schema_privilege(%s::text, 'create')"
THERE = """
    select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = %s::text and c.relname = %s::text
"""


def create(connection: psycopg.Connection, made: SqlObject) -> None:
    """Make the object, or replace it, in the caller's transaction."""
    way = made.name.parts if isinstance(made.name, Name) else ("", made.name)
    if way[0] != PUBLIC or connection.execute(MAY_CREATE, (PUBLIC,)).fetchone() == (True,):
        connection.execute(sql.SQL(made.sql))
        return
    name = way[1]
    schema = f"saint_making_{connection.info.backend_pid}"
    making = sql.Identifier(schema)
    connection.execute(sql.SQL("create schema {}").format(making))
    if connection.execute(THERE, (PUBLIC, name)).rowcount:
        view = sql.Identifier(PUBLIC, name)
        connection.execute(sql.SQL("alter view {} set schema {}").format(view, making))
    there = ident(schema, name)
    connection.execute(sql.SQL(made.sql.again(name=there)))
    connection.execute("select saint.publish(%s::pg_catalog.regclass)", (there,))
    connection.execute(sql.SQL("drop schema {}").format(making))
