"""Selections in the catalog: those of the definitions, beside the static ones that people made."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
from psycopg import sql

from pg_saint.errors import SaintError, SaintErrors
from pg_saint.ir.nodes import Definition
from pg_saint.values import jsonb

COLUMNS = ("selection", "entity", "kind", "titles", "criteria", "columns", "max_age")
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
DUE = """
    select s.selection from saint.selection s left join saint.selection_refresh r on r.selection = s.selection
    where s.kind = 'materialized' and (r.as_of is null or r.as_of = '-infinity')
"""
DELETE_REFRESH = """
    delete from saint.selection_refresh r
    where not exists (select from saint.selection s where s.selection = r.selection and s.kind = 'materialized')
"""
STATIC = """
    select s.selection, s.entity, s.declared,
        (select count(*) from saint.selection_entry e where e.selection = s.selection)
    from saint.selection s where s.kind = 'static'
"""


def selection_rows(definition: Definition) -> list[tuple[object, ...]]:
    """One row of saint.selection for each selection of the definitions, by name."""
    return sorted(
        (
            s.name, s.entity, s.kind, s.titles, [c.text for c in s.criteria], [c.name for c in s.columns], s.max_age,
        )
        for s in definition.selections
    )  # fmt: skip


def describes_selections(connection: psycopg.Connection, definition: Definition) -> bool:
    """Whether the catalog says about the selections what the definition says."""
    query = sql.SQL("select {} from saint.selection where declared").format(
        sql.SQL(", ").join(map(sql.Identifier, COLUMNS))
    )
    return sorted(connection.execute(query).fetchall()) == selection_rows(definition)


def check_selections(connection: psycopg.Connection, definition: Definition) -> None:
    """Raises SaintErrors where a selection of the definitions would take the place of one that people filled."""
    wanted = {selection.name: selection for selection in definition.selections}
    errors = []
    for name, entity, declared, entries in connection.execute(STATIC):
        made = wanted.get(name)
        if made is None or (made.kind == "static" and made.entity == entity) or (declared and not entries):
            continue
        remedy = f"choose another name, or empty that one first: select saint.selection_remove_from('{name}', '{name}')"
        if not declared:
            remedy = f"choose another name, or delete that one first: select saint.selection_delete('{name}')"
        errors.append(
            SaintError(f"there is a static selection {name} of {entity}, with {entries} entries", made.place, remedy)
        )
    if errors:
        raise SaintErrors(errors)


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


def due(connection: psycopg.Connection) -> frozenset[str]:
    """The materialized ones that do not say yet what their definition says."""
    return frozenset(row[0] for row in connection.execute(DUE))


def drop_selections(connection: psycopg.Connection) -> None:
    """What people put together stays, for definitions to come."""
    for statement in (FORGET, DELETE):
        connection.execute(statement, {"names": []})
    connection.execute(DELETE_REFRESH)
