"""What happens when rows of a CRM table change: deltas for the sources that take them, marks for everything else.

One trigger function per table and event; a changed definition is a new function body, which locks nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from pg_saint.compile.maintain.delta import deferred, delta
from pg_saint.compile.maintain.guards import columns_as_mapped, columns_in_variables, numbers_in_variables
from pg_saint.compile.maintain.marks import marks_of
from pg_saint.compile.maintain.triggers import EVENTS, followed_table, follower, trigger
from pg_saint.compile.row.dependencies import dependencies, every_dependency
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.source_links import SourceLink, source_links
from pg_saint.compile.sql.names import Names, capture_names, data
from pg_saint.compile.sql.objects import SqlObject
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, ident, listed, literal, table_name
from pg_saint.ir.nodes import Table

# A table, the columns that are read, and the pieces of capture.sql.
StateChanges = tuple[Table, tuple[str, ...], dict[str, Sql]]


def links_in_the_row(layouts: list[EntityLayout]) -> list[tuple[SourceLink, ...]]:
    """For each source: the entities for whose records its rows hold all that counts."""
    found: dict[str, list[SourceLink]] = {}
    for layout in layouts:
        for source_link in source_links(layout):
            if source_link.in_the_row:
                found.setdefault(source_link.source.name, []).append(source_link)
    return [tuple(group) for group in found.values()]


def delta_day(deltas: bool) -> SqlObject:
    """The function that every writer asks whether it may change records in place; without `deltas` none may."""
    name = data("delta_day")
    text = render("maintain/delta_day", name=name, deltas=deltas)
    return SqlObject(name=name, kind="function", sql=text)


def capture_objects(
    layouts: list[EntityLayout],
    state_changes: Sequence[StateChanges] = (),
    taken: Collection[str] = (),
    extension: bool = True,
) -> Iterator[SqlObject]:
    """Trigger functions and triggers, table by table, and what follows tables that are replaced, and partitions.

    `state_changes`: the tables whose changes of state are recorded; `taken`: what the other objects are called;
    `extension`: as in Existing."""
    groups = links_in_the_row(layouts)
    marks = [dependency for layout in layouts for dependency in dependencies(layout) if dependency.used]
    in_variables = columns_in_variables(layouts)
    followed = []
    tables = watched(layouts, state_changes)
    names = capture_names([table for table, _, _ in tables], [event.happened for event in EVENTS.values()], taken)
    for table, touched, used in tables:
        own = [group for group in groups if group[0].source.tree.table == table]
        own_marks = [dependency for dependency in marks if dependency.table == table]
        own_state_changes = [pieces for of, _, pieces in state_changes if of == table]
        functions = {event: names[table.schema, table.name][event.happened] for event in EVENTS.values()}
        vias = [data(name, "via") for name in touched]
        for event, name in functions.items():
            if not event.sides:
                yield _function(
                    name,
                    "capture_truncate",
                    table,
                    vias=vias,
                    state_changes=own_state_changes,
                    mapped=literal(str(table_name(table))),
                    partitioned=table.partitioned,
                    extension=extension,
                )
                continue
            variables = Names()
            yield _function(
                name,
                "capture",
                table,
                event=event.name.upper(),
                happened=Sql(event.happened),
                table_literal=literal(str(table_name(table))),
                rows=Sql(f"{event.sides[-1]}_rows"),
                deltas=[delta(group, event, variables) for group in own if not group[0].source.deferred],
                deferred=[deferred(group) for group in own if group[0].source.deferred],
                all_marks=marks_of(own_marks),
                state_changes=own_state_changes,
                mapped=literal(str(table_name(table))),
                as_mapped=columns_as_mapped(table, used, in_variables.get(table, set())),
                in_variables=numbers_in_variables(table, used, in_variables.get(table, set())),
                used_new=listed([ident("n", name) for name in used]),
                used_old=listed([ident("o", name) for name in used]),
                vias=vias,
                extension=extension,
            )
        leaves = [Table(schema, name, table.columns) for schema, name in table.partitions]
        for member in (table, *leaves):
            for event, function in functions.items():
                yield trigger(member, event, function, touched)
        followed.append((table, followed_table(table, touched, functions)))
    if partitioned := [pieces for table, pieces in followed if table.partitioned]:
        yield follower("follow_partitions", tables=partitioned)
    if followed:
        vias = [data(layout.name, "via") for layout in layouts]
        yield follower("follow_tables", tables=[pieces for _, pieces in followed], vias=vias)


def watched(
    layouts: list[EntityLayout], state_changes: Sequence[StateChanges]
) -> list[tuple[Table, tuple[str, ...], tuple[str, ...]]]:
    """The CRM's tables, by name, each with the entities whose records depend on it, and its columns that count."""
    touched: dict[Table, set[str]] = {table: set() for table, _, _ in state_changes}
    used: dict[Table, set[str]] = {table: set(columns) for table, columns, _ in state_changes}
    for layout in layouts:
        for dependency in every_dependency(layout):
            touched.setdefault(dependency.table, set()).add(layout.name)
            used.setdefault(dependency.table, set()).update(dependency.used)
    by_name = sorted(touched, key=lambda table: (table.schema, table.name))
    return [(table, tuple(sorted(touched[table])), tuple(sorted(used[table]))) for table in by_name]


def _function(name: Sql, template: str, table: Table, **pieces: Any) -> SqlObject:
    return SqlObject(
        name=name,
        kind="function",
        sql=render(f"maintain/{template}", name=name, table=table_name(table), **pieces),
        role="capture",
    )
