"""Where the indirect marks lead: the records of which a mark only says how they are found."""

from __future__ import annotations

from typing import Any

from pg_saint.compile.row.careful import careful
from pg_saint.compile.row.dependencies import FIELDS, Dependency, dependencies
from pg_saint.compile.row.layout import EntityLayout, entity_asked, hop_of_parent, path_of_parent
from pg_saint.compile.row.pieces import record_key, stale_or_older
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.rows import joined
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, comment, expression, ident, literal, table_name, type_name
from pg_saint.ir.brackets import in_brackets
from pg_saint.ir.harmless import is_harmless
from pg_saint.ir.joins import needed_joins


def resolving_can_fail(layout: EntityLayout) -> bool:
    """Whether telling where an indirect mark leads can raise an error."""
    found = [each for each in dependencies(layout) if not each.direct]
    return not all(is_harmless(expr) for each in found for expr in (each.id, *(join.on for join in each.joins)))


def resolved(layout: EntityLayout, marks: Sql, replaced: Sql | None) -> dict[str, Any]:
    """Where the marks lead, as a query; `carefully`: where some row of the CRM makes the plain one an error."""
    plain = render("recompute/resolve", **_resolve(layout, marks), replaced=replaced)
    careful_ = careful(layout) if resolving_can_fail(layout) else None
    read = careful_ and render("recompute/resolve", **_resolve(careful_.read, marks), replaced=replaced)
    return {"resolve": plain, "carefully": read}


def parents_asked(layout: EntityLayout) -> list[dict[str, Any]]:
    """The parents that are asked: how the records are found that ask one, and which of them are stale."""
    found = []
    by_hop = {hop_of_parent(field): field for field in layout.fields if field.question is not None}
    for hop, field in by_hop.items():
        entity = entity_asked(field)
        read = layout.entity
        key = dict(read.parents)[path_of_parent(field)]
        if not is_harmless(key) and (careful_ := careful(layout)):
            read = careful_.read.entity
            key = dict(read.parents)[path_of_parent(field)]
        tree = read.tree
        found.append(
            {
                "comment": comment(f"{path_of_parent(field)}: what it answers may be another thing now"),
                "hop": literal(hop),
                "path": literal(path_of_parent(field)),
                "live": data(entity, "live"),
                "entity": Sql(entity),
                "table": table_name(tree.table),
                "alias": ident(tree.alias),
                "joins": joined(needed_joins(tree.joins, [key, tree.key])),
                "key": expression(in_brackets(key)),
                "parent_key": expression(in_brackets(field.expr)),
                "all_joins": joined(needed_joins(tree.joins, [field.expr, tree.key])),
                "key_type": type_name(layout.definition.entity(entity).tree.key_type),
                "stale": stale_or_older(layout, entity),
            }
        )
    return found


def _resolve(layout: EntityLayout, marks: Sql) -> dict[str, Any]:
    hops = {d.hop: d for d in dependencies(layout) if not d.direct}
    return {
        "marks": marks,
        "stale_fields": literal(FIELDS),
        "parents": parents_asked(layout),
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
