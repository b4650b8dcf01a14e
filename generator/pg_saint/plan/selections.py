"""Selections in the catalog: the static ones that people made, and the materialized ones that are due."""

from __future__ import annotations

import psycopg

from pg_saint.errors import SaintError, SaintErrors
from pg_saint.ir.definition import Definition

DUE = """
    select s.selection from saint.selection s left join saint.selection_refresh r on r.selection = s.selection
    where s.kind = 'materialized' and (r.as_of is null or r.as_of = '-infinity')
"""
STATIC = """
    select s.selection, s.entity, s.declared,
        (select count(*) from saint.selection_entry e where e.selection = s.selection)
    from saint.selection s where s.kind = 'static'
"""


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
            SaintError(f"there is a static selection {name} of {entity}, with {entries} entries", made.location, remedy)
        )
    if errors:
        raise SaintErrors(errors)


def due(connection: psycopg.Connection) -> frozenset[str]:
    """The materialized ones that do not say yet what their definition says."""
    return frozenset(row[0] for row in connection.execute(DUE))
