"""A record that has no wide row yet is in each view once, from the moment that it exists, and nobody waits."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from tests.oracle.apply import apply
from tests.oracle.comparison import Truth
from tests.oracle.test_races import Crm

CRM = b"""
create schema crm;
create table crm.owner (owner_id integer primary key, active boolean not null);
create table crm.company (company_id integer primary key, deleted boolean not null, owner_id integer not null);
create table crm.activity (activity_id integer primary key, starts_on date, company_id integer);
create index on crm.activity (company_id);
insert into crm.owner values (1, true), (2, false), (3, false);
insert into crm.company values (1, false, 1), (2, true, 1), (3, false, 2), (4, false, 3);
insert into crm.activity values (1, '2026-02-27', 1), (2, '2026-02-27', 3), (3, '2026-03-01', 3);
"""

# A record enters by its own row, or by that of its owner, which names no record.
DEFINITIONS = """
timezone: UTC
periods: [7]
entities:
  company:
    table: crm.company
    key: company_id
    where: not deleted and owner.active
    joins: {owner: {table: crm.owner, on: owner.owner_id = owner_id}}
sources:
  activity: {table: crm.activity, key: activity_id, date: starts_on, links: {company: company_id}}
counters:
  recent: {on: company, value: count(activity) filter (where past(period1))}
  last: {on: company, value: max(activity.date)}
statuses:
  quiet: {on: company, when: count(activity) filter (where past(period1)) = 0, rank: 2, visual: true}
  known: {on: company, when: count(activity) > 0, rank: 1}
selections:
  busy: {on: company, when: status('known') and not status('quiet')}
"""
ADD = "insert into crm.activity values (%s, '2026-03-01', %s)"


@pytest.fixture
def crm(database: str, connect: Callable[..., psycopg.Connection]) -> Crm:
    reader = connect(autocommit=True)
    reader.execute(CRM)
    reader.execute("select saint.set_today('2026-03-01')")
    made = Crm(Truth(apply(DEFINITIONS, database)), connect(), connect(), reader)
    for writer in (made.a, made.b):
        writer.execute("set lock_timeout = '100ms'")
        writer.commit()
    made.exact()
    return made


def test_a_key_is_inserted_deleted_and_inserted_again(crm: Crm) -> None:
    insert = "insert into crm.company values (5, false, 1)"
    crm.b.execute("set transaction isolation level repeatable read")
    crm.b.execute("select 1")
    # in one transaction, once in a savepoint that does not stay
    crm.a.execute("savepoint before")
    crm.a.execute(insert)
    crm.a.execute("rollback to before")
    crm.a.execute(insert)
    crm.a.execute(ADD, (101, 5))
    crm.exact(crm.a, crm.b)
    crm.a.execute("delete from crm.company where company_id = 5")
    crm.exact(crm.a)
    crm.a.execute(insert)
    crm.tick()
    crm.exact(crm.a, crm.b)
    crm.a.commit()
    crm.exact(crm.b)
    # in several, where somebody else, of an older snapshot, adds to it, and a worker comes between
    crm.b.execute(ADD, (102, 5))
    crm.exact(crm.b)
    crm.a.execute("delete from crm.company where company_id = 5")
    crm.a.commit()
    crm.exact(crm.b)
    crm.tick()
    crm.exact(crm.b)
    crm.a.execute(insert)
    crm.exact(crm.a, crm.b)
    crm.b.commit()
    crm.tick()
    crm.exact(crm.a)
    crm.a.commit()
    crm.exact()
    crm.finished()


def test_records_enter_the_filter_by_their_own_row_and_by_anothers(crm: Crm) -> None:
    crm.b.execute("set transaction isolation level repeatable read")
    crm.exact(crm.b)
    crm.a.execute("update crm.company set deleted = false where company_id = 2")
    crm.a.execute("update crm.owner set active = true where owner_id = 2")
    crm.exact(crm.a, crm.b)
    crm.tick()
    crm.exact(crm.a, crm.b)
    # both a mark and an indirect one
    crm.a.execute(ADD, (101, 3))
    crm.exact(crm.a, crm.b)
    crm.a.commit()
    crm.exact(crm.b)
    # a worker has made the row and not committed; another writer has it leave
    crm.a.execute("select saint.tick()")
    crm.exact(crm.a, crm.b)
    crm.b.commit()
    crm.b.execute("update crm.company set owner_id = 3 where company_id = 3")
    crm.exact(crm.a, crm.b)
    crm.a.commit()
    crm.exact(crm.b)
    crm.b.execute("update crm.owner set active = true where owner_id = 3")
    crm.exact(crm.b)
    crm.b.commit()
    crm.finished()


def test_two_sessions_make_records_and_none_waits(crm: Crm) -> None:
    for session, isolation in ((crm.a, "read committed"), (crm.b, "repeatable read")):
        session.execute(b"set transaction isolation level " + isolation.encode())
    crm.a.execute("insert into crm.company values (5, false, 1)")
    crm.b.execute("insert into crm.company values (6, false, 1)")
    # events that name a record of which the other is not visible yet
    crm.a.execute(ADD, (101, 6))
    crm.b.execute(ADD, (102, 5))
    crm.exact(crm.a, crm.b)
    crm.a.commit()
    crm.tick()
    crm.exact(crm.b)
    crm.b.commit()
    crm.exact()
    crm.finished()
