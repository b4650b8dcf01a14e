"""Old transactions, prepared transactions and replication slots: vacuum cannot take away what they may still see."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.doctor.finding import Finding

LONGEST = "1 hour"
SESSIONS = """
    select pid, usename, xact_start::text from pg_stat_activity
    where backend_type = 'client backend' and xact_start < clock_timestamp() - %s::interval
    order by xact_start
"""
PREPARED = """
    select gid, prepared::text from pg_prepared_xacts
    where database = current_database() and prepared < clock_timestamp() - %s::interval
    order by prepared
"""
SLOTS = """
    select slot_name from pg_replication_slots
    where not active and (xmin is not null or catalog_xmin is not null)
    order by slot_name
"""
WHY = "dirty marks and old counter rows stay on disk, and every look at them takes longer"


def check(connection: psycopg.Connection) -> Iterator[Finding]:
    for pid, user, since in connection.execute(SESSIONS, (LONGEST,)):
        yield Finding(
            f"{user} has had a transaction open since {since}: {WHY}", f"end it: select pg_terminate_backend({pid})"
        )
    for gid, since in connection.execute(PREPARED, (LONGEST,)):
        yield Finding(
            f"a transaction has been prepared since {since}: {WHY}", f"commit prepared '{gid}', or rollback prepared"
        )
    for (slot,) in connection.execute(SLOTS):
        yield Finding(f"replication slot {slot} is used by nobody: {WHY}", f"select pg_drop_replication_slot('{slot}')")
