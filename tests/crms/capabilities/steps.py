"""A small CRM of some kind: its tables, its definitions, and what happens in it, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.oracle.apply import apply
from tests.oracle.comparison import Truth

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Step:
    """A statement of the CRM, the capability that it shows, and counters afterwards, by (entity, id, counter)."""

    capability: str
    statement: str
    counters: dict[tuple[str, Any, str], Any] = field(default_factory=dict)


@contextmanager
def installed(dsn: str, group: str) -> Iterator[tuple[psycopg.Connection, Truth]]:
    """GROUP.sql and GROUP.yaml in force, on 1 June 2026."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute((HERE / f"{group}.sql").read_bytes())
        truth = Truth(apply((HERE / f"{group}.yaml").read_text(), dsn))
        connection.execute("select saint.set_today('2026-06-01')")
        yield connection, truth


def carry_out(connection: psycopg.Connection, truth: Truth, steps: Iterable[Step]) -> None:
    """Each step: its counters, and every public view equal to the naive query; afterwards the same after a tick."""
    for step in steps:
        connection.execute(step.statement.encode())
        for (entity, record, counter), expected in step.counters.items():
            found = counter_of(connection, entity, record, counter)
            assert found == expected, f"{step.capability}: {step.statement}: {counter} of {entity} {record} is {found}"
        compare(connection, truth)
    connection.execute("select saint.tick()")
    compare(connection, truth)
    assert connection.execute("select * from saint.check()").fetchall() == []


def counter_of(connection: psycopg.Connection, entity: str, record: Any, counter: str) -> Any:
    """None too where there is no such record."""
    names = {"counter": sql.Identifier(counter), "view": sql.Identifier("saint", f"{entity}_counter")}
    query = sql.SQL("select {counter} from {view} where id::text = %s").format(**names)
    row = connection.execute(query, (str(record),)).fetchone()
    return row and row[0]


def compare(connection: psycopg.Connection, truth: Truth) -> None:
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read")
        truth.compare(connection)
