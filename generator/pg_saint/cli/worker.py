"""Ticks in small transactions, so that no lock of ours is held for longer than a batch takes."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql

from pg_saint import __version__
from pg_saint.cli.answering import CONNECTING, Answering
from pg_saint.cli.database import connect, connect_installed
from pg_saint.cli.failures import describe, with_remedy
from pg_saint.cli.log import Log
from pg_saint.cli.output import warn
from pg_saint.cli.retries import Retries
from pg_saint.cli.tally import Tally
from pg_saint.cli.wake import Wake, listen
from pg_saint.errors import SaintError, SaintErrors

BATCH = 1000
LONGEST_ROUND = 1.0  # seconds
NOTE_AT_LEAST_EVERY = 10.0  # seconds; an idle worker must not write at each look
# What can fail in a worker beside an entity, whose name has no space.
LOOKING = "looking for work"
FINISHING = "selections and history"
# Records recomputed until the marks that went are vacuumed away. Autovacuum looks once a minute, in which a worker that
# keeps up with busy writers leaves half a million dead marks, and every tick reads past them.
VACUUM_AFTER = 10_000
# VACUUM of what somebody else owns is a warning and nothing more.
OWN_MARKS = """
    select c.relname from pg_class c
    where c.relnamespace = to_regnamespace('saint_data') and c.relname = any (%s) and pg_has_role(c.relowner, 'usage')
