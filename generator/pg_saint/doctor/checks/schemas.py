"""Another schema holds all the tables that are mapped: a new tenant or workspace, perhaps."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.doctor.finding import Finding

ALIKE = """
    with mapped as (
        select distinct c.oid, c.relname, c.relnamespace
        from saint.mapped_column m join pg_class c on c.oid = to_regclass(m.table_name)
    )
    select n.nspname, count(*)
    from mapped m
    join pg_class c on c.relname = m.relname and c.relkind in ('r', 'p')
    join pg_namespace n on n.oid = c.relnamespace
    where n.oid not in (select relnamespace from mapped) and n.nspname !~ '^(pg_|saint)'
    group by 1
    having count(*) = (select count(*) from mapped)
    order by 1
"""


def check(connection: psycopg.Connection) -> Iterator[Finding]:
    for schema, tables in connection.execute(ALIKE):
        yield Finding(
            f"schema {schema} holds tables of all {tables} mapped names too, and is not mapped",
            "if it is another tenant or workspace, put it in the definition; if it is a copy, drop it",
        )
