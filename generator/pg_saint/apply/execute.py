"""Carrying a plan out, and taking everything away again: each in one transaction."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
from psycopg import sql

from pg_saint.apply.catalog.describe import describe
from pg_saint.apply.catalog.selections import drop_selections
from pg_saint.apply.comments import write_comments
from pg_saint.apply.drops import drop_object, own_name
from pg_saint.apply.grants import grant
from pg_saint.apply.kept_grants import KeptGrants
from pg_saint.apply.publish import create
from pg_saint.apply.views import create_view
from pg_saint.calls import call, compiled_table
from pg_saint.citus.tables import has_citus
from pg_saint.compile.sql.names import DATA, data_name
from pg_saint.compile.sql.text import ident, table_name
from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Table
from pg_saint.plan.installed import basis, compiled_objects
from pg_saint.plan.stages import (
    Alter,
    Backfill,
    Calculate,
    Create,
    Drop,
    LockTable,
    MarkStale,
    Open,
    Plan,
    Refresh,
    Stage,
)
from pg_saint.session import pin
from pg_saint.values import says_yes

# Without the clock, which is the administrator's.
CATALOG = (
    "compiled", "computed", "definition", "entity", "language", "image", "status", "status_change", "last_tick",
    "failing_tick", "partitioned", "mapped_column", "mapped_table", "not_crashed", "calculation", "monitor",
    "retention", "counter", "vocabulary_word", "definition_history",
)  # fmt: skip
Report = Callable[[Stage], None]


def _silent(stage: Stage) -> None:
    """Nobody is watching."""
    del stage


def apply_plan(connection: psycopg.Connection, plan: Plan, report: Report = _silent) -> None:
    """Do what the plan says, in one transaction: whatever fails, the database is as it was.

    Raises SaintError where the database was changed since the plan was made, or where an object of somebody else
    stands on one that has to go.
    """
    with connection.transaction():
        configure_session(connection)
        connection.execute("lock table saint.compiled in exclusive mode")
        if any(entity.has_marks for entity in plan.definition.entities):
            allow_triggers(connection)
        if basis(connection) != plan.basis:
            raise SaintError(
                "somebody else has applied definitions since this plan was made",
                remedy="look at the new plan, then apply again",
            )
        if plan.stages:
            create_schema(connection)
            set_zone(connection, plan)
        described = not plan.stages
        grants = KeptGrants()
        for stage in plan.stages:
            report(stage)
            if isinstance(stage, Backfill) and not described:
                # It stores rows of the generation that the catalog says.
                describe(connection, plan)
                described = True
            carry_out(connection, stage, plan, grants)
            if isinstance(stage, Create):
                grants.grant(connection, stage.object, plan.owner)
        if not described:
            describe(connection, plan)
        write_comments(connection, plan)


def drop_all(connection: psycopg.Connection) -> int:
    """Take away everything compiled: the CRM's tables are as they were. Returns how many objects went."""
    with connection.transaction():
        configure_session(connection)
        connection.execute("lock table saint.compiled in exclusive mode")
        if has_citus(connection):
            allow_triggers(connection)
        triggers = drop_triggers(connection)
        objects = compiled_objects(connection)
        for found in reversed(objects):
            drop_object(connection, found)
        for table in CATALOG:
            connection.execute(sql.SQL("delete from {}").format(sql.Identifier("saint", table)))
        drop_selections(connection)
        try:
            connection.execute(sql.SQL("drop schema if exists {}").format(sql.Identifier(DATA)))
        except psycopg.errors.DependentObjectsStillExist as error:
            raise SaintError(
                f"schema {DATA} cannot be dropped, because something else is in it: {error.diag.message_detail}",
                remedy="drop that first; of shards that Citus has moved and not yet taken away: "
                "call citus_cleanup_orphaned_resources();",
            ) from error
    return len(objects) + triggers


def configure_session(connection: psycopg.Connection) -> None:
    # At another level the backfill could read a snapshot older than the locks.
    connection.execute("set transaction isolation level read committed")
    pin(connection, local=True)
    connection.execute("set local client_min_messages = warning")
    connection.execute("set local search_path = pg_catalog, pg_temp")


