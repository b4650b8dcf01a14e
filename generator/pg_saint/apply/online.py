"""An apply in steps, each of which makes writers wait for a moment at most: docs/architecture.md, "Online".

Exact before and after each step; whoever stops in between, the same apply goes on where it stopped.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

import psycopg
from psycopg import sql

from pg_saint.apply.catalog.describe import describe
from pg_saint.apply.catalog.rows import note
from pg_saint.apply.catalog.selections import make_due
from pg_saint.apply.comments import write_comments
from pg_saint.apply.execute import carry_out, configure_session, create_schema, set_zone
from pg_saint.apply.kept_grants import KeptGrants
from pg_saint.apply.publish import create
from pg_saint.apply.waiting import Other, readers, still_there, writers
from pg_saint.calls import compiled_function
from pg_saint.compile import Existing, SqlObject, compile_definition, layouts, mapped
from pg_saint.compile.maintain.capture import delta_day
from pg_saint.compile.maintain.triggers import placeholder
from pg_saint.compile.row.fingerprints import all_fingerprints
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.sql.names import DATA, public
from pg_saint.compile.sql.text import table_name
from pg_saint.definitions import Model
from pg_saint.errors import SaintError
from pg_saint.plan.described import is_described
from pg_saint.plan.diff import stages
from pg_saint.plan.installed import Installed, basis, read_installed, read_stored_states
from pg_saint.plan.kept_columns import keep_columns
from pg_saint.plan.online_stages import is_apart, is_last, without_materialized
from pg_saint.plan.owner import ownership
from pg_saint.plan.refusals import refuse
from pg_saint.plan.selections import check_selections
from pg_saint.plan.stages import Calculate, Create, Drop, Plan, Refresh, Stage, Widen
from pg_saint.plan.stored_state import StoredState, all_that_need_backfill, all_wanted
from pg_saint.resolve import resolve_with_warnings

LOCK_TIMEOUT = "100ms"  # the longest that a writer waits behind us
GOOD_BATCH = (0.05, 0.25)  # seconds
FIRST_BATCH = 500  # records
TICK = 1000  # records
# Those of %(names)s that are partitions of mapped tables.
NEW_PARTITIONS = """
    select distinct n.name
    from unnest(%(mapped)s::text[]) m (name)
    cross join lateral saint.partitions(m.name) p (member)
    join unnest(%(names)s::text[]) n (name) on to_regclass(n.name) = p.member
