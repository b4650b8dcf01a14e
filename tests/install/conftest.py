"""Databases that belong to a role that is nobody special, pg_saint not in them yet."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from pg_saint.cluster.provider import Provider
from tests.support import Owned, fresh_database


@pytest.fixture(scope="session")
def anybody(cluster: Provider, template: str) -> Owned:
    """The server, on which the roles exist."""
    # They do by the first `create extension`.
    assert template
    if isinstance(cluster, Owned):
        return cluster
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        connection.execute("create role saint_test_anybody login")
    return Owned(cluster)


@pytest.fixture
def his(anybody: Owned) -> Iterator[str]:
    """A connection string for one, as its owner."""
    with fresh_database(anybody) as name:
        yield anybody.dsn(name)


@pytest.fixture
def another(anybody: Owned) -> Iterator[str]:
    """And for another one."""
    with fresh_database(anybody) as name:
        yield anybody.dsn(name)
