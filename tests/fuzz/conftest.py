"""How many mutations, and which."""

from __future__ import annotations

import pytest

# As many as take some ten seconds.
FEW = 120


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--mutations", type=int, default=FEW, help="how many mutated definitions")
    parser.addoption("--first-mutation", type=int, default=1, help="the seed of the first one; the others follow")


@pytest.fixture
def seeds(request: pytest.FixtureRequest) -> range:
    first = request.config.getoption("--first-mutation", default=1)
    return range(first, first + request.config.getoption("--mutations", default=FEW))
