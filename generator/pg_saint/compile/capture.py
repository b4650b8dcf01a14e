"""What happens when rows of a CRM table change: deltas for the sources that take them, marks for everything else.

One trigger function per table and event; a changed definition is a new function body, which locks nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pg_saint.compile.contribution import Contribution, Side
from pg_saint.compile.dependencies import Dependency, dependencies, every_dependency, of_events
from pg_saint.compile.entity import names_of
from pg_saint.compile.events import Events
from pg_saint.compile.expressions import columns_of, indexable
from pg_saint.compile.names import Names, capture_names, data
from pg_saint.compile.objects import SqlObject
from pg_saint.compile.record import Accumulator, Record
from pg_saint.compile.sqltext import (
    Sql,
    comment,
    expression,
    ident,
    listed,
    literal,
    render,
    table_name,
    type_name,
)
from pg_saint.ir.nodes import Column, Expr, Table
from pg_saint.ir.shown import SHOWN
from pg_saint.ir.types import FLOATS, INTEGERS, base_type


@dataclass(frozen=True)
class Event:
    """What a trigger fires on. `happened`: to the rows, in the name of the trigger function; `referencing`: the
    transition tables; `sides`: which of them the function reads."""

    name: str
    happened: str
    referencing: str | None = None
    sides: tuple[Side, ...] = ()


EVENTS = {
    event.name: event
    for event in (
        Event("insert", "inserted", "new table as new_rows", ("new",)),
        Event("update", "updated", "old table as old_rows new table as new_rows", ("new", "old")),
        Event("delete", "deleted", "old table as old_rows", ("old",)),
        Event("truncate", "emptied"),
    )
}

SEPARATOR = ",\n    "
KEPT_AS_THEY_ARE = (
    *INTEGERS, "numeric", "boolean", "uuid", "text", "character varying", "character", "date",
    "timestamp without time zone", "timestamp with time zone", "time without time zone",
)  # fmt: skip
# What is written otherwise under some setting, and so are arrays and ranges of anything.
WRITTEN_BY_SETTINGS = (
    *FLOATS, "interval", "bytea", "point", "line", "lseg", "box", "path", "polygon", "circle",
)  # fmt: skip
GROWING = ("smallint", "integer", "bigint", "real")
# A table, the columns that are read, and the pieces of capture.sql.
Transitions = tuple[Table, tuple[str, ...], dict[str, Sql]]


def events_in_the_row(records: list[Record]) -> list[tuple[Events, ...]]:
    """For each source: the entities for whose records its rows hold all that counts."""
    found: dict[str, list[Events]] = {}
    for record in records:
        for source in record.sources:
            events = Events(record, source)
            if events.in_the_row:
                found.setdefault(source.name, []).append(events)
    return [tuple(group) for group in found.values()]


def delta_day(deltas: bool) -> SqlObject:
    """The function that every writer asks whether it may change records in place; without `deltas` none may."""
    name = data("delta_day")
    text = render("delta_day", name=name, deltas=deltas)
    return SqlObject(name=name, kind="function", sql=text)


def placeholder(made: SqlObject) -> SqlObject:
    """A trigger function of the same name that does nothing yet."""
    return replace(made, sql=render("placeholder", name=Sql(made.name)))


def capture_objects(
    records: list[Record], transitions: Sequence[Transitions] = (), taken: Collection[str] = ()
) -> Iterator[SqlObject]:
    """Trigger functions and triggers, table by table, and what follows tables that are replaced, and partitions.

    `transitions`: the tables whose changes of state are recorded; `taken`: what the other objects are called."""
    groups = events_in_the_row(records)
    marks = [dependency for record in records for dependency in dependencies(record) if dependency.used]
    held = held_columns(records)
    followed = []
    tables = watched(records, transitions)
    names = capture_names([table for table, _, _ in tables], [event.happened for event in EVENTS.values()], taken)
    for table, touched, used in tables:
        own = [group for group in groups if group[0].source.tree.table == table]
        own_marks = [dependency for dependency in marks if dependency.table == table]
        own_transitions = [pieces for of, _, pieces in transitions if of == table]
        functions = {event: names[table.schema, table.name][event.happened] for event in EVENTS.values()}
        vias = [data(name, "via") for name in touched]
        for event, name in functions.items():
            if not event.sides:
                yield _function(
                    name,
                    "capture_truncate",
                    table,
                    vias=vias,
                    transitions=own_transitions,
                    mapped=literal(str(table_name(table))),
                    partitioned=table.partitioned,
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
                deltas=[_delta(group, event, variables) for group in own if not group[0].source.deferred],
                deferred=[_deferred(Contribution(group)) for group in own if group[0].source.deferred],
                all_marks=_marks(own_marks),
                transitions=own_transitions,
                mapped=literal(str(table_name(table))),
                as_mapped=_as_mapped(table, used, held.get(table, set())),
                held=_held_numbers(table, used, held.get(table, set())),
                used_new=listed([ident("n", name) for name in used]),
                used_old=listed([ident("o", name) for name in used]),
                vias=vias,
            )
        leaves = [Table(schema, name, table.columns) for schema, name in table.partitions]
        for member in (table, *leaves):
            for event, function in functions.items():
                yield trigger(member, event, function, touched)
        followed.append((table, _followed(table, touched, functions)))
    if partitioned := [pieces for table, pieces in followed if table.partitioned]:
        yield _follower("follow_partitions", tables=partitioned)
    if followed:
        vias = [data(record.name, "via") for record in records]
        yield _follower("follow_tables", tables=[pieces for _, pieces in followed], vias=vias)


def watched(
    records: list[Record], transitions: Sequence[Transitions]
) -> list[tuple[Table, tuple[str, ...], tuple[str, ...]]]:
    """The CRM's tables, by name, each with the entities whose records depend on it, and its columns that count."""
    touched: dict[Table, set[str]] = {table: set() for table, _, _ in transitions}
    used: dict[Table, set[str]] = {table: set(columns) for table, columns, _ in transitions}
    for record in records:
        for dependency in every_dependency(record):
            touched.setdefault(dependency.table, set()).add(record.name)
            used.setdefault(dependency.table, set()).update(dependency.used)
    by_name = sorted(touched, key=lambda table: (table.schema, table.name))
    return [(table, tuple(sorted(touched[table])), tuple(sorted(used[table]))) for table in by_name]


