"""What ``saint doctor`` looks at: one file in checks/ for each thing that can be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import psycopg
from psycopg import errors

from pg_saint.doctor.checks import (
    columns,
    definition,
    detached,
    drift,
    failing,
    indexes,
    marks,
    partitions,
    privileges,
    python,
    replication,
    schemas,
    settings,
    tables,
    transactions,
    triggers,
    version,
    worker,
)
from pg_saint.doctor.finding import Finding
from pg_saint.doctor.in_force import InForce

__all__ = ["CHECKS", "Finding", "InForce", "examine"]

Check = Callable[[InForce], Iterator[Finding]]


def _of_database(check: Callable[[psycopg.Connection], Iterator[Finding]]) -> Check:
    """One that does not look at the definition."""
    return lambda in_force: check(in_force.connection)


# In this order: what comes first often explains what follows.
CHECKS: dict[str, Check] = {
    "version": _of_database(version.check),
    "tables": _of_database(tables.check),
    "columns": _of_database(columns.check),
    "definition": definition.check,
    "detached": _of_database(detached.check),
    "triggers": _of_database(triggers.check),
    "partitions": _of_database(partitions.check),
    "schemas": schemas.check,
    "drift": drift.check,
    "failing": _of_database(failing.check),
    "indexes": indexes.check,
    "privileges": privileges.check,
    "python": _of_database(python.check),
    "worker": _of_database(worker.check),
    "marks": _of_database(marks.check),
    "transactions": _of_database(transactions.check),
    "replication": _of_database(replication.check),
    "settings": _of_database(settings.check),
}


def examine(connection: psycopg.Connection) -> dict[str, list[Finding]]:
    """The findings of every check, by its name; the connection is in autocommit. Nothing is changed. Those that ask the
    server by a table that is taken back are left out where it may only be read, as on a standby."""
    found, in_force = {}, InForce(connection)
    for name, check in CHECKS.items():
        with suppress(errors.ReadOnlySqlTransaction), connection.transaction(force_rollback=True):
            found[name] = list(check(in_force))
    return found
