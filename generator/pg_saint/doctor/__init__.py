"""What ``saint doctor`` looks at: one file in checks/ for each thing that can be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg

from pg_saint.doctor.checks import (
    columns,
    definition,
    detached,
    drift,
    indexes,
    marks,
    partitions,
    privileges,
    replication,
    schemas,
    settings,
    transactions,
    triggers,
    version,
    worker,
)
from pg_saint.doctor.finding import Finding

__all__ = ["CHECKS", "Finding", "examine"]

Check = Callable[[psycopg.Connection], Iterator[Finding]]
# In this order: what comes first often explains what follows.
CHECKS: dict[str, Check] = {
    "version": version.check,
    "columns": columns.check,
    "definition": definition.check,
    "detached": detached.check,
    "triggers": triggers.check,
    "partitions": partitions.check,
    "schemas": schemas.check,
    "drift": drift.check,
    "indexes": indexes.check,
    "privileges": privileges.check,
    "worker": worker.check,
    "marks": marks.check,
    "transactions": transactions.check,
    "replication": replication.check,
    "settings": settings.check,
}


def examine(connection: psycopg.Connection) -> dict[str, list[Finding]]:
    """The findings of every check, by its name; the connection is in autocommit. Nothing is changed."""
    found = {}
    for name, check in CHECKS.items():
        with connection.transaction(force_rollback=True):
            found[name] = list(check(connection))
    return found
