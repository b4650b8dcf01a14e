"""Compiled objects against installed ones → the stages that make them the same."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

import psycopg

from pg_saint.compile import SqlObject
from pg_saint.compile.sql.names import data, public
from pg_saint.compile.sql.objects import TableColumn, same_code
from pg_saint.compile.sql.text import Sql, ident, listed, literal, table_name, type_name
from pg_saint.ir.definition import Definition
from pg_saint.ir.objects import FUNCTIONS, TABLES
from pg_saint.plan.installed import Installed, InstalledObject
from pg_saint.plan.stages import (
    Alter,
    Backfill,
    Calculate,
    Create,
    Drop,
    LockTable,
    MarkStale,
    Open,
    Refresh,
    Stage,
    Widen,
)
from pg_saint.plan.stored_state import StoredState

VIEWS = ("view", "materialized view")


def stages(
    connection: psycopg.Connection,
    definition: Definition,
    objects: Sequence[SqlObject],
    installed: Installed,
    states: dict[str, StoredState],
) -> list[Stage]:
    """In the order in which they are carried out; empty where nothing differs. `states`: what the rows are to hold.

    What is no longer wanted goes last: by then the views are replaced, and nothing of ours stands on it.
    """
    wanted = {o.name for o in objects}
    first = list(_dropped_first(definition, objects, installed))
    again = {found.name for found in first}
    last = [found for name, found in installed.objects.items() if name not in wanted | again]
    staying = [o for o in objects if o.name not in again]
    widened, narrowed = _altered(staying, installed)
    created = [o for o in objects if o.name in again or _differs(o, installed)]
    meant_otherwise = {entity for entity, each in states.items() if not each.is_backfilled}
    filled = _filled(objects, created, [*widened, *narrowed], meant_otherwise, installed)
    refreshed = list(_refreshes(definition, created, filled, installed))
    opened = list(_opened(objects, created, installed))
    marks = [*_kept_whole(staying, installed), *_altered_marks(staying, installed)]
    if not (
        first
        or last
        or opened
        or marks
        or widened
        or narrowed
        or created
        or filled
        or installed.detached
        or installed.altered
    ):
        return [*refreshed]
    return [
        *_locks(objects, created, filled),
        *(_drop(found) for found in reversed(first)),
        *_moved(definition, installed),
        *marks,
        *widened,
        *(Create(_says(made, installed), made) for made in created),
        *(_drop(found) for found in reversed(last)),
        *narrowed,
        *opened,
        *_backfills(connection, definition, filled),
        *_unseen(objects, created, filled, installed),
        *refreshed,
        *_calculations(definition, created),
    ]


def _drop(found: InstalledObject) -> Drop:
    return Drop(f"drop {found.kind} {found.name}", found)


def _differs(made: SqlObject, installed: Installed) -> bool:
    found = installed.objects.get(made.name)
    if found is None:
        return True
    if made.kind == VIEWS[1]:
        return not same_code(found.fingerprint, made.fingerprint)
    # A table is altered, not made again.
    return made.kind != "table" and found.fingerprint != made.fingerprint


def _opened(objects: Sequence[SqlObject], created: Sequence[SqlObject], installed: Installed) -> Iterator[Open]:
    for made in objects:
        found = installed.objects.get(made.name)
        if made.kind == VIEWS[1] and made not in created and found and found.fingerprint != made.fingerprint:
            yield Open(f"{made.name}: readers are {', '.join(made.open_to)} alone", made)


def _says(made: SqlObject, installed: Installed) -> str:
    verb = "replace" if made.name in installed.objects else "create"
    return f"{verb} {made.kind} {made.name}"


def rebuilt(definition: Definition, installed: Installed) -> set[str]:
    """Entities whose key type has changed: everything of theirs is rebuilt."""
    keys = {entity.name: entity.tree.key_type for entity in definition.entities}
    return {entity for entity, type_ in installed.key_types.items() if keys.get(entity, type_) != type_}


def moved(definition: Definition, installed: Installed) -> dict[str, bool]:
    """Entities whose rows are stored elsewhere now: True: in shards of Citus; False: on this server alone."""
    found: dict[str, bool] = {}
    for entity in definition.entities:
        marks = installed.objects.get(data(entity.name, "dirty"))
        if marks is not None and not entity.is_computed and (marks.kind == "view") != entity.has_marks:
            found[entity.name] = entity.has_marks
    return found


def _moved(definition: Definition, installed: Installed) -> Iterator[Alter]:
    """Since when each record has its statuses goes along; what else is stored is computed again."""
    for entity, to_shards in moved(definition, installed).items():
        table, beside = data(entity, "statusvalue"), table_name(definition.entity(entity).tree.table)
        name = literal(str(table))
        if to_shards:
            words = [
                Sql("select create_distributed_table("),
                name,
                Sql(", 'id', colocate_with => "),
                literal(str(beside)),
            ]
            yield Alter(f"{table}: to the shards of {beside}", entity, listed([*words, Sql(")")], ""))
        else:
            words = [Sql("select undistribute_table("), name, Sql(")")]
            yield Alter(f"{table}: from the shards to this server", entity, listed(words, ""))


def _reshaped(definition: Definition, wanted: Container[str], installed: Installed) -> bool:
    """Whether the views of an entity become views over several schemas, or the other way round."""
    stored = {entity.name for entity in definition.entities if not entity.is_computed}
    other = stored ^ set(installed.key_types)
    views = {public(entity, "status") for entity in other}
    return any(view in wanted and view in installed.objects for view in views)


def _retyped(objects: Sequence[SqlObject], installed: Installed) -> set[str]:
    """The views that read a column of a wide row which gets another type."""
    types = {(o.entity, column.name): column.type for o in objects for column in o.columns}
    return {
        view
        for entity, columns in installed.wide.items()
        for name, type_ in columns.items()
        if types.get((entity, name), type_) != type_
        for view in installed.readers.get((entity, name), ())
    }


def _dropped_first(
    definition: Definition, objects: Sequence[SqlObject], installed: Installed
) -> Iterator[InstalledObject]:
    """In the order of creation: what has to go before other things can be made, or it can be made again."""
    wanted = {o.name: o for o in objects}
    moving = moved(definition, installed)
    own = [word for word in (*TABLES, *FUNCTIONS) if word not in ("", "statusvalue")]
    moves = {data(entity, *words) for entity in moving for words in ((), *((word,) for word in own))}
    rebuilt_entities = rebuilt(definition, installed)
    views_rebuilt = bool(rebuilt_entities or moving) or _reshaped(definition, wanted, installed)
    retyped = _retyped(objects, installed)
    remade = [o.name for o in objects if o.kind == VIEWS[1] and _differs(o, installed)]
    standing = {view for name in remade for view in installed.standing.get(name, ())}
    for found in installed.objects.values():
        made = wanted.get(found.name)
        if (
            (made is not None and made.entity in rebuilt_entities)
            or found.name in moves
            # Views show the key.
            or (found.kind in VIEWS and views_rebuilt)
            # There is no `create or replace` for it, nor from one kind of view to the other.
            or (made is not None and VIEWS[1] in (found.kind, made.kind) and _differs(made, installed))
            or (made is not None and not made.replaceable and _differs(made, installed))
            or found.name in retyped
            # The views that read it go with it.
            or found.name in standing
        ):
            yield found


def _altered(objects: Sequence[SqlObject], installed: Installed) -> tuple[list[Alter], list[Alter]]:
    """Columns that come or change their type, before what reads them is made; columns that go, after."""
    widened: list[Alter] = []
    narrowed: list[Alter] = []
    for made in objects:
        have = installed.wide.get(made.entity or "", {})
        if not made.columns or made.entity is None or not have:
            continue
        table = Sql(made.name)
        want = {column.name: column for column in made.columns}
        for name, type_ in have.items():
            if name not in want or want[name].type != type_:
                drop = listed([Sql("alter table"), table, Sql("drop column"), ident(name)], " ")
                stage = Alter(f"{table}: drop column {name}", made.entity, drop)
                (widened if name in want else narrowed).append(stage)
        widened += (
            Alter(f"{table}: add column {column.name}", made.entity, _add_column(table, column))
            for column in made.columns
            if have.get(column.name) != column.type
        )
    return widened, narrowed


def _kept_whole(objects: Sequence[SqlObject], installed: Installed) -> Iterator[Alter]:
    """Tables of an earlier version whose free pages VACUUM would cut off."""
    for made in objects:
        if made.kind == "table" and made.entity is not None and made.name in installed.cut_off:
            words = [Sql("alter table"), Sql(made.name), Sql("set (vacuum_truncate = false)")]
            yield Alter(f"{made.name}: vacuum locks nobody out", made.entity, listed(words, " "))


def _altered_marks(objects: Sequence[SqlObject], installed: Installed) -> Iterator[Alter]:
    """Columns that come, or change their type, before what writes them is made. None goes: what an older function wrote
    may still be there."""
    for made in objects:
        have = installed.marks.get(made.name, {})
        if not have or made.entity is None:
            continue
        table = Sql(made.name)
        for column in made.later_columns:
            if column.name in have and have[column.name] != column.type:
                drop = listed([Sql("alter table"), table, Sql("drop column"), ident(column.name)], " ")
                yield Alter(f"{table}: drop column {column.name}", made.entity, drop)
            if have.get(column.name) != column.type:
                kind = Alter if column.name in have else Widen
                yield kind(f"{table}: add column {column.name}", made.entity, _add_column(table, column))


def _add_column(table: Sql, column: TableColumn) -> Sql:
    default = Sql(f"default {column.default}" if column.default else "")
    default = Sql(f"{default} not null" if column.not_null else default)
    words = [Sql("alter table"), table, Sql("add column"), ident(column.name), type_name(column.type), default]
    return listed([word for word in words if word], " ")


def _filled(
    objects: Sequence[SqlObject],
    created: Sequence[SqlObject],
    altered: Sequence[Alter],
    meant_otherwise: set[str],
    installed: Installed,
) -> list[str]:
    """The entities to recompute, in order."""
    computing = meant_otherwise | {stage.entity for stage in altered} | {
        o.entity for o in created if o.entity is not None and (o.kind == "table" or _computes_otherwise(o, installed))
    }  # fmt: skip
    return [o.entity for o in objects if o.columns and o.entity is not None and o.entity in computing]


def _computes_otherwise(made: SqlObject, installed: Installed) -> bool:
    """Whether the wide rows would be others."""
    found = installed.objects.get(made.name)
    return made.role == "computing" and (found is None or not same_code(found.fingerprint, made.fingerprint))


def _locks(objects: Sequence[SqlObject], created: Sequence[SqlObject], filled: Sequence[str]) -> Iterator[LockTable]:
    """Writers of the mapped tables wait while triggers are put on and records are computed; who only reads the CRM's
    tables does not."""
    if not filled and not any(o.kind == "trigger" for o in created):
        return
    tables = {o.on for o in objects if o.on is not None}
    for table in sorted(tables, key=lambda t: (t.schema, t.name)):
        yield LockTable(f"lock {table.schema}.{table.name} against writers (share row exclusive)", table)


def _refreshes(
    definition: Definition, created: Sequence[SqlObject], filled: Sequence[str], installed: Installed
) -> Iterator[Refresh]:
    """Materialized selections that are new or ask for something else, or whose records were recomputed."""
    made = {o.name for o in created}
    for selection in definition.selections:
        if selection.kind == "materialized":
            name = public("selection", selection.name)
            own = {name, data("selection", selection.name, "rows")}
            if own & made or selection.entity in filled or selection.name in installed.due:
                yield Refresh(f"refresh {name}", selection.name)


def _calculations(definition: Definition, created: Sequence[SqlObject]) -> Iterator[Calculate]:
    """The monitors whose result is not what it would be: one that is new, or that counts otherwise than before."""
    names = {o.name for o in created}
    for monitor in definition.attention.monitors:
        own = tuple(data("attention", monitor.name, *word) for word in ((), ("calculate",), ("added",)))
        counts = (data(monitor.entity, "counted"), data(monitor.entity, "attention"))
        if names & {*own, *counts}:
            yield Calculate(f"calculate monitor {monitor.name}", monitor.name)


ESTIMATE = """
    select greatest(reltuples, 0)::bigint from pg_class where oid = format('%%I.%%I', %s::text, %s::text)::regclass
"""


def _backfills(connection: psycopg.Connection, definition: Definition, filled: Sequence[str]) -> Iterator[Backfill]:
    for entity in filled:
        table = definition.entity(entity).tree.table
        estimate = connection.execute(ESTIMATE, (table.schema, table.name)).fetchone()
        rows = estimate[0] if estimate else 0
        yield Backfill(f"backfill {entity}: about {rows:,} records", entity, rows)


def _unseen(
    objects: Sequence[SqlObject], created: Sequence[SqlObject], filled: Sequence[str], installed: Installed
) -> Iterator[MarkStale]:
    """The entities whose records may have changed while a trigger was not there, or without one firing."""
    altered = [made for made in objects if made.on and str(table_name(made.on)) in installed.altered]
    touched = installed.detached | {entity for made in (*created, *altered) for entity in made.touched}
    stored = {made.entity for made in objects if made.columns}
    for entity in sorted((touched & stored) - set(filled)):
        yield MarkStale(f"mark {entity}: every record is computed live until a tick has stored it", entity)
