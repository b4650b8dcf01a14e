"""A mapped name that another table has now, or something that is not a table; a table that a crash has emptied."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.doctor.finding import Finding

# Names that nothing has are told by the check of columns.
REPLACED = """
    select m.table_name, i.type, to_regclass(m.table_name)::oid = m.relation as the_same, c.relpersistence = 'u',
        array(select n.inhrelid::regclass::text from pg_inherits n where n.inhparent = c.oid and c.relkind = 'r')
    from saint.mapped_table m
    join pg_class c on c.oid = to_regclass(m.table_name)
    cross join lateral pg_identify_object('pg_class'::regclass, c.oid, 0) i
    where not saint.table_known(m.table_name)
    order by m.table_name
"""
AGAIN = "run a worker, or saint tick; if that does not help, saint apply FILE by a role that owns the table"


def check(connection: psycopg.Connection) -> Iterator[Finding]:
    for table, kind, the_same, unlogged, children in connection.execute(REPLACED):
        if kind != "table":
            yield Finding(
                f"{table} is a {kind} now: what is computed from it is an error, since it would run with the rights of "
                "whoever applied",
                "give the table its name back, or map another one: saint attach FILE",
            )
        elif children:
            yield Finding(
                f"{table} is inherited by {', '.join(children)}, whose rows no trigger sees: reads are computed live",
                f"alter table {children[0]} no inherit {table}, or turn the hierarchy into a partitioned table",
            )
        elif the_same and unlogged:
            yield Finding(
                f"{table} is unlogged, and a crash has emptied it, unless it is new here: reads are computed live",
                f"run a worker, or saint tick; alter table {table} set logged lets it survive",
            )
        else:
            yield Finding(
                f"{table} is not the table that the stored rows were computed from: reads are computed live",
                AGAIN,
            )
