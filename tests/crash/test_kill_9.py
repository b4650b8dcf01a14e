"""kill -9 of the server and of the worker, in the middle of writes, ticks and an apply; what is read then is exact."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Condition

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.plan import Stage
from pg_saint.plan.stages import Backfill
from tests.apply.conftest import Crm
from tests.crash.conftest import Killed, again
from tests.support import LIMIT

pytestmark = pytest.mark.long

WRITERS = 4
BEFORE = 60  # commits before the kill
MOST = 2000  # of each writer, should the kill never come


class Writers:
    """Each adds activities, to a few companies that all of them write for, and notes what was committed."""

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        self.committed: list[int] = []
        self.news = Condition()

    def write(self, number: int) -> None:
        try:
            with psycopg.connect(self.dsn, autocommit=True) as connection:
                for key in range(10_000 * number, 10_000 * number + MOST):
                    with connection.transaction():
                        if number % 2:
                            # leaves a difference each time, for a worker to fold
                            connection.execute("set transaction isolation level repeatable read")
                        connection.execute(
                            "insert into crm.activity (activity_id, company_id, person_id, starts_at)"
                            " values (%s, %s, %s, '2026-05-30 12:00+02')",
                            (key, 1 + key % 3, 1 + key % 4),
                        )
                    connection.execute("update crm.company set category = 'Lead' where company_id = %s", (key % 20,))
                    with self.news:
                        self.committed.append(key)
                        self.news.notify_all()
        except psycopg.OperationalError:
            # The server is gone: that is the test.
            return

    def wait(self, commits: int) -> None:
        with self.news:
            assert self.news.wait_for(lambda: len(self.committed) >= commits, LIMIT)


@contextmanager
def worker(dsn: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "pg_saint", "run", "--dsn", dsn, "--poll", "0.05", "--batch", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            assert "working" in process.stderr.readline()
            yield process
        finally:
            process.kill()


def there(crm: Crm) -> set[int]:
    return {row[0] for row in crm.execute("select activity_id from crm.activity where activity_id >= 10000")}


def test_the_server_in_the_middle_of_writes_and_ticks(server: Killed, crm: Crm) -> None:
    writers = Writers(crm.dsn)
    with worker(crm.dsn), ThreadPoolExecutor(WRITERS) as pool:
        for number in range(1, WRITERS + 1):
            pool.submit(writers.write, number)
        writers.wait(BEFORE)
        server.kill_9()
    again(server, crm)
    assert set(writers.committed) <= there(crm)
    crm.finished()


def test_the_worker_in_the_middle_of_writes(crm: Crm) -> None:
    writers = Writers(crm.dsn)
    with ThreadPoolExecutor(WRITERS) as pool:
        with worker(crm.dsn) as process:
            for number in range(1, WRITERS + 1):
                pool.submit(writers.write, number)
            writers.wait(BEFORE)
            process.kill()
            process.wait(LIMIT)
        crm.exact()
        with worker(crm.dsn) as process:
            writers.wait(2 * BEFORE)
            process.kill()
        crm.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )
    assert set(writers.committed) <= there(crm)
    crm.finished()


@pytest.mark.parametrize("batch", [1, 3])
def test_the_server_in_the_middle_of_a_tick(server: Killed, crm: Crm, batch: int) -> None:
    """Some batches are committed, one is not."""
    crm.execute("update crm.users set full_name = 'Somebody' where user_id = 2")
    crm.execute("insert into crm.sale select 1000 + n, n, '2026-05-01', 10, 'sold' from generate_series(1, 20) n")
    crm.execute("select saint.tick_batch('company', %s)", (batch,))
    with psycopg.connect(crm.dsn) as ticking:
        ticking.execute("select saint.tick_batch('company', %s)", (batch,))
        server.kill_9()
        ticking.close()
    again(server, crm)
    crm.finished()


def test_the_server_in_the_middle_of_an_apply(server: Killed, crm: Crm) -> None:
    """The old definition stays in force, and the apply can be done again."""
    plan = crm.plan(("periods: [30, 60]", "periods: [10, 60]"))

    def at_the_backfill(stage: Stage) -> None:
        if isinstance(stage, Backfill):
            server.kill_9()

    with pytest.raises(psycopg.OperationalError):
        apply_plan(crm.connection, plan, at_the_backfill)
    again(server, crm)
    crm.exact()
    crm.execute("insert into crm.activity (company_id, starts_at) values (1, '2026-05-30 12:00+02')")
    crm.exact()
    crm.apply(("periods: [30, 60]", "periods: [10, 60]"))
    crm.finished()
