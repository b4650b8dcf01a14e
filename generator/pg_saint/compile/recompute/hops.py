"""Where the indirect marks lead: the records of which a mark only says how they are found."""

from __future__ import annotations

from typing import Any

from pg_saint.compile.row.careful import careful
from pg_saint.compile.row.dependencies import FIELDS, Dependency, dependencies, stale_source
from pg_saint.compile.row.layout import EntityLayout, entity_asked, hop_of_child, hop_of_parent, path_of_parent
from pg_saint.compile.row.pieces import record_key, stale_or_older
from pg_saint.compile.row.source_links import SourceLink, source_links
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.rows import joined
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, comment, expression, ident, literal, table_name, type_name
from pg_saint.ir.brackets import in_brackets
from pg_saint.ir.harmless import is_harmless
from pg_saint.ir.joins import needed_joins
from pg_saint.ir.nodes import Expr, Field, Tree


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


def asked_records(layout: EntityLayout) -> list[dict[str, Any]]:
    """Those that the entity's records ask, parents and children: by which rows they are found, what of a record is
    stale then, and which of those that are asked are stale themselves."""
    parents = {hop_of_parent(field): field for field in layout.fields if field.question is not None}
    children = {hop_of_child(field): field for field in layout.asked_of_children}
    found = [_asked(layout, hop, field, *_of_parent(layout, field), FIELDS) for hop, field in parents.items()]
    for hop, field in children.items():
        source_link = next(each for each in source_links(layout) if each.source.name == entity_asked(field))
        found.append(_asked(layout, hop, field, *_of_child(layout, source_link), stale_source(source_link)))
    for field in parents.values():
        pieces = next(each for each in found if each["hop"] == literal(hop_of_parent(field)))
        tree = layout.entity.tree
        pieces["path"] = literal(path_of_parent(field))
        pieces["parent_key"] = expression(in_brackets(field.expr))
        pieces["all_joins"] = joined(needed_joins(tree.joins, [field.expr, tree.key]))
    return found


def _of_parent(layout: EntityLayout, field: Field) -> tuple[Tree, Expr, Expr]:
    """The rows, and in them the asking record's key and that of the one asked."""
    entity, path = layout.entity, path_of_parent(field)
    if not is_harmless(dict(entity.parents)[path]) and (careful_ := careful(layout)):
        entity = careful_.read.entity
    return entity.tree, entity.tree.key, dict(entity.parents)[path]


def _of_child(layout: EntityLayout, source_link: SourceLink) -> tuple[Tree, Expr, Expr]:
    source = source_link.source
    if not is_harmless(source_link.link.id) and (careful_ := careful(layout)):
        source = careful_.read.definition.source(source.name)
    return source.tree, source.link(layout.name).id, source.tree.key


def _asked(
    layout: EntityLayout, hop: str, field: Field, tree: Tree, record: Expr, key: Expr, stale: str
) -> dict[str, Any]:
    entity = entity_asked(field)
    return {
        "comment": comment(f"{hop}: may be others now"),
        "hop": literal(hop),
        "entity": Sql(entity),
        "live": data(entity, "live"),
        "table": table_name(tree.table),
        "alias": ident(tree.alias),
        "joins": joined(needed_joins(tree.joins, [key, record])),
        "record": expression(in_brackets(record)),
        "key": expression(in_brackets(key)),
        "key_type": type_name(layout.definition.entity(entity).tree.key_type),
        "stale_of_it": literal(stale),
        "stale": stale_or_older(layout, entity),
    }


def _resolve(layout: EntityLayout, marks: Sql) -> dict[str, Any]:
    hops = {d.hop: d for d in dependencies(layout) if not d.direct}
    return {
        "marks": marks,
        "asked_records": asked_records(layout),
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
