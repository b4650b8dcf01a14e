"""Definitions put in force the way ``saint apply`` does it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import psycopg

from pg_saint.apply import Online, apply_plan
from pg_saint.definitions import Model
from pg_saint.ir.definition import Definition
from pg_saint.plan import make_plan
from pg_saint.validate import load


def apply(yaml: str, dsn: str) -> Definition:
    """What the compiler and the oracle read of it."""
    with psycopg.connect(dsn) as connection:
        plan = make_plan(connection, loaded(yaml))
        apply_plan(connection, plan)
        return plan.definition


def online(yaml: str, connection: psycopg.Connection) -> Online:
    """The same, to be carried out in steps, two records at a time."""
    return Online(connection, loaded(yaml), batch=2)


def loaded(yaml: str) -> Model:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "definitions.yaml"
        file.write_text(yaml)
        return load([file])
