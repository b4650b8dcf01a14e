"""What the texts of one entity's statuses stand on: descriptions, the status dialog, default follow-ups."""

from __future__ import annotations

from collections.abc import Iterator

from pg_saint.compile.row.pieces import can_fail_live, entity_function
from pg_saint.compile.row.record import Record
from pg_saint.compile.sql.names import public
from pg_saint.compile.sql.objects import READERS, SqlObject
from pg_saint.compile.sql.or_null import Parts, tables_by_alias
from pg_saint.compile.sql.rows import hold, joined, row_filter, tables_of
from pg_saint.compile.sql.text import Sql, expression, ident, literal, table_name
from pg_saint.ir.joins import needed_joins
from pg_saint.ir.nodes import Expr


def text_objects(record: Record) -> Iterator[SqlObject]:
    """Created after the entity's views."""
    yield from _texts(record)
    yield entity_function(record, "texts/dialogs", open_to=READERS, status_view=public(record.name, "status"))


def _texts(record: Record) -> Iterator[SqlObject]:
    entity = record.entity
    texts = entity.texts
    parts = Parts(record.name)
    tree = parts.tree(entity.tree, where=True)
    tables = tables_by_alias(tree, texts.joins)
    # A value that can not be computed is missing in the text, which is there.
    filled = Parts(record.name, parts.found, ours=True)
    named = (dict(texts.variables) | _of_follow_ups(record)).items()
    variables = {name: filled.expr(value, tables) for name, value in named}
    joins = needed_joins(tree.joins + filled.joins(texts.joins, tables), [tree.where, tree.key, *variables.values()])
    yield from parts.objects()
    # The counters that it names may be computed live.
    unsafe = bool(parts.found) or bool(record.attempts) or can_fail_live(record)
    yield entity_function(
        record,
        "texts/texts",
        parallel=Sql("unsafe" if unsafe else "safe"),
        open_to=READERS,
        hold=hold(tables_of(tree, texts.joins)),
        timezone=literal(record.definition.timezone),
        counters={"view": public(record.name, "counter"), "alias": ident(texts.counters)} if texts.counters else None,
        variables=[{"name": literal(name), "value": expression(value)} for name, value in variables.items()],
        record={
            "key": expression(tree.key),
            "table": table_name(tree.table),
            "alias": ident(tree.alias),
            "joins": joined(joins),
            "where": row_filter(tree.where, tree.key, f"= any ($1::{record.key_type}[])", {tree.alias: tree.table}),
        },
    )


def _of_follow_ups(record: Record) -> dict[str, Expr]:
    """For whom a follow-up is, by field, and the keys of the record's parents."""
    found: dict[str, Expr] = {}
    fields = {field.name: field.expr for field in record.entity.fields}
    follow_ups = [status.follow_up for status in record.all_statuses if status.follow_up]
    for follow_up in follow_ups:
        if follow_up.user is not None:
            found[f"@{follow_up.user}"] = fields[follow_up.user]
    if follow_ups:
        found |= {f"#{parent}": key for parent, key in record.entity.parents}
    return found
