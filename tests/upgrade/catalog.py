"""What the extension consists of, and how two installations of it differ."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg

# Of what, which property, what it is.
Property = tuple[str, str, str]


def properties(connection: psycopg.Connection[Any]) -> set[Property]:
    """Every property of every object of the extension, by name."""
    connection.execute("set search_path = pg_catalog")
    return set(connection.execute((Path(__file__).parent / "catalog.sql").read_bytes()).fetchall())


def differences(fresh: set[Property], updated: set[Property], head: str) -> str:
    """What the update lacks and what it has left, each with what to do in the file `head`; nothing where they agree."""
    lines = []
    for object_, property_ in sorted({one[:2] for one in fresh ^ updated}):
        wanted = sorted(value for *at, value in fresh if (object_, property_) == tuple(at))
        found = sorted(value for *at, value in updated if (object_, property_) == tuple(at))
        lines.append(f"{object_}: {property_}")
        lines += [f"    create extension: {value}" for value in wanted or ["none"]]
        lines += [f"    alter extension update: {value}" for value in found or ["none"]]
    if lines:
        lines.append(
            f"Tables, constraints, triggers, and what is dropped or revoked, are changed by statements in {head};"
            " new tables, functions, views, comments and grants come from their own files."
        )
    return "\n".join(lines)
