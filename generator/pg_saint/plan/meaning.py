"""What a plan changes in meaning, in the words of the definition, and whom it concerns: before any object is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import monotonic
from typing import Any

import psycopg
from psycopg import sql

from pg_saint.compile.sql.names import PUBLIC
from pg_saint.ir.definition import Definition
from pg_saint.ir.lexer import LexicalError, folded, tokens
from pg_saint.ir.nodes import Status
from pg_saint.oracle import one_status_query
from pg_saint.plan.installed import read_stored_states
from pg_saint.plan.stages import Backfill, Plan

PATIENCE = 10.0  # seconds for all counting: a plan is to be read now
SAMPLE = 10
# Of a backfill of 200,000 records with 5,000,000 events, see docs/performance.md.
SECONDS_PER_RECORD, SECONDS_PER_EVENT = 10e-6, 1e-6
COMPARISONS = ("<", "<=", ">", ">=", "=", "<>", "!=")
STATUSES = "select status, entity, criteria, rank, visual, enabled, deleted from saint.status"
COUNTERS = "select counter, entity, value from saint.counter where standard is null"
STANDARD = "select standard, count(*) from saint.counter where standard is not null group by 1"
SELECTIONS = "select selection, entity, criteria, columns, kind from saint.selection where declared"
MONITORS = "select monitor from saint.monitor"
ENTITIES = "select entity from saint.entity"
NOBODY = "select null::text as id where false"
COUNTED = """
    select
        count(*) filter (where o.id is null), count(*) filter (where n.id is null),
        (array_agg(n.id order by n.id) filter (where o.id is null))[1:{limit}],
        (array_agg(o.id order by o.id) filter (where n.id is null))[1:{limit}]
    from (select x.id::text as id from ({before}) as x) as o
    full join (select x.id::text as id from ({after}) as x) as n on n.id = o.id
