"""The tables behind the views."""

from __future__ import annotations

import psycopg

# PostgreSQL refuses an UPDATE and a DELETE of a published table that has none.
WITHOUT_IDENTITY = """
    select c.oid::regclass::text
    from pg_class c
    where c.relnamespace = any (array['saint', 'saint_data']::regnamespace[]) and c.relkind in ('r', 'p')
        and c.relpersistence = 'p' and c.relreplident <> 'f'
        and not exists (
            select from pg_index i
            where i.indrelid = c.oid and case c.relreplident when 'd' then i.indisprimary else i.indisreplident end)
    order by 1
"""


def test_every_table_has_a_replica_identity(crm: psycopg.Connection) -> None:
    assert crm.execute(WITHOUT_IDENTITY).fetchall() == []
