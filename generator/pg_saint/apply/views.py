"""Replacing views, whatever stands on them."""

from __future__ import annotations

import psycopg

from pg_saint.apply.kept_grants import KeptGrants
from pg_saint.apply.publish import create
from pg_saint.compile import SqlObject
from pg_saint.plan.stages import Create, Plan

# The views among %(views)s that stand on %(view)s, itself among them, in the order given.
STANDING = """
    with recursive standing (oid) as (
        select to_regclass(%(view)s)::oid
        union
        select r.ev_class
        from standing s
        join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = s.oid
        join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
    )
    select v.ordinal
    from unnest(%(views)s::text[]) with ordinality v (name, ordinal)
    join standing s on s.oid = to_regclass(v.name)
    order by v.ordinal
"""


def create_view(connection: psycopg.Connection, made: SqlObject, plan: Plan, grants: KeptGrants) -> None:
    """Replace the view: that keeps its grants and what stands on it. Where its columns do not allow that, it goes and
    comes again, and so do the views of ours that stand on it."""
    try:
        with connection.transaction():
            create(connection, made)
    except psycopg.errors.InvalidTableDefinition:
        views = [o for o in plan.objects if o.kind == "view"]
        names = {"view": str(made.name), "views": [str(o.name) for o in views]}
        remade = [views[location - 1] for (location,) in connection.execute(STANDING, names).fetchall()]
        for view in reversed(remade):
            grants.drop(connection, view)
        # A changed one has its own turn, when all that it names is there.
        changed = {stage.object.name for stage in plan.stages if isinstance(stage, Create)} - {made.name}
        for view in (o for o in remade if o.name not in changed):
            create(connection, view)
            grants.grant(connection, view, plan.owner)
