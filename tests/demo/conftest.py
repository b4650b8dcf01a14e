"""Bridgecom made once for all tests here, and once more with the whole demo run on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from rich.console import Console

from pg_saint.cluster.provider import Provider
from pg_saint.demo.load import load
from pg_saint.demo.printout import PIPE_WIDTH
from pg_saint.demo.story import tell
from tests.support import fresh_database

TODAY = date(2026, 3, 18)
SCALE = 0.1
STATUSES = (Path(__file__).parent / "statuses.sql").read_bytes()


@dataclass(frozen=True)
class Told:
    """What the demo printed, and the database that it left."""

    text: str
    dsn: str


@pytest.fixture(scope="session")
def bridgecom(cluster: Provider) -> Iterator[str]:
    """A database with the CRM alone; tests change nothing in it for good."""
    with fresh_database(cluster) as name:
        with psycopg.connect(cluster.dsn(name)) as connection:
            load(connection, TODAY, SCALE)
        yield cluster.dsn(name)


@pytest.fixture(scope="session")
def told(cluster: Provider, template: str) -> Iterator[Told]:
    """The demo after its last line."""
    output = StringIO()
    with fresh_database(cluster, template) as name:
        with psycopg.connect(cluster.dsn(name)) as connection:
            tell(connection, Console(file=output, width=PIPE_WIDTH, highlight=False), TODAY, SCALE)
        yield Told(output.getvalue(), cluster.dsn(name))
