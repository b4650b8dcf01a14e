"""Options for the random histories and expressions: how long, how many, or which one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import long

# How many there are; make soak goes on with others. All but the quickest are left to make test-long.
HISTORIES = 24
QUICK = (1, 5)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--oracle-histories", type=int, default=HISTORIES, help="how many random histories")
    parser.addoption("--oracle-seed", type=int, help="run only the random history of this seed")
    parser.addoption("--oracle-steps", type=int, help="how many steps that history has (50)")
    parser.addoption("--soak-minutes", type=float, help="run random histories for so long")
    parser.addoption("--raising-seed", type=int, default=1, help="the first seed of the expressions that may raise")
    parser.addoption("--raising-budget", type=int, default=150, help="how many expressions that may raise")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Without --soak-minutes there is no soak."""
    if collection_path.name == "test_soak.py" and config.getoption("--soak-minutes", default=None) is None:
        return True
    return None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        only = metafunc.config.getoption("--oracle-seed", default=None)
        histories = metafunc.config.getoption("--oracle-histories", default=HISTORIES)
        many = [seed if seed in QUICK else long(seed) for seed in range(1, histories + 1)]
        metafunc.parametrize("seed", many if only is None else [only])
