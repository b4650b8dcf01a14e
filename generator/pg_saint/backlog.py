"""How far behind the stored rows are, by entity: for `saint status`, and for what watches over it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

ENTITIES = """
    select e.schema, e.entity, l.finished_at as last_tick, l.recomputed,
        date_trunc('second', now() - l.finished_at) as lag
    from saint.entity as e
    left join saint.last_tick as l on l.entity = e.entity
    order by e.schema, e.entity
"""
# One statement, one snapshot: a record never counts as stored and as missing.
BACKLOG = """
    select
        (select count(*) from {wide}) as records,
        (select count(*) from {dirty}) as dirty_marks,
        (select count(*) from {via}) as indirect_marks,
        (select count(*) from {wide} where next_change <= saint.today()) as due
"""
MAY_READ = "select pg_catalog.has_table_privilege(%s::text, 'select')"
STATUSES = """
    select status, entity, name, rank, visual, enabled, matches
    from saint.statusdef
    order by entity, rank, status
"""

# Those of which nothing is stored, and so nothing waits: they are in shards of Citus.
IN_SHARDS = """
    (select entity from saint.status union select entity from saint.counter)
    except select entity from saint.entity
    order by 1
"""
# Where all that came is replayed, the time of the last commit says nothing: nobody may have written since.
STANDBY = """
    select
        pg_catalog.pg_last_xact_replay_timestamp() as replayed_up_to,
        case
            when pg_catalog.pg_last_wal_receive_lsn() = pg_catalog.pg_last_wal_replay_lsn() then interval '0'
            else greatest(
                pg_catalog.date_trunc(
                    'milliseconds', pg_catalog.clock_timestamp() - pg_catalog.pg_last_xact_replay_timestamp()
                ),
                interval '1 millisecond'
            )
        end as behind,
        exists (select from pg_catalog.pg_stat_wal_receiver) as connected
    where pg_catalog.pg_is_in_recovery()
"""


def standby(connection: psycopg.Connection) -> dict[str, Any] | None:
    """How far this server has replayed its primary's log, and how long it is `behind` what it has received; None where
    it is no standby. Of what a server that is not connected has missed it knows nothing."""
    return connection.cursor(row_factory=dict_row).execute(STANDBY).fetchone()


def in_shards(connection: psycopg.Connection) -> list[str]:
    """The entities that are computed at each read."""
    return [row[0] for row in connection.execute(IN_SHARDS)]


def entities(connection: psycopg.Connection) -> list[dict[str, Any]]:
    """With the last tick, and the `lag`: for how long something may have been waiting; None: nobody has ever ticked."""
    rows = connection.cursor(row_factory=dict_row).execute(ENTITIES).fetchall()
    for row in rows:
        if row["schema"] is None:
            del row["schema"]
    return rows


def may_read(connection: psycopg.Connection, table: str) -> bool:
    """`table`: as SQL names it."""
    return connection.execute(MAY_READ, (table,)).fetchone() == (True,)


def may_count(connection: psycopg.Connection, entity: str) -> bool:
    """Whether this role may count what waits."""
    return may_read(connection, sql.Identifier("saint_data", entity).as_string(connection))


def count(connection: psycopg.Connection, row: dict[str, Any]) -> None:
    """Adds what waits to the row of an entity. Raises psycopg.Error to who may not read it."""
    name = row["entity"]
    names = {"wide": name, "dirty": f"{name}_dirty", "via": f"{name}_via"}
    tables = {part: sql.Identifier("saint_data", table) for part, table in names.items()}
    row.update(connection.cursor(row_factory=dict_row).execute(sql.SQL(BACKLOG).format(**tables)).fetchone() or {})
    # What waits has done so since the last tick at most.
    if not (row["dirty_marks"] or row["indirect_marks"] or row["due"]):
        row["lag"] = timedelta(0)


def statuses(connection: psycopg.Connection) -> list[dict[str, Any]]:
    """With how many records have each now."""
    return connection.cursor(row_factory=dict_row).execute(STATUSES).fetchall()
