"""The history of the definition: each status, counter, selection and monitor that is another one than before."""

from __future__ import annotations

from typing import Any

import psycopg

from pg_saint.values import jsonb

# As the catalog has them, but for what follows from the rows.
THINGS = """
    select 'status', s.status, pg_catalog.to_jsonb(s) - array['status', 'meaning', 'exact_since'] from saint.status s
    union all
    select 'counter', c.counter, pg_catalog.jsonb_object_agg(c.entity, c.value)
    from saint.counter c where c.standard is null group by c.counter
    union all
    select 'selection', s.selection, pg_catalog.to_jsonb(s) - array['selection', 'declared']
    from saint.selection s where s.declared
    union all
    select 'monitor', m.monitor, pg_catalog.to_jsonb(m) - 'monitor' from saint.monitor m
"""
NOTE = "insert into saint.definition_history (kind, name, before, after) values (%s, %s, %s, %s)"
Things = dict[tuple[str, str], Any]


def things(connection: psycopg.Connection) -> Things:
    """By kind and name."""
    return {(kind, name): what for kind, name, what in connection.execute(THINGS)}


def note_changes(connection: psycopg.Connection, had: Things) -> None:
    """`had`: what there was before this transaction's changes."""
    has = things(connection)
    changed = [way for way in sorted(had.keys() | has.keys()) if had.get(way) != has.get(way)]
    with connection.cursor() as cursor:
        cursor.executemany(NOTE, [(*way, *(_value(each.get(way)) for each in (had, has))) for way in changed])


def _value(what: Any) -> Any:
    return None if what is None else jsonb(what)
