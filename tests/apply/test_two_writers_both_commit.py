"""Sessions of the CRM that write for the same companies never wait for each other, and never fail, because of us."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from tests.apply.conftest import Crm

ADD = "insert into crm.activity (company_id, starts_at) values (%s, '2026-05-31 12:00+02')"
LEVELS = ["read committed", "repeatable read", "serializable"]


@pytest.fixture
def sessions(crm: Crm) -> Iterator[tuple[psycopg.Connection, psycopg.Connection]]:
    with psycopg.connect(crm.dsn) as a, psycopg.connect(crm.dsn) as b:
        for session in (a, b):
            # One thread serves both: who waits would wait for ever.
            session.execute("set lock_timeout = '100ms'")
            session.commit()
        yield a, b


def begin(session: psycopg.Connection, level: str) -> None:
    """The snapshot is taken before the other one writes."""
    session.execute(b"set transaction isolation level " + level.encode())
    session.execute("select 1")


@pytest.mark.parametrize("of_b", LEVELS)
@pytest.mark.parametrize("of_a", LEVELS)
def test_for_the_same_company(
    crm: Crm, sessions: tuple[psycopg.Connection, psycopg.Connection], of_a: str, of_b: str
) -> None:
    a, b = sessions
    begin(a, of_a)
    begin(b, of_b)
    a.execute(ADD, (1,))
    b.execute(ADD, (1,))
    # A serializable session that reads all that the other one writes would rightly fail.
    if "serializable" not in (of_a, of_b):
        crm.exact(a)
        crm.exact(b)
    a.commit()
    b.execute(ADD, (1,))
    b.commit()
    crm.finished()


@pytest.mark.parametrize("level", LEVELS)
def test_for_two_companies_in_crossed_order(
    crm: Crm, sessions: tuple[psycopg.Connection, psycopg.Connection], level: str
) -> None:
    a, b = sessions
    begin(a, level)
    begin(b, level)
    a.execute(ADD, (1,))
    b.execute(ADD, (2,))
    a.execute(ADD, (2,))
    b.execute(ADD, (1,))
    b.commit()
    crm.exact(a)
    a.commit()
    crm.finished()


@pytest.mark.parametrize("level", LEVELS)
def test_while_a_tick_holds_the_company(
    crm: Crm, sessions: tuple[psycopg.Connection, psycopg.Connection], level: str
) -> None:
    writer, worker = sessions
    begin(writer, level)
    crm.execute("insert into saint_data.company_dirty (id) values (1)")
    worker.execute("select saint.tick()")
    writer.execute(ADD, (1,))
    worker.commit()
    crm.exact(writer)
    writer.commit()
    crm.finished()


def test_a_criterion_that_can_not_be_computed_stops_no_writer(crm: Crm) -> None:
    """With fewer than three activities the square root is an error: the reader's, not the writer's."""
    crm.execute("insert into crm.activity (company_id, starts_at) select 20, '2026-05-31' from generate_series(1, 3)")
    criterion = "sqrt(count(activity) - 3) >= 0"
    crm.apply(("statuses:\n", f"statuses:\n  odd: {{on: company, when: {criterion}, rank: 30}}\n"))
    crm.execute("update crm.activity set company_id = 2 where company_id = 1")
    crm.execute(ADD, (1,))
    crm.execute("delete from crm.activity where company_id = 1")
    crm.execute("update crm.company set category = 'Lead' where company_id = 1")
    with pytest.raises(psycopg.errors.InvalidArgumentForPowerFunction):
        crm.exact()
    for _ in range(3):
        crm.execute(ADD, (1,))
    crm.finished()


def test_a_serializable_writer_reads_nothing_of_ours(
    crm: Crm, sessions: tuple[psycopg.Connection, psycopg.Connection]
) -> None:
    """A predicate lock on a table of ours could make the writer a pivot, and fail it: but for saint.mapped_table, read
    once in a session, which only applies and ticks write, and these are read committed."""
    writer, _ = sessions
    begin(writer, "serializable")
    writer.execute(ADD, (1,))
    writer.execute("update crm.activity set starts_at = starts_at - interval '1 day' where activity_id = 1")
    writer.execute("delete from crm.sale where sale_id = 1")
    writer.execute("update crm.company set category = 'Lead' where company_id = 2")
    read = crm.execute(
        "select relation::regclass::text from pg_locks join pg_class c on c.oid = relation"
        " where mode = 'SIReadLock' and c.relnamespace::regnamespace::text like 'saint%'"
        " and c.relname not like 'mapped_table%'"
    ).fetchall()
    assert read == []
    writer.commit()
    crm.finished()
