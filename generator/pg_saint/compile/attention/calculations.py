"""Calculations with controls of their own: the function that makes one of an entity, and the views over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pg_saint.compile.attention.counted import counts_additions, crm_users
from pg_saint.compile.attention.moments import attention_function
from pg_saint.compile.attention.monitors import SALES, asked_of, members_of
from pg_saint.compile.attention.sources import MonitoredEntity
from pg_saint.compile.sql.names import data, public
from pg_saint.compile.sql.objects import OF_ATTENTION, SqlObject
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, expression, ident, listed, literal
from pg_saint.ir.attention import BAND_COLORS, KINDS
from pg_saint.ir.confidential import classes_of_selection

CONTACT = {"": "grid", "bands": "bands", "summary": "summary"}
# In the views, for each calculation: what takes the place of a monitor's own objects.
MONITOR = Sql("calculation.monitor")
METHOD = Sql("calculation.controls ->> 'method'")


def calculation_objects(monitored: MonitoredEntity) -> Iterator[SqlObject]:
    """What calculates and remembers, for the entity and each monitor that is on it."""
    definition, entity = monitored.definition, monitored.entity
    fields = [field for field in entity.fields if not field.confidential and field.type != "json"]
    names = [literal(field.name) for field in fields]
    users = definition.attention.users
    yield attention_function(
        monitored,
        "calculate",
        "remember",
        entity_literal=literal(monitored.name),
        kinds=[Sql(kind) for kind in KINDS],
        attention=data(monitored.name, "attention"),
        added=data(monitored.name, "added") if counts_additions(monitored) else None,
        crm_users=crm_users(monitored),
        members=None if users is None else members_of(users, Sql("user_group")),
        known_fields=Sql(f"array[{listed(names)}]") if names else Sql("array[]::text[]"),
        fields=[{"name": ident(field.name), "value": expression(field.expr)} for field in fields],
        record=monitored.record("ids is null or {} = any (ids)", [field.expr for field in fields]),
        hidden=[
            {"selection": literal(each.name), "classes": Sql(f"array[{listed(map(literal, classes))}]")}
            for each in definition.selections
            if each.entity == monitored.name and (classes := classes_of_selection(definition, each))
        ],
        monitors=[
            {
                **asked_of(each, monitored),
                "name": literal(each.name),
                "method": literal(each.method),
                "revenue": literal(each.revenue) if each.revenue else None,
            }
            for each in definition.attention.monitors
            if each.entity == monitored.name
        ],
    )


def calculated_views() -> Iterator[SqlObject]:
    """What a monitor's own views show, of each calculation that is remembered."""
    pieces: dict[str, Any] = {
        "view": render("attention/calculated_rows"),
        "added": render("attention/calculated_added"),
        "monitor": MONITOR,
        "method": METHOD,
        "calculated_at": render("attention/calculated_at", monitor=MONITOR),
        "colors": listed(map(literal, BAND_COLORS.values())),
        "kinds": [Sql(kind) for kind in KINDS],
    }
    for revenue, views in ((None, CONTACT), (Sql("true"), SALES)):
        bands = render("attention/calculated_bands", view=_view("sales_bands" if revenue else "bands"))
        for word, template in views.items():
            body = render(f"attention/{template}", **pieces, bands=bands)
            name = _view(word)
            sql = render("attention/calculated_view", name=name, body=body, revenue=revenue)
            yield SqlObject(name, "view", sql, open_to=("saint_revenue",) if revenue else OF_ATTENTION)


def _view(word: str) -> Any:
    return public("calculated", word) if word else public("calculated")
