"""A schema that is not covered and holds all the tables that are: a new tenant or workspace; or one that is gone."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.doctor.finding import Finding
from pg_saint.doctor.in_force import InForce
from pg_saint.errors import SaintError
from pg_saint.plan import schemas_in_force
from pg_saint.resolve import mapped_schemas

ALIKE = """
    with mapped as (
        select distinct c.relname, c.relnamespace
        from saint.mapped_column m join pg_class c on c.oid = to_regclass(m.table_name)
        where not %(several)s or c.relnamespace = any (
            select to_regnamespace(quote_ident(e.schema)) from saint.entity e
        )
    ),
    names as (select distinct relname from mapped)
    select n.nspname, count(*)
    from names m
    join pg_class c on c.relname = m.relname and c.relkind in ('r', 'p')
    join pg_namespace n on n.oid = c.relnamespace
    where n.oid not in (select relnamespace from mapped) and n.nspname !~ '^(pg_|saint)'
    group by 1
    having count(*) = (select count(*) from names)
    order by 1
"""


def check(in_force: InForce) -> Iterator[Finding]:
    connection = in_force.connection
    covered = schemas_in_force(connection)
    yield from _gone(connection)
    fitting = set(_fitting(in_force)) - set(covered)
    for schema in sorted(fitting):
        yield Finding(f"schema {schema} is new since the last apply: nobody there has a status", "saint apply FILE")
    for schema, tables in connection.execute(ALIKE, {"several": bool(covered)}).fetchall():
        if schema not in fitting:
            yield Finding(
                f"schema {schema} also holds tables with all {tables} mapped names, and is not mapped",
                "if it is another tenant or workspace, name it in the definition, see schemas:, and saint apply FILE;"
                " if it is a copy, drop it",
            )


def _gone(connection: psycopg.Connection) -> Iterator[Finding]:
    there = {row[0] for row in connection.execute("select nspname from pg_namespace")}
    for schema in (each for each in schemas_in_force(connection) if each not in there):
        yield Finding(
            f"schema {schema} is gone: its records are no longer shown",
            "take it out of schemas:, if it is named there, then saint apply FILE takes away what was compiled for it",
        )


def _fitting(in_force: InForce) -> list[str]:
    """The schemas that a pattern stands for now."""
    try:
        model = in_force.model
        fitting = mapped_schemas(model, in_force.connection) if isinstance(model.schemas, str) else []
        return [each.name for each in fitting]
    except SaintError:
        # The check of the definition tells it.
        return []
