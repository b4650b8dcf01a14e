"""What of a definition cannot be had where tables are in shards, found before anything is compiled.

An entity whose table is in shards is computed at each read by one query that Citus carries out on each shard. So all
that it reads has to be on the shard of the record: rows of tables that are distributed by the record's key, and
reference tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlglot import exp

from pg_saint.citus.marks import check_marks
from pg_saint.errors import SaintError, SaintErrors
from pg_saint.ir.definition import Definition
from pg_saint.ir.dialect import printed
from pg_saint.ir.names import identifier
from pg_saint.ir.nodes import Entity, Expr, Join, Link, Location, Source, Table

ELSEWHERE = "on one server, or in a database for each tenant, it can be had"
LOCAL = "make it a reference table, which is whole on each node: select create_reference_table('{}')"


def check_shards(definition: Definition, several_schemas: bool) -> None:
    """Raises SaintErrors where tables are in shards and the definition asks what cannot be had of them."""
    errors = list(_errors(definition, several_schemas))
    if errors:
        raise SaintErrors(errors)


def _errors(definition: Definition, several_schemas: bool) -> Iterator[SaintError]:
    for entity in definition.entities:
        yield from _unknown(entity.tree.table, entity.location)
        yield from _of_entity(entity, several_schemas)
    for source in definition.sources:
        if source.name in {entity.name for entity in definition.entities} or not source.links:
            continue
        yield from _unknown(source.tree.table, source.location)
        yield from _of_source(definition, source)
    yield from _of_marks(definition)
    yield from _of_parts(definition)


def _of_parts(definition: Definition) -> Iterator[SaintError]:
    in_shards = {entity.name for entity in definition.entities if entity.tree.table.in_shards}
    for status in definition.statuses:
        if status.entity in in_shards and status.notify:
            said = f"status {status.name} announces its changes, and nothing notes them in shards of Citus"
            yield SaintError(said, status.location, "leave out notify: true")
    for selection in definition.selections:
        if selection.entity in in_shards and selection.kind != "dynamic":
            said = f"selection {selection.name} is {selection.kind}, and its entity is in shards of Citus"
            yield SaintError(said, selection.location, "make it a dynamic one, or leave it out")
    for monitor in definition.attention.monitors:
        if monitor.entity in in_shards:
            said = f"attention monitor {monitor.name} counts moments of an entity in shards of Citus"
            yield SaintError(said, monitor.location, ELSEWHERE)
    for moment in definition.attention.moments:
        source = definition.source(moment.source)
        if source.tree.table.distribution is not None:
            said = f"source {source.name} has contact moments, and Citus keeps {_shown(source.tree.table)}"
            yield SaintError(said, source.location, "leave out moment:; " + ELSEWHERE)


def _unknown(table: Table, location: Location | None) -> Iterator[SaintError]:
    """A local table in Citus's metadata has shards too, and so has a schema that is distributed as a whole."""
    if table.distribution is not None and table.distribution.kind == "other":
        name = _shown(table)
        yield SaintError(
            f"Citus keeps {name}, and it is neither distributed by a column nor a reference table",
            location,
            f"select undistribute_table('{name}') makes a local table of it; of a schema for each tenant give each "
            "tenant a database",
        )


def _of_entity(entity: Entity, several_schemas: bool) -> Iterator[SaintError]:
    table, name = entity.tree.table, _shown(entity.tree.table)
    if table.distribution is None:
        yield from _watched(entity.tree.joins, entity.location)
        return
    if table.distribution.kind == "reference":
        yield SaintError(
            f"entity {entity.name} is in {name}, a reference table of Citus, whose triggers do not fire",
            entity.location,
            "distribute it by its key; or leave the entity out, and read the table by joins:",
        )
    if not table.in_shards:
        return
    column = table.distribution.column
    if not _is_column(entity.tree.key, entity.tree.alias, column):
        yield SaintError(
            f"Citus distributes {name} by {column}, and the key of entity {entity.name} is {_printed(entity.tree.key)}",
            entity.location,
            "a record is computed where all of its rows are: leave the entity out, or distribute the table by its key",
        )
    if several_schemas:
        yield SaintError(
            f"schemas: covers several, and Citus distributes {name} of entity {entity.name}",
            entity.location,
            "apply it to one schema; of a schema for each tenant give each tenant a database",
        )
    if entity.asked:
        asked = ", ".join(dict.fromkeys(field.name for field in entity.asked))
        yield SaintError(
            f"entity {entity.name} is in shards of Citus, and asks what another entity's record has: {asked}",
            entity.location,
            "the other record may be on another node; " + ELSEWHERE,
        )
    if any(field.confidential for field in entity.fields):
        yield _confidential(f"entity {entity.name}", entity.location)
    yield from _joins(entity.tree.joins, {entity.tree.alias: table}, f"entity {entity.name}", entity.location)


def _of_marks(definition: Definition) -> Iterator[SaintError]:
    for entity in definition.entities:
        if entity.has_marks:
            yield from check_marks(definition, entity)