def allow_triggers(connection: psycopg.Connection) -> None:
    """For this transaction, on tables that Citus keeps in shards. One shard after the other, as Citus wants it where
    tables and functions are made in the same transaction."""
    try:
        with connection.transaction():
            connection.execute("set local citus.enable_unsafe_triggers = on")
    except psycopg.Error as error:
        raise SaintError(
            "maintenance: deferred of an entity in shards needs triggers on them, and the administrator does not allow "
            f"citus.enable_unsafe_triggers: {error.diag.message_primary}",
            remedy="have it allowed to whoever applies, or leave out maintenance: deferred",
        ) from error
    connection.execute("set local citus.multi_shard_modify_mode = 'sequential'")


def carry_out(connection: psycopg.Connection, stage: Stage, plan: Plan, grants: KeptGrants) -> None:
    match stage:
        case LockTable(table=table):
            connection.execute(
                sql.SQL("lock table {} in share row exclusive mode").format(sql.Identifier(table.schema, table.name))
            )
            if table.partitioned:
                _same_partitions(connection, table)
        case Drop(installed=found):
            if found.kind == "function":
                own_name(connection, found)
                drop_triggers(connection, found.name)
            grants.drop(connection, found)
        case Alter(sql=statement):
            connection.execute(sql.SQL(statement))
        case Open(object=made):
            grant(connection, made, plan.owner)
        case Create(object=made) if made.kind == "view":
            create_view(connection, made, plan, grants)
        case Create(object=made):
            create(connection, made)
        case Refresh(selection=name):
            call(connection, data_name("selection", name, "refresh"))
        case Calculate(monitor=monitor):
            call(connection, data_name("attention", monitor, "recalculate"))
        case Backfill(entity=entity):
            call(connection, data_name(entity, "backfill"))
            marks = "stale" if plan.definition.entity(entity).has_marks else "dirty"
            for filled in (entity, f"{entity}_statusvalue", f"{entity}_{marks}", f"{entity}_via"):
                connection.execute(sql.SQL("analyze {}").format(sql.Identifier(DATA, filled)))
        case MarkStale(entity=entity):
            via = compiled_table(connection, f"{entity}_via")
            connection.execute(sql.SQL("delete from {} where hop = 'detached'").format(via))
            connection.execute("select saint.mark_stale(%s::text[])", ([entity],))


DIFFERENT = """
    select exists (
        select from saint.partitions(%(table)s::text) as found (member)
        full join unnest(%(planned)s::text[]) as planned (name) on to_regclass(planned.name) = found.member
        where found.member is null or planned.name is null
    )
"""


def _same_partitions(connection: psycopg.Connection, table: Table) -> None:
    """While the table is locked none comes or goes: those that the plan gives triggers are all that there are."""
    name = str(table_name(table))
    planned = [name, *(str(ident(*partition)) for partition in table.partitions)]
    if says_yes(connection, DIFFERENT, {"table": name, "planned": planned}):
        raise SaintError(
            f"the partitions of {name} have changed since this plan was made",
            remedy="look at the new plan, then apply again",
        )
    if says_yes(connection, "select saint.partitions_changed(%s::text)", (name,)):
        # One that went takes rows with it, which fires no trigger.
        connection.execute("select saint.mark_all_stale()")
        connection.execute("select saint.partitions_remember(%s::text)", (name,))


def drop_triggers(connection: psycopg.Connection, function: str | None = None) -> int:
    """All triggers of ours, or those that call one function. Not by name: the CRM may have renamed its table since."""
    triggers = connection.execute(
        "select t.tgname, n.nspname, c.relname from pg_trigger t"
        " join pg_proc p on p.oid = t.tgfoid join pg_class c on c.oid = t.tgrelid"
        " join pg_namespace n on n.oid = c.relnamespace"
        " where p.pronamespace = to_regnamespace(%(schema)s) and not t.tgisinternal"
        " and (%(function)s::text is null or p.oid = to_regproc(%(function)s)) order by 2, 3, 1",
        {"schema": DATA, "function": function},
    ).fetchall()
    for trigger, schema, relation in triggers:
        statement = sql.SQL("drop trigger {} on {}").format(sql.Identifier(trigger), sql.Identifier(schema, relation))
        connection.execute(statement)
    return len(triggers)


def create_schema(connection: psycopg.Connection) -> None:
    name = sql.Identifier(DATA)
    connection.execute(sql.SQL("create schema if not exists {}").format(name))
    connection.execute(sql.SQL("grant usage on schema {} to saint_reader, saint_revenue, saint_contact").format(name))


def set_zone(connection: psycopg.Connection, plan: Plan) -> None:
    connection.execute(
        "update saint.clock set zone = %(zone)s where zone <> %(zone)s", {"zone": plan.definition.timezone}
    )
