"""The races that the design lists, step by step, and what must be true at each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import LiteralString

import psycopg
import pytest

from tests.oracle.apply import apply, online
from tests.oracle.comparison import Truth, compare_stored_history

CRM = b"""
create schema crm;
create table crm.company (company_id integer primary key, category text);
create table crm.person (person_id integer primary key, company_id integer);
create table crm.activity (
    activity_id integer primary key, starts_on date,
    company_id integer references crm.company on delete cascade
);
create index on crm.activity (company_id);
create table crm.visit (visit_id integer primary key, person_id integer, starts_on date);
create index on crm.visit (person_id);
insert into crm.company select n, 'Customer' from generate_series(1, 5) n;
insert into crm.person select n, n from generate_series(1, 5) n;
insert into crm.activity select n, date '2026-03-01' - n, 1 + n % 5 from generate_series(1, 20) n;
insert into crm.visit select n, 1 + n % 5, date '2026-03-01' - n from generate_series(1, 10) n;
"""

DEFINITIONS = """
timezone: UTC
periods: [7, 30]
entities:
  company: {table: crm.company, key: company_id, fields: {category: category}}
  person: {table: crm.person, key: person_id, parents: {company: company_id}, fields: {company: company_id}}
sources:
  activity:
    table: crm.activity
    key: activity_id
    date: starts_on
    links: {company: company_id}
  visit:
    table: crm.visit
    key: visit_id
    date: starts_on
    links: {person: person_id, company: person.company}
counters:
  activities: {on: company, value: count(activity)}
  recent: {on: company, value: count(activity) filter (where past(period1))}
  last: {on: company, value: max(activity.date)}
  visits: {on: company, value: count(visit)}
  visits_of_person: {on: person, value: count(visit)}
statuses:
  quiet: {on: company, when: category = 'Customer' and count(activity) filter (where past(period1)) < 2}
  visited: {on: company, when: exists(visit) filter (where past(period2))}
  old: {on: company, when: max(activity.date) < today - 7}
  planned: {on: company, when: max(activity.date) > today}
