"""Random histories: after each step every view equals the naive query, inside and outside of open transactions.

A failure prints the definitions and every step as SQL; ``--oracle-seed=N --oracle-steps=N`` run one history again.
"""

from __future__ import annotations

import pytest

from tests.oracle.history import History

STEPS = 50


def test_views_equal_the_naive_query_after_each_step(seed: int, database: str, request: pytest.FixtureRequest) -> None:
    History(seed, database).run(request.config.getoption("--oracle-steps", default=None) or STEPS)
