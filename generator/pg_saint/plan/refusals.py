"""What cannot be done online, found before anything is done."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.compile.row.layout import EntityLayout
from pg_saint.errors import SaintError
from pg_saint.plan.diff import moved, rebuilt
from pg_saint.plan.in_the_way import in_the_way
from pg_saint.plan.installed import Installed
from pg_saint.plan.stages import Create, Drop, Plan

MATERIALIZED = "materialized view"


def refuse(connection: psycopg.Connection, plan: Plan, layouts: list[EntityLayout], installed: Installed) -> None:
    """Raises SaintError, with the remedy, where an online apply could not be finished. `plan`: of one that is
    not online, `layouts` say what would need backfill."""
    if any(entity.tree.table.in_shards for entity in plan.definition.entities):
        raise SaintError(
            "Citus keeps tables of it in shards, and what is made for these is views, which take no time",
            remedy="apply without --online",
        )
    if installed.detached:
        raise SaintError(
            "the triggers are off the tables of the CRM since saint detach",
            remedy="saint attach first, or apply without --online",
        )
    if moved(plan.definition, installed):
        raise SaintError(
            "its rows are in shards of Citus so far, and are stored on this server from now on",
            remedy="apply without --online",
        )
    keys = sorted(rebuilt(plan.definition, installed))
    if keys:
        raise SaintError(
            f"the key of {', '.join(keys)} has another type now, and everything stored of it is rebuilt",
            remedy="apply without --online, at a quiet time",
        )
    computed = sorted(set(_materialized(plan, installed)))
    if computed:
        raise SaintError(
            f"{', '.join(computed)} is materialized, and is rebuilt: its readers wait until it is computed",
            remedy="apply without --online, at a quiet time",
        )
    others = in_the_way(connection, plan.stages, plan.definition, layouts, installed)
    if others:
        raise SaintError(
            "a view whose columns change cannot be replaced, because something else depends on it: "
            + ", ".join(f"view {name}" for name in others),
            remedy="drop that first, and recreate it after the apply",
        )


def _materialized(plan: Plan, installed: Installed) -> Iterator[str]:
    """Materialized views that take the place of another view; and new ones of monitors, on which views stand."""
    wanted = {made.name for made in plan.objects}
    for stage in plan.stages:
        if isinstance(stage, Create) and stage.object.kind == MATERIALIZED:
            name = stage.object.name
            if name in installed.objects or stage.object.role == "remembered":
                yield name
        if isinstance(stage, Drop) and stage.installed.kind == MATERIALIZED and stage.installed.name in wanted:
            yield stage.installed.name
