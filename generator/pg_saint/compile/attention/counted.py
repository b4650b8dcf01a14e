"""How much attention each record got: counted from the sources, and drawn into bands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from pg_saint.compile.attention.moments import attention_function
from pg_saint.compile.attention.sources import (
    MomentSource,
    MonitoredEntity,
    What,
    boolean,
    change_table,
    state_change_table,
    zone,
)
from pg_saint.compile.sql.names import data, data_name
from pg_saint.compile.sql.objects import SqlObject
from pg_saint.compile.sql.or_null import tables_by_alias
from pg_saint.compile.sql.text import Sql, expression, ident, listed, table_name
from pg_saint.ir.attention import KINDS, Bought
from pg_saint.ir.dialect import cast
from pg_saint.ir.nodes import Expr, Field
from pg_saint.ir.types import FLOATS, INTEGERS

BOUGHT: tuple[Bought, ...] = ("orders", "invoices")
NOTHING = Sql("0::numeric")
WORDS: dict[What, str] = {"rows": "events", "state changes": "changes", "changes": "edits"}


def counted_objects(monitored: MonitoredEntity) -> Iterator[SqlObject]:
    sources = list(_sources(monitored))
    fields = [field.expr for name in ("color", "code", "name") if (field := monitored.field(name)) is not None]
    yield attention_function(
        monitored,
        "counted",
        "counted",
        open_to=(),
        kinds=[
            {
                "name": Sql(kind),
                "last": Sql(f"{kind}_last"),
                "moments": _sum(sources, kind),
                "latest": _latest(sources, kind),
            }
            for kind in KINDS
        ],
        record=monitored.record("ids is null or {} = any (ids)", list(fields)),
        color=monitored.remembered("color"),
        code=monitored.remembered("code"),
        title=monitored.remembered("name"),
        sources=sources,
        total=_sum(sources, None),
        last=_latest(sources, None),
        **{bought: _revenue(sources, bought) for bought in BOUGHT},
    )
    names: dict[str, Any] = {"counted": data(monitored.name, "counted"), "attention": data(monitored.name, "attention")}
    kinds = [Sql(kind) for kind in KINDS]
    yield attention_function(monitored, "attention", "attention", open_to=(), kinds=kinds, **names)
    if counts_additions(monitored):
        added = [source for source in sources if source["added"] and source["kind"] == "sales" and source["counted"]]
        yield attention_function(monitored, "added", "added", open_to=(), sources=added)
    if monitored.has_moments:
        yield attention_function(
            monitored, "attention_between", "attention_between", kinds=kinds, crm_users=crm_users(monitored), **names
        )
    shown = [monitored.field(name) for name in ("address", "postal_code", "city", "phone", "email")]
    columns: list[Expr | None] = [field.expr for field in shown if field is not None]
    places = [monitored.field(name) for name in ("latitude", "longitude")]
    columns += [field.expr for field in places if field is not None]
    yield attention_function(
        monitored,
        "relations",
        "relations",
        record=monitored.record("= any (ids)", [*fields, *columns]),
        texts=[{"name": Sql(name), "value": monitored.text(name)} for name in
               ("color", "code", "name", "address", "postal_code", "city", "phone", "email")],
        places=[
            {
                "name": Sql(name),
                "value": _place(monitored, field),
            }
            for name, field in zip(("latitude", "longitude"), places, strict=True)
        ],
    )  # fmt: skip


def counts_additions(monitored: MonitoredEntity) -> bool:
    """Whether sales have moments that are no additions, of which the days of the sales view know nothing."""
    moments = [source.moment for source in monitored.sources if source.moment is not None]
    return any(moment.kind == "sales" and (moment.state_changes or moment.changes) for moment in moments)


def _place(monitored: MonitoredEntity, field: Field | None) -> Sql:
    if field is None:
        return Sql("null::double precision")
    value = cast(exp.paren(field.expr.copy()), "double precision")
    if field.type in (*FLOATS, *INTEGERS) or field.most is not None:
        return expression(value)
    return expression(monitored.parts.expr(value, tables_by_alias(monitored.entity.tree)))


def crm_users(monitored: MonitoredEntity) -> dict[str, Sql] | None:
    """The CRM's users by their keys, where they are mapped."""
    users = monitored.definition.attention.users
    if users is None:
        return None
    tree = users.tree
    key = Sql(f"({expression(tree.key)})::text")
    return {"table": table_name(tree.table), "alias": ident(tree.alias), "key": key}


