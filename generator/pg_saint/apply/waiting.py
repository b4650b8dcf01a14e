"""Waiting until transactions are over that still see how things were: as CREATE INDEX CONCURRENTLY does, nobody else
waits for it."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.rows import class_row

from pg_saint.compile.sql.names import DATA


@dataclass(frozen=True)
class Other:
    """Somebody's transaction. `virtualxid` is its own name, as pg_locks has it."""

    virtualxid: str
    pid: int
    who: str

    def __str__(self) -> str:
        return f"{self.who} (process {self.pid})"


# Who has written to a table with our triggers may still run the old body of a function; who locks it later finds the
# new one. A prepared transaction has no process, and runs nothing any more.
WRITERS = """
    select distinct l.virtualtransaction as virtualxid, l.pid,
        concat_ws(' ', a.usename, nullif(a.application_name, ''), 'since ' || a.xact_start::timestamp(0)) as who
    from pg_locks l
    join pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'relation' and l.granted and l.pid <> pg_backend_pid()
        and l.database = (select d.oid from pg_database d where d.datname = current_database())
        and l.mode in ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
        and l.relation in (
            select t.tgrelid from pg_trigger t join pg_proc p on p.oid = t.tgfoid
            where p.pronamespace = to_regnamespace(%(schema)s) and not t.tgisinternal)
    order by l.pid
"""
# Who has a snapshot may read rows as they were before they were filled. What a role may not look into counts too.
READERS = """
    select distinct l.virtualtransaction as virtualxid, l.pid,
        concat_ws(' ', a.usename, nullif(a.application_name, ''), 'since ' || a.xact_start::timestamp(0)) as who
    from pg_locks l
    join pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'virtualxid' and l.granted and l.pid <> pg_backend_pid()
        and a.datname = current_database()
        and (a.backend_xmin is not null or a.state is null)
        and a.backend_type is distinct from 'autovacuum worker'
    order by l.pid
"""
STILL_THERE = """
    select l.virtualxid from pg_locks l
    where l.locktype = 'virtualxid' and l.granted and l.virtualxid = any (%s)
"""


def writers(connection: psycopg.Connection) -> list[Other]:
    """Transactions that have written to a mapped table."""
    return _others(connection, WRITERS)


def readers(connection: psycopg.Connection) -> list[Other]:
    """Transactions of this database that have a snapshot."""
    return _others(connection, READERS)


def still_there(connection: psycopg.Connection, others: list[Other]) -> list[Other]:
    """Those that are not over yet."""
    if not others:
        return []
    found = connection.execute(STILL_THERE, ([other.virtualxid for other in others],)).fetchall()
    return [other for other in others if (other.virtualxid,) in found]


def _others(connection: psycopg.Connection, query: str) -> list[Other]:
    with connection.cursor(row_factory=class_row(Other)) as cursor:
        return cursor.execute(sql.SQL(query), {"schema": DATA}).fetchall()
