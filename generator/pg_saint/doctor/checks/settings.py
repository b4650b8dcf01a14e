"""Settings of the database or of a role under which a tick is refused, or triggers do not fire."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.doctor.finding import Finding

SETTINGS = """
    select coalesce(pg_get_userbyid(nullif(s.setrole, 0)), 'everybody'), setting
    from pg_db_role_setting s cross join unnest(s.setconfig) setting
    where s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
    order by 1, 2
"""


def check(connection: psycopg.Connection) -> Iterator[Finding]:
    for who, setting in connection.execute(SETTINGS):
        name, _, value = setting.partition("=")
        if name == "default_transaction_isolation" and value in ("repeatable read", "serializable"):
            yield Finding(
                f"{name} is {value} for {who}: saint.tick() is refused there",
                "for the role of the scheduler: alter role … set default_transaction_isolation = 'read committed' "
                "(saint run and saint tick set it themselves)",
            )
        if name == "session_replication_role" and value == "replica":
            yield Finding(
                f"{name} is replica for {who}: no trigger sees what that session writes",
                "reset it; else saint check --repair after each batch",
            )
