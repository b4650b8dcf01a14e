"""Random histories with new seeds until the time is over (``make soak``)."""

from __future__ import annotations

from random import SystemRandom
from time import monotonic

import pytest
from psycopg import sql

from pg_saint.cluster.provider import Provider
from tests.conftest import fresh_database
from tests.oracle.history import History

STEPS = 80


def test_random_histories_until_the_time_is_over(
    cluster: Provider, template: str, request: pytest.FixtureRequest
) -> None:
    over = monotonic() + 60 * request.config.getoption("--soak-minutes")
    while monotonic() < over:
        seed = SystemRandom().randrange(10**6, 10**9)
        print(f"seed {seed}: pytest tests/oracle --oracle-seed={seed}")
