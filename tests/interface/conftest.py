"""The definition that the interface describes, applied on 1 June 2026."""

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
DEFINITIONS = HERE / "definitions"


@pytest.fixture(scope="session")
def interface_dsn(cluster: Provider, template: str) -> Iterator[str]:
    with fresh_database(cluster, template) as name:
        with psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
            connection.execute((HERE / "crm.sql").read_bytes())
            connection.execute("select saint.set_today('2026-06-01')")
            apply_plan(connection, make_plan(connection, load([DEFINITIONS])))
            connection.execute("select saint.recalculate('top_customers')")
        yield cluster.dsn(name)


@pytest.fixture
def crm(interface_dsn: str) -> Iterator[psycopg.Connection]:
    """A transaction that is rolled back."""
    with psycopg.connect(interface_dsn) as connection:
        yield connection
        connection.rollback()
