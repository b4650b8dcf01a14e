"""What several tests need of a database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from os import getpid
from time import monotonic
from typing import Any, LiteralString, Protocol

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from pg_saint.cluster.provider import Provider

ICU = "icu"
THERE: LiteralString = """
    select name from pg_available_extensions
    union all select 'icu' where exists (select from pg_collation where collname = 'en-x-icu')
"""
LIMIT = 60.0  # seconds until a test that waits in vain fails
_numbers = count(1)


def long(*values: object) -> Any:
    """A parameter of a test with which make test-long runs it."""
    return pytest.param(*values, marks=pytest.mark.long)


class Connect(Protocol):
    """Opens a connection to the test's database; arguments as psycopg.connect's."""

    def __call__(self, **arguments: Any) -> psycopg.Connection: ...


@dataclass(frozen=True)
class Owned:
    """A server of which each database belongs to a role that is nobody special, and is reached as that role."""

    server: Provider
    owner: str = "saint_test_anybody"

    def dsn(self, dbname: str = "postgres") -> str:
        dsn = self.server.dsn(dbname)
        return dsn if dbname == "postgres" else make_conninfo(dsn, user=self.owner)


@contextmanager
def fresh_database(cluster: Provider, template: str = "template1") -> Iterator[str]:
    """A database that lasts as long as the block; its name.

    With the process's number in it: two runs may share one server.
    """
    name = f"saint_test_{getpid()}_{next(_numbers)}"
    owner = sql.Identifier(cluster.owner) if isinstance(cluster, Owned) else sql.SQL("default")
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        connection.execute(
            sql.SQL("create database {} owner {} template {} strategy file_copy").format(
                sql.Identifier(name), owner, sql.Identifier(template)
            )
        )
    try:
        yield name
    finally:
        with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
            connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def needs(connection: psycopg.Connection, *wanted: str) -> None:
    """Skips the test, which is listed at the end, where the server has not these extensions, or was built without
    `ICU`."""
    there = {name for (name,) in connection.execute(THERE)}
    if not there.issuperset(wanted):
        pytest.skip(f"this server lacks {', '.join(sorted(set(wanted) - there))}")


def value(connection: psycopg.Connection, query: str, *arguments: object) -> Any:
    """The first column of the first row."""
    row = connection.execute(query.encode(), arguments or None).fetchone()
    assert row is not None
    return row[0]


def until(connection: psycopg.Connection, question: LiteralString) -> None:
    """Asks until the answer is true."""
    over = monotonic() + LIMIT
    while not value(connection, question):
        assert monotonic() < over, question