"""


@dataclass(frozen=True)
class Step:
    """What was done, or (`busy`) what stood in the way: nothing was done then, and it is tried again. `filled` of
    `total` records, while they are filled. `looks`: to try again is no more than a look, for which nobody waits."""

    text: str
    busy: bool = False
    filled: int = 0
    total: int = 0
    looks: bool = False


class Online:
    """One online apply. `batch`: records filled at a time; None: as many as take a fraction of a second. `in_force`:
    what the views say is the new definition. `owner`: as make_plan() takes it. `confirmed`: the plan of `model` that
    somebody has agreed to; it is carried out against what it was made against, or not at all. `along`: called with
    False in the transaction in which the new definition comes into force, with True in that in which all is done."""

    def __init__(
        self,
        connection: psycopg.Connection,
        model: Model,
        batch: int | None = None,
        owner: str | None = None,
        confirmed: Plan | None = None,
        along: Callable[[bool], None] = lambda _finished: None,
    ) -> None:
        self.connection = connection
        self.along = along
        self._confirmed = confirmed
        self.files = model.files
        if confirmed:
            self.definition, self.warnings, self.owner = confirmed.definition, confirmed.warnings, confirmed.owner
        else:
            definition, warnings = resolve_with_warnings(model, connection)
            self.definition, _ = keep_columns(definition, self._stored_states())
            belongs = ownership(connection, self.definition, owner)
            self.owner = belongs.handed_to
            self.warnings = (*map(str, warnings), *belongs.says)
        self.fingerprints = all_fingerprints(layouts(self.definition))
        self.batch = batch
        self.basis = confirmed.basis if confirmed else basis(connection)
        self.in_force = False
        self.grants = KeptGrants()
        self._compiled: tuple[Existing, tuple[SqlObject, ...]] | None = None

    def steps(self) -> Iterator[Step]:
        """Carries one step out each time it is asked. Raises SaintError, before the first, for what cannot be done
        online, and where somebody else has applied in between."""
        self._unchanged()
        installed = read_installed(self.connection)
        confirmed = self._confirmed
        if confirmed is not None:
            # Against the same basis.
            self._compiled = installed.existing(confirmed.needs_backfill), confirmed.objects
        last = confirmed if confirmed and confirmed.needs_backfill else self._plan(installed, finished=True)
        check_selections(self.connection, self.definition)
        refuse(self.connection, last, self._layouts(installed), installed)
        if not last.stages:
            if not is_described(self.connection, self.definition, self.files):
                yield from self._briefly("finished", lambda: self._finish(last))
            return
        switched = self._plan(installed)
        if not self._is_switched(switched, installed):
            yield from self._briefly("writers leave marks only", lambda: self._marks_only(switched))
            yield from self._triggers(switched, known={o.name for o in installed.objects.values()})
            yield from self._wait("for writers that began before", writers)
            yield from self._singly(switched, Widen)
            switched = self._plan(read_installed(self.connection))
            yield from self._briefly("the new definition is in force", lambda: self._switch(switched))
            yield from self._singly(switched, Calculate)
        self.in_force = True
        if any(state.stored < state.generation for state in self._stored_states().values()):
            yield from self._wait("for writers that began before", writers)
            yield from self._briefly("rows that are stored now hold all", self._open)
        for entity, state in self._stored_states().items():
            if not state.is_backfilled:
                yield from self._fill(entity)
        yield from self._wait("for readers that began before", readers)
        if any(isinstance(stage, Drop) for stage in self._plan(read_installed(self.connection), finished=True).stages):
            yield from self._wait("for writers that began before", writers)
            yield from self._dropped_triggers()
        last = self._plan(read_installed(self.connection), finished=True)
        yield from self._briefly("finished", lambda: self._finish(last))
        yield from self._materialized(last)

    # --- the steps

    def _marks_only(self, plan: Plan) -> None:
        """From here on no new writer touches the wide rows. Tables that are watched from now on get functions that do
        nothing yet, for their triggers to call."""
        create_schema(self.connection)
        have = read_installed(self.connection)
        self._create(delta_day(False))
        for stage in plan.stages:
            if isinstance(stage, Create) and stage.object.role == "capture" and stage.object.name not in have.objects:
                self._create(placeholder(stage.object, have.extension))

    def _triggers(self, plan: Plan, known: set[str]) -> Iterator[Step]:
        """One at a time: who creates a trigger waits for the table's writers, and new writers for it. Of a partition of
        a table that is watched already some writes have gone unseen."""
        for stage in plan.stages:
            if isinstance(stage, Create) and stage.object.kind == "trigger":
                unseen = stage.object.calls in known
                work = partial(self._trigger, stage.object, stage.object.touched if unseen else ())
                yield from self._briefly(stage.text, work)

    def _trigger(self, made: SqlObject, touched: tuple[str, ...]) -> None:
        self._create(made)
        entities = [entity for entity in touched if entity in self._stored_states()]
        self.connection.execute("select saint.mark_stale(%s::text[])", (entities,))

    def _switch(self, plan: Plan) -> None:
        """The new columns, functions and views. Nothing is computed; what old rows do not hold, the views compute."""
        self._lock_rows()
        set_zone(self.connection, plan)
        kept = [stage.installed for stage in plan.stages if isinstance(stage, Drop) and is_last(stage.installed)]
        for stage in plan.stages:
            if not (isinstance(stage, Drop) and is_last(stage.installed)):
                self._carry_out(stage, plan)
        describe(self.connection, without_materialized(plan), kept)
        # Those that read what is not filled yet become due at the end.
        backfilled = {entity for entity, state in plan.stored_states.items() if state.is_backfilled}
        self._make_due(plan, backfilled)
        write_comments(self.connection, plan)
        self.along(False)
        self.in_force = True

    def _open(self) -> None:
        """No writer runs the old functions any more, so that what is stored from now on is kept up to date."""
        self.connection.execute("update saint.entity set stored = generation where stored <> generation")

    def _fill(self, entity: str) -> Iterator[Step]:
        """Recompute the older rows in the order of their keys; those that are busy, the next time round."""
        total, done, passed, after = self._older(entity), 0, 0, None
        batch = self.batch or FIRST_BATCH
        while True:
            began = time.monotonic()
            self._follow()
            try:
                reached, filled = self._fill_batch(entity, after, batch)
            except (psycopg.errors.LockNotAvailable, psycopg.errors.ObjectNotInPrerequisiteState) as error:
                # Where the session has a lock_timeout: a worker stores a new record at this moment. Or a table of the
                # CRM was replaced, and cannot be followed yet.
                yield Step(f"fill {entity}: {_said(error)}", busy=True, filled=done, total=max(total, done))
                continue
            done, passed = done + filled, passed + filled
            if reached is None and after is None:
                break
            # All that is left is locked by somebody, a worker perhaps.
            busy = reached is None and passed == 0
            yield Step(f"fill {entity}", busy, done, max(total, done))
            if self.batch is None:
                batch = adapted(batch, time.monotonic() - began)
            self._tick(entity)
            passed, after = (0, None) if reached is None else (passed, reached)
        for table in (entity, f"{entity}_statusvalue"):
            # Where the session has a lock_timeout: autovacuum is at work on it.
            with suppress(psycopg.errors.LockNotAvailable):
                self.connection.execute(sql.SQL("analyze {}").format(sql.Identifier(DATA, table)))

    def _fill_batch(self, entity: str, after: object, batch: int) -> tuple[object, int]:
        with self.connection.transaction():
            configure_session(self.connection)
            self._unchanged()
            name = compiled_function(self.connection, f"{entity}_fill")
            query = sql.SQL("select f.reached, f.filled from {}({}, {}::integer) f")
            row = self.connection.execute(query.format(name, sql.Literal(after), sql.Literal(batch))).fetchone()
        return row or (None, 0)

    def _follow(self) -> None:
        """Nothing is stored from a table or a partition that nobody has followed."""
        with suppress(psycopg.errors.LockNotAvailable), self.connection.transaction():
            configure_session(self.connection)
            self.connection.execute("select saint.follow_tables()")

    def _tick(self, entity: str) -> None:
        """Writers leave marks all the while: without a worker they would pile up."""
        # Where the session has a lock_timeout: a worker that stores a new record at this moment is waited for.
        with suppress(psycopg.errors.LockNotAvailable), self.connection.transaction():
            configure_session(self.connection)
            self.connection.execute("select saint.tick_batch(%s::text, %s::integer)", (entity, TICK))

    def _singly(self, plan: Plan, what: type[Stage]) -> Iterator[Step]:
        """One at a time: results that are kept until they are asked for again, for which nobody waits; columns of
        marks, for which writers would wait while all else comes into force."""
        for stage in plan.stages:
            if isinstance(stage, what):
                yield from self._briefly(stage.text, partial(carry_out, self.connection, stage, plan, self.grants))

    def _materialized(self, plan: Plan) -> Iterator[Step]:
        """The materialized selections, when they can be computed from rows that hold all. Nobody sees one empty."""
        made = {stage.object.name: stage.object for stage in plan.stages if isinstance(stage, Create)}
        for stage in plan.stages:
            if isinstance(stage, Refresh):
                yield from self._briefly(stage.text, partial(self._refresh, stage, plan, made))

    def _refresh(self, stage: Refresh, plan: Plan, made: dict[str, SqlObject]) -> None:
        name = public("selection", stage.selection)
        if name in made:
            self._create(made[name])
            write_comments(self.connection, plan)
        carry_out(self.connection, stage, plan, self.grants)

    def _make_due(self, plan: Plan, entities: set[str]) -> None:
        """Whoever stops before they are refreshed leaves that to the next tick, or to the same apply."""
        of = {selection.name: selection.entity for selection in plan.definition.selections}
        refreshed = [stage.selection for stage in plan.stages if isinstance(stage, Refresh)]
        make_due(self.connection, [name for name in refreshed if of[name] in entities])

    def _dropped_triggers(self) -> Iterator[Step]:
        """Those of tables that are no longer watched, one table at a time."""
        plan = self._plan(read_installed(self.connection), finished=True)
        for stage in plan.stages:
            if isinstance(stage, Drop) and stage.installed.kind == "trigger":
                yield from self._briefly(stage.text, partial(self._drop, stage, plan))

    def _finish(self, plan: Plan) -> None:
        """Every row holds all: the views read them alone, and writers change them in place again."""
        self._lock_rows()
        for stage in plan.stages:
            self._carry_out(stage, plan)
        describe(self.connection, without_materialized(plan))
        self._make_due(plan, set(plan.stored_states))
        write_comments(self.connection, plan)
        self.along(True)
        self.in_force = True

    # --- what they are made of

    def _plan(self, installed: Installed, finished: bool = False) -> Plan:
        states = all_wanted(self.fingerprints, installed.stored_states)
        open_ = all_that_need_backfill(states)
        objects = self._objects(installed.existing() if finished else installed.existing(open_, deltas=False))
        found = self._without_new_partitions(stages(self.connection, self.definition, objects, installed, states))
        after = {entity: each.finished() for entity, each in states.items()} if finished else states
        return Plan(
            self.definition, objects, tuple(found), self.warnings, self.basis, self.files, after, owner=self.owner
        )

    def _without_new_partitions(self, found: list[Stage]) -> list[Stage]:
        """A tick may have put triggers on a partition that came after the apply began."""
        tables = {
            stage: str(table_name(stage.installed.on))
            for stage in found
            if isinstance(stage, Drop) and stage.installed.on is not None
        }
        if not tables:
            return found
        asked = {"names": list(tables.values()), "mapped": list(mapped(self.definition))}
        new = {name for (name,) in self.connection.execute(NEW_PARTITIONS, asked)}
        gone = {stage for stage, table in tables.items() if table not in new}
        return [stage for stage in found if stage not in tables or stage in gone]

    def _objects(self, existing: Existing) -> tuple[SqlObject, ...]:
        """Two plans after each other are mostly over the same columns; how writers write is one function."""
        known = replace(existing, deltas=True)
        if self._compiled is None or self._compiled[0] != known:
            self._compiled = known, tuple(compile_definition(self.definition, known))
        day = delta_day(existing.deltas)
        return tuple(day if made.name == day.name else made for made in self._compiled[1])

    def _layouts(self, installed: Installed) -> list[EntityLayout]:
        """As the views are to read them, until every row is filled."""
        states = all_wanted(self.fingerprints, installed.stored_states)
        open_ = all_that_need_backfill(states)
        return layouts(self.definition, installed.existing(open_))

    def _is_switched(self, plan: Plan, installed: Installed) -> bool:
        left = [stage for stage in plan.stages if not is_apart(stage)]
        return plan.stored_states == installed.stored_states and all(
            isinstance(s, Drop) and is_last(s.installed) for s in left
        )

    def _briefly(self, text: str, work: Callable[[], None]) -> Iterator[Step]:
        """In a transaction of its own that waits for no lock longer than a moment; again, until it succeeds."""
        while True:
            try:
                with self.connection.transaction():
                    configure_session(self.connection)
                    self.connection.execute(sql.SQL("set local lock_timeout = {}").format(sql.Literal(LOCK_TIMEOUT)))
                    self.connection.execute("lock table saint.compiled in exclusive mode")
                    self._unchanged()
                    work()
                    now = basis(self.connection)
            except (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected) as error:
                yield Step(f"{text}: {_said(error)}", busy=True)
                continue
            self.basis = now
            yield Step(text)
            return

    def _wait(self, text: str, whom: Callable[[psycopg.Connection], list[Other]]) -> Iterator[Step]:
        left = whom(self.connection)
        while left:
            yield Step(f"wait {text}: {', '.join(map(str, left))}", busy=True, looks=True)
            left = still_there(self.connection, left)

    def _unchanged(self) -> None:
        if basis(self.connection) != self.basis:
            raise SaintError(
                "somebody else has applied definitions since this apply began",
                remedy="look at what is installed (saint status), then apply again",
            )

    def _lock_rows(self) -> None:
        """Against readers, for a moment: who runs an old function or an old view has ended, or waits."""
        for entity in sorted(self._stored_states()):
            self.connection.execute(
                sql.SQL("lock table {} in access exclusive mode").format(sql.Identifier(DATA, entity))
            )

    def _carry_out(self, stage: Stage, plan: Plan) -> None:
        if is_apart(stage):
            return
        carry_out(self.connection, stage, plan, self.grants)
        if isinstance(stage, Create):
            self.grants.grant(self.connection, stage.object, self.owner)

    def _create(self, made: SqlObject) -> None:
        create(self.connection, made)
        self.grants.grant(self.connection, made, self.owner)
        note(self.connection, made)

    def _drop(self, stage: Drop, plan: Plan) -> None:
        carry_out(self.connection, stage, plan, self.grants)
        self.connection.execute("delete from saint.compiled where name = %s", (stage.installed.name,))

    def _stored_states(self) -> dict[str, StoredState]:
        return read_stored_states(self.connection)

    def _older(self, entity: str) -> int:
        row = self.connection.execute(
            sql.SQL(
                "select count(*) from {} c where c.generation <"
                " (select e.generation from saint.entity e where e.entity = %s)"
            ).format(sql.Identifier(DATA, entity)),
            (entity,),
        ).fetchone()
        return int(row[0]) if row else 0


def _said(error: psycopg.Error) -> str:
    return str(error).splitlines()[0]


def adapted(batch: int, seconds: float) -> int:
    """A batch that takes a fraction of a second."""
    shortest, longest = GOOD_BATCH
    if seconds < shortest:
        return min(batch * 2, 20_000)
    return max(batch // 2, 50) if seconds > longest else batch
