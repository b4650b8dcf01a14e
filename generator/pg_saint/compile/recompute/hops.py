"""Where the indirect marks lead: the records of which a mark only says how they are found."""

from __future__ import annotations

from typing import Any

from pg_saint.compile.row.careful import careful
from pg_saint.compile.row.dependencies import Dependency, dependencies
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.pieces import record_key
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, comment, expression, ident, literal, table_name, type_name
from pg_saint.ir.harmless import is_harmless


def resolving_can_fail(layout: EntityLayout) -> bool:
    """Whether telling where an indirect mark leads can raise an error."""
    found = [each for each in dependencies(layout) if not each.direct]
    return not all(is_harmless(expr) for each in found for expr in (each.id, *(join.on for join in each.joins)))


def resolved(layout: EntityLayout, marks: Sql, replaced: Sql | None) -> dict[str, Any]:
    """Where the marks lead, as a query; `carefully`: where some row of the CRM makes the plain one an error."""
    plain = render("recompute/resolve", **_resolve(layout, marks), replaced=replaced)
    careful_ = careful(layout) if resolving_can_fail(layout) else None
    read = render("recompute/resolve", **_resolve(careful_.read, marks), replaced=replaced) if careful_ else None
    return {"resolve": plain, "carefully": read}


def _resolve(layout: EntityLayout, marks: Sql) -> dict[str, Any]:
    hops = {d.hop: d for d in dependencies(layout) if not d.direct}
    return {
        "marks": marks,
        "wide": data(layout.name),
        "key_type": type_name(layout.key_type),
        **record_key(layout),
        "hops": [_hop(dependency) for dependency in hops.values()],
    }


def _hop(dependency: Dependency) -> dict[str, Any]:
    others = []
    for at, (alias, table, on) in enumerate(dependency.others):
        others.append(
            {
                "join": Sql("join" if at == 0 else "left join"),
                "table": table_name(table),
                "alias": ident(alias),
                "on": Sql("true") if on is None else expression(on),
            }
        )
    condition = dependency.condition
    return {
        "comment": comment(f"{dependency.hop}: a row of {table_name(dependency.table)}"),
        "hop": literal(dependency.hop),
        "id": expression(dependency.marked_id),
        "stale": literal(dependency.stale),
        "others": others,
        "condition": None if condition is None else Sql(f"({expression(condition)})"),
    }
