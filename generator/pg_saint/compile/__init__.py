"""IR → SQL objects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pg_saint.compile.attention import attention_objects
from pg_saint.compile.attention.state_changes import captured_state_changes
from pg_saint.compile.citus.marks import marked_objects, shard_triggers
from pg_saint.compile.citus.views import shard_objects
from pg_saint.compile.maintain.capture import capture_objects, delta_day, watched
from pg_saint.compile.reads.checks import check_objects
from pg_saint.compile.reads.every_schema import every_schema_views
from pg_saint.compile.reads.failing import failing_objects
from pg_saint.compile.reads.records import record_objects
from pg_saint.compile.reads.selections import overall_selection_views, selection_objects
from pg_saint.compile.reads.views import entity_views, overall_views
from pg_saint.compile.recompute.worker import recompute_objects
from pg_saint.compile.row.layout import EntityLayout, entity_asked
from pg_saint.compile.row.needs_backfill import NeedsBackfill
from pg_saint.compile.row.tables import row_objects
from pg_saint.compile.sql.objects import SqlObject
from pg_saint.compile.sql.text import table_name
from pg_saint.compile.texts.fields import field_objects
from pg_saint.compile.texts.follow_ups import follow_up_objects
from pg_saint.compile.texts.texts import text_objects
from pg_saint.compile.turning import turning
from pg_saint.errors import SaintError
from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Entity

__all__ = ["Existing", "NeedsBackfill", "SqlObject", "compile_definition", "compile_layouts", "layouts", "mapped",
    "marked_layouts",
]  # fmt: skip


@dataclass(frozen=True)
class Existing:
    """By entity, in the database's order, the columns installed: of the wide row with their types, and of the counter
    view. `needs_backfill`: of an online apply. `deltas`: whether writers change records in place. `extension`: whether
    pg_saint is one, which takes trigger functions along when it is dropped."""

    wide: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    counters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    needs_backfill: dict[str, NeedsBackfill] = field(default_factory=dict)
    deltas: bool = True
    extension: bool = True


def layouts(definition: Definition, existing: Existing | None = None) -> list[EntityLayout]:
    """The entities of which something is asked, and rows are stored."""
    return [layout for layout in _layouts(definition, existing) if not layout.entity.tree.table.in_shards]


def shard_layouts(definition: Definition, existing: Existing | None = None) -> list[EntityLayout]:
    """Those of which something is asked, and whose tables are in Citus's shards."""
    return [layout for layout in _layouts(definition, existing) if layout.entity.tree.table.in_shards]


def marked_layouts(definition: Definition, existing: Existing | None = None) -> list[EntityLayout]:
    """Those of these of which rows are stored in the shards."""
    return [layout for layout in shard_layouts(definition, existing) if layout.entity.has_marks]


def _layouts(definition: Definition, existing: Existing | None) -> list[EntityLayout]:
    have = existing or Existing()
    every = (
        EntityLayout(
            definition,
            entity,
            have.wide.get(entity.name, ()),
            have.counters.get(entity.name, ()),
            have.needs_backfill.get(entity.name),
            have.needs_backfill,
        )
        for entity in parents_first(definition)
    )
    return [layout for layout in every if layout.counters or layout.statuses or layout.selections or layout.questions]


def parents_first(definition: Definition) -> Iterator[Entity]:
    """The entities, each after those that its records ask."""
    done: set[str] = set()

    def visit(entity: Entity) -> Iterator[Entity]:
        if entity.name not in done:
            done.add(entity.name)
            for field in (*definition.asked(entity), *definition.asked_of_children(entity)):
                yield from visit(definition.entity(entity_asked(field)))
            yield entity

    for entity in definition.entities:
        yield from visit(entity)


def compile_definition(definition: Definition, existing: Existing | None = None) -> list[SqlObject]:
    """Every object, in an order in which they can be created. Same input, same bytes."""
    return compile_layouts(definition, layouts(definition, existing), existing)


def compile_layouts(
    definition: Definition, asked: list[EntityLayout], existing: Existing | None = None
) -> list[SqlObject]:
    """The same, where layouts() was called already."""
    have = existing or Existing()
    made: list[SqlObject] = []
    for layout in asked:
        made += row_objects(layout)
        made += recompute_objects(layout)
    for layout in asked:
        made += entity_views(layout)
        made += selection_objects(layout)
        made += check_objects(layout, turning(layout))
        made += text_objects(layout)
        made += follow_up_objects(layout)
        made += field_objects(layout)
        made += record_objects(layout)
    in_shards = shard_layouts(definition, existing)
    marked = marked_layouts(definition, existing)
    made += marked_objects(marked)
    for layout in in_shards:
        made += shard_objects(layout)
    made += failing_objects(definition, asked)
    made += every_schema_views(asked)
    if asked or in_shards:
        made += overall_views(definition, asked, in_shards)
        made += overall_selection_views(definition, asked)
    made += attention_objects(definition)
    if asked or marked:
        made.append(delta_day(have.deltas))
    state_changes = list(captured_state_changes(definition))
    made += capture_objects(asked, state_changes, {each.name for each in made}, have.extension)
    made += shard_triggers(marked, {each.name for each in made})
    made = list(_once(made))
    _check_names(definition, made)
    return made


def _once(made: list[SqlObject]) -> Iterator[SqlObject]:
    """What several readers of an entity call comes with each of them."""
    sql: dict[str, str] = {}
    for each in made:
        if sql.get(each.name) != each.sql:
            yield each
        sql.setdefault(each.name, each.sql)


def _check_names(definition: Definition, made: list[SqlObject]) -> None:
    """Validate knows the names that a definition writes; those of several schemas are known only here."""
    first: dict[str, SqlObject] = {}
    for each in made:
        other = first.setdefault(each.name, each)
        if other is not each:
            entity = next((e for e in definition.entities if e.name in (each.entity, other.entity)), None)
            raise SaintError(
                f"{each.name} would be the name of two objects, a {other.kind} of {other.entity} and a {each.kind} of"
                f" {each.entity}",
                entity.location if entity else None,
                "rename one of the two, or the word that schemas: gives to one of the schemas",
            )


def mapped(definition: Definition) -> dict[str, tuple[str, ...]]:
    """The CRM's tables that stored rows are computed from, as SQL writes them, each with the columns that are read."""
    tables = watched(layouts(definition), list(captured_state_changes(definition)))
    return {str(table_name(table)): used for table, _, used in tables}
