"""What is installed: the objects that earlier applies made, and the wide rows' columns as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.rows import class_row

from pg_saint.citus.tables import has_citus
from pg_saint.compile import Existing, NeedsBackfill
from pg_saint.compile.maintain.triggers import EVENTS, trigger
from pg_saint.compile.sql.names import DATA, PUBLIC, data
from pg_saint.compile.sql.text import ident
from pg_saint.errors import SaintError
from pg_saint.installation import installation
from pg_saint.ir.nodes import Table
from pg_saint.plan.selections import due
from pg_saint.plan.stored_state import StoredState, What


@dataclass(frozen=True)
class InstalledObject:
    """`on` and `event`: of a trigger. `is_capture`: a function that triggers call."""

    name: str
    kind: str
    ordinal: int
    fingerprint: str
    on: Table | None = None
    event: str = ""
    is_capture: bool = False


@dataclass(frozen=True)
class Installed:
    """By entity: the columns of its wide row and of its counter view, in order, each with its type. `marks`: by name
    those of a table of marks, likewise. `cut_off`: the tables whose free pages VACUUM would cut off, under a lock for
    which writers wait. `readers`: by (entity, column) of a wide row the views that read it, through others too; it
    cannot be dropped while they stand.
    `standing`: by materialized view the views that read it, likewise.
    `detached`: the entities whose triggers are off the CRM's tables since ``saint detach``. `altered`: the tables of
    which a mapped column has another type or another place than at the last apply, so that no trigger saw its values;
    and those that are other tables now, or were emptied by a crash.
    `stored_states`: what the rows hold. `due`: the materialized selections that do not say yet what their definition
    says. `extension`: whether pg_saint is one in this database.
    """

    objects: dict[str, InstalledObject]
    wide: dict[str, dict[str, str]]
    counters: dict[str, dict[str, str]]
    marks: dict[str, dict[str, str]]
    cut_off: frozenset[str]
    key_types: dict[str, str]
    readers: dict[tuple[str, str], set[str]]
    standing: dict[str, set[str]]
    stored_states: dict[str, StoredState]
    detached: frozenset[str] = frozenset()
    altered: frozenset[str] = frozenset()
    due: frozenset[str] = frozenset()
    extension: bool = True

    def existing(self, needs_backfill: dict[str, NeedsBackfill] | None = None, deltas: bool = True) -> Existing:
        """For the compiler: as it stands, but for what will need backfill."""
        return Existing(
            needs_backfill=needs_backfill or {},
            deltas=deltas,
            extension=self.extension,
            wide={entity: tuple(columns.items()) for entity, columns in self.wide.items()},
            counters={entity: tuple(columns) for entity, columns in self.counters.items()},
        )


OBJECTS = """
    select c.name, c.kind, c.place as ordinal, c.fingerprint,
        c.kind = 'function' and c.name in (
            select format('%%I.%%I', %(schema)s::text, p.proname)
            from pg_proc p
            where p.pronamespace = to_regnamespace(%(schema)s) and p.prorettype = 'trigger'::regtype
        ) as is_capture
    from saint.compiled c
    where c.kind <> 'trigger'
    order by c.place
"""
# Views of entities in shards stand on tables of the CRM: who alters one drops them first, with what stands on them.
GONE = """
    select v.name
    from saint.compiled v
    -- the name of a trigger is none that to_regclass() takes
    where case when v.kind = 'view' then to_regclass(v.name) is null end
        and exists (select from saint.compiled c where c.kind = 'view' and c.name ~ '^saint_data[.].*_in_shards"?$')
"""
# As they are: a tick puts them on a new partition, detach takes them off, and an administrator may have disabled one.
TRIGGERS = """
    select n.nspname, c.relname, replace(t.tgname, 'saint_', ''), p.proname
    from pg_trigger t
    join pg_proc p on p.oid = t.tgfoid
    join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace
    where p.pronamespace = to_regnamespace(%s) and t.tgname ~ '^saint_(insert|update|delete|truncate)$'
        and t.tgenabled in ('O', 'A')
    order by 1, 2, 3
"""
# An entity that only monitors ask about has no wide row: its key is what E_relations() takes an array of.
ENTITIES = """
    select e.entity, e.key_type from saint.entity e
    union
    select left(p.proname, -length('_relations')), format_type(t.typelem, null)
    from pg_proc p
    join pg_type t on t.oid = p.proargtypes[0]
    where p.pronamespace = to_regnamespace('saint_data') and p.proname like '%\\_relations' and t.typcategory = 'A'
"""
ALTERED = """
    select distinct m.table_name
    from saint.mapped_column m
    join pg_attribute a
        on a.attrelid = to_regclass(m.table_name) and a.attname = m.column_name and not a.attisdropped
    where a.attnum <> m.position or format_type(a.atttypid, a.atttypmod) <> m.type
    union
    select m.table_name
    from (select t.table_name from saint.mapped_table t union select c.table_name from saint.mapped_column c) m
    where not saint.table_known(m.table_name)
"""
# Of a table that has the option, the DBA's choice stays.
CUT_OFF = """
    select c.name
    from saint.compiled c join pg_class t on t.oid = to_regclass(c.name)
    where c.kind = 'table'
        and not exists (select from unnest(t.reloptions) as o (option) where o.option like 'vacuum_truncate=%')