"""


def entities(connection: psycopg.Connection) -> list[str]:
    return [row[0] for row in connection.execute("select entity from saint.present_entities() as e (entity)")]


def tick_batch(connection: psycopg.Connection, entity: str, batch: int) -> int:
    """One batch of one entity in a transaction of its own; how many records it recomputed."""
    row = connection.execute("select saint.tick_batch(%s::text, %s::integer)", (entity, batch)).fetchone()
    return int(row[0]) if row else 0


def finish(connection: psycopg.Connection) -> None:
    """What comes after the ticks: materialized selections that are old, and the end of the history."""
    connection.execute("select saint.refresh_selections()")
    connection.execute("select saint.prune_history()")


def note(connection: psycopg.Connection, entity: str, recomputed: int) -> None:
    connection.execute("select saint.tick_finished(%s::text, %s::bigint)", (entity, recomputed))


def note_failure(connection: psycopg.Connection, entity: str, message: str) -> None:
    connection.execute("select saint.tick_failed(%s::text, %s::text)", (entity, message))


def follow_tables(connection: psycopg.Connection) -> None:
    """In a transaction of its own, which holds its locks for a moment only."""
    connection.execute("select saint.follow_tables()")


def vacuum_marks(connection: psycopg.Connection, entity: str) -> None:
    """Makes the room of an entity's marks that are gone free for new ones. Waits for nobody, and does not cut the file
    off, which would lock out the writers for a moment. The connection is in autocommit."""
    tables = [f"{entity}_dirty", f"{entity}_via"]
    for (table,) in connection.execute(OWN_MARKS, (tables,)).fetchall():
        marks = sql.Identifier("saint_data", table)
        connection.execute(sql.SQL("vacuum (skip_locked, truncate false) {}").format(marks))


class Vacuum:
    """Counts what is recomputed, and vacuums the marks each time that it is enough."""

    def __init__(self) -> None:
        self._since: Counter[str] = Counter()

    def after(self, connection: psycopg.Connection, entity: str, recomputed: int) -> None:
        self._since[entity] += recomputed
        if self._since[entity] >= VACUUM_AFTER:
            del self._since[entity]
            vacuum_marks(connection, entity)


class TicksFail(SaintErrors):
    """Of some entities, by name with what was said; `recomputed`: of those that were brought up to date."""

    def __init__(self, recomputed: dict[str, int], failing: dict[str, str]) -> None:
        super().__init__([SaintError(f"{entity}: {said}") for entity, said in failing.items()])
        self.recomputed = {entity: done for entity, done in recomputed.items() if entity not in failing}
        self.failing = failing


def drain(connection: psycopg.Connection, batch: int, stopping: Event | None = None) -> dict[str, int]:
    """Ticks until nothing is left, or `stopping` is set; returns the number of records recomputed by entity. One that
    fails does not stop the others: TicksFail at the end."""
    follow_tables(connection)
    recomputed = dict.fromkeys(entities(connection), 0)
    failing: dict[str, str] = {}
    vacuum = Vacuum()
    for entity in recomputed:
        try:
            while not (stopping and stopping.is_set()) and (done := tick_batch(connection, entity, batch)):
                recomputed[entity] += done
                vacuum.after(connection, entity, done)
        except psycopg.Error as error:
            if connection.closed or (stopping and stopping.is_set()):
                raise
            failing[entity] = with_remedy(error)
            note_failure(connection, entity, describe(error))
        else:
            note(connection, entity, recomputed[entity])
    try:
        finish(connection)
    except psycopg.Error as error:
        if connection.closed or (stopping and stopping.is_set()):
            raise
        failing[FINISHING] = with_remedy(error)
    if failing:
        raise TicksFail(recomputed, failing)
    return recomputed


def drain_side_by_side(dsn: str, batch: int, jobs: int) -> dict[str, int]:
    """The same by so many connections at once: each takes the records that the others do not hold."""

    stopping = Event()
    opened: list[psycopg.Connection] = []

    failing: dict[str, str] = {}

    def alone(_: int) -> dict[str, int]:
        with connect(dsn) as connection:
            opened.append(connection)
            try:
                return drain(connection, batch, stopping)
            except TicksFail as error:
                failing.update(error.failing)
                return error.recomputed

    recomputed: dict[str, int] = {}
    with ThreadPoolExecutor(jobs) as pool:
        try:
            for part in pool.map(alone, range(jobs)):
                for entity, done in part.items():
                    recomputed[entity] = recomputed.get(entity, 0) + done
        except BaseException:
            # An interrupt, or the error of one of them: nobody waits for what the others have in hand.
            stopping.set()
            for connection in opened:
                connection.cancel_safe()
            raise
    if jobs > 1:
        with connect(dsn) as connection:
            for entity in recomputed.keys() - failing.keys():
                note(connection, entity, recomputed[entity])
    if failing:
        raise TicksFail(recomputed, failing)
    return recomputed


class Worker:
    """Ticks when notified and every `poll` seconds until `stop` is called, from a signal handler for instance, and
    answers what is proposed meanwhile. What fails is tried again after `poll` seconds, then less and less often.
    `clock`: seconds that pass."""

    def __init__(
        self,
        dsn: str,
        batch: int = BATCH,
        poll: float = 1.0,
        report: Callable[[str], None] = warn,
        clock: Callable[[], float] = time.monotonic,
        log: Log | None = None,
    ) -> None:
        self.dsn, self.batch, self.poll, self.report, self.clock = dsn, batch, poll, report, clock
        self.log = log
        self.tally = Tally()
        tell = log.failed if log else None
        self._retries = Retries(poll, report, clock, tell)
        self._stopping = False
        self._noted: dict[str, float] = {}
        self._recomputed: Counter[str] = Counter()  # since the last note
        self._batches: Counter[str] = Counter()  # of them
        self._vacuum = Vacuum()
        self._idle = Event()
        self._wake = Wake()
        self._answering = Answering(dsn, poll, self._idle, Retries(poll, report, clock, tell), self.tally, report)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._answering.close()
        self._wake.close()

    def run_until(self, *signals: signal.Signals) -> None:
        """Returns after one of these. In the main thread."""
        for number in signals:
            signal.signal(number, lambda _number, _frame: self.stop())
        with self._wake.on_signals():
            self.run()

    def stop(self) -> None:
        self._stopping = True
        self._wake.stop()
        self._answering.stop()

    def run(self) -> None:
        """Returns after `stop`."""
        with ThreadPoolExecutor(1) as pool:
            answering = pool.submit(self._answering.run)
            # A mistake of ours there ends the ticks too, so that somebody sees it.
            answering.add_done_callback(lambda _done: self.stop())
            try:
                self._tick_on()
            finally:
                self._answering.stop()
            answering.result()

    def _tick_on(self) -> None:
        """Reconnects when the server goes away, waiting longer each time."""
        while not self._stopping:
            try:
                with connect_installed(self.dsn) as connection:
                    self._work(connection)
            except psycopg.OperationalError as error:
                self._wake.wait(self._retries.failed(CONNECTING, describe(error)))

    def _work(self, connection: psycopg.Connection) -> None:
        listen(connection)
        if self.log:
            info = connection.info
            self.log.event("connected", version=__version__, database=info.dbname, host=info.host, role=info.user)
        if not self._retries.has_failed(CONNECTING):
            self.report("saint run: working")
        while not self._stopping:
            self.look(connection)
            # A server that takes a connection may go down at the first statement.
            if self._retries.worked(CONNECTING):
                self.report("saint run: working")
            self._wake.wait(self.poll if self._idle.is_set() else 0, connection)

    def look(self, connection: psycopg.Connection) -> None:
        """Does what there is to do, but for what failed a moment ago. Raises psycopg.Error where the connection is
        lost."""
        if not self._retries.is_due(LOOKING):
            return
        try:
            is_behind = self._round(connection)
        except psycopg.OperationalError as error:
            self._failed(connection, LOOKING, error)
            is_behind = False
        else:
            self._worked(LOOKING)
        if is_behind:
            self._idle.clear()
        else:
            self._idle.set()

    def _round(self, connection: psycopg.Connection) -> bool:
        """A batch of each entity in turn until nothing is left, so that a busy entity does not starve the others; where
        writers are faster than that, until others than ticks have waited long enough. Whether something is left."""
        follow_tables(connection)
        left = [entity for entity in entities(connection) if self._retries.is_due(entity)]
        until = self.clock() + LONGEST_ROUND
        while left and not self._stopping and self.clock() < until:
            for entity in tuple(left):
                done = self._tick(connection, entity)
                if done:
                    self._recomputed[entity] += done
                    self._batches[entity] += 1
                    self._vacuum.after(connection, entity, done)
                    continue
                left.remove(entity)
                if done is not None:
                    recomputed = self._recomputed.pop(entity, 0)
                    self._note(connection, entity, recomputed, at_once=self._worked(entity))
        if self._retries.is_due(FINISHING):
            self._finish(connection)
        return bool(left)

    def _finish(self, connection: psycopg.Connection) -> None:
        try:
            finish(connection)
        except psycopg.Error as error:
            # A selection that cannot be computed must not stop the ticks.
            self._failed(connection, FINISHING, error)
        else:
            self._worked(FINISHING)

    def _tick(self, connection: psycopg.Connection, entity: str) -> int | None:
        """How many records it recomputed; None: it failed."""
        try:
            done = tick_batch(connection, entity, self.batch)
        except psycopg.Error as error:
            # One record that cannot be computed must not stop the other entities.
            self._failed(connection, entity, error)
            note_failure(connection, entity, describe(error))
            return None
        self.tally.ticks += 1
        self.tally.recomputed[entity] += done
        return done

    def _failed(self, connection: psycopg.Connection, what: str, error: psycopg.Error) -> None:
        self.tally.errors += 1
        if connection.closed:
            raise error
        self._retries.failed(what, with_remedy(error))

    def _worked(self, what: str) -> bool:
        """Whether it did not before."""
        again = self._retries.worked(what)
        if again:
            self.report(f"saint run: {what}: works again")
        return again

    def _note(self, connection: psycopg.Connection, entity: str, recomputed: int, at_once: bool) -> None:
        now = self.clock()
        batches = self._batches.pop(entity, 0)
        if self.log and recomputed:
            self.log.event("recomputed", entity=entity, records=recomputed, batches=batches)
        if at_once or recomputed or now - self._noted.get(entity, -NOTE_AT_LEAST_EVERY) >= NOTE_AT_LEAST_EVERY:
            note(connection, entity, recomputed)
            self._noted[entity] = now
