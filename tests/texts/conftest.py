"""A small CRM whose statuses have texts, images and follow-ups, on 1 June 2026."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.cluster.provider import Provider
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.support import fresh_database

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def texts_template(cluster: Provider, template: str) -> Iterator[str]:
    """The name of a database with the definitions applied: copying it is cheaper than applying."""
    with fresh_database(cluster, template) as name:
        with psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
            connection.execute((HERE / "crm.sql").read_bytes())
            connection.execute("select saint.set_today('2026-06-01')")
            apply_plan(connection, make_plan(connection, load([HERE / "crm.yaml"])))
        yield name


@pytest.fixture
def crm(cluster: Provider, texts_template: str) -> Iterator[psycopg.Connection]:
    """A connection that commits each statement, to a database of its own."""
    with (
        fresh_database(cluster, texts_template) as name,
        psycopg.connect(cluster.dsn(name), autocommit=True) as connection,
    ):
        yield connection


@pytest.fixture(scope="session")
def shared_database(cluster: Provider, texts_template: str) -> Iterator[str]:
    """The name of one database for all tests that leave it as it is."""
    with fresh_database(cluster, texts_template) as name:
        yield name


@pytest.fixture
def unchanged(cluster: Provider, shared_database: str) -> Iterator[psycopg.Connection]:
    """A connection that commits each statement, to a database that the test does not change."""
    with psycopg.connect(cluster.dsn(shared_database), autocommit=True) as connection:
        yield connection
