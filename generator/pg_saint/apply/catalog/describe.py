"""All that the extension's catalog tables say about a definition."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg

from pg_saint.apply.catalog.changes import note_changes, things
from pg_saint.apply.catalog.history import before, write_history
from pg_saint.apply.catalog.rows import write_catalog
from pg_saint.apply.catalog.selections import write_selections
from pg_saint.apply.catalog.vocabulary import write_vocabulary
from pg_saint.plan.installed import InstalledObject
from pg_saint.plan.stages import Plan


def describe(connection: psycopg.Connection, plan: Plan, kept: Sequence[InstalledObject] = ()) -> None:
    """Make the catalog say what the plan makes; `kept`: what is no longer wanted and not dropped yet."""
    was, had = before(connection), things(connection)
    write_catalog(connection, plan.definition, plan.objects, plan.files, plan.stored_states, kept)
    write_selections(connection, plan.definition)
    write_history(connection, plan.definition, was)
    note_changes(connection, had)
    write_vocabulary(connection, plan.definition)
