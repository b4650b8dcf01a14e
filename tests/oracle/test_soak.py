"""Random histories with new seeds until the time is over (``make soak``)."""

from __future__ import annotations

from random import SystemRandom
from time import monotonic

import psycopg
import pytest
from psycopg import sql

from pg_saint.cluster.provider import Provider
from tests.oracle.history import Failed, History

STEPS = 100


def test_random_histories_until_the_time_is_over(
    cluster: Provider, template: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    over = monotonic() + 60 * request.config.getoption("--soak-minutes")
    ran, failed = 0, []
    while monotonic() < over:
        seed = SystemRandom().randrange(10**6, 10**9)
        ran += 1
        try:
            one_history(seed, cluster, template)
        except Failed as failure:
            failed.append(seed)
            with capsys.disabled():
                print(f"\n--oracle-seed={seed} --oracle-steps={STEPS}\n{failure}\n")
    with capsys.disabled():
        print(f"\n{ran} histories of {STEPS} steps, {len(failed)} failed")
    assert not failed


def one_history(seed: int, cluster: Provider, template: str) -> None:
    name = f"saint_soak_{seed}"
    with psycopg.connect(cluster.dsn(), autocommit=True) as server:
        server.execute(sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template)))
        try:
            History(seed, cluster.dsn(name)).run(STEPS)
        finally:
            server.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
