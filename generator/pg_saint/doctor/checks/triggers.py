"""A trigger that an apply made is missing or disabled, so that writes go unseen."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.doctor.checks import detached
from pg_saint.doctor.finding import Finding
from pg_saint.plan.installed import installed_triggers

# A trigger's name here is "saint_insert on crm.activity"; a partition that was dropped took its own along.
WANTED = """
    select c.name, split_part(c.name, ' on ', 2)
    from saint.compiled c
    where case when c.kind = 'trigger' then to_regclass(split_part(c.name, ' on ', 2)) is not null end
    order by c.name
"""
AGAIN = "saint attach puts it back, and recomputes every record that it concerns"


def check(connection: psycopg.Connection) -> Iterator[Finding]:
    if list(detached.check(connection)):
        return
    there = {trigger.name for trigger in installed_triggers(connection)}
    for name, table in connection.execute(WANTED).fetchall():
        if name not in there and not _is_loose(connection, table):
            yield Finding(f"trigger {name} is missing or disabled: what it would see goes unnoticed", AGAIN)


def _is_loose(connection: psycopg.Connection, table: str) -> bool:
    """Whether it was a partition, and is none now: then a tick has taken its triggers off."""
    query = """
        select from saint.partitioned p
        where not exists (select from saint.partitions(p.table_name) m where m = to_regclass(%(table)s))
            and not exists (select from saint.mapped_column c where c.table_name = %(table)s)
    """
    return connection.execute(query, {"table": table}).rowcount > 0