"""
GENERATIONS = "select entity, generation, stored from saint.entity"
THINGS = "select entity, kind, name, meaning, settled from saint.computed"
COLUMNS = """
    select e.entity, a.attname, format_type(a.atttypid, a.atttypmod)
    from saint.entity e
    join pg_class c on c.relname = e.entity || %(suffix)s and c.relnamespace = to_regnamespace(%(schema)s)
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    order by e.entity, a.attnum
"""

READERS = """
    with recursive reader (entity, attname, view) as (
        select e.entity, a.attname, r.ev_class
        from saint.entity e
        join pg_class c on c.relname = e.entity and c.relnamespace = to_regnamespace(%s)
        join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid
            and d.classid = 'pg_rewrite'::regclass
        join pg_rewrite r on r.oid = d.objid
        join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
        union
        select s.entity, s.attname, r.ev_class
        from reader s
        join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = s.view
            and d.classid = 'pg_rewrite'::regclass
        join pg_rewrite r on r.oid = d.objid
    )
    select s.entity, s.attname, n.nspname, c.relname
    from reader s join pg_class c on c.oid = s.view join pg_namespace n on n.oid = c.relnamespace
"""
STANDING = """
    with recursive standing (base, view) as (
        select c.oid, c.oid
        from pg_class c
        where c.relkind = 'm' and c.relnamespace in (to_regnamespace(%s), to_regnamespace(%s))
        union
        select s.base, r.ev_class
        from standing s
        join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = s.view
            and d.classid = 'pg_rewrite'::regclass
        join pg_rewrite r on r.oid = d.objid
    )
    select bn.nspname, b.relname, n.nspname, c.relname
    from standing s
    join pg_class b on b.oid = s.base join pg_namespace bn on bn.oid = b.relnamespace
    join pg_class c on c.oid = s.view join pg_namespace n on n.oid = c.relnamespace
    where s.view <> s.base
"""


def read_installed(connection: psycopg.Connection) -> Installed:
    """Raises SaintError where the extension is not there."""
    present = installation(connection)
    if present is None:
        raise SaintError(
            "the extension pg_saint is not installed in this database",
            remedy="create extension pg_saint; (if that fails, put its files in place first: saint install, or make "
            "install; or, as the database's owner: saint install --database)",
        )
    gone = {row[0] for row in connection.execute(GONE)}
    every = (*compiled_objects(connection), *installed_triggers(connection))
    objects = {found.name: found for found in every if found.name not in gone}
    key_types: dict[str, str] = dict(connection.execute(ENTITIES).fetchall())
    readers: dict[tuple[str, str], set[str]] = {}
    for entity, column, schema, view in connection.execute(READERS, (DATA,)):
        readers.setdefault((entity, column), set()).add(ident(schema, view))
    standing: dict[str, set[str]] = {}
    for schema, name, over, view in connection.execute(STANDING, (DATA, PUBLIC)):
        standing.setdefault(ident(schema, name), set()).add(ident(over, view))
    return Installed(
        objects,
        _columns(connection, DATA, ""),
        _columns(connection, PUBLIC, "_counter"),
        {
            data(entity, word): columns
            for word in ("dirty", "via")
            for entity, columns in _columns(connection, DATA, f"_{word}").items()
        },
        frozenset(row[0] for row in connection.execute(CUT_OFF)),
        key_types,
        readers,
        standing,
        read_stored_states(connection),
        detached_entities(connection),
        frozenset(row[0] for row in connection.execute(ALTERED)),
        due(connection),
        present.extension and not has_citus(connection),
    )


def compiled_objects(connection: psycopg.Connection) -> list[InstalledObject]:
    """All that earlier applies made but the triggers, in the order of creation. Reads the catalog alone."""
    with connection.cursor(row_factory=class_row(InstalledObject)) as cursor:
        return cursor.execute(OBJECTS, {"schema": DATA}).fetchall()


def detached_entities(connection: psycopg.Connection) -> frozenset[str]:
    """The entities whose records are computed live, because ``saint detach`` took the triggers off."""
    query = sql.SQL("select from {} where hop = 'detached' limit 1")
    entities = [row[0] for row in connection.execute("select entity from saint.entity")]
    marks = {entity: sql.Identifier(DATA, f"{entity}_via") for entity in entities}
    return frozenset(entity for entity, via in marks.items() if connection.execute(query.format(via)).rowcount)


def read_stored_states(connection: psycopg.Connection) -> dict[str, StoredState]:
    """What the stored rows hold, by entity."""
    things: dict[str, dict[What, tuple[str, bool]]] = {}
    for entity, kind, name, meaning, backfilled in connection.execute(THINGS):
        things.setdefault(entity, {})[kind, name] = (meaning, backfilled)
    generations = connection.execute(GENERATIONS).fetchall()
    return {
        entity: StoredState(generation, stored, tuple(sorted(things.get(entity, {}).items())))
        for entity, generation, stored in generations
    }


def installed_triggers(connection: psycopg.Connection) -> Iterator[InstalledObject]:
    """The triggers of ours that fire, as they are on the CRM's tables now."""
    # They are the last that is made, and the first that goes.
    last = 1_000_000
    for schema, name, event, function in connection.execute(TRIGGERS, (DATA,)).fetchall():
        made = trigger(Table(schema, name, ()), EVENTS[event], ident(DATA, function))
        yield InstalledObject(made.name, made.kind, last, made.fingerprint, made.on, made.event)


def _columns(connection: psycopg.Connection, schema: str, suffix: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for entity, column, type_ in connection.execute(COLUMNS, {"schema": schema, "suffix": suffix}):
        found.setdefault(entity, {})[column] = type_
    return found


def basis(connection: psycopg.Connection) -> tuple[str, ...]:
    """What is installed, as one comparable value."""
    rows = connection.execute("select name || ' ' || fingerprint from saint.compiled order by name").fetchall()
    return tuple(row[0] for row in rows)
