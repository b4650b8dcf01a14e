"""What the texts of one entity's statuses stand on: descriptions, the status dialog, default follow-ups."""

from __future__ import annotations

from collections.abc import Iterator

from pg_saint.compile.row.confidential import for_those_who_may
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.pieces import can_fail_live, entity_function
from pg_saint.compile.sql.names import public
from pg_saint.compile.sql.objects import READERS, SqlObject
from pg_saint.compile.sql.or_null import Parts, tables_by_alias
from pg_saint.compile.sql.rows import hold, joined, row_filter, tables_of
from pg_saint.compile.sql.text import Sql, expression, ident, literal, table_name
from pg_saint.ir.joins import needed_joins
from pg_saint.ir.nodes import Expr


def text_objects(layout: EntityLayout) -> Iterator[SqlObject]:
    """Created after the entity's views."""
    yield from _texts(layout)
    # 0.1.0 made one of other parameters.
    shown = public(layout.name, "status")
    yield entity_function(layout, "texts/dialogs", open_to=READERS, replaceable=False, status_view=shown)


def _texts(layout: EntityLayout) -> Iterator[SqlObject]:
    entity = layout.entity
    texts = entity.texts
    parts = Parts(layout.name)
    tree = parts.tree(entity.tree, where=True)
    tables = tables_by_alias(tree, texts.joins)
    # A value that cannot be computed is missing in the text, which is there.
    filled = Parts(layout.name, parts.found, ours=True)
    named = (dict(texts.variables) | _of_follow_ups(layout)).items()
    variables = {name: filled.expr(value, tables) for name, value in named}
    classes = dict(texts.confidential) | {f"@{field.name}": field.confidential for field in entity.fields}
    joins = needed_joins(tree.joins + filled.joins(texts.joins, tables), [tree.where, tree.key, *variables.values()])
    yield from parts.objects()
    # The counters that it names may be computed live.
    unsafe = bool(parts.found) or bool(layout.attempts) or can_fail_live(layout)
    yield entity_function(
        layout,
        "texts/texts",
        parallel=Sql("unsafe" if unsafe else "safe"),
        open_to=READERS,
        hold=hold(tables_of(tree, texts.joins)),
        timezone=literal(layout.definition.timezone),
        counters={"view": public(layout.name, "counter"), "alias": ident(texts.counters)} if texts.counters else None,
        variables=[
            {"name": literal(name), "value": for_those_who_may(expression(value), classes.get(name, ()))}
            for name, value in variables.items()
        ],
        record={
            "key": expression(tree.key),
            "table": table_name(tree.table),
            "alias": ident(tree.alias),
            "joins": joined(joins),
            "where": row_filter(tree.where, tree.key, f"= any ($1::{layout.key_type}[])", {tree.alias: tree.table}),
        },
    )


def _of_follow_ups(layout: EntityLayout) -> dict[str, Expr]:
    """For whom a follow-up is, by field, and the keys of the record's parents."""
    found: dict[str, Expr] = {}
    fields = {field.name: field.expr for field in layout.entity.fields}
    follow_ups = [status.follow_up for status in layout.all_statuses if status.follow_up]
    for follow_up in follow_ups:
        if follow_up.user is not None:
            found[f"@{follow_up.user}"] = fields[follow_up.user]
    if follow_ups:
        found |= {f"#{parent}": key for parent, key in layout.entity.parents}
    return found