def held_columns(records: Iterable[Record]) -> dict[Table, set[str]]:
    """The columns whose values a trigger function holds in variables or marks: a number from a column that is of wider
    type now could be out of range there."""
    held: dict[Table, set[str]] = {}
    for record in records:
        for dependency in every_dependency(record):
            named = {*columns_of([dependency.id], dependency.alias), *dependency.key}
            held.setdefault(dependency.table, set()).update(named)
        for source in record.sources:
            events = Events(record, source)
            read = columns_of([field.expr for field in events.fields], source.tree.alias)
            # A cast in the filter of its rows takes what the mapped type holds.
            read += columns_of([source.tree.where], source.tree.alias)
            held.setdefault(source.tree.table, set()).update(read)
    return held


def _as_mapped(table: Table, used: tuple[str, ...], held: set[str]) -> Sql:
    """Whether the columns that count are there still."""
    names, types, kept = (
        listed([literal(each) for each in part])
        for part in (used, [table.column(n).type for n in used], [n for n in used if n in held])
    )
    said = [literal(str(table_name(table))), Sql(f"array[{names}]"), Sql(f"array[{types}]")]
    return Sql(f"saint.columns_as_mapped({listed([*said, Sql(f'array[{kept}]::text[]')], SEPARATOR)})")


def _held_numbers(table: Table, used: tuple[str, ...], held: set[str]) -> Sql | None:
    """The names and types of the numbers among what is held, if there are any whose type can grow."""
    grows = [c for c in map(table.column, used) if c.name in held and c.type in GROWING]
    names, types = (
        listed([literal(each) for each in part]) for part in ([c.name for c in grows], [c.type for c in grows])
    )
    return Sql(f"array[{names}], array[{types}]") if grows else None


def _follower(word: str, **pieces: Any) -> SqlObject:
    """What a tick calls to follow the CRM's tables."""
    name = data(word)
    return SqlObject(name=name, kind="function", sql=render(word, name=name, **pieces), called_by="saint_admin")


def _followed(table: Table, touched: tuple[str, ...], functions: dict[Event, Sql]) -> dict[str, Any]:
    """What saint.follow_partitions_of() and saint.follow_table() are told about a table."""
    commands = [_trigger_sql(event, Sql("%s"), function) for event, function in functions.items()]
    return {
        "name": literal(str(table_name(table))),
        "functions": [literal(f"{function}()") for function in functions.values()],
        "triggers": [literal(" ".join(_code(command))) for command in commands],
        "entities": literal("{" + ",".join(touched) + "}"),
    }


def _code(sql: Sql) -> list[str]:
    return [line for line in sql.splitlines() if not line.startswith("--")]


def _function(name: Sql, template: str, table: Table, **pieces: Any) -> SqlObject:
    return SqlObject(
        name=name,
        kind="function",
        sql=render(template, name=name, table=table_name(table), **pieces),
    )


def trigger(table: Table, event: Event, function: Sql, touched: tuple[str, ...] = ()) -> SqlObject:
    """The trigger of one event on a CRM table or a partition of it; `touched`: the entities that depend on its rows."""
    name = ident(f"saint_{event.name}")
    return SqlObject(
        name=f"{name} on {table_name(table)}",
        kind="trigger",
        sql=_trigger_sql(event, table_name(table), function),
        on=table,
        touched=touched,
    )


def _trigger_sql(event: Event, table: Sql, function: Sql) -> Sql:
    return render(
        "trigger",
        name=ident(f"saint_{event.name}"),
        event=Sql(event.name),
        table=table,
        referencing=None if event.referencing is None else Sql(event.referencing),
        function=function,
    )


