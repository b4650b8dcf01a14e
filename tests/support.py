"""What several tests need of a database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from os import getpid
from time import monotonic
from typing import Any, LiteralString, Protocol

import psycopg
import pytest
from psycopg import sql

from pg_saint.cluster.provider import Provider

LIMIT = 60.0  # seconds until a test that waits in vain fails
_numbers = count(1)


def long(*values: object) -> Any:
    """A parameter of a test with which make test-long runs it."""
    return pytest.param(*values, marks=pytest.mark.long)


class Connect(Protocol):
    """Opens a connection to the test's database; arguments as psycopg.connect's."""

    def __call__(self, **arguments: Any) -> psycopg.Connection: ...


@contextmanager
def fresh_database(cluster: Provider, template: str = "template1") -> Iterator[str]:
    """A database that lasts as long as the block; its name.

    With the process's number in it: two runs may share one server.
    """
    name = f"saint_test_{getpid()}_{next(_numbers)}"
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        connection.execute(
            sql.SQL("create database {} template {} strategy file_copy").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    try:
        yield name
    finally:
        with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
            connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


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
