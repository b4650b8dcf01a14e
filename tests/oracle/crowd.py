"""Writers and workers at the same time, on real connections, while days pass and definitions are applied online; a
reader compares all the while."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue
from random import Random

from pg_saint.cli.worker import Worker
from tests.oracle.history import Failed, History
from tests.oracle.sessions import ISOLATIONS, Log, Session
from tests.oracle.statements import Statements

WRITERS = 8
WORKERS = 2
# A transaction is never longer than this: who waits for rows of the CRM waits for somebody who goes on.
STATEMENTS = [1, 1, 2, 3]


class Crowd:
    """The CRM and the definitions of a random history; what it does is done by many at once."""

    def __init__(self, seed: int, dsn: str) -> None:
        self.seed, self.dsn = seed, dsn
        self.history = History(seed, dsn)
        self.logs = [Log() for _ in range(WRITERS)]
        # A transaction for each True that a writer gets; False ends it. Left alone, they would write more and more, and
        # the naive queries take longer and longer.
        self.turns: SimpleQueue[bool] = SimpleQueue()

    def run(self, transactions: int, applies: int) -> None:
        """The writers' least number of transactions, and how many online applies are to end meanwhile (or to be
        refused). Raises Failed, with what each of them did."""
        try:
            self.history.start()
            self._work(transactions, applies)
            self.history.finish()
        except Exception as failure:
            done = [line for log in (self.history.log, *self.logs) for line in log.lines]
            raise Failed(f"{type(failure).__name__}: {failure}\n\n" + "\n".join(done)) from failure
        finally:
            self.history.close()

    def _work(self, transactions: int, applies: int) -> None:
        said: list[str] = []
        with ExitStack() as stack:
            workers = [
                stack.enter_context(Worker(self.dsn, batch=3, poll=0.05, report=said.append)) for _ in range(WORKERS)
            ]
            pool = stack.enter_context(ThreadPoolExecutor(WRITERS + WORKERS))
            ticking = [pool.submit(worker.run) for worker in workers]
            try:
                self._let_write(transactions)
                writing = [pool.submit(self._write, number) for number in range(WRITERS)]
                self._look_on(writing, applies)
            finally:
                self._let_write(WRITERS, False)
                for worker in workers:
                    worker.stop()
            for done in (*writing, *ticking):
                done.result()
        assert set(said) == {"saint run: working"}, said

    def _look_on(self, writing: list[Future[None]], applies: int) -> None:
        """Days pass meanwhile, and definitions change: the steps of one online apply after another."""
        while applies:
            self.history.compare()
            self._let_write(WRITERS)
            if self.history.maybe(0.1):
                self.history.next_day()
            if self.history.online is None:
                self.history.begin_online()
            self.history.go_on_online()
            applies -= self.history.online is None
        self._let_write(WRITERS, False)
        while not all(done.done() for done in writing):
            self.history.compare()
            if self.history.maybe(0.2):
                self.history.next_day()

    def _let_write(self, turns: int, go_on: bool = True) -> None:
        for _ in range(turns):
            self.turns.put(go_on)

    def _write(self, number: int) -> None:
        random = Random(f"{self.seed} {number}")
        statements = Statements(random, self.history.crm)
        session = Session(f"writer {number}", self.history.connect(), self.logs[number])
        # What serializable transactions of the CRM do to each other may come to light in any statement, so in ours.
        session.views_read_at_serializable = True
        with session.connection:
            session.connection.execute("set lock_timeout = 0")
            session.connection.execute("set deadlock_timeout = '20ms'")
            while self.turns.get():
                session.begin(random.choice(ISOLATIONS))
                for _ in range(random.choice(STATEMENTS)):
                    if not session.run(statements.some()):
                        break
                session.end("rollback" if session.failed or random.random() < 0.1 else "commit")
