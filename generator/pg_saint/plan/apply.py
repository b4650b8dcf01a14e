"""Carrying a plan out, and taking everything away again: each in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from pg_saint.compile import SqlObject
from pg_saint.compile.names import DATA, data_name
from pg_saint.compile.sqltext import ident, table_name
from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Table
from pg_saint.plan.calls import call, compiled_table
from pg_saint.plan.describe import describe
from pg_saint.plan.drops import drop_object, own_name
from pg_saint.plan.installed import compiled_objects
from pg_saint.plan.owner import hand_over
from pg_saint.plan.publish import create
from pg_saint.plan.selections import drop_selections
from pg_saint.plan.stages import Alter, Backfill, Calculate, Create, Drop, LockTable, MarkStale, Plan, Refresh, Stage
from pg_saint.session import pin

# A view's functions are called as whoever reads the view.
CALLERS: dict[str, tuple[str, ...]] = {
    "saint_reader": (
        "_live",
        "_live_statuses",
        "_elsewhere",
        "_as_mapped",
        "_statuses",
        "_next_change",
        "_criteria",
        "_explain",
        "_texts",
        "_fields",
        "_dialogs",
    ),
    "saint_admin": ("_tick", "_check", "_fill", "_refresh", "_failing"),
}
# The functions behind saint.contact_moment and the calls about attention.
ATTENTION = ("_moments", "_chronology", "_happened", "_attention_between", "_relations", "_recalculate")
CALLERS["saint_reader"] += ATTENTION
CALLERS["saint_revenue"] = ATTENTION
# Without the clock, which is the administrator's.
CATALOG = (
    "compiled", "computed", "definition", "entity", "language", "image", "status", "status_change", "last_tick",
    "partitioned", "mapped_column", "mapped_table", "not_crashed", "calculation", "retention", "counter",
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
        settle_session(connection)
        connection.execute("lock table saint.compiled in exclusive mode")
        if basis(connection) != plan.basis:
            raise SaintError(
                "somebody else has applied definitions since this plan was made",
                remedy="look at the new plan, then apply again",
            )
        if plan.stages:
            create_schema(connection)
            set_zone(connection, plan)
        described = not plan.stages
        for stage in plan.stages:
            report(stage)
            if isinstance(stage, Backfill) and not described:
                # It stores rows of the generation that the catalog says.
                describe(connection, plan)
                described = True
            carry_out(connection, stage, plan)
            if isinstance(stage, Create):
                grant(connection, stage.object, plan.owner)
        if not described:
            describe(connection, plan)


def drop_all(connection: psycopg.Connection) -> int:
    """Take away everything compiled: the CRM's tables are as they were. Returns how many objects went."""
    with connection.transaction():
        settle_session(connection)
        connection.execute("lock table saint.compiled in exclusive mode")
        triggers = _drop_triggers(connection)
        objects = compiled_objects(connection)
        for found in reversed(objects):
            drop_object(connection, found)
        for table in CATALOG:
            connection.execute(sql.SQL("delete from {}").format(sql.Identifier("saint", table)))
        drop_selections(connection)
        connection.execute(sql.SQL("drop schema if exists {}").format(sql.Identifier(DATA)))
    return len(objects) + triggers


def basis(connection: psycopg.Connection) -> tuple[str, ...]:
    """What is installed, as one comparable value."""
    rows = connection.execute("select name || ' ' || fingerprint from saint.compiled order by name").fetchall()
    return tuple(row[0] for row in rows)


def settle_session(connection: psycopg.Connection) -> None:
    # At another level the backfill could read a snapshot older than the locks.
    connection.execute("set transaction isolation level read committed")
    pin(connection, local=True)
    connection.execute("set local client_min_messages = warning")
    connection.execute("set local search_path = pg_catalog, pg_temp")


