"""`saint apply --online`, one step at a time: exact before and after each, and no writer ever waits."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from pg_saint.definitions import load
from pg_saint.plan.online import Online, Step
from tests.apply.conftest import Crm
from tests.apply.test_changed_definitions import NARROWER, WIDER, Change, by_name, pending
from tests.oracle.comparison import Truth

WRITES = (
    "insert into crm.activity (company_id, person_id, starts_at, direction)"
    " values (1 + {n} % 6, 1 + {n} % 5, '2026-06-01 12:00+02', 'outgoing')",
    "update crm.company set category = case category when 'Customer' then 'Lead' else 'Customer' end"
    " where company_id = 1 + {n} % 6",
    "delete from crm.activity where activity_id = {n}",
    "update crm.person set company_id = 1 + {n} % 4 where person_id = 1 + {n} % 5",
)


class Writers:
    """Sessions that would fail rather than wait: one commits each statement, one keeps its transaction for a while."""

    def __init__(self, dsn: str) -> None:
        options = "-c lock_timeout=50ms"
        self.quick = psycopg.connect(dsn, autocommit=True, options=options)
        self.slow = psycopg.connect(dsn, options=options)
        self.number = 0

    def write(self) -> None:
        self.number += 1
        for connection in (self.quick, self.slow):
            statement = WRITES[self.number % len(WRITES)].format(n=self.number + (connection is self.slow))
            connection.execute(statement.encode())
        self.slow.commit()

    def close(self) -> None:
        self.quick.close()
        self.slow.close()


@pytest.fixture
def writers(crm: Crm) -> Iterator[Writers]:
    made = Writers(crm.dsn)
    yield made
    made.close()


# The ways in which rows, views or triggers come to differ.
CHANGES = {
    name: [change for each in several for change in (WIDER | NARROWER)[each]]
    for name, several in {
        "values": ("a counter is added", "a filter changes", "a status is removed"),
        "the records": ("a row filter changes",),
        "types": ("a field's type changes", "a counter's type changes"),
        "the entities": ("an entity is removed",),
    }.items()
}


def online(crm: Crm, connection: psycopg.Connection, *changes: tuple[str, str]) -> Online:
    return Online(connection, load([crm.write(*changes)]), batch=10)


def steps(crm: Crm, applying: Online) -> Iterator[Step]:
    """Each step; from the moment that the new definition is in force it is the truth."""
    for step in applying.steps():
        if applying.in_force:
            crm.truth = Truth(applying.definition)
            crm.execute("deallocate all")
        yield step


def in_order(crm: Crm, connection: psycopg.Connection, writers: Writers, changes: Change) -> list[str]:
    done = []
    for step in steps(crm, online(crm, connection, *changes)):
        assert not step.busy, step
        writers.write()
        crm.exact()
        assert crm.execute("select * from saint.check()").fetchall() == []
        done.append(step.text)
    return done


@by_name(CHANGES)
def test_exact_after_each_step_with_writers_in_between(crm: Crm, writers: Writers, changes: Change) -> None:
    pending(crm)
    with psycopg.connect(crm.dsn, autocommit=True) as connection:
        done = in_order(crm, connection, writers, changes)
    assert "finished" in done
    crm.finished()
    assert crm.plan(*changes).is_empty
