"""The option that runs the real CRMs as well; `make test-crms` installs them first."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
REAL = ("tryton", "creme")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--real-crms", action="store_true", help="run the tests that work in Tryton and Creme themselves")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Without --real-crms only the small schemas."""
    if collection_path.name in REAL and not config.getoption("--real-crms", default=False):
        return True
    return None


@pytest.hookimpl(tryfirst=True)  # pytest-xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each real CRM in one worker: its database is prepared once."""
    for item in items:
        for crm in REAL:
            if item.path.is_relative_to(HERE / crm):
                item.add_marker(pytest.mark.xdist_group(crm))
