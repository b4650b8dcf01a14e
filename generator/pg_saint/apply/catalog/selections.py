"""Selections in the catalog: those of the definitions, beside the static ones that people made."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg

from pg_saint.ir.definition import Definition
from pg_saint.plan.described import selection_rows
from pg_saint.values import jsonb

UPSERT = """
    insert into saint.selection (selection, entity, kind, titles, criteria, columns, max_age, declared)
    values (%s, %s, %s, %s, %s, %s, %s, true)
    on conflict (selection) do update set
        entity = excluded.entity, kind = excluded.kind, titles = excluded.titles, criteria = excluded.criteria,
        columns = excluded.columns, max_age = excluded.max_age, declared = true
"""
# A static one that the definitions no longer name keeps its entries: people put them there.
FORGET = """
    update saint.selection set declared = false
    where declared and kind = 'static' and not selection = any (%(names)s)
"""
DELETE = "delete from saint.selection where declared and kind <> 'static' and not selection = any (%(names)s)"
# The tick does it, should nobody else.
MAKE_DUE = "update saint.selection_refresh set as_of = '-infinity' where selection = any (%s)"
DELETE_REFRESH = """
    delete from saint.selection_refresh r
    where not exists (select from saint.selection s where s.selection = r.selection and s.kind = 'materialized')
"""


def write_selections(connection: psycopg.Connection, definition: Definition) -> None:
    """Make saint.selection say what the definitions say."""
    names = {"names": [selection.name for selection in definition.selections]}
    connection.execute(FORGET, names)
    connection.execute(DELETE, names)
    rows = [tuple(jsonb(v) if isinstance(v, dict | list) else v for v in row) for row in selection_rows(definition)]
    with connection.cursor() as cursor:
        cursor.executemany(UPSERT, rows)
    connection.execute(DELETE_REFRESH)


def make_due(connection: psycopg.Connection, selections: Sequence[str]) -> None:
    """These materialized ones are to be refreshed, whatever their age."""
    connection.execute(MAKE_DUE, (list(selections),))


def drop_selections(connection: psycopg.Connection) -> None:
    """What people put together stays, for definitions to come."""
    for statement in (FORGET, DELETE):
        connection.execute(statement, {"names": []})
    connection.execute(DELETE_REFRESH)
