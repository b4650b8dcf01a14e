"""Which of the CRM's tables Citus keeps, and how."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import psycopg

from pg_saint.ir.nodes import Distribution

# Citus makes it there; nobody else may.
METADATA = "select pg_catalog.to_regclass('pg_catalog.pg_dist_partition') is not null"


def has_citus(connection: psycopg.Connection[Any]) -> bool:
    """Whether Citus is in this database."""
    return connection.execute(METADATA).fetchone() == (True,)


def distributions(connection: psycopg.Connection[Any], tables: Sequence[int]) -> dict[int, Distribution]:
    """By oid, of the tables (oids) that Citus knows."""
    if not has_citus(connection):
        return {}
    query = files(__package__).joinpath("tables.sql").read_bytes()
    rows = connection.execute(query, {"tables": list(tables)}).fetchall()
    return {oid: Distribution(kind, column, colocation) for oid, kind, column, colocation in rows}
