"""Rows of a mapped table that arrive by logical replication fire no statement trigger."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.doctor.finding import Finding

SUBSCRIBED = """
    select distinct r.srrelid::regclass::text
    from pg_subscription_rel r
    where exists (
        select from saint.mapped_column m cross join lateral saint.partitions(m.table_name) p (member)
        where p.member = r.srrelid)
    order by 1
"""


def check(connection: psycopg.Connection) -> Iterator[Finding]:
    for (table,) in connection.execute(SUBSCRIBED):
        yield Finding(
            f"{table} is filled by a subscription, whose rows fire no trigger of ours",
            "apply the definition at the publisher, or saint check --repair after each batch (docs/semantics.md)",
        )
