"""Partitions that came or went and could not be followed: until then every read is computed live."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.doctor.finding import Finding

FOLLOWED = """
    select distinct m.table_name
    from saint.mapped_column m
    join pg_class c on c.oid = to_regclass(m.table_name)
    where c.relkind = 'p' and saint.partitions_changed(m.table_name)
    order by 1
"""
WITHOUT = """
    select p.member::text, pg_get_userbyid(c.relowner)
    from saint.partitions(%s::text) p (member)
    join pg_class c on c.oid = p.member
    where not exists (
        select from pg_trigger t join pg_proc f on f.oid = t.tgfoid
        where t.tgrelid = p.member and f.pronamespace = to_regnamespace('saint_data'))
    order by 1
"""


def check(connection: psycopg.Connection) -> Iterator[Finding]:
    for (table,) in connection.execute(FOLLOWED).fetchall():
        new = connection.execute(WITHOUT, (table,)).fetchall()
        remedy = "run a worker, or saint tick"
        if not new:
            yield Finding(f"partitions of {table} have gone or changed, and no tick has followed them yet", remedy)
        for partition, owner in new:
            yield Finding(
                f"partition {partition} has no triggers yet: reads are computed live",
                f"{remedy}; if that does not help, another session keeps it locked, or whoever applied may not put a "
                f"trigger on it: as {owner}, grant trigger on {partition} to that role",
            )
