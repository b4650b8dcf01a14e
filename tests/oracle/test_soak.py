"""Random histories and crowds with new seeds until the time is over (``make soak``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import SystemRandom
from time import monotonic

import psycopg
import pytest
from psycopg import sql

from pg_saint.cluster.provider import Provider
from tests.oracle.crowd import WORKERS, WRITERS, Crowd
from tests.oracle.history import Failed, History

STEPS = 100
TRANSACTIONS = 400
APPLIES = 3
# One in so many is a crowd.
CROWD_EVERY = 4


def test_until_the_time_is_over(
    cluster: Provider, template: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    over = monotonic() + 60 * request.config.getoption("--soak-minutes")
    ran: Counter[str] = Counter()
    failed = []
    while monotonic() < over:
        seed = SystemRandom().randrange(10**6, 10**9)
        crowd = ran.total() % CROWD_EVERY == CROWD_EVERY - 1
        ran["crowds" if crowd else "histories"] += 1
        run = _crowd if crowd else _history
        try:
            in_a_database(seed, cluster, template, run)
        except Failed as failure:
            failed.append(seed)
            again = f"a crowd, seed {seed}" if crowd else f"--oracle-seed={seed} --oracle-steps={STEPS}"
            with capsys.disabled():
                print(f"\n{again}\n{failure}\n")
    with capsys.disabled():
        print(
            f"\n{ran['histories']} histories of {STEPS} steps, {ran['crowds']} crowds of {WRITERS} writers with "
            f"{TRANSACTIONS} transactions or more, {WORKERS} workers and {APPLIES} online applies each; "
            f"{len(failed)} failed"
        )
    assert not failed


def _history(seed: int, dsn: str) -> None:
    History(seed, dsn).run(STEPS)


def _crowd(seed: int, dsn: str) -> None:
    Crowd(seed, dsn).run(TRANSACTIONS, APPLIES)


def in_a_database(seed: int, cluster: Provider, template: str, run: Callable[[int, str], None]) -> None:
    name = f"saint_soak_{seed}"
    with psycopg.connect(cluster.dsn(), autocommit=True) as server:
        server.execute(sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template)))
        try:
            run(seed, cluster.dsn(name))
        finally:
            server.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
