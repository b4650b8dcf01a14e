"""Views of others that stand on one of ours which cannot be replaced in place: an apply would be refused by them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import psycopg

from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.sql.names import PUBLIC, public
from pg_saint.ir.definition import Definition
from pg_saint.plan.diff import VIEWS
from pg_saint.plan.installed import Installed
from pg_saint.plan.stages import Drop, Stage

# Relations that stand on one of %(views)s, at any remove, each with that one; 'schema.name'. Names are compared and not
# parsed: a row of the catalog may hold anything.
STANDING = """
    with recursive named (name, oid) as (
        select format('%%I.%%I', n.nspname, c.relname), c.oid
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
    ),
    standing (base, oid) as (
        select v.name, v.oid from named v where v.name = any (%(views)s::text[])
        union
        select s.base, r.ev_class
        from standing s
        join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = s.oid
        join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
    )
    select v.name, min(s.base)
    from standing s join named v on v.oid = s.oid
    where v.name <> all (%(ours)s::text[])
    group by 1
    order by 1
"""
SELECTIONS = """
    select c.relname, array_agg(format('%%s %%s', a.attname, format_type(a.atttypid, a.atttypmod)) order by a.attnum)
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 1 and not a.attisdropped
    where c.relnamespace = to_regnamespace(%s) and c.relkind = 'v' and c.relname like 'selection\\_%%'
    group by 1
"""


def in_the_way(
    connection: psycopg.Connection,
    stages: Sequence[Stage],
    definition: Definition,
    layouts: Sequence[EntityLayout],
    installed: Installed,
) -> dict[str, str]:
    """By the name of the view of somebody else, ours on which it stands."""
    going = [stage.installed.name for stage in stages if isinstance(stage, Drop) and stage.installed.kind in VIEWS]
    going += _counter_views(layouts, installed)
    going += _selections(connection, definition)
    if not going:
        return {}
    ours = [found.name for found in installed.objects.values() if found.kind in VIEWS]
    return dict(connection.execute(STANDING, {"views": going, "ours": ours}).fetchall())


def _counter_views(layouts: Sequence[EntityLayout], installed: Installed) -> Iterator[str]:
    """Those that lose a column, or of which one gets another type."""
    for layout in layouts:
        have = {name: type_ for name, type_ in installed.counters.get(layout.name, {}).items() if name != "id"}
        types = {counter.name: counter.type for counter in layout.counters}
        if any(types.get(name) != type_ for name, type_ in have.items()):
            yield public(layout.name, "counter")


def _selections(connection: psycopg.Connection, definition: Definition) -> Iterator[str]:
    """Those whose columns do not go on as they were."""
    have: dict[str, list[str]] = dict(connection.execute(SELECTIONS, (PUBLIC,)).fetchall())
    for selection in definition.selections:
        columns = have.get(f"selection_{selection.name}", [])
        wanted = [f"{column.name} {column.type}" for column in selection.columns]
        if wanted[: len(columns)] != columns:
            yield public("selection", selection.name)
