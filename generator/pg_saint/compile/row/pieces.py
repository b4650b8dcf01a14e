"""What every template of an entity may use."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pg_saint.compile.row.careful import careful
from pg_saint.compile.row.dependencies import FIELDS, stale_source
from pg_saint.compile.row.differences import differences
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.source_links import source_links
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.objects import Role, SqlObject
from pg_saint.compile.sql.templates import render
from pg_saint.compile.sql.text import Sql, expression, ident, listed, literal, table_name, type_name, words
from pg_saint.ir.harmless import is_harmless
from pg_saint.ir.joins import needed_joins
from pg_saint.ir.objects import FUNCTIONS


@lru_cache(maxsize=64)
def can_fail_live(layout: EntityLayout) -> bool:
    """Whether computing a record from the CRM's tables can raise an error."""
    tree = layout.entity.tree
    own = [tree.where, tree.key, *(field.expr for field in layout.fields)]
    own += [join.on for join in needed_joins(tree.joins, own)]
    return not all(map(is_harmless, own)) or any(each.can_fail for each in source_links(layout))


def stale_or_older(layout: EntityLayout, asked: str) -> Sql:
    """The records of an entity that is asked whose rows do not hold the answers of today."""
    stale, needs_backfill = data(asked, "stale"), layout.others.get(asked)
    if needs_backfill is None or needs_backfill.records:
        return stale
    older = words("select c.id from", data(asked), "c where c.generation <", str(needs_backfill.generation))
    return Sql(f"(select x.id from {stale} x union all {older})")


def _asking(layout: EntityLayout) -> list[dict[str, Sql]]:
    return [
        {"via": data(entity, "via"), "hop": literal(hop), "name": ident("asked" if n == 1 else f"asked{n}")}
        for n, (entity, hop) in enumerate(layout.asking, start=1)
    ]


def names_of(layout: EntityLayout) -> dict[str, Any]:
    """The pieces that every template of the entity may use."""
    name = layout.name
    functions = {word: data(name, word) for word in FUNCTIONS}
    sources = [stale_source(each) for each in source_links(layout) if not each.in_the_row]
    relations = {word: data(name, word) for word in ("dirty", "via", "statusvalue", "stale")}
    return {
        **functions,
        **relations,
        "entity": Sql(name),
        "entity_literal": literal(name),
        "key_type": type_name(layout.key_type),
        "wide": data(name),
        "row_type": data(name),
        # What a reader asks of a record that is stale.
        "now": functions["current" if differences(layout) else "live"],
        # A block that catches errors is a subtransaction, and a parallel query has none.
        "parallel": Sql("unsafe" if layout.attempts or can_fail_live(layout) or layout.asked else "safe"),
        # Who asks its records, and by which hop they are found; whom its records ask.
        "asking": _asking(layout),
        "asked": [{"entity": Sql(entity), "stale": stale_or_older(layout, entity)} for entity in layout.asked],
        "stale_fields": literal(FIELDS),
        "stale_sources": bool(sources),
        # All that a mark may say to be stale, but for all of the record.
        "known_stale": listed(map(literal, [FIELDS, *sources])),
        # While an online apply fills rows: the generation of those that hold all; `every`: older ones say nothing.
        "generation": Sql(str(layout.needs_backfill.generation)) if layout.needs_backfill else None,
        "every": layout.needs_backfill is not None and layout.needs_backfill.records,
    }


def names_for_readers(layout: EntityLayout) -> dict[str, Any]:
    """The same, for what runs as whoever reads: live is what that role may see."""
    names, shown = names_of(layout), data(layout.name, "shown")
    return {**names, "live": shown, "now": shown} if layout.hidden else names


def entity_function(
    of: EntityLayout,
    template: str,
    word: str | None = None,
    open_to: tuple[str, ...] = (),
    role: Role | None = None,
    replaceable: bool = True,
    **pieces: Any,
) -> SqlObject:
    """Called as the entity and `word`; None: as its template. `open_to`, `role` and `replaceable`: as SqlObject
    has them."""
    name = data(of.name, word or template.rpartition("/")[2])
    return SqlObject(
        name=name,
        kind="function",
        sql=render(template, **{**names_of(of), "name": name, **pieces}),
        entity=of.name,
        open_to=open_to,
        role=role,
        replaceable=replaceable,
    )


def record_key(layout: EntityLayout) -> dict[str, Any]:
    """Of all rows: one whose key cannot be computed has none."""
    careful_ = careful(layout)
    tree = (careful_.read if careful_ else layout).entity.tree
    return {
        "record_key": expression(tree.key),
        "record_table": table_name(tree.table),
        "record_alias": ident(tree.alias),
    }
