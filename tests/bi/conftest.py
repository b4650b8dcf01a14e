"""Writing down again what others read of us."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-bi", action="store_true", help="rewrite dbt/models/saint.yml from the views' comments")
