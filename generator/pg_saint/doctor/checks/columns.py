"""A mapped column that was renamed, dropped, retyped or replaced since the last apply, or whose table is gone."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.doctor.finding import Finding

# `now_called`: the column in its place, if it is one that nothing of ours reads.
CHANGED = """
    select
        m.table_name, m.column_name, m.type, to_regclass(m.table_name) is null as no_table,
        a.attname is null as no_column, format_type(a.atttypid, a.atttypmod) as type_now,
        a.attnum <> m.position as replaced,
        (
            select o.attname from pg_attribute o
            where o.attrelid = to_regclass(m.table_name) and o.attnum = m.position and not o.attisdropped
                and not exists (
                    select from saint.mapped_column n where n.table_name = m.table_name and n.column_name = o.attname)
        ) as now_called
    from saint.mapped_column m
    left join pg_attribute a
        on a.attrelid = to_regclass(m.table_name) and a.attname = m.column_name and not a.attisdropped
    -- the check of schemas tells which of them are gone
    where not exists (
        select from saint.entity e
        where starts_with(m.table_name, quote_ident(e.schema) || '.')
            and to_regnamespace(quote_ident(e.schema)) is null)
    order by m.table_name, m.column_name
"""
AGAIN = "change the definition, then: saint attach FILE"


def check(connection: psycopg.Connection) -> Iterator[Finding]:
    gone = set()
    for table, column, type_, no_table, no_column, type_now, replaced, now_called in connection.execute(CHANGED):
        name = f"{table}.{column}"
        if no_table:
            if table not in gone:
                gone.add(table)
                yield Finding(f"table {table} is gone: it was dropped or renamed", AGAIN)
        elif no_column and now_called:
            yield Finding(f"column {name} is now called {now_called}", AGAIN)
        elif no_column:
            yield Finding(f"column {name} was dropped", AGAIN)
        elif replaced:
            yield Finding(
                f"another column has taken the place of {name}; no trigger saw its values being written",
                "saint apply FILE: it recomputes every record that depends on the column",
            )
        elif type_now != type_:
            yield Finding(
                f"column {name} was {type_} and is now {type_now}; no trigger saw its values change",
                "saint apply FILE, changed where need be: it recomputes every record that depends on the column",
            )
