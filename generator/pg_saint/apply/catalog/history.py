"""What the catalog says about time: since when each status is exact, and how long the history is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

import psycopg

from pg_saint.ir.definition import Definition
from pg_saint.oracle import one_status_query

ANY_DAY = date(1, 1, 1)
KEEP = """
    insert into saint.retention (what, days) values ('status_history', %s)
    on conflict (what) do update set days = excluded.days, pruned_on = null where retention.days <> excluded.days
"""
EXACT = "update saint.status set meaning = %s, exact_since = coalesce(%s, now()) where status = %s"
# Where an entity goes or its key gets another type, so does the table that would show whose status ended.
ENDED = """
    insert into saint.status_change (id, entity, status, active, changed_at)
    select l.id, l.entity, l.status, false, now()
    from (
        select distinct on (c.entity, c.id, c.status) c.*
        from saint.status_change c
        where c.entity = any (%s)
        order by c.entity, c.id, c.status, c.change desc
    ) l
    where l.active
"""


@dataclass(frozen=True)
class Before:
    """What an apply finds: the entities' key types, and by status what it means and since when that is exact."""

    key_types: dict[str, str]
    statuses: dict[str, tuple[str | None, datetime | None]]


def before(connection: psycopg.Connection) -> Before:
    statuses = connection.execute("select status, meaning, exact_since from saint.status").fetchall()
    return Before(_key_types(connection), {name: (meaning, since) for name, meaning, since in statuses})


def write_history(connection: psycopg.Connection, definition: Definition, was: Before) -> None:
    """After the catalog's other rows. A status that means what it meant stays exact since when it was."""
    if definition.history_days is None:
        connection.execute("delete from saint.retention where what = 'status_history'")
    else:
        connection.execute(KEEP, (definition.history_days,))
    for status in definition.statuses:
        meaning = _meaning(definition, status.name)
        known, since = was.statuses.get(status.name, (None, None))
        connection.execute(EXACT, (meaning, since if known == meaning else None, status.name))
    now = _key_types(connection)
    rebuilt_entities = [entity for entity, type_ in was.key_types.items() if now.get(entity) != type_]
    if rebuilt_entities:
        connection.execute(ENDED, (rebuilt_entities,))


def _key_types(connection: psycopg.Connection) -> dict[str, str]:
    return dict(connection.execute("select entity, key_type from saint.entity").fetchall())


def _meaning(definition: Definition, status: str) -> str:
    """Of the naive query: the same as long as the status means the same, however it is stored and computed."""
    enabled = next(each.enabled for each in definition.statuses if each.name == status)
    query = one_status_query(definition, status, ANY_DAY)
    return hashlib.sha256(f"{enabled} {query}".encode()).hexdigest()