"""

ADD = "insert into crm.activity values (%s, '2026-03-01', %s)"
# What a write of another day meets: in place, a mark, an indirect mark.
Write = tuple[LiteralString, tuple[int, ...]]
WRITES: list[Write] = [
    (ADD, (101, 1)),
    ("delete from crm.activity where company_id = %s", (1,)),
    ("update crm.person set company_id = %s where person_id = 2", (1,)),
]
WORK_LOCK = "select from saint_data.company where id = 1 for no key update"
WORK = "select saint_data.company_recompute(array[1], saint.today())"


@dataclass
class Crm:
    """`a` and `b` write, `reader` looks on; all of them commit by hand but the reader."""

    truth: Truth
    a: psycopg.Connection
    b: psycopg.Connection
    reader: psycopg.Connection

    def exact(self, *inside: psycopg.Connection) -> None:
        """The views tell the truth outside, and inside of the transactions named."""
        with self.reader.transaction():
            self.reader.execute("set transaction isolation level repeatable read")
            self.truth.compare(self.reader)
        for connection in inside:
            self.truth.compare(connection)

    def tick(self) -> None:
        self.reader.execute("select saint.tick()")

    def finished(self) -> None:
        """Exact, and exact still when all is recomputed."""
        self.exact()
        self.tick()
        self.exact()
        assert self.reader.execute("select * from saint.check()").fetchall() == []
        assert self.reader.execute("select * from saint_data.company_stale").fetchall() == []
        compare_stored_history(self.reader)


@pytest.fixture
def crm(database: str, connect: Callable[..., psycopg.Connection]) -> Crm:
    reader = connect(autocommit=True)
    reader.execute(CRM)
    reader.execute("select saint.set_today('2026-03-01')")
    made = Crm(Truth(apply(DEFINITIONS, database)), connect(), connect(), reader)
    for writer in (made.a, made.b):
        # A trigger that waits would wait for ever: the test is one thread.
        writer.execute("set lock_timeout = '100ms'")
        writer.commit()
    made.exact()
    return made


def test_a_writer_that_skipped_a_busy_row_commits_after_the_worker_passed(crm: Crm) -> None:
    crm.a.execute(ADD, (101, 1))
    crm.b.execute(ADD, (102, 1))
    crm.exact(crm.a, crm.b)
    crm.a.commit()
    crm.tick()
    crm.exact(crm.b)
    crm.b.commit()
    crm.finished()


def test_a_writer_commits_while_another_holds_the_row(crm: Crm) -> None:
    crm.a.execute(ADD, (101, 1))
    crm.b.execute(ADD, (102, 1))
    # The worker has something to do, and keeps the mark of the row that it cannot have.
    crm.b.execute("update crm.activity set starts_on = starts_on - 1 where company_id = 2")
    crm.b.commit()
    crm.tick()
    crm.exact(crm.a)
    crm.a.rollback()
    crm.finished()


def test_a_writer_commits_between_the_workers_lock_and_its_snapshot(crm: Crm) -> None:
    crm.a.execute(WORK_LOCK)
    crm.b.execute(ADD, (101, 1))
    crm.exact(crm.b)
    crm.b.commit()
    crm.a.execute(WORK)
    crm.exact()
    crm.a.commit()
    crm.finished()


def test_a_writer_commits_between_the_workers_snapshot_and_its_commit(crm: Crm) -> None:
    crm.a.execute(WORK_LOCK)
    crm.a.execute(WORK)
    crm.b.execute(ADD, (101, 1))
    crm.b.commit()
    crm.exact()
    crm.a.commit()
    crm.finished()


def test_a_worker_that_meets_an_open_writer(crm: Crm) -> None:
    crm.b.execute("insert into saint_data.company_dirty (id) values (1)")
    crm.b.commit()
    crm.a.execute(ADD, (101, 1))
    crm.tick()
    crm.exact(crm.a)
    crm.a.commit()
    crm.finished()


@pytest.mark.parametrize("stale", ["update crm.company set category = 'Lead'", "select saint.set_today('2026-03-09')"])
def test_workers_side_by_side_take_records_that_the_others_left(crm: Crm, stale: str) -> None:
    crm.reader.execute(stale.encode())
    for worker, took in ((crm.a, 2), (crm.b, 2), (crm.reader, 1)):
        assert worker.execute("select saint_data.company_tick(2)").fetchone() == (took,)
    crm.a.commit()
    crm.b.commit()
    crm.finished()


def test_a_worker_finds_what_is_behind_the_marks_of_a_record_that_is_held(crm: Crm) -> None:
    crm.reader.execute("insert into saint_data.company_dirty (id) select 1 from generate_series(1, 100)")
    crm.reader.execute("insert into saint_data.company_dirty (id) values (2)")
    crm.a.execute(WORK_LOCK)
    assert crm.b.execute("select saint_data.company_tick(1)").fetchone() == (1,)
    assert crm.b.execute("select saint_data.company_tick(1)").fetchone() == (0,)
    crm.a.commit()
    crm.b.commit()
    crm.finished()


def test_insert_by_mark_then_update_by_delta_in_one_transaction(crm: Crm) -> None:
    crm.a.execute(ADD, (101, 1))
    crm.b.execute(ADD, (102, 1))
    crm.a.commit()
    crm.b.execute("update crm.activity set starts_on = '2026-02-01' where activity_id = 102")
    crm.exact(crm.b)
    crm.b.execute("delete from crm.activity where activity_id = 102")
    crm.exact(crm.b)
    crm.b.commit()
    crm.finished()


def test_a_delta_rolled_back_to_a_savepoint(crm: Crm) -> None:
    crm.a.execute(ADD, (101, 1))
    crm.a.execute("savepoint one")
    crm.a.execute(ADD, (102, 1))
    crm.a.execute("rollback to savepoint one")
    crm.exact(crm.a)
    crm.b.execute(ADD, (103, 1))
    crm.b.commit()
    crm.exact(crm.a)
    crm.a.commit()
    crm.finished()


def test_a_record_is_deleted_while_its_row_is_busy(crm: Crm) -> None:
    crm.reader.execute("delete from crm.activity where company_id = 1")
    crm.tick()
    crm.a.execute(WORK_LOCK)
    crm.b.execute("delete from crm.company where company_id = 1")
    crm.exact(crm.b)
    crm.b.commit()
    crm.exact(crm.a)
    crm.a.commit()
    crm.finished()


def test_a_cascade_deletes_the_events_after_their_record(crm: Crm) -> None:
    crm.a.execute("delete from crm.company where company_id = 1")
    crm.exact(crm.a)
    crm.tick()
    crm.a.commit()
    crm.finished()


def test_a_record_comes_back_under_the_same_key(crm: Crm) -> None:
    crm.a.execute("delete from crm.company where company_id = 1")
    crm.a.execute("insert into crm.company values (1, 'Customer')")
    crm.a.execute(ADD, (101, 1))
    crm.exact(crm.a)
    crm.a.commit()
    crm.finished()


def test_events_come_before_and_after_a_new_record_is_stored(crm: Crm) -> None:
    crm.a.execute("insert into crm.company values (6, 'Customer')")
    crm.a.execute(ADD, (101, 6))
    crm.exact(crm.a)
    crm.a.commit()
    crm.b.execute(ADD, (102, 6))
    crm.tick()
    crm.exact(crm.b)
    crm.b.commit()
    crm.finished()


@pytest.mark.parametrize("isolation", ["read committed", "repeatable read", "serializable"])
def test_a_transaction_that_spans_midnight(crm: Crm, isolation: str) -> None:
    crm.a.execute(b"set transaction isolation level " + isolation.encode())
    crm.a.execute(ADD, (101, 1))
    crm.reader.execute("select saint.set_today('2026-03-02')")
    crm.exact(crm.a)
    crm.tick()
    crm.exact(crm.a)
    crm.a.execute(ADD, (102, 2))
    crm.a.execute("update crm.activity set starts_on = '2026-03-02' where activity_id = 101")
    crm.exact(crm.a)
    crm.a.commit()
    crm.finished()
    crm.reader.execute("select saint.set_today('2026-03-08')")
    crm.finished()


def test_a_transaction_that_began_before_midnight_meets_rows_that_were_stored_after_it(crm: Crm) -> None:
    """Today stays pinned at its day; the rows are as a worker of the next day leaves them."""
    crm.reader.execute(
        "create or replace function saint.midnight_passed() returns boolean"
        " language sql volatile parallel safe return true"
    )
    crm.a.execute(ADD, (101, 1))
    crm.b.execute("select from saint_data.company where id in (2, 3) for no key update")
    crm.b.execute("select saint_data.company_recompute(array[2, 3], '2026-03-02')")
    crm.b.commit()
    crm.exact(crm.a)
    crm.a.execute(ADD, (102, 2))
    crm.a.execute("delete from crm.activity where company_id = 3")
    crm.exact(crm.a)
    crm.a.commit()
    crm.exact()
    crm.reader.execute("select saint.set_today('2026-03-02')")
    crm.finished()


def test_the_first_write_of_a_day_to_a_quiet_record(crm: Crm) -> None:
    crm.reader.execute("delete from crm.activity where company_id = 1")
    crm.reader.execute("delete from crm.visit where person_id = 1")
    crm.tick()
    # Nothing is due: the row is valid, as of the first of March.
    crm.reader.execute("select saint.set_today('2026-03-20')")
    crm.reader.execute("insert into crm.activity values (101, '2026-03-20', 1)")
    crm.exact()
    crm.reader.execute("insert into crm.activity values (102, '2026-03-21', 1)")
    crm.finished()
    crm.reader.execute("select saint.set_today('2026-03-21')")
    crm.finished()


@pytest.mark.parametrize("isolation", ["repeatable read", "serializable"])
def test_two_sessions_that_write_for_the_same_company_both_commit(crm: Crm, isolation: str) -> None:
    for session in (crm.a, crm.b):
        session.execute(b"set transaction isolation level " + isolation.encode())
        session.execute("select 1")
    crm.a.execute(ADD, (101, 1))
    crm.b.execute(ADD, (102, 1))
    crm.a.execute("update crm.activity set starts_on = '2026-02-28' where activity_id = 101")
    crm.a.commit()
    crm.b.execute("delete from crm.activity where activity_id = 102")
    crm.b.execute(ADD, (103, 1))
    crm.b.commit()
    crm.finished()


def test_a_person_moves_while_a_visit_is_written(crm: Crm) -> None:
    crm.a.execute("insert into crm.visit values (101, 1, '2026-03-01')")
    crm.b.execute("update crm.person set company_id = 2 where person_id = 1")
    crm.exact(crm.a, crm.b)
    crm.b.commit()
    crm.tick()
    crm.exact(crm.a)
    crm.a.commit()
    crm.finished()


def test_a_visit_is_written_while_its_person_moves(crm: Crm) -> None:
    crm.a.execute("update crm.person set company_id = 2 where person_id = 1")
    crm.b.execute("insert into crm.visit values (101, 1, '2026-03-01')")
    crm.b.commit()
    crm.tick()
    crm.exact(crm.a)
    crm.a.commit()
    crm.finished()


def test_a_visit_and_its_person_change_in_one_transaction(crm: Crm) -> None:
    crm.a.execute("insert into crm.visit values (101, 1, '2026-03-01')")
    crm.a.execute("update crm.person set company_id = 2 where person_id = 1")
    crm.a.execute("update crm.visit set person_id = 3 where visit_id = 101")
    crm.a.execute("delete from crm.person where person_id = 1")
    crm.exact(crm.a)
    crm.a.commit()
    crm.finished()


# --- two workers, and what happens while one has not committed yet


def batch(worker: psycopg.Connection, size: int) -> int:
    """One batch of a worker's, which stays open."""
    row = worker.execute("select saint.tick_batch('company', %s)", (size,)).fetchone()
    assert row
    return int(row[0])


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_two_workers_side_by_side(crm: Crm, end: str) -> None:
    crm.b.execute("update crm.activity set starts_on = starts_on - 1")
    crm.b.commit()
    assert batch(crm.a, 2) == 2
    crm.exact(crm.a)
    # Waits for nobody, and leaves the two that are taken.
    crm.reader.execute("set lock_timeout = '100ms'")
    crm.tick()
    crm.exact(crm.a)
    assert crm.reader.execute("select distinct id from saint_data.company_stale").rowcount == 2
    crm.a.execute(end.encode())
    crm.finished()


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_two_workers_find_out_whose_visits_these_are(crm: Crm, end: str) -> None:
    crm.b.execute("insert into crm.visit values (101, 1, '2026-03-01'), (102, 2, '2026-03-01')")
    crm.b.execute("insert into crm.visit values (103, 3, '2026-03-01')")
    crm.b.commit()
    assert batch(crm.a, 1) == 1
    crm.exact(crm.a)
    crm.reader.execute("set lock_timeout = '100ms'")
    crm.tick()
    crm.exact(crm.a)
    crm.a.execute(end.encode())
    crm.finished()


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_a_record_is_deleted_while_a_worker_stores_it(crm: Crm, end: str) -> None:
    crm.a.execute(WORK_LOCK)
    crm.a.execute(WORK)
    crm.b.execute("delete from crm.company where company_id = 1")
    crm.exact(crm.a, crm.b)
    crm.b.commit()
    crm.exact(crm.a)
    crm.a.execute(end.encode())
    crm.finished()


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_an_event_of_a_new_record_comes_while_a_worker_makes_its_row(crm: Crm, end: str) -> None:
    crm.b.execute("insert into crm.company values (6, 'Customer')")
    crm.b.commit()
    assert batch(crm.a, 10) == 1
    crm.b.execute(ADD, (101, 6))
    crm.exact(crm.a, crm.b)
    crm.b.commit()
    crm.exact(crm.a)
    crm.a.execute(end.encode())
    crm.finished()


