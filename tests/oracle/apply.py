"""Definitions put in force the way ``saint apply`` does it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import psycopg

from pg_saint.definitions import load
from pg_saint.ir.nodes import Definition
from pg_saint.plan import apply_plan, make_plan


def apply(yaml: str, dsn: str) -> Definition:
    """What the compiler and the oracle read of it."""
    with tempfile.TemporaryDirectory() as folder, psycopg.connect(dsn) as connection:
        file = Path(folder) / "definitions.yaml"
        file.write_text(yaml)
        plan = make_plan(connection, load([file]))
        apply_plan(connection, plan)
        return plan.definition