def _delta(group: tuple[Events, ...], event: Event, variables: Names) -> dict[str, Any]:
    # A row that came or went and does not count names no record.
    contribution = Contribution(group, admitted=len(event.sides) == 1, names=variables)
    return {
        **_rows(contribution),
        "variables": list(contribution.declared(event.sides)),
        "read": contribution.read,
        "where": contribution.where,
        "into_new": contribution.into("new"),
        "into_old": contribution.into("old"),
        "windows_new": list(contribution.windows_of("new")),
        "windows_old": list(contribution.windows_of("old")),
        "near": contribution.near_of() if event.sides == ("new",) else None,
        "next_changes": list(contribution.next_changes_of()),
        "entities": [_entity(contribution, events) for events in contribution.group],
    }


def _deferred(contribution: Contribution) -> dict[str, Any]:
    entities = [
        {**names_of(events.record), "id": _id(events.link.id, events.record, events.source.tree.table)}
        for events in contribution.group
    ]
    return {**_rows(contribution), "entities": entities}


def _rows(contribution: Contribution) -> dict[str, Any]:
    alias = contribution.source.tree.alias
    return {
        "source": Sql(contribution.source.name),
        "alias": ident(alias),
        "marks": _marks([each for events in contribution.group for each in of_events(events)]),
    }


def _entity(contribution: Contribution, events: Events) -> dict[str, Any]:
    own = events.accumulators
    return {
        **names_of(events.record),
        "new_id": contribution.link(events, "new"),
        "old_id": contribution.link(events, "old"),
        "next_change_of_new": contribution.next_change(events),
        "next_change_if_near": contribution.next_change_if_near(events),
        "new_amounts": contribution.amounts(events, "new"),
        "old_amounts": contribution.amounts(events, "old"),
        "totals": [ident("c", a.column) for a in own if a.kind == "sum" and a.aggregate.most is None],
        "additive": [_piece(contribution, accumulator) for accumulator in own if accumulator.additive],
        "extremes": [_piece(contribution, accumulator) for accumulator in own if not accumulator.additive],
    }


def _piece(contribution: Contribution, accumulator: Accumulator) -> dict[str, Any]:
    """An accumulator's column, and what the row is worth to it as it is now and as it was."""
    least = accumulator.kind == "min"
    return {
        "column": ident(accumulator.column),
        "new": contribution.worth(accumulator, "new"),
        "near": contribution.near_worth(accumulator),
        "old": contribution.worth(accumulator, "old"),
        "function": Sql("least" if least else "greatest"),
        "reaches": Sql("<=" if least else ">="),
        "passes": Sql("<" if least else ">"),
    }


def _marks(own: list[Dependency]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for dependency in own:
        mark = _mark(dependency)
        found.setdefault("|".join(str(mark[word]) for word in ("dirty", "hop", "id", "key", "compared")), mark)
    return list(found.values())


def _id(id: Expr, record: Record, table: Table) -> Sql:
    return expression(indexable(id, record.key_type, table))


def _mark(dependency: Dependency) -> dict[str, Any]:
    record, alias = dependency.record, dependency.alias
    named = [_kept(dependency.table.column(name), alias) for name in dependency.key]
    how = "named in the row" if dependency.direct else "found when the mark is read"
    return {
        "comment": comment(f"{dependency.hop} -> {record.name}, {how}"),
        "direct": dependency.direct,
        "dirty": data(record.name, "dirty"),
        "via": data(record.name, "via"),
        "key_type": type_name(record.key_type),
        "alias": ident(alias),
        "id": _id(dependency.id, record, dependency.table) if dependency.direct else None,
        "hop": literal(dependency.hop),
        "key": Sql(f"jsonb_build_object({listed(named)})"),
        "compared": listed([*_compared(alias, dependency.columns())]),
        "changed": Sql(f"(select {listed([_restored(c) for c in dependency.columns()])} from changed c)"),
    }


def _kept(column: Column, alias: str) -> Sql:
    """A column's name and value as a mark keeps them, in jsonb. What is no plain value is kept as its text: jsonb does
    not take every json, and an array or a document comes back from it as something else."""
    plain = ident(alias, column.name)
    kept = plain if base_type(column.type) in KEPT_AS_THEY_ARE else _written(column, plain)
    return Sql(f"{literal(column.name)}, {kept}")


def _written(column: Column, plain: Sql) -> Sql:
    kind = base_type(column.type)
    shown = kind in WRITTEN_BY_SETTINGS or kind.endswith(("[]", "range"))
    return Sql(f"{SHOWN}({plain})" if shown else f"{plain}::text")


def _compared(alias: str, columns: Sequence[Column]) -> Iterator[Sql]:
    """The columns as EXCEPT can compare them: a type without equality (json, xml) goes by its text, and values that are
    equal without being the same (1.0 and 1.00) by their text too."""
    for c in columns:
        plain = ident(alias, c.name)
        yield plain if c.comparable else Sql(f"{_written(c, plain)} as {ident(c.name)}")
    for number, c in enumerate((c for c in columns if c.comparable and not c.exact), start=1):
        yield Sql(f'{ident(alias, c.name)}::text collate "C" as {ident(f"as written {number}")}')


def _restored(c: Column) -> Sql:
    plain = ident("c", c.name)
    return plain if c.comparable else Sql(f"{plain}::{type_name(c.type)} as {ident(c.name)}")
