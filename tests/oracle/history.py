"""One random history: a CRM, its definitions, and steps after each of which every view must tell the truth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import psycopg
from psycopg import sql
from psycopg.types.string import TextLoader

from pg_saint.apply import Online, Step
from pg_saint.errors import SaintError
from tests.oracle.apply import apply, online
from tests.oracle.comparison import Differs, Truth, compare_stored_history, today_of
from tests.oracle.crm import ZONES, Crm
from tests.oracle.definitions import definitions
from tests.oracle.sessions import ISOLATIONS, Log, SaintFailed, Session
from tests.oracle.statements import Statement, Statements
from tests.oracle.tables import FIRST_DAY

SESSIONS = 3


class Failed(AssertionError):
    """What went wrong, whatever it was, and every step before it as SQL."""


class History:
    isolations: tuple[str, ...] = ISOLATIONS

    def __init__(self, seed: int, dsn: str) -> None:
        self.random = Random(seed)
        self.dsn = dsn
        self.log = Log()
        self.crm = Crm(self.random)
        # the definitions in force, and those of an online apply that is under way
        self.yaml = ""
        self.coming = ""
        self.statements = Statements(self.random, self.crm)
        self.observer = Session("observer", self.connect(), self.log)
        self.sessions = [Session(f"session {n + 1}", self.connect(), self.log) for n in range(SESSIONS)]
        self.ticks = self.maybe(0.7)
        # Half of the histories do not: there our triggers may never be the reason of a serialization failure.
        self.reads_at_serializable = self.maybe(0.5)
        for session in self.sessions:
            session.views_read_at_serializable = self.reads_at_serializable
        self.truth: Truth
        # An apply that is carried out one step at a time, between other steps; it may be left where it is.
        self.online: Online | None = None
        self.steps: Iterator[Step] = iter(())

    def connect(self) -> psycopg.Connection:
        connection = psycopg.connect(self.dsn, autocommit=True)
        # Python's dates do not reach infinity.
        connection.adapters.register_loader("date", TextLoader)
        zone = self.random.choice(ZONES)
        connection.execute(sql.SQL("set timezone = {}").format(sql.Literal(zone)))
        # The test is one thread: what waits for another of its sessions waits for ever.
        connection.execute("set lock_timeout = '30ms'")
        connection.execute("set client_min_messages = warning")
        return connection

    def close(self) -> None:
        for session in (self.observer, *self.sessions):
            session.connection.close()
        if self.online is not None:
            self.online.connection.close()

    # --- the course of it

    def run(self, steps: int) -> None:
        """Raises Failed, with the definitions and the log to reproduce it."""
        try:
            self.start()
            for number in range(steps):
                self.log.note(f"step {number + 1}")
                self.step()
                self.compare()
            self.finish()
        except Exception as failure:
            raise Failed(f"{type(failure).__name__}: {failure}\n\n" + "\n".join(self.log.lines)) from failure
        finally:
            self.close()

    def start(self) -> None:
        for text in self.crm.create():
            self.must(text)
        for statement in self.statements.fill(8):
            self.must(statement.text)
        for text in self.crm.constraints():
            self.must(text)
        if self.maybe(0.4):
            for text in self.crm.triggers():
                self.must(text)
        self.apply()
        self.set_today(FIRST_DAY)
        self.compare()
        self.truth.compare_with_text(self.observer.connection, self.yaml)

    def step(self) -> None:
        chance = self.random.random()
        if chance < 0.08:
            days = self.random.choice([1, 1, 1, 2, 7, 30, 31, 90])
            self.set_today(today_of(self.observer.connection) + timedelta(days=days))
        elif chance < 0.095:
            self.set_today(today_of(self.observer.connection) - timedelta(days=self.random.choice([1, 20])))
        elif chance < 0.2 and self.ticks:
            self.must(sql.SQL("select saint.tick()"))
        elif chance < 0.21 and self.nobody_works():
            self.observer.run(self.statements.truncate())
        elif chance < 0.225 and self.nobody_works():
            self.apply()
        elif chance < 0.255 and self.nobody_works():
            self.observer.run(self.statements.detach_or_attach())
        elif chance < 0.29:
            self.change_a_list()
        elif chance < (0.32 if self.online is None else 0.295):
            self.begin_online()
        elif chance < 0.5 and self.online is not None:
            self.go_on_online()
        else:
            self.work(self.random.choice(self.sessions))

    def begin_online(self) -> None:
        """Other counters and statuses; an online apply that is under way is left where it is."""
        self.coming = definitions(self.random, self.crm)
        self.log.note("apply --online:\n" + self.coming)
        self.leave_online()
        self.online = online(self.coming, self.connect())
        self.steps = self.online.steps()

    def go_on_online(self) -> None:
        assert self.online is not None
        before = self.online.in_force
        try:
            step = next(self.steps, None)
        except SaintError as refused:
            # Only before the first step, and only what is materialized.
            if before or "is materialized" not in str(refused):
                raise
            self.log.note(f"online: {refused}")
            self.leave_online()
            return
        self.log.note(f"online: {step.text if step else 'nothing more to do'}{' (busy)' if step and step.busy else ''}")
        if self.online.in_force and not before:
            self.truth = Truth(self.online.definition)
            self.yaml = self.coming
            for session in (self.observer, *self.sessions):
                session.definition_changed = True
        if step is None:
            self.leave_online()

    def leave_online(self) -> None:
        if self.online is not None:
            self.online.connection.close()
        self.online = None

    def apply(self) -> None:
        """Other counters and statuses over the same CRM."""
        self.leave_online()
        self.yaml = definitions(self.random, self.crm)
        self.log.note("apply:\n" + self.yaml)
        self.truth = Truth(apply(self.yaml, self.dsn))
        for session in (self.observer, *self.sessions):
            # A statement prepared before cannot be executed once the view's columns have other types.
            session.connection.close()
            session.connection = self.connect()

    def change_a_list(self) -> None:
        """Somebody adds records to a static selection, or takes some out; not all of them have to be there."""
        static = [each for each in self.truth.definition.selections if each.kind == "static"]
        if not static:
            return
        chosen = self.random.choice(static)
        keys = self.crm.entities[chosen.entity].table.keys
        assert keys
        ids = [keys.some(self.random) for _ in range(3)]
        if self.maybe(0.3):
            change = sql.SQL("delete from saint.selection_entry where selection = {name} and id = any ({ids})")
        else:
            change = sql.SQL(
                "insert into saint.selection_entry (id, selection)"
                " select unnest({ids}::text[]), {name} on conflict do nothing"
            )
        self.must(change.format(name=sql.Literal(chosen.name), ids=sql.Literal(ids)))

    def nobody_works(self) -> bool:
        return not any(session.open for session in self.sessions)

    def work(self, session: Session) -> None:
        """A session begins, goes on or ends; some transactions stay open over many steps."""
        if not session.open:
            if self.maybe(0.25):
                session.run(self.statements.some())
                return
            session.begin(self.random.choice(self.isolations))
        for _ in range(self.random.choice([1, 1, 2, 4])):
            self.write(session)
        chance = self.random.random()
        if not session.open:
            return
        if session.failed or chance < 0.1:
            session.end("rollback")
        elif chance < 0.5:
            session.end("commit")

    def write(self, session: Session) -> None:
        if session.failed:
            return
        chance = self.random.random()
        if chance < 0.08:
            session.savepoint()
        elif chance < 0.14 and session.savepoints:
            session.back_to_savepoint()
        several = self.statements.merge() if chance > 0.95 else [self.statements.some()]
        for statement in several:
            if not session.run(statement):
                if not session.savepoints:
                    return
                session.back_to_savepoint()

    def finish(self) -> None:
        for session in self.sessions:
            if session.open:
                session.end(self.random.choice(["commit", "rollback"]))
        self.compare()
        while self.online is not None:
            self.go_on_online()
            self.compare()
        if self.maybe(0.5):
            self.apply()
        else:
            self.begin_online()
            while self.online is not None:
                self.go_on_online()
        self.compare()
        self.truth.compare_with_text(self.observer.connection, self.yaml)
        # a tick that follows partitions leaves the records to the next one
        self.must(sql.SQL("select saint.follow_partitions()"))
        self.must(sql.SQL("select saint.tick()"))
        self.compare()
        self.nothing_left()

    # --- what must hold

    def compare(self) -> None:
        """From outside, and from inside open transactions, each in its own snapshot."""
        self.observer.forget_plans()
        self.observer.connection.execute("begin isolation level repeatable read")
        self.truth.compare(self.observer.connection)
        different = self.observer.connection.execute("select * from saint.check()").fetchall()
        if different:
            raise Differs(f"saint.check(): {different}")
        self.observer.connection.execute("commit")
        for session in self.sessions:
            # A serializable transaction that has read everything can hardly commit.
            passed_over = session.isolation == "serializable" and not (self.reads_at_serializable and self.maybe(0.3))
            if session.open and not session.failed and not passed_over:
                self.compare_inside(session)

    def compare_inside(self, session: Session) -> None:
        try:
            session.forget_plans()
            self.truth.compare(session.connection)
        except psycopg.errors.SerializationFailure:
            # Reading everything at SERIALIZABLE conflicts with what others write.
            assert session.isolation == "serializable"
            session.end("rollback")
        except Differs as difference:
            if self.sees_a_key_twice(session):
                self.log.note(f"{session.name} sees a primary key twice: no query over it has one right answer")
                return
            raise Differs(f"inside {session.name} ({session.isolation}): {difference}") from difference

    def sees_a_key_twice(self, session: Session) -> bool:
        """PostgreSQL lets REPEATABLE READ insert a key that somebody has just deleted, and shows it both rows."""
        twice = "select from {} group by {} having count(*) > 1"
        queries = (
            sql.SQL(twice).format(table.identifier, sql.Identifier(table.key))
            for table in self.crm.tables
            if table.keys
        )
        return any(session.connection.execute(query).fetchone() is not None for query in queries)

    def nothing_left(self) -> None:
        """After a tick that nobody disturbs, stored rows agree with the truth and none is stale."""
        connection = self.observer.connection
        different = connection.execute("select * from saint.check()").fetchall()
        if different:
            raise Differs(f"saint.check() after a tick: {different}")
        for (entity,) in connection.execute("select entity from saint.entity").fetchall():
            stale = sql.SQL("select id from {}").format(sql.Identifier("saint_data", f"{entity}_stale"))
            left = connection.execute(stale).fetchall()
            if left:
                raise Differs(f"stale after a tick: {entity} {left}")
        self.must(sql.SQL("update saint.selection_refresh set refreshed_at = '-infinity'"))
        self.must(sql.SQL("select saint.refresh_selections()"))
        self.truth.compare_materialized(connection)
        compare_stored_history(connection)

    def maybe(self, chance: float) -> bool:
        return self.random.random() < chance

    def next_day(self) -> None:
        self.set_today(today_of(self.observer.connection) + timedelta(days=1))

    def set_today(self, today: date) -> None:
        self.crm.days.today = today
        self.must(sql.SQL("select saint.set_today({})").format(sql.Literal(today)))

    def must(self, text: sql.Composable) -> None:
        """What nothing may prevent."""
        if not self.observer.run(Statement(sql.Composed([text]))):
            raise SaintFailed(f"failed: {self.log.lines[-1]}")
