"""A monitor: the materialized view that remembers its result, the function that calculates it, and its views."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pg_saint.compile.attention.counted import counts_additions
from pg_saint.compile.attention.moments import each_moment
from pg_saint.compile.attention.sources import PLAIN, MonitoredEntity, change_table, state_change_table
from pg_saint.compile.sql.expressions import written_out
from pg_saint.compile.sql.names import data, public
from pg_saint.compile.sql.objects import OF_ATTENTION, Kind, Role, SqlObject
from pg_saint.compile.sql.or_null import tables_by_alias
from pg_saint.compile.sql.rows import joined
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, comment, expression, ident, listed, literal, table_name, type_name
from pg_saint.ir.attention import BAND_COLORS, KINDS, Monitor, Users
from pg_saint.ir.confidential import classes_of_selection
from pg_saint.ir.nodes import Expr

SALES = {
    "sales": "sales",
    "sales_bands": "sales_bands",
    "sales_summary": "sales_summary",
    "excluded": "excluded",
}


def monitor_objects(monitor: Monitor, monitored: MonitoredEntity) -> Iterator[SqlObject]:
    name = monitor.name
    view = data("attention", name)
    bands = public("attention", name, "bands")
    pieces: dict[str, Any] = {
        "comment": comment(f"{name} ({monitor.location})"),
        "monitor": literal(name),
        "entity_literal": literal(monitored.name),
        "key_type": type_name(monitored.key_type),
        "hold": monitored.hold,
        "kinds": [Sql(kind) for kind in KINDS],
        "view": view,
        "view_literal": literal(view),
        "attention": data(monitored.name, "attention"),
        "calculate": data("attention", name, "calculate"),
        "method": literal(monitor.method),
        "calculated_at": render("attention/calculated_at", monitor=literal(name)),
        "colors": listed(map(literal, BAND_COLORS.values())),
        "bought": literal(monitor.revenue) if monitor.revenue else Sql("null"),
    }

    added = data("attention", name, "added") if monitor.revenue is not None and counts_additions(monitored) else None
    pieces["added"] = added
    open_to: tuple[str, ...] = ()

    def made(kind: Kind, of: Sql, template: str, **more: Any) -> SqlObject:
        sql = render(f"attention/{template}", **{**pieces, "name": of, **more})
        role: Role | None = "remembered" if kind == "materialized view" else None
        return SqlObject(of, kind, sql, entity=monitored.name, role=role, open_to=open_to)

    yield made("function", data("attention", name, "calculate"), "calculate", **asked_of(monitor, monitored))
    yield made("materialized view", view, "monitor")
    if added is not None:
        # Of no entity: no record is computed with it.
        text = render("attention/added_table", comment=pieces["comment"], name=added)
        yield SqlObject(added, "table", text)
    open_to = OF_ATTENTION
    yield made(
        "function",
        data("attention", name, "recalculate"),
        "recalculate",
        bought=literal(monitor.revenue) if monitor.revenue else None,
        additions=data(monitored.name, "added"),
        users=_users(monitor, monitored),
        state_changes=[
            table(each.source)
            for each, of in each_moment(monitored)
            if (table := {"state changes": state_change_table, "changes": change_table}.get(of)) is not None
        ],
    )

    def shown(word: str, template: str, **more: Any) -> SqlObject:
        body = render(f"attention/{template}", **{**pieces, **more})
        of = public("attention", name, word) if word else public("attention", name)
        return made("view", of, "view", body=body)

    yield shown("", "grid")
    yield shown("bands", "bands")
    yield shown("summary", "summary", bands=bands)
    if monitor.revenue is not None:
        open_to = ("saint_revenue",)
        of_sales = public("attention", name, "sales_bands")
        for word, template in SALES.items():
            yield shown(word, template, bands=of_sales)


def asked_of(monitor: Monitor, monitored: MonitoredEntity) -> dict[str, Sql | None]:
    """Which relations, which users, which period."""
    if monitor.days is not None:
        since, until = Sql(f"today - {literal(monitor.days - 1)}"), Sql("today")
    else:
        since = _date(monitor.first)
        until = _date(monitor.last) if monitor.last is not None else Sql("today")
    return {"since": since, "until": until, "users": _users(monitor, monitored), "ids": _ids(monitor, monitored)}


def _date(day: object) -> Sql:
    return Sql(f"{literal(str(day))}::date")


def _users(monitor: Monitor, monitored: MonitoredEntity) -> Sql | None:
    users = monitored.definition.attention.users
    if monitor.users is not None:
        return Sql(f"array[{listed([literal(user) for user in monitor.users])}]")
    if monitor.group is None or users is None:
        return None
    return members_of(users, literal(monitor.group))


def members_of(users: Users, group: Sql) -> Sql | None:
    """The keys of the users in a group; None where groups are not mapped."""
    if users.group is None:
        return None
    tree = users.tree
    select = [f"select ({expression(tree.key)})::text from {table_name(tree.table)} {ident(tree.alias)}"]
    select += [f"left join {j['table']} {j['alias']} on {j['on']}" for j in joined(tree.joins)]
    conditions = [Sql(f"({expression(users.group)})::text = {group}")]
    conditions += [Sql(f"({expression(tree.where)})")] if tree.where is not None else []
    return Sql(f"array({' '.join(select)} where {listed(conditions, ' and ')})")


def _ids(monitor: Monitor, monitored: MonitoredEntity) -> Sql | None:
    """A query for the relations, where not all are meant."""
    if monitor.selection is not None:
        return _selected(monitor.selection, monitored)
    if monitor.of is None:
        return None
    condition = _row_level(monitor.of, monitored)
    record = monitored.record(None, [condition])
    return render("attention/record_ids", record=record, condition=expression(condition))


def _selected(selection: str, monitored: MonitoredEntity) -> Sql:
    declared = next((each for each in monitored.definition.selections if each.name == selection), None)
    if declared is not None:
        # Whoever calculates: the relations are those that are in it.
        hidden = declared.kind == "dynamic" and classes_of_selection(monitored.definition, declared)
        view = data("selection", selection, "rows") if hidden else public("selection", selection)
        return Sql(f"select s.id from {view} s")
    # a static one that people made: its members have their ids as text
    key = type_name(monitored.key_type)
    return Sql(f"select m.id::{key} from saint.selection_member m where m.selection = {literal(selection)}")


def _row_level(of: Expr, monitored: MonitoredEntity) -> Expr:
    by_column = {field.column: field.expr for field in monitored.entity.fields}
    return monitored.parts.expr(written_out(of, by_column, PLAIN), tables_by_alias(monitored.entity.tree))
