"""An online apply in words: what it will do and lock, and how far one is."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
from psycopg import sql

from pg_saint.compile.maintain.capture import delta_day
from pg_saint.compile.sql.names import DATA
from pg_saint.plan.installed import read_stored_states
from pg_saint.plan.online_stages import is_apart
from pg_saint.plan.stages import (
    Backfill,
    Calculate,
    Create,
    Describe,
    Drop,
    LockTable,
    MarkStale,
    Plan,
    Refresh,
    Widen,
)

PROGRESS = """
    select count(*) filter (where c.generation >= e.generation), count(*)
    from {} c, saint.entity e
    where e.entity = %s
"""


# Of our own tables only: an administrator may have no rights on the CRM's.
COMPILED = "select true from saint.compiled where name = %s and fingerprint = %s"


def outline(plan: Plan) -> list[str]:
    """What `apply --online` does for the plan, with the locks; a moment is a tenth of a second."""
    return list(_outline(plan)) if plan.stages else []


def _outline(plan: Plan) -> Iterator[str]:
    if all(isinstance(stage, Describe) for stage in plan.stages):
        yield from (stage.text for stage in plan.stages)
        return
    triggers = [stage for stage in plan.stages if isinstance(stage, Create) and stage.object.kind == "trigger"]
    gone = [stage for stage in plan.stages if isinstance(stage, Drop) and stage.installed.kind == "trigger"]
    widened = [stage for stage in plan.stages if isinstance(stage, Widen)]
    apart = (LockTable, Backfill, MarkStale, Calculate, Refresh, Widen)
    brief = [
        s for s in plan.stages
        if not isinstance(s, apart) and not is_apart(s) and s not in triggers and s not in gone
    ]  # fmt: skip
    yield "writers leave marks only, until the end (no lock)"
    for trigger in triggers:
        yield f"{trigger.text} (share row exclusive, writers wait for a moment at most)"
    yield "wait for the transactions that are writing (no lock)"
    for stage in widened:
        yield f"{stage.text} (access exclusive, writers wait for a moment at most)"
    yield "in one short transaction (access exclusive on the tables of saint_data, readers wait for a moment at most):"
    yield from (f"  {stage.text}" for stage in brief)
    yield "wait for the transactions that are writing (no lock)"
    for backfill in (stage for stage in plan.stages if isinstance(stage, Backfill)):
        yield f"fill {backfill.entity} in batches: about {backfill.rows:,} records (no lock but on rows of ours)"
    yield from (stage.text for stage in plan.stages if isinstance(stage, Calculate))
    yield "wait for the transactions that are reading (no lock)"
    for drop in gone:
        yield f"{drop.text} (access exclusive, for a moment)"
    yield "in one short transaction: views that read stored rows alone, writers as before"
    yield from (stage.text for stage in plan.stages if isinstance(stage, Refresh))


def backfill_progress(connection: psycopg.Connection) -> list[str]:
    """How far an online apply is that is under way, or was interrupted; empty where there is none."""
    off = delta_day(False)
    stopped = connection.execute(COMPILED, (off.name, off.fingerprint)).fetchone()
    lines = []
    for entity, state in sorted(read_stored_states(connection).items()):
        if not state.is_backfilled:
            query = sql.SQL(PROGRESS).format(sql.Identifier(DATA, entity))
            done, every = connection.execute(query, (entity,)).fetchone() or (0, 0)
            lines.append(f"  {entity}: {done:,} of {every:,} stored records filled")
    if lines or stopped:
        return ["an online apply is under way; if it was interrupted, saint apply FILE --online goes on:", *lines]
    return []
