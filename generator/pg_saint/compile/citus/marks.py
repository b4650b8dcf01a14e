"""An entity in shards whose rows are stored there: tables beside the CRM's own, triggers on the shards that leave
marks, and a tick that is a few statements over all shards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlglot import exp

from pg_saint.citus.marks import unnoted_fields
from pg_saint.compile.citus.computed import computed_query
from pg_saint.compile.maintain.triggers import EVENTS, trigger
from pg_saint.compile.row.dependencies import every_dependency
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.sql.expressions import columns_of
from pg_saint.compile.sql.names import capture_names, data, data_name
from pg_saint.compile.sql.objects import ADMINISTRATORS, READERS, Role, SqlObject, TableColumn
from pg_saint.compile.sql.rows import joined
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Name, Sql, ident, listed, literal, table_name, type_name, words
from pg_saint.ir.joins import needed_joins
from pg_saint.ir.nodes import Column, Table

PINNED_DAY, DAY = data("pinned_day"), data("day")
# Each shard asks the reference table beside it, once.
TODAY = exp.column("today", "stale")
# Of a tick, which says the same to all shards.
SAME_DAY = exp.column("saint_today")
# What of a wide row is stored otherwise than it is read.
KEPT = ("id", "as_of", "next_change", "statuses", "generation")


def marked_objects(layouts: Sequence[EntityLayout]) -> Iterator[SqlObject]:
    """But for the triggers and the public views."""
    if layouts:
        definition = layouts[0].definition
        day = render("citus/pinned_day_table", name=PINNED_DAY)
        yield SqlObject(PINNED_DAY, "table", day, role="clock", open_to=READERS)
        today = render("citus/day_view", name=DAY, pinned_day=PINNED_DAY, timezone=literal(definition.timezone))
        yield SqlObject(DAY, "view", today, open_to=READERS)
    for layout in layouts:
        yield from _tables(layout)


def now_views(layout: EntityLayout) -> Iterator[SqlObject]:
    """What the public views of the entity stand on: all of a record, and its statuses alone. Each shard plans a query
    anew, and that is most of what it costs."""
    for word, only in (("now", None), ("now_statuses", of_statuses(layout))):
        query = now_query(layout, only)
        columns = [*([Sql("as_of"), *_stored(layout)] if only is None else []), Sql("statuses")]
        yield _view(layout, "now_view", data(layout.name, word), READERS, query=query, columns=columns)


def now_query(layout: EntityLayout, only: Collection[str] | None) -> dict[str, Any]:
    """The stale records computed; `only`: as computed_query() has it."""
    return computed_query(layout, Sql("stale.today"), TODAY, _stale_today(layout), only=only)


def of_statuses(layout: EntityLayout) -> list[str]:
    """The columns that the statuses follow from."""
    return columns_of([layout.condition(status, "record", written_out=True) for status in layout.statuses])


def maintaining(layout: EntityLayout) -> Iterator[SqlObject]:
    """What brings the rows up to date; it reads the view of all records, which comes before."""
    query = computed_query(layout, Sql("saint_today"), SAME_DAY, _stale(layout, Sql("s.taken")), next_change=True)
    columns = _stored(layout)
    taken = words("r.id in (select t.id from", data(layout.name, "stale"), "t where t.taken) and ")
    yield _function(layout, "tick", query=query, columns=columns, taken=taken, own_joins=_own_joins(layout))
    yield _function(layout, "backfill", "computing", columns=columns)
    compared = [*columns, Sql("statuses")]
    stored, computed = (listed(words(f"{row}.{name}::text") for name in compared) for row in ("c", "t"))
    told: dict[str, Any] = {"stored_told": stored, "computed_told": computed}
    names = listed(literal(str(name)) for name in compared)
    yield _function(layout, "check", open_to=ADMINISTRATORS, compared=compared, names=names, **told)


def shard_triggers(layouts: Sequence[EntityLayout], taken: Collection[str]) -> Iterator[SqlObject]:
    """Trigger functions and triggers, table by table. `taken`: what the other objects are called."""
    touched: dict[Table, dict[str, set[str]]] = {}
    for layout in layouts:
        for dependency in every_dependency(layout):
            if dependency.table.in_shards:
                touched.setdefault(dependency.table, {}).setdefault(layout.name, set()).update(dependency.used)
    own = {layout.entity.tree.table: layout.name for layout in layouts}
    names = capture_names(list(touched), [event.happened for event in EVENTS.values()], taken)
    for table, used in sorted(touched.items(), key=lambda each: (each[0].schema, each[0].name)):
        key = table.distribution.column if table.distribution else None
        assert key is not None
        columns = [table.column(name) for name in sorted(set().union(*used.values()) - {key})]
        for event in EVENTS.values():
            name = names[table.schema, table.name][event.happened]
            makes = event.name in ("insert", "update")
            entities = [
                {
                    "stale": data(entity, "stale"),
                    "wide": data(entity),
                    "stale_literal": literal(str(data(entity, "stale"))),
                    "wide_literal": literal(str(data(entity))),
                    "makes_rows": makes and own.get(table) == entity,
                }
                for entity in sorted(used)
            ]
            sql = render(
                "citus/captured" if event.sides else "citus/emptied",
                name=name,
                table=table_name(table),
                happened=Sql(event.happened),
                rows=Sql(f"{event.sides[0]}_rows" if event.sides else ""),
                key=ident(key),
                entities=entities,
                key_type=type_name(table.column(key).type),
                compared_new=listed(map(_compared, columns)) if event.name == "update" and columns else None,
            )
            yield SqlObject(name, "function", sql, role="capture")
        for event in EVENTS.values():
            yield trigger(table, event, names[table.schema, table.name][event.happened], tuple(sorted(used)))


def _compared(column: Column) -> Sql:
    """As it is written: what = calls equal need not be the same, and not all that is stored can be compared."""
    named = ident("r", column.name)
    return named if column.comparable and column.exact else Sql(f"{named}::text")


def _tables(layout: EntityLayout) -> Iterator[SqlObject]:
    columns = [
        {"name": ident(c.name), "type": type_name(c.type), "default": Sql(c.default), "not_null": c.not_null}
        for c in wide_columns(layout)
    ]
    pieces = {
        **_names(layout),
        "columns": columns,
        "beside": literal(str(table_name(layout.entity.tree.table))),
    }
    yield _table(layout, "record_table", data(layout.name), pieces, READERS, columns=wide_columns(layout))
    stale = {**pieces, "index": ident(data_name(layout.name, "due"))}
    yield _table(layout, "stale_table", data(layout.name, "stale"), stale, READERS, role="marks")
    yield _view(layout, "dirty_view", data(layout.name, "dirty"), ADMINISTRATORS)
    value = {**pieces, "index": ident(data_name(layout.name, "statusvalue_status"))}
    yield _table(layout, "statusvalue_table", data(layout.name, "statusvalue"), value, READERS)
    yield _function(layout, "mark_all")
    yield _table(layout, "via_table", data(layout.name, "via"), pieces, role="marks")


def _own_joins(layout: EntityLayout) -> list[dict[str, Sql]]:
    """Those that say which rows are records."""
    tree = layout.entity.tree
    return joined(needed_joins(tree.joins, [tree.where, tree.key]))


def wide_columns(layout: EntityLayout) -> tuple[TableColumn, ...]:
    unnoted = unnoted_fields(layout.entity)
    return tuple(c for c in layout.columns if c.name not in unnoted)


def _stored(layout: EntityLayout) -> list[Sql]:
    return [ident(c.name) for c in wide_columns(layout) if c.name not in KEPT]


def _stale(layout: EntityLayout, which: Sql) -> Sql:
    return words("select s.id from", data(layout.name, "stale"), "s where", which, "group by s.id")


def _stale_today(layout: EntityLayout) -> Sql:
    stale = data(layout.name, "stale")
    return words(
        "select s.id, d.today from", stale, "s cross join", DAY, "d where s.since <= d.today group by s.id, d.today"
    )


def _names(layout: EntityLayout) -> dict[str, Any]:
    name = layout.name
    tables = {word: data(name, word) for word in ("stale", "statusvalue", "via", "in_shards", "tick", "mark_all")}
    return {
        **tables,
        "wide": data(name),
        "wide_literal": literal(str(data(name))),
        "day": DAY,
        "entity": Sql(name),
        "entity_literal": literal(name),
        "key_type": type_name(layout.key_type),
    }


def _table(
    layout: EntityLayout,
    template: str,
    name: Name,
    pieces: dict[str, Any],
    open_to: tuple[str, ...] = (),
    role: Role | None = None,
    columns: tuple[TableColumn, ...] = (),
) -> SqlObject:
    sql = render(f"citus/{template}", **{**pieces, "name": name})
    return SqlObject(name, "table", sql, entity=layout.name, columns=columns, role=role, open_to=open_to)


def _view(layout: EntityLayout, template: str, name: Name, open_to: tuple[str, ...], **pieces: Any) -> SqlObject:
    sql = render(f"citus/{template}", **{**_names(layout), "name": name, **pieces})
    return SqlObject(name, "view", sql, entity=layout.name, open_to=open_to)


def _function(
    layout: EntityLayout, word: str, role: Role | None = None, open_to: tuple[str, ...] = (), **pieces: Any
) -> SqlObject:
    name = data(layout.name, word)
    sql = render(f"citus/{word}", **{**_names(layout), "name": name, **pieces})
    return SqlObject(name, "function", sql, entity=layout.name, role=role, open_to=open_to)
