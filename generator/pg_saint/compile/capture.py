"""What happens when rows of a CRM table change: deltas for the sources that take them, marks for everything else.

One trigger function per table and event; a changed definition is a new function body, which locks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from pg_saint.compile.dependencies import Dependency, dependencies
from pg_saint.compile.entity import names_of, said
from pg_saint.compile.events import Events, present
from pg_saint.compile.expressions import column, of_row
from pg_saint.compile.names import DATA, capture_name, data
from pg_saint.compile.objects import SqlObject
from pg_saint.compile.record import Accumulator, Record
from pg_saint.compile.sqltext import (
    Sql,
    both,
    comment,
    expression,
    ident,
    listed,
    literal,
    render,
    table_name,
    type_name,
)
from pg_saint.ir.nodes import Column, Expr, Field, Source, Table

EVENTS = {
    "insert": "new table as new_rows",
    "update": "old table as old_rows new table as new_rows",
    "delete": "old table as old_rows",
    "truncate": None,
}


def delta_events(records: list[Record]) -> dict[str, list[Events]]:
    """By source: the entities whose records its rows change in place."""
    found: dict[str, list[Events]] = {}
    for record in records:
        for source in record.sources:
            events = Events(record, source)
            if events.takes_deltas:
                found.setdefault(source.name, []).append(events)
    return found


def delta_objects(records: list[Record]) -> Iterator[SqlObject]:
    """The event type of each source that takes deltas, and the function that adds an event to a record."""
    for group in delta_events(records).values():
        source = group[0].source
        name = _event_type(source)
        attributes = [{"name": ident(n), "type": type_name(t)} for n, t, _ in _attributes(group)]
        yield SqlObject(
            name=name,
            kind="type",
            sql=render("event_type", source=Sql(source.name), name=name, attributes=attributes),
            drop_sql=f"drop type if exists {name}",
        )
        for events in group:
            yield _add(events)


def capture_objects(records: list[Record]) -> Iterator[SqlObject]:
    """Trigger functions and triggers, table by table."""
    deltas = delta_events(records)
    marks = [dependency for record in records for dependency in dependencies(record) if dependency.used]
    tables = dict.fromkeys(
        [group[0].source.tree.table for group in deltas.values()] + [dependency.table for dependency in marks]
    )
    for table in sorted(tables, key=lambda t: (t.schema, t.name)):
        own_deltas = [group for group in deltas.values() if group[0].source.tree.table == table]
        own_marks = [dependency for dependency in marks if dependency.table == table]
        touched = {events.record.name for group in own_deltas for events in group}
        touched |= {dependency.record.name for dependency in own_marks}
        for event, referencing in EVENTS.items():
            function = ident(DATA, capture_name(table, event))
            yield SqlObject(
                name=function,
                kind="function",
                sql=render(
                    f"capture_{event}",
                    name=function,
                    table=Sql(" ".join(table_name(table).split())),
                    deltas=[_delta(group) for group in own_deltas],
                    marks=_marks(own_marks),
                    vias=[data(name, "via") for name in sorted(touched)],
                ),
                drop_sql=f"drop function if exists {function}",
            )
            yield _trigger(table, event, referencing, function)
            for schema, name in table.partitions:
                yield _trigger(Table(schema, name, table.columns), event, referencing, function)


def _trigger(table: Table, event: str, referencing: str | None, function: Sql) -> SqlObject:
    name = ident(f"saint_{event}")
    return SqlObject(
        name=f"{name} on {table_name(table)}",
        kind="trigger",
        sql=render(
            "trigger",
            name=name,
            event=Sql(event),
            table=table_name(table),
            referencing=None if referencing is None else Sql(referencing),
            function=function,
        ),
        drop_sql=f"drop trigger if exists {name} on {table_name(table)}",
        on=table,
    )


def _event_type(source: Source) -> Sql:
    return data(source.name, "event")


def _link_name(events: Events) -> str:
    return f"{events.record.name}_id"


def _field_name(field: Field) -> str:
    """Apart from the links and from `rows`, whatever the user calls a field."""
    return f"f_{field.name}"


def _attributes(group: list[Events]) -> list[tuple[str, str, Expr]]:
    """(name, type, row-level expression) of what a row says: the records that it names, and the fields they read."""
    where = group[0].source.tree.where
    found: dict[str, tuple[str, str, Expr]] = {}
    for events in group:
        name = _link_name(events)
        found[name] = (name, events.record.key_type, _id_where(events.link.id, where))
    for events in group:
        for field in events.fields:
            found[_field_name(field)] = (_field_name(field), field.type, field.expr)
    return list(found.values())


def _id_where(id: Expr, where: Expr | None) -> Expr:
    """The record's id, NULL for a row that the source's filter keeps out: it belongs to no record."""
    if where is None:
        return id
    return exp.Case(ifs=[exp.If(this=where.copy(), true=id.copy())])


def _delta(group: list[Events]) -> dict[str, Any]:
    source = group[0].source
    return {
        "o": data_variable(source, "o"),
        "n": data_variable(source, "n"),
        "type": _event_type(source),
        "alias": ident(source.tree.alias),
        "row": listed([expression(value) for _, _, value in _attributes(group)]),
        "entities": [
            {
                "link": ident(_link_name(events)),
                "add": data(events.record.name, "add", source.name),
                "dirty": data(events.record.name, "dirty"),
                "id": expression(_id_where(events.link.id, source.tree.where)),
                "row": listed([expression(f.expr) for f in events.fields] or [Sql("true")]),
            }
            for events in group
        ],
    }


def data_variable(source: Source, word: str) -> Sql:
    """`o` and `n` of one source in a trigger function that may serve several."""
    return ident(f"{word}_{source.name}")


def _read(expr: Expr, row: str) -> Expr:
    """An event-level expression over an event variable."""
    return _prefixed(of_row(expr, row), row)


def _prefixed(expr: Expr, row: str) -> Expr:
    return expr.transform(
        lambda node: column(row, f"f_{node.name}") if isinstance(node, exp.Column) and node.table == row else node
    )


def _add(events: Events) -> SqlObject:
    record, source = events.record, events.source
    name = data(record.name, "add", source.name)
    link = _link_name(events)
    pieces = {
        **names_of(record),
        "name": name,
        "source": Sql(source.name),
        "event_type": _event_type(source),
        "link": ident(link),
        "changes": [
            {
                "date": expression(_read(change.date, "n")),
                "condition": None if change.condition is None else Sql(f"({expression(_read(change.condition, 'n'))})"),
            }
            for change in events.changes
        ],
        "additive": [_additive(a, link) for a in events.accumulators if a.additive],
        "extremes": [_extreme(a, link) for a in events.accumulators if not a.additive],
    }
    return SqlObject(
        name=name,
        kind="function",
        sql=render("add_event", **pieces),
        drop_sql=f"drop function if exists {name}",
        entity=record.name,
        takes=_event_type(source),
    )


def _counts(accumulator: Accumulator, row: str, link: str) -> Sql:
    """Whether the event in `row` belongs to the record and is one that the accumulator takes."""
    condition = present(accumulator, row)
    own = f"{ident(row, link)} = record_id"
    if condition is None:
        return Sql(own)
    condition = both([_prefixed(condition, row)])
    assert condition is not None
    text = expression(condition)
    return Sql(f"{own} and ({text})" if isinstance(condition, exp.Or) else f"{own} and {text}")


def _additive(accumulator: Accumulator, link: str) -> dict[str, Sql]:
    def worth(row: str) -> Sql:
        counts = _counts(accumulator, row, link)
        if accumulator.kind == "count":
            return Sql(f"case when {counts} then 1 else 0 end")
        argument = accumulator.aggregate.argument
        assert argument is not None
        return Sql(f"coalesce(case when {counts} then {expression(_read(argument, row))} end, 0)")

    return {"name": ident(accumulator.column), "comment": said(accumulator), "new": worth("n"), "old": worth("o")}


def _extreme(accumulator: Accumulator, link: str) -> dict[str, Sql]:
    def worth(row: str) -> Sql:
        argument = accumulator.aggregate.argument
        assert argument is not None
        return Sql(f"case when {_counts(accumulator, row, link)} then {expression(_read(argument, row))} end")

    least = accumulator.kind == "min"
    return {
        "name": ident(accumulator.column),
        "comment": said(accumulator),
        "function": Sql("least" if least else "greatest"),
        "reaches": Sql("<=" if least else ">="),
        "new": worth("n"),
        "old": worth("o"),
    }


def _marks(own: list[Dependency]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for dependency in own:
        mark = _mark(dependency)
        found.setdefault("|".join(str(mark[word]) for word in ("dirty", "hop", "id", "key", "compared")), mark)
    return list(found.values())


def _mark(dependency: Dependency) -> dict[str, Any]:
    record, alias = dependency.record, dependency.alias
    named = [Sql(f"{literal(name)}, {ident(alias, name)}") for name in dependency.key]
    how = "named in the row" if dependency.direct else "found when the mark is read"
    return {
        "comment": comment(f"{dependency.hop} → {record.name}, {how}"),
        "direct": dependency.direct,
        "dirty": data(record.name, "dirty"),
        "via": data(record.name, "via"),
        "key_type": type_name(record.key_type),
        "alias": ident(alias),
        "id": expression(dependency.id) if dependency.direct else None,
        "hop": literal(dependency.hop),
        "key": Sql(f"jsonb_build_object({listed(named)})"),
        "compared": listed([_compared(alias, c) for c in dependency.columns()]),
        "restored": listed([_restored(c) for c in dependency.columns()]),
    }


def _compared(alias: str, c: Column) -> Sql:
    """A column as EXCEPT can compare it; a type without equality (json, xml) goes by its text."""
    plain = ident(alias, c.name)
    return plain if c.comparable else Sql(f"{plain}::text as {ident(c.name)}")


def _restored(c: Column) -> Sql:
    return ident(c.name) if c.comparable else Sql(f"{ident(c.name)}::{type_name(c.type)} as {ident(c.name)}")



