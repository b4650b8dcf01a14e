"""Writers and workers at the same time, on real connections, and a reader who compares all the while."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
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

    def run(self, transactions: int) -> None:
        """Each writer's number of transactions. Raises Failed, with what each of them did."""
        try:
            self.history.start()
            self._work(transactions)
            self.history.finish()
        except Exception as failure:
            done = [line for log in (self.history.log, *self.logs) for line in log.lines]
            raise Failed(f"{type(failure).__name__}: {failure}\n\n" + "\n".join(done)) from failure
        finally:
            self.history.close()

    def _work(self, transactions: int) -> None:
        said: list[str] = []
        with ExitStack() as stack:
            workers = [
                stack.enter_context(Worker(self.dsn, batch=3, poll=0.05, report=said.append)) for _ in range(WORKERS)
            ]
            pool = stack.enter_context(ThreadPoolExecutor(WRITERS + WORKERS))
            ticking = [pool.submit(worker.run) for worker in workers]
            try:
                writing = [pool.submit(self._write, number, transactions) for number in range(WRITERS)]
                self._look_on(writing)
            finally:
                for worker in workers:
                    worker.stop()
            for done in (*writing, *ticking):
                done.result()
        assert set(said) == {"saint run: working"}, said

    def _look_on(self, writing: list[Future[None]]) -> None:
        """Days pass meanwhile."""
        while True:
            over = all(done.done() for done in writing)
            self.history.compare()
            if over:
                return
            if self.history.maybe(0.2):
                self.history.next_day()

    def _write(self, number: int, transactions: int) -> None:
        random = Random(f"{self.seed} {number}")
        statements = Statements(random, self.history.crm)
        session = Session(f"writer {number}", self.history.connect(), self.logs[number])
        # What serializable transactions of the CRM do to each other may come to light in any statement, so in ours.
        session.views_read_at_serializable = True
        with session.connection:
            session.connection.execute("set lock_timeout = 0")
            session.connection.execute("set deadlock_timeout = '20ms'")
            for _ in range(transactions):
                session.begin(random.choice(ISOLATIONS))
                for _ in range(random.choice(STATEMENTS)):
                    if not session.run(statements.some()):
                        break
                session.end("rollback" if session.failed or random.random() < 0.1 else "commit")
