"""What cannot be done online, found before anything is done."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.sql.names import public
from pg_saint.errors import SaintError
from pg_saint.plan.diff import VIEWS, rebuilt
from pg_saint.plan.installed import Installed
from pg_saint.plan.stages import Create, Drop, Plan

MATERIALIZED = "materialized view"
# Relations that stand on one of %(views)s, at any remove; 'schema.name'.
STANDING = """
    with recursive standing (oid) as (
        select to_regclass(v.name)::oid from unnest(%(views)s::text[]) v (name)
        union
        select r.ev_class
        from standing s
        join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = s.oid
        join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
    )
    select format('%%I.%%I', n.nspname, c.relname)
    from standing s join pg_class c on c.oid = s.oid join pg_namespace n on n.oid = c.relnamespace
    where s.oid <> all (select to_regclass(o.name)::oid from unnest(%(ours)s::text[]) o (name)
        where to_regclass(o.name) is not null)
    order by 1
"""


def refuse(connection: psycopg.Connection, plan: Plan, layouts: list[EntityLayout], installed: Installed) -> None:
    """Raises SaintError, with the remedy, where an online apply could not be finished. `plan`: of one that is
    not online, `layouts` say what would need backfill."""
    if installed.detached:
        raise SaintError(
            "the triggers are off the tables of the CRM since saint detach",
            remedy="saint attach first, or apply without --online",
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
    ours = [found.name for found in installed.objects.values() if found.kind in VIEWS]
    others = connection.execute(STANDING, {"views": _going(plan, layouts, installed), "ours": ours}).fetchall()
    if others:
        raise SaintError(
            "a view whose columns change cannot be replaced, because something else depends on it: "
            + ", ".join(f"view {name}" for (name,) in others),
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


def _going(plan: Plan, layouts: list[EntityLayout], installed: Installed) -> list[str]:
    """The views that are dropped, if only to be made again with other columns."""
    going = [s.installed.name for s in plan.stages if isinstance(s, Drop) and s.installed.kind == "view"]
    for layout in layouts:
        have = {name: type_ for name, type_ in installed.counters.get(layout.name, {}).items() if name != "id"}
        types = {counter.name: counter.type for counter in layout.counters}
        if any(types.get(name) != type_ for name, type_ in have.items()):
            going.append(public(layout.name, "counter"))
    return going
