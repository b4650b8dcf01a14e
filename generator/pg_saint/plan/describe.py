"""All that the extension's catalog tables say about a definition."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg

from pg_saint.ir.nodes import Definition
from pg_saint.plan.catalog_rows import describes, write_catalog
from pg_saint.plan.history import before, describes_history, write_history
from pg_saint.plan.installed import InstalledObject
from pg_saint.plan.selections import describes_selections, write_selections
from pg_saint.plan.stages import Plan


def is_described(connection: psycopg.Connection, definition: Definition) -> bool:
    """Whether they say what the definition says."""
    return all(each(connection, definition) for each in (describes, describes_selections, describes_history))


def describe(connection: psycopg.Connection, plan: Plan, kept: Sequence[InstalledObject] = ()) -> None:
    """Make the catalog say what the plan makes; `kept`: what is no longer wanted and not dropped yet."""
    was = before(connection)
    write_catalog(connection, plan.definition, plan.objects, plan.files, plan.held, kept)
    write_selections(connection, plan.definition)
    write_history(connection, plan.definition, was)