"""
EVENTS = "select coalesce(sum(greatest(reltuples, 0)), 0) from pg_class where oid = any (%s::regclass[])"


@dataclass(frozen=True)
class Change:
    """`name` of `kind` (status, counter …), and what becomes of it. `gains`, `loses`: how many records get a status and
    lose it by that, with a few of their keys; None where that is not asked, or takes too long to count."""

    kind: str
    name: str
    says: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    counts: bool = False
    gains: int | None = None
    loses: int | None = None
    gaining: tuple[str, ...] = ()
    losing: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        named = self.name if self.kind == "status" else f"{self.kind} {self.name}"
        if self.gains is None:
            return f"{named}: {self.says}" + ("; how many gain or lose it takes long to count" if self.counts else "")
        return f"{named}: {self.says}; {self.gains:,} gain it, {self.loses:,} lose it"


def changes(connection: psycopg.Connection, plan: Plan, count: bool = True, patience: float = PATIENCE) -> list[Change]:
    """In the order entities, counters, statuses, selections, monitors. Reads the CRM's tables where it counts, for no
    longer than `patience`, in seconds."""
    definition = plan.definition
    found = [*_entities(connection, plan), *_counters(connection, definition)]
    statuses = list(_statuses(connection, plan))
    if count:
        statuses = list(_counted(connection, definition, statuses, patience))
    return [*found, *statuses, *_selections(connection, definition), *_monitors(connection, definition)]


def takes(connection: psycopg.Connection, plan: Plan) -> tuple[int, float]:
    """How many records are filled, and in roughly how many seconds."""
    records = sum(stage.rows for stage in plan.stages if isinstance(stage, Backfill))
    entities = [stage.entity for stage in plan.stages if isinstance(stage, Backfill)]
    sources = {(entity, each.source) for entity in entities for each in plan.definition.aggregates.get(entity, ())}
    seconds = records * SECONDS_PER_RECORD
    for _, source in sources:
        table = plan.definition.source(source).tree.table
        name = sql.Identifier(table.schema, table.name).as_string(connection)
        row = connection.execute(EVENTS, ([name],)).fetchone()
        seconds += float(row[0] if row else 0) * SECONDS_PER_EVENT
    return records, seconds


def roughly(seconds: float) -> str:
    """In words, no more exact than it is."""
    if seconds < 1:
        return "about a second"
    if seconds < 90:
        return f"roughly {max(round(seconds, -1 if seconds > 10 else 0), 1):.0f} seconds"
    return f"roughly {seconds / 60:.0f} minutes"


def _entities(connection: psycopg.Connection, plan: Plan) -> Iterator[Change]:
    had = {row[0] for row in connection.execute(ENTITIES)}
    has = set(plan.stored_states)
    computed = {entity.name for entity in plan.definition.entities if entity.is_computed}
    stored = read_stored_states(connection)
    for name in sorted((had | has) - computed):
        if name not in had:
            yield Change("entity", name, "new")
        elif name not in has:
            yield Change("entity", name, "goes, with all that is asked of it")
        elif _things(stored[name].things, "records") != _things(plan.stored_states[name].things, "records"):
            yield Change("entity", name, "which records there are, their key or the time zone changes")


def _counters(connection: psycopg.Connection, definition: Definition) -> Iterator[Change]:
    had = {(entity, name): value for name, entity, value in connection.execute(COUNTERS)}
    has = {(each.entity, each.name): each.text for each in definition.counters if each.standard is None}
    yield from _texts("counter", had, has)
    sets: dict[str, int] = {}
    for each in definition.counters:
        if each.standard is not None:
            sets[each.standard[0]] = sets.get(each.standard[0], 0) + 1
    before: dict[str, int] = dict(connection.execute(STANDARD).fetchall())
    for name in sorted(sets.keys() | before.keys()):
        if sets.get(name, 0) != before.get(name, 0):
            yield Change("standard counters of", name, f"{before.get(name, 0)} → {sets.get(name, 0)}")


def _texts(kind: str, had: dict[Any, str], has: dict[Any, str]) -> Iterator[Change]:
    for key in sorted(had.keys() | has.keys()):
        before, after = had.get(key), has.get(key)
        if before != after:
            name = f"{key[1]} of {key[0]}"
            says = f"new, {after}" if before is None else "goes" if after is None else arrow(before, after)
            yield Change(kind, name, says)


def _statuses(connection: psycopg.Connection, plan: Plan) -> Iterator[Change]:
    had = {row[0]: row[1:] for row in connection.execute(STATUSES)}
    has = {status.name: status for status in plan.definition.statuses}
    stored = read_stored_states(connection)
    for name in sorted(had.keys() | has.keys()):
        if name not in has:
            entity, criteria, *_ = had[name]
            yield Change("status", name, f"goes from {entity}", tuple(criteria), counts=True)
            continue
        status = has[name]
        after = tuple(criterion.text for criterion in status.criteria)
        if name not in had:
            yield Change("status", name, f"new on {status.entity}", (), after, counts=status.enabled)
            continue
        entity, criteria, rank, visual, enabled, deleted = had[name]
        said = list(_criteria(criteria, after)) if entity == status.entity else [f"{entity} → {status.entity}"]
        beneath = _thing(stored, entity, name) != _thing(plan.stored_states, status.entity, name)
        if beneath and not said and enabled == status.enabled:
            said.append("what its criteria are computed from changes")
        for word, old, new in (("rank", rank, status.rank), ("visual", visual, status.visual)):
            if old != new:
                said.append(f"{word} {_word(old)} → {_word(new)}")
        if deleted != status.deleted:
            said.append("deleted" if status.deleted else "no longer deleted")
        elif enabled != status.enabled:
            said.append("enabled" if status.enabled else "disabled: no record has it")
        if said:
            counts = beneath or enabled != status.enabled
            yield Change("status", name, "; ".join(said), tuple(criteria), after, counts=counts)


def _selections(connection: psycopg.Connection, definition: Definition) -> Iterator[Change]:
    had = {
        name: (entity, criteria, columns, kind)
        for name, entity, criteria, columns, kind in connection.execute(SELECTIONS)
    }
    has = {each.name: each for each in definition.selections}
    for name in sorted(had.keys() | has.keys()):
        if name not in has:
            yield Change("selection", name, "goes")
            continue
        selection = has[name]
        criteria = tuple(criterion.text for criterion in selection.criteria)
        if name not in had:
            yield Change("selection", name, f"new on {selection.entity}", (), criteria)
            continue
        entity, before, columns, kind = had[name]
        said = list(_criteria(before, criteria)) if entity == selection.entity else [f"{entity} → {selection.entity}"]
        shown = [column.name for column in selection.columns]
        if columns != shown:
            said.append(f"columns {', '.join(columns) or 'none'} → {', '.join(shown) or 'none'}")
        if kind != selection.kind:
            said.append(f"{kind} → {selection.kind}")
        if said:
            yield Change("selection", name, "; ".join(said), tuple(before), criteria)


def _monitors(connection: psycopg.Connection, definition: Definition) -> Iterator[Change]:
    had = {row[0] for row in connection.execute(MONITORS)}
    has = {monitor.name for monitor in definition.attention.monitors}
    yield from (Change("monitor", name, "new" if name in has else "goes") for name in sorted(had ^ has))


def _criteria(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """What of two lists of criteria is not the same, each change beside what it takes the place of."""
    gone = [text for text in before if text not in after]
    come = [text for text in after if text not in before]
    for text in list(come):
        other = next((each for each in gone if _sides(each)[0] and _sides(each)[0] == _sides(text)[0]), None)
        if other is None and len(gone) == len(come) == 1:
            other = gone[0]
        if other is not None:
            yield arrow(other, text)
            gone.remove(other)
            come.remove(text)
    yield from (f"no longer {text}" for text in gone)
    yield from (f"also {text}" for text in come)


def arrow(before: str, after: str) -> str:
    """``outgoing < 2 → < 3`` where the left sides are the same."""
    (left, old), (other, new) = _sides(before), _sides(after)
    return f"{left} {old} → {new}" if left and left == other else f"{folded(before)} → {folded(after)}"


def _sides(text: str) -> tuple[str, str]:
    """``count(x)`` and ``< 2``; the first is empty where this is not one comparison."""
    depth = 0
    try:
        for token in tokens(text):
            if token.is_mark("(", "["):
                depth += 1
            elif token.is_mark(")", "]"):
                depth -= 1
            elif depth == 0 and token.is_word("and", "or", "not", "case"):
                return "", text
            elif depth == 0 and token.is_mark(*COMPARISONS):
                return folded(text[: token.start]), folded(text[token.start :])
    except LexicalError:
        pass
    return "", text


def _things(things: Sequence[tuple[tuple[str, str], tuple[str, bool]]], kind: str) -> dict[str, str]:
    return {name: fingerprint for (each, name), (fingerprint, _) in things if each == kind}


def _thing(states: dict[str, Any], entity: str, status: str) -> str | None:
    return _things(states[entity].things, "status").get(status) if entity in states else None


def _word(value: Any) -> str:
    return str(value).lower()


def _counted(
    connection: psycopg.Connection, definition: Definition, found: Sequence[Change], patience: float
) -> Iterator[Change]:
    """One after the other, as long as there is patience left."""
    until = monotonic() + patience
    row = connection.execute("select saint.today()").fetchone()
    for change in found:
        left = until - monotonic()
        yield _count(connection, definition, change, row[0], left) if row and change.counts and left > 0 else change


def _count(
    connection: psycopg.Connection, definition: Definition, change: Change, today: date, seconds: float
) -> Change:
    status = next((each for each in definition.statuses if each.name == change.name), None)
    if status is not None and definition.entity(status.entity).tree.table.in_shards:
        # Citus carries out no query that asks its shards once for each record.
        return replace(change, counts=False)
    query = sql.SQL(COUNTED).format(
        limit=sql.Literal(SAMPLE), before=_before(connection, change.name), after=_after(definition, status, today)
    )
    try:
        with connection.transaction():
            connection.execute(sql.SQL("set local statement_timeout = {}").format(sql.Literal(int(seconds * 1000) + 1)))
            row = connection.execute(query).fetchone()
    except (psycopg.errors.QueryCanceled, psycopg.errors.InsufficientPrivilege):
        return change
    assert row is not None
    gains, loses, gaining, losing = row
    return replace(change, gains=gains, loses=loses, gaining=tuple(gaining or ()), losing=tuple(losing or ()))


def _before(connection: psycopg.Connection, status: str) -> sql.Composable:
    """The records that have it, by the public view."""
    row = connection.execute(
        "select s.entity from saint.status s"
        " where s.status = %s and to_regclass(format('%%I.%%I', %s::text, s.entity || '_status')) is not null",
        (status, PUBLIC),
    ).fetchone()
    if row is None:
        return sql.SQL(NOBODY)
    view = sql.Identifier(PUBLIC, f"{row[0]}_status")
    return sql.SQL("select id from {} where status = {}").format(view, sql.Literal(status))


def _after(definition: Definition, status: Status | None, today: date) -> sql.Composable:
    """The records that would have it, computed from the CRM's tables."""
    if status is None or not status.enabled:
        return sql.SQL(NOBODY)
    return sql.SQL(one_status_query(definition, status.name, today))
