"""The option that runs the real CRMs as well; `make test-crms` installs them first."""

from __future__ import annotations

from pathlib import Path

import pytest

REAL = ("tryton", "creme")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--real-crms", action="store_true", help="run the tests that work in Tryton and Creme themselves")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Without --real-crms only the small schemas."""
    if collection_path.name in REAL and not config.getoption("--real-crms", default=False):
        return True
    return None
