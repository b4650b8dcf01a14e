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
