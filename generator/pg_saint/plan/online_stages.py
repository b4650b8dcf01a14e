"""Which stages of a plan an online apply carries out in which of its steps."""

from __future__ import annotations

from dataclasses import replace

from pg_saint.plan.installed import InstalledObject
from pg_saint.plan.stages import Backfill, Calculate, Create, LockTable, Plan, Refresh, Stage


def is_apart(stage: Stage) -> bool:
    """Done in a step of its own, or not at all."""
    if isinstance(stage, Create):
        return stage.object.kind == "materialized view"
    return isinstance(stage, LockTable | Backfill | Calculate | Refresh)


def without_materialized(plan: Plan) -> Plan:
    """What is there before the materialized views are made."""
    later = {stage.object.name for stage in plan.stages if isinstance(stage, Create) and is_apart(stage)}
    return replace(plan, objects=tuple(made for made in plan.objects if made.name not in later))


def is_last(found: InstalledObject) -> bool:
    """What a writer that began earlier may still need: it is dropped at the end."""
    return found.kind in ("trigger", "table") or found.is_capture
