"""A connection to an empty database, and how long the fuzzers run."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from pg_saint.cluster.provider import Provider
from tests.language.postgres import Language, create_table
from tests.support import fresh_database


@pytest.fixture(scope="session")
def connection(cluster: Provider) -> Iterator[psycopg.Connection]:
    with fresh_database(cluster) as name, psycopg.connect(cluster.dsn(name), autocommit=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def language(connection: psycopg.Connection) -> Language:
    """What may be written over a table with a column of each type, which is there."""
    create_table(connection)
    return Language(connection)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--language-seed", type=int, default=1, help="the first seed of the random expressions")
    parser.addoption("--language-budget", type=int, default=150, help="how many random expressions")
