"""Plan and apply: what would change in the database, and doing just that."""

from __future__ import annotations

import psycopg

from pg_saint.compile import compile_definition
from pg_saint.definitions import Model
from pg_saint.plan.apply import apply_plan, basis, drop_all
from pg_saint.plan.catalog_rows import describes
from pg_saint.plan.diff import stages
from pg_saint.plan.history import describes_history
from pg_saint.plan.installed import read_installed
from pg_saint.plan.selections import check_selections, describes_selections
from pg_saint.plan.stages import Describe, Plan, Stage
from pg_saint.plan.stored import stored_model
from pg_saint.resolve import resolve_with_warnings

__all__ = ["Plan", "Stage", "apply_plan", "drop_all", "make_plan", "stored_model"]


def make_plan(connection: psycopg.Connection, model: Model) -> Plan:
    """Compare the model with what is installed. Reads the catalog only; raises SaintError(s) on what is wrong."""
    installed = read_installed(connection)
    definition, warnings = resolve_with_warnings(model, connection)
    objects = compile_definition(definition, installed.layout())
    found = stages(connection, definition, objects, installed)
    check_selections(connection, definition)
    described = (describes, describes_selections, describes_history)
    if not found and not all(each(connection, definition) for each in described):
        found = [Describe("update names, ranks, texts and what is kept")]
    return Plan(
        definition=definition,
        objects=tuple(objects),
        stages=tuple(found),
        warnings=tuple(str(warning) for warning in warnings),
        basis=basis(connection),
        files=model.files,
    )