def test_the_definition_changes_while_a_writer_and_a_reader_are_open(crm: Crm) -> None:
    """The writer has a delta that nobody sees yet, the reader a snapshot of before."""
    crm.a.execute("set transaction isolation level repeatable read")
    crm.a.execute("select from crm.company")
    crm.b.execute(ADD, (101, 1))
    changed = DEFINITIONS.replace("count(activity) filter (where past(period1)) < 2", "count(activity) < 4")
    waited = []
    with psycopg.connect(crm.reader.info.dsn, autocommit=True) as connection:
        applying = online(changed, connection)
        for step in applying.steps():
            if applying.in_force:
                crm.truth = Truth(applying.definition)
            if step.busy:
                waited.append(step.text.partition(":")[0])
                (crm.a if applying.in_force else crm.b).commit()
            crm.exact(*[crm.a] if applying.in_force and len(waited) < 2 else [])
    assert waited == ["wait for writers that began before", "wait for readers that began before"]
    crm.finished()


@pytest.mark.parametrize("write", WRITES)
def test_a_day_passes_and_a_writer_commits_while_a_worker_moves_the_row_on(crm: Crm, write: Write) -> None:
    crm.reader.execute("select saint.set_today('2026-03-03')")
    crm.exact()
    crm.a.execute(WORK_LOCK)
    crm.b.execute(*write)
    crm.exact(crm.b)
    crm.a.execute(WORK)
    crm.exact(crm.b)
    crm.b.commit()
    crm.exact()
    crm.a.commit()
    crm.finished()


@pytest.mark.parametrize("write", WRITES)
def test_a_day_passes_and_a_reader_keeps_the_row_of_the_day_before(crm: Crm, write: Write) -> None:
    crm.reader.execute("select saint.set_today('2026-03-03')")
    crm.a.execute("set transaction isolation level repeatable read")
    crm.exact(crm.a)
    crm.tick()
    crm.exact(crm.a)
    crm.b.execute(*write)
    crm.exact(crm.a, crm.b)
    crm.b.commit()
    crm.exact(crm.a)
    crm.tick()
    crm.exact(crm.a)
    crm.a.commit()
    crm.finished()