def _of_source(definition: Definition, source: Source) -> Iterator[SaintError]:
    table, name = source.tree.table, _shown(source.tree.table)
    entities = [definition.entity(link.entity).tree.table for link in source.links]
    said = f"source {source.name}"
    if not any(each.in_shards for each in entities):
        if table.distribution is not None and table.distribution.kind != "other":
            yield SaintError(
                f"{said} is in {name}, which Citus distributes, and what it is linked to is not",
                source.location,
                "distribute the entity's table by its key, and this one with it",
            )
        yield from _watched((*source.tree.joins, *(j for link in source.links for j in link.joins)), source.location)
        return
    if source.deferred and not any(definition.entity(link.entity).deferred for link in source.links):
        yield SaintError(
            f"{said} has maintenance: deferred, and is in shards of Citus, where an entity has it with all its sources",
            source.location,
            f"say it of the entity: entities: {source.links[0].entity}: maintenance: deferred; or leave it out",
        )
    if source.confidential or any(field.confidential for field in source.fields):
        yield _confidential(said, source.location)
    children = [field.name for field in source.fields if field.question is not None]
    if children:
        yield SaintError(
            f"{said} asks what records of another entity have, and is in shards of Citus: {', '.join(children)}",
            source.location,
            ELSEWHERE,
        )
    yield from _joins(source.tree.joins, {source.tree.alias: table}, said, source.location)
    for link in source.links:
        yield from _of_link(source, link, definition.entity(link.entity))


def _of_link(source: Source, link: Link, entity: Entity) -> Iterator[SaintError]:
    table, other = source.tree.table, entity.tree.table
    location = link.location or source.location
    name, said = _shown(table), f"source {source.name} is linked to {entity.name}"
    if not other.in_shards:
        yield SaintError(
            f"{said}, and Citus distributes another entity of this source and not {_shown(other)}",
            location,
            "leave this link out, or distribute that table by its key",
        )
    elif not table.in_shards:
        yield SaintError(
            f"{said}, whose table is in shards of Citus, and {name} is not",
            location,
            f"distribute it: select create_distributed_table('{name}', <column>, colocate_with => '{_shown(other)}')",
        )
    elif table.distribution and other.distribution and table.distribution.colocation != other.distribution.colocation:
        yield SaintError(
            f"{said}, and Citus keeps {name} not beside {_shown(other)}: their colocation is not the same",
            location,
            f"select alter_distributed_table('{name}', colocate_with => '{_shown(other)}')",
        )
    elif table.distribution and not _is_column(link.id, source.tree.alias, table.distribution.column):
        yield SaintError(
            f"{said} by {_printed(link.id)}, and Citus distributes {name} by {table.distribution.column}",
            location,
            "link it by the column that it is distributed by, of the type of the entity's key",
        )
    else:
        there = {source.tree.alias: table} | {join.alias: join.table for join in source.tree.joins}
        yield from _joins(link.joins, there, f"source {source.name}", location)


def _joins(
    joins: Iterable[Join], tables: dict[str, Table], said: str, location: Location | None
) -> Iterator[SaintError]:
    """What is joined to rows in shards is on each node, or beside them: `tables` by alias are there already."""
    for join in joins:
        name = _shown(join.table)
        if join.table.distribution is None:
            yield SaintError(
                f"{said} is in shards of Citus, and joins {name}, which is on the coordinator alone",
                location,
                LOCAL.format(name),
            )
        elif join.table.in_shards and not _beside(join, tables):
            yield SaintError(
                f"{said} is in shards of Citus, and joins {name} not by the columns that both are distributed by",
                location,
                f"{LOCAL.format(name)}; or add that to `on:`",
            )
        else:
            yield from _unknown(join.table, location)
        tables = {**tables, join.alias: join.table}


def _beside(join: Join, tables: dict[str, Table]) -> bool:
    """Whether its row is on the shard of the row that it is joined to."""
    own = join.table.distribution
    for part in join.on.unnest().flatten() if isinstance(join.on.unnest(), exp.And) else [join.on]:
        equal = part.unnest()
        if not isinstance(equal, exp.EQ):
            continue
        for one, two in ((equal.this, equal.expression), (equal.expression, equal.this)):
            for alias, table in tables.items():
                other = table.distribution
                if (
                    own and other and table.in_shards and own.colocation == other.colocation
                    and _is_column(one, join.alias, own.column) and _is_column(two, alias, other.column)
                ):  # fmt: skip
                    return True
    return False


def _watched(joins: Iterable[Join], location: Location | None) -> Iterator[SaintError]:
    """A local record is kept current by triggers, also on what is joined to it."""
    for join in joins:
        if join.table.distribution is not None:
            yield SaintError(
                f"{_shown(join.table)} is joined to a local table, and Citus keeps it: its triggers do not fire",
                location,
                f"select undistribute_table('{_shown(join.table)}')",
            )


def _confidential(said: str, location: Location | None) -> SaintError:
    return SaintError(
        f"{said} is in shards of Citus, and has what is confidential: Citus asks a shard as whoever reads",
        location,
        "whoever may read the views may read the tables there: leave the confidential parts out",
    )


def _is_column(expr: Expr, alias: str, column: str | None) -> bool:
    inner = expr.unnest()
    return isinstance(inner, exp.Column) and inner.table == alias and inner.name == column


def _printed(expr: Expr) -> str:
    return printed(expr, comments=False)


def _shown(table: Table) -> str:
    return ".".join(printed(identifier(part)) for part in (table.schema, table.name))
