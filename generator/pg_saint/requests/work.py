"""What a worker does with proposals, a piece at a time: between two of them it can be stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psycopg
from psycopg import errors

from pg_saint.apply import Online, Step, apply_plan
from pg_saint.errors import SaintError
from pg_saint.plan import make_plan, stored_model
from pg_saint.plan.installed import basis
from pg_saint.requests import queries
from pg_saint.requests.check import Checked, check, is_filling, is_light, planned, told, wants_filled_rows
from pg_saint.requests.parts import Proposal, with_proposal
from pg_saint.requests.vocabulary import Vocabulary
from pg_saint.values import says_yes

PIECE = 0.3  # seconds of filling rows at a time
SOON = 0.1  # seconds until what stood in the way is tried again
GLANCE = 0.003  # the same where one only looks whether writers have ended: most of them are about to
MOMENT = 60.0  # seconds for which a plan is good, if nobody applies anything: who confirms it has just read it
# Not the proposal's fault: the same will do a moment later.
PASSING = (errors.LockNotAvailable, errors.DeadlockDetected, errors.SerializationFailure, errors.QueryCanceled)


class Cancelled(SaintError):
    """It was withdrawn while it was being applied."""


class Requests:
    """Of one connection. One apply at a time, in the order of the requests. What is in force is exact, so that filling
    rows waits until nothing else is asked for. `report`: gets a line for what fails by a mistake of ours."""

    def __init__(self, report: Callable[[str], None]) -> None:
        self._report = report
        self._is_ours = False  # whether this worker has the lock
        self._vocabulary = Vocabulary()
        self._applying: Proposal | None = None
        self._online: Online | None = None
        self._steps: Iterator[Step] | None = None
        self._pause = GLANCE
        self._gives_way = True
        self._is_ready = False
        self._checked: tuple[int, float, Checked] | None = None

    def work(self, connection: psycopg.Connection, idle: bool = True) -> float | None:
        """Does a piece, with `idle` of what forms offer, too; in how many seconds to go on with the next one, None:
        nothing is left, or another worker is at it. Raises psycopg.Error or SaintError where it is to be tried again.
        With the next connection it goes on from what was committed."""
        if self._steps is not None:
            return self._go_on(connection)
        if not says_yes(connection, queries.OPEN):
            self._rest(connection)
            if idle:
                self._get_ready(connection)
            return None
        self._is_ours = self._is_ours or says_yes(connection, queries.LOCK)
        if not self._is_ours:
            return None
        proposal = queries.next_proposal(connection, "waiting", "confirmed")
        if proposal is not None:
            checked = self._check(connection, proposal)
            if queries.state(connection, proposal) == "confirmed":
                self._apply(connection, proposal, checked)
        elif says_yes(connection, queries.UNDER_WAY):
            # An apply of ours was interrupted, or gave way to the next one.
            self._fill(connection)
        elif not (idle and self._vocabulary.look(connection)):
            self._rest(connection)
            return None
        return 0.0

    def _get_ready(self, connection: psycopg.Connection) -> None:
        """Where somebody may propose: the first one is answered as soon as the others. All that reads and compiles a
        definition is loaded at its first use, which takes as long as a proposal does."""
        if self._is_ready or not says_yes(connection, queries.EXPECTED):
            return
        self._is_ready = True
        with suppress(SaintError, psycopg.Error):
            make_plan(connection, stored_model(connection), online=True)

    def _rest(self, connection: psycopg.Connection) -> None:
        if self._is_ours:
            connection.execute(queries.UNLOCK)
            self._is_ours = False

    def _check(self, connection: psycopg.Connection, proposal: Proposal) -> Checked:
        """Answers one that waits; what was found, where that was a moment ago."""
        if queries.state(connection, proposal) == "waiting":
            self._checked = None
            with self._answered(connection, proposal):
                checked = check(connection, proposal)
                queries.answer(connection, proposal.request, checked)
                self._checked = (proposal.request, time.monotonic(), checked)
        if self._checked is not None and self._checked[0] == proposal.request:
            return self._checked[2] if time.monotonic() - self._checked[1] < MOMENT else Checked()
        return Checked()

    def _apply(self, connection: psycopg.Connection, proposal: Proposal, checked: Checked) -> None:
        """`checked`: a moment ago, or not by this worker; what has changed since is planned anew."""
        self._checked = None
        with self._answered(connection, proposal):
            proposed, plan = checked.proposed, checked.plan
            if proposed is None or plan is None or basis(connection) != plan.basis:
                proposed = with_proposal(connection, proposal)
                plan = planned(connection, proposal, proposed)
            if wants_filled_rows(plan) and is_filling(connection):
                self._fill(connection, gives_way=False)
                return
            if not is_light(plan):
                connection.execute(queries.BEGUN, (proposal.request,))
                along = self._along(connection, proposal)
                self._begin(proposal, Online(connection, proposed.model, confirmed=plan, along=along))
                return
            with connection.transaction():
                connection.execute("set local lock_timeout = '1s'")
                apply_plan(connection, plan)
                self._along(connection, proposal)(False)

    def _begin(self, proposal: Proposal | None, online: Online) -> None:
        self._applying, self._online, self._steps = proposal, online, online.steps()
        self._gives_way = True

    def _fill(self, connection: psycopg.Connection, gives_way: bool = True) -> None:
        """Goes on with what is in force. `gives_way`: to what has been confirmed."""
        self._begin(None, Online(connection, stored_model(connection), along=self._along(connection)))
        self._gives_way = gives_way

    def _leave(self) -> None:
        self._applying = self._online = self._steps = None

    def _go_on(self, connection: psycopg.Connection) -> float:
        """Steps of the apply at hand. Others that wait for an answer get it while this one waits for somebody."""
        assert self._steps is not None
        assert self._online is not None
        proposal, online, steps, until = self._applying, self._online, self._steps, time.monotonic() + PIECE
        if proposal is None:
            return self._walk(connection, online, steps, until)
        with self._answered(connection, proposal):
            return self._walk(connection, online, steps, until)
        self._leave()
        return 0.0

    def _walk(self, connection: psycopg.Connection, online: Online, steps: Iterator[Step], until: float) -> float:
        proposal = self._applying
        try:
            for step in steps:
                states = ("waiting", "confirmed") if self._gives_way else ("waiting",)
                asked = queries.next_proposal(connection, *states) if online.in_force else None
                if asked is not None:
                    self._check(connection, asked)
                    if self._gives_way and queries.state(connection, asked) == "confirmed":
                        # It makes another generation on top, and what is to be filled then is filled once.
                        self._leave()
                    return 0.0
                self._pause = min(2 * self._pause, SOON) if step.busy else GLANCE
                if step.looks and not online.in_force and self._pause < SOON:
                    time.sleep(self._pause)
                    continue
                if step.busy:
                    waiting = queries.next_proposal(connection, "waiting")
                    if waiting is not None:
                        self._check(connection, waiting)
                    return SOON
                if time.monotonic() >= until:
                    return 0.0
            if proposal is not None:
                # There was nothing to do.
                connection.execute(queries.APPLIED, (proposal.request,))
            connection.execute(queries.FINISHED)
            self._leave()
        except Cancelled:
            self._leave()
        except SaintError:
            self._leave()
            # Somebody else has applied meanwhile: it is planned anew.
            if basis(connection) == online.basis:
                raise
        except psycopg.Error:
            self._leave()
            raise
        return 0.0

    def _along(self, connection: psycopg.Connection, proposal: Proposal | None = None) -> Callable[[bool], None]:
        """What the rows of the proposals say goes with what is in force, or not at all."""

        def along(finished: bool) -> None:
            if proposal is not None:
                connection.execute(queries.APPLIED, (proposal.request,))
                if queries.state(connection, proposal) != "applied":
                    raise Cancelled(f"request {proposal.request} was withdrawn")
                connection.execute(queries.CHANGED_BY, (proposal.request,))
            if finished:
                connection.execute(queries.FINISHED)

        return along

    @contextmanager
    def _answered(self, connection: psycopg.Connection, proposal: Proposal) -> Iterator[None]:
        """Whatever goes wrong is the answer, but for what will do when it is tried again."""
        try:
            yield
        except PASSING:
            raise
        except Cancelled:
            pass
        except SaintError as error:
            queries.fail(connection, proposal, told(error, proposal))
        except psycopg.Error as error:
            if connection.closed:
                raise
            said = error.diag.message_primary or str(error)
            queries.fail(connection, proposal, [{"path": None, "message": said, "remedy": error.diag.message_hint}])
        except Exception as error:
            # A mistake of ours must not keep the others from an answer.
            said = f"{type(error).__name__}: {error}"
            self._report(f"saint run: request {proposal.request}: {said}")
            queries.fail(connection, proposal, [{"path": None, "message": said, "remedy": "please report this"}])