def carry_out(connection: psycopg.Connection, stage: Stage, plan: Plan) -> None:
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
                _drop_triggers(connection, found.name)
            drop_object(connection, found)
        case Alter(sql=statement):
            connection.execute(sql.SQL(statement))
        case Create(object=made) if made.kind == "view":
            _create_view(connection, made, plan)
        case Create(object=made):
            create(connection, made)
        case Refresh(selection=name):
            call(connection, data_name("selection", name, "refresh"))
        case Calculate(monitor=monitor):
            call(connection, data_name("attention", monitor, "recalculate"))
        case Backfill(entity=entity):
            call(connection, data_name(entity, "backfill"))
            for filled in (entity, f"{entity}_statusvalue", f"{entity}_dirty", f"{entity}_via"):
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
    if _says_yes(connection, DIFFERENT, {"table": name, "planned": planned}):
        raise SaintError(
            f"the partitions of {name} have changed since this plan was made",
            remedy="look at the new plan, then apply again",
        )
    if _says_yes(connection, "select saint.partitions_changed(%s::text)", (name,)):
        # One that went takes rows with it, which fires no trigger.
        connection.execute("select saint.mark_all_stale()")
        connection.execute("select saint.partitions_remember(%s::text)", (name,))


def _says_yes(connection: psycopg.Connection, query: LiteralString, arguments: Any) -> bool:
    row = connection.execute(query, arguments).fetchone()
    return bool(row and row[0])


def _drop_triggers(connection: psycopg.Connection, function: str | None = None) -> int:
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


# The views among %(views)s that stand on %(view)s, itself among them, in the order given.
STANDING = """
    with recursive standing (oid) as (
        select to_regclass(%(view)s)::oid
        union
        select r.ev_class
        from standing s
        join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = s.oid
        join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
    )
    select v.place
    from unnest(%(views)s::text[]) with ordinality v (name, place)
    join standing s on s.oid = to_regclass(v.name)
    order by v.place
"""


def _create_view(connection: psycopg.Connection, made: SqlObject, plan: Plan) -> None:
    """Replace the view: that keeps its grants and what stands on it. Where its columns do not allow that, it goes and
    comes again, and so do the views of ours that stand on it."""
    try:
        with connection.transaction():
            create(connection, made)
    except psycopg.errors.InvalidTableDefinition:
        views = [o for o in plan.objects if o.kind == "view"]
        names = {"view": str(made.name), "views": [str(o.name) for o in views]}
        remade = [views[place - 1] for (place,) in connection.execute(STANDING, names).fetchall()]
        for view in reversed(remade):
            drop_object(connection, view)
        # A changed one has its own turn, when all that it names is there.
        changed = {stage.object.name for stage in plan.stages if isinstance(stage, Create)} - {made.name}
        for view in (o for o in remade if o.name not in changed):
            create(connection, view)
            grant(connection, view, plan.owner)


def create_schema(connection: psycopg.Connection) -> None:
    name = sql.Identifier(DATA)
    connection.execute(sql.SQL("create schema if not exists {}").format(name))
    connection.execute(sql.SQL("grant usage on schema {} to saint_reader, saint_revenue").format(name))


def grant(connection: psycopg.Connection, made: SqlObject, owner: str | None) -> None:
    """Readers see the views, and may call what the views call; nobody else may call anything of ours. `owner`: as in
    Plan."""
    hand_over(connection, made, owner)
    name = sql.SQL(made.name)
    if made.kind == "function":
        connection.execute(sql.SQL("revoke all on function {} from public").format(name))
        if "returns trigger" in made.sql:
            # Dropped with the extension (and the triggers by cascade): left behind, they would stop every write.
            connection.execute(sql.SQL("alter function {}() depends on extension pg_saint").format(name))
        for role, words in CALLERS.items():
            if made.name.endswith(words) or made.called_by == role:
                connection.execute(sql.SQL("grant execute on function {} to {}").format(name, sql.Identifier(role)))
    elif made.kind in ("view", "materialized view"):
        _grant_view(connection, made)
    elif made.kind == "table":
        # To see how far behind it is, and to mark: saint status, saint check --repair, saint.set_today().
        connection.execute(sql.SQL("grant select on {} to saint_admin").format(name))
        if not made.columns and made.name.endswith(("_dirty", "_via")):
            connection.execute(sql.SQL("grant insert on {} to saint_admin").format(name))


def _grant_view(connection: psycopg.Connection, made: SqlObject) -> None:
    name = sql.SQL(made.name)
    if "saint_reader" not in made.readers:
        # It shows revenue: not even what default privileges would give.
        connection.execute(sql.SQL("revoke all on {} from public, saint_reader").format(name))
    for role in made.readers:
        connection.execute(sql.SQL("grant select on {} to {}").format(name, sql.Identifier(role)))


def set_zone(connection: psycopg.Connection, plan: Plan) -> None:
    connection.execute(
        "update saint.clock set zone = %(zone)s where zone <> %(zone)s", {"zone": plan.definition.timezone}
    )