def _sources(monitored: MonitoredEntity) -> Iterator[dict[str, Any]]:
    """The pieces of one common table expression each: a source's rows, and its changes of state."""
    for source in monitored.sources:
        if source.counted or source.revenue:
            yield _source(monitored, source, "rows")
        if source.counted and source.moment is not None and source.moment.state_changes is not None:
            yield _source(monitored, source, "state changes")
        if source.counted and source.moment is not None and source.moment.changes is not None:
            yield _source(monitored, source, "changes")


def _source(monitored: MonitoredEntity, source: MomentSource, of: What) -> dict[str, Any]:
    moment, fields = source.moment, {field.name: field for field in source.source.fields}
    user = fields["user"].expr if "user" in fields else None
    exprs: list[Expr | None] = [user]
    occurred_on = None
    if source.counted and moment is not None:
        exprs.append(moment.occurred_on)
        occurred_on = expression(moment.occurred_on)
    recorded = of != "rows"
    revenue = [] if recorded else [_bought(source, bought) for bought in BOUGHT if bought in source.revenue]
    if revenue:
        conditions = [source.row_level(each) for each in source.revenue.values() if each is not None]
        exprs += [fields["amount"].expr, fields["date"].expr, *conditions]
    who = "null" if user is None else f"({expression(user)})::text"
    if recorded:
        who = 'saint_state_change."user"'
        occurred_on = Sql(f"(saint_state_change.changed_at at time zone {zone(monitored.definition)})::date")
    if occurred_on is not None and (counts := source.counts(of)) is not None:
        occurred_on = Sql(f"case when {counts} then {occurred_on} end")
    name = data_name(source.source.name, WORDS[of])
    table = {"rows": None, "state changes": state_change_table, "changes": change_table}[of]
    return {
        **source.table,
        "name": ident(name),
        "kind": moment.kind if moment is not None else None,
        "counted": boolean(True) if source.counted else None,
        "bought": list(source.revenue) if revenue else [],
        "revenue": revenue,
        "distinct": boolean(True) if source.link.many and not recorded else None,
        "added": boolean(True) if not recorded else None,
        "occurred_on": occurred_on,
        "date": expression(fields["date"].expr) if revenue else None,
        "state_change": table(source.source) if table is not None else None,
        "joins": source.joins(exprs),
        "where": source.where("ids is null or {} = any (ids)", exprs),
        "of_users": Sql(f"(users is null or {who} = any (users))"),
    }


def _bought(source: MomentSource, bought: Bought) -> dict[str, Sql | None]:
    condition = source.revenue[bought]
    field = next(field for field in source.source.fields if field.name == "amount")
    amount = expression(field.expr)
    whole = Sql(f"saint.exact({amount})" if field.type in FLOATS else f"({amount})::numeric")
    if field.type == "numeric" and field.most is None:
        # Two of these would be more than a sum holds.
        whole = Sql(f"case when abs({amount}) between 1e1000 and 9e131071 then null else {whole} end")
    return {
        "bought": Sql(bought),
        "condition": None if condition is None else Sql(f"({expression(source.row_level(condition))})"),
        "amount": whole,
    }


def _of(sources: list[dict[str, Any]], kind: str | None) -> list[dict[str, Any]]:
    return [source for source in sources if source["counted"] and kind in (None, source["kind"])]


def _sum(sources: list[dict[str, Any]], kind: str | None) -> Sql:
    parts = [Sql(f"coalesce({source['name']}.moments, 0)") for source in _of(sources, kind)]
    return listed(parts, " + ") if parts else Sql("0::bigint")


def _latest(sources: list[dict[str, Any]], kind: str | None) -> Sql:
    parts = [Sql(f"{source['name']}.last") for source in _of(sources, kind)]
    return Sql(f"greatest({listed(parts)})") if parts else Sql("null::date")


def _revenue(sources: list[dict[str, Any]], bought: Bought) -> Sql:
    parts = [Sql(f"coalesce({s['name']}.{bought}, 0)") for s in sources if bought in s["bought"]]
    return listed(parts, " + ") if parts else NOTHING
