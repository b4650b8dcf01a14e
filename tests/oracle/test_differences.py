"""Marks that carry their difference: reads and ticks add it to the stored row, and read no event again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import psycopg
import pytest

from tests.oracle.apply import apply, online
from tests.oracle.comparison import Truth, compare_stored_history
from tests.support import value

CRM = b"""
create schema crm;
create table crm.owner (owner_id integer primary key, name text);
insert into crm.owner values (1, 'Anna'), (2, 'Bo');
create table crm.company (company_id integer primary key, category text, owner_id integer);
create table crm.activity (
    activity_id integer primary key, starts_on date, direction text, minutes numeric, company_id integer
);
create index on crm.activity (company_id, starts_on);
create table crm.letter (letter_id integer primary key, sent_on date, company_id integer);
create index on crm.letter (company_id);
create table crm.person (person_id integer primary key, company_id integer);
create table crm.call (call_id integer primary key, called_on date, person_id integer);
insert into crm.person select n, 1 + n % 5 from generate_series(1, 10) n;
insert into crm.company select n, 'Customer', 1 + n % 2 from generate_series(1, 5) n;
insert into crm.activity
select n, date '2026-03-01' - n, case when n % 2 = 0 then 'out' else 'in' end, n * 1.5, 1 + n % 5
from generate_series(1, 40) n;
insert into crm.letter select n, date '2026-03-01' - n, 1 + n % 5 from generate_series(1, 10) n;
"""

DEFINITIONS = """
timezone: UTC
periods: [7, 30]
entities:
  company:
    table: crm.company
    key: company_id
    joins: {owner: {table: crm.owner, on: owner.owner_id = company.owner_id}}
    fields: {category: category, owner: owner.name}
  person: {table: crm.person, key: person_id, parents: {company: company_id}}
sources:
  call: {table: crm.call, key: call_id, date: called_on, links: {company: person.company, person: person_id}}
  activity:
    table: crm.activity
    key: activity_id
    date: starts_on
    links: {company: company_id}
    fields: {direction: direction, minutes: minutes}
  letter: {table: crm.letter, key: letter_id, date: sent_on, maintenance: deferred, links: {company: company_id}}
counters:
  activities: {on: company, value: count(activity)}
  outgoing: {on: company, value: count(activity) filter (where direction = 'out' and past(period1))}
  minutes: {on: company, value: sum(activity.minutes)}
  mean: {on: company, value: avg(activity.minutes) filter (where past(period2))}
  last: {on: company, value: max(activity.date)}
  last_out: {on: company, value: max(activity.date) filter (where direction = 'out')}
  next: {on: company, value: min(activity.date) filter (where date > today)}
  letters: {on: company, value: count(letter) filter (where past(period2))}
  calls: {on: company, value: count(call)}
  last_call: {on: company, value: max(call.date) filter (where date <= today)}
  recent_calls: {on: company, value: count(call) filter (where past(period1))}
statuses:
  quiet: {on: company, when: "category = 'Customer' and count(activity) filter (where past(period1)) < 2"}
  of_anna: {on: company, when: owner = 'Anna'}
  written: {on: company, when: exists(letter) filter (where past(period1))}
  old: {on: company, when: max(activity.date) < today - 7}
"""
# Those that the session has not told the statistics yet: it does so between transactions.
SCANS = """
    select coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0)
    from pg_stat_xact_user_tables
    where relid in ('crm.activity'::regclass, 'crm.letter'::regclass)
"""
READ = SCANS.replace("seq_scan + coalesce(idx_scan, 0)", "seq_tup_read + coalesce(idx_tup_fetch, 0)")
MARKS = "select count(*) from saint_data.company_dirty"


@dataclass
class Crm:
    truth: Truth
    writer: psycopg.Connection
    other: psycopg.Connection
    reader: psycopg.Connection

    def write(self, *statements: str, level: str = "repeatable read") -> None:
        with self.writer.transaction():
            self.writer.execute(f"set transaction isolation level {level}".encode())
            for statement in statements:
                self.writer.execute(statement.encode())
            self.truth.compare(self.writer)

    def exact(self) -> None:
        with self.reader.transaction():
            self.reader.execute("set transaction isolation level repeatable read")
            self.truth.compare(self.reader)

    def scans(self, query: str) -> int:
        """How often the CRM's events are looked at by a query."""
        with self.reader.transaction():
            before = value(self.reader, SCANS)
            self.reader.execute(query.encode())
            return int(value(self.reader, SCANS) - before)

    def folded(self, marks: int) -> None:
        """So many marks are there; nobody reads an event for them; and what is stored then is the truth."""
        found = self.reader.execute("select * from saint_data.company_dirty order by mark").fetchall()
        assert len(found) == marks, found
        assert self.scans("select * from saint.company_counter") == 0
        assert self.scans("select * from saint.company_status") == 0
        self.exact()
        assert self.scans("select saint.tick()") == 0
        self.stored()

    def events_read(self, query: str) -> int:
        """How many of the CRM's events a query reads."""
        with self.reader.transaction():
            before = value(self.reader, READ)
            self.reader.execute(query.encode())
            return int(value(self.reader, READ) - before)

    def looked_up(self, at_most: int) -> None:
        """The differences are added, and only a few events are read for an extreme that may have gone."""
        self.exact()
        reads = "select * from saint.company_counter", "select * from saint.company_status", "select saint.tick()"
        for query in reads:
            assert 0 < self.events_read(query) <= at_most, query
        self.stored()

    def recomputed(self) -> None:
        """The same, but the events had to be read."""
        self.exact()
        assert self.scans("select saint.tick()") > 0
        self.stored()

    def stored(self) -> None:
        assert value(self.reader, MARKS) == 0
        self.exact()
        assert self.reader.execute("select * from saint.check()").fetchall() == []
        compare_stored_history(self.reader)


@pytest.fixture
def crm(database: str, connect: Callable[..., psycopg.Connection]) -> Crm:
    reader = connect(autocommit=True)
    reader.execute(CRM)
    reader.execute("select saint.set_today('2026-03-01')")
    made = Crm(Truth(apply(DEFINITIONS, database)), connect(autocommit=True), connect(), reader)
    made.exact()
    return made


@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
def test_no_event_is_read_again(crm: Crm, level: str) -> None:
    crm.write(
        "insert into crm.activity values (101, '2026-03-01', 'out', 2.25, 1)",
        "insert into crm.activity values (102, '2026-03-20', 'in', null, 2)",
        "update crm.activity set minutes = minutes + 1, direction = 'in' where activity_id = 39",
        "delete from crm.activity where activity_id = 38",
        "update crm.activity set company_id = 3 where activity_id = 36",
        "insert into crm.letter values (101, '2026-03-01', 4)",
        level=level,
    )
    # one that came, one that came, one as it was and as it is, one that went, one that moved, and the letter
    crm.folded(marks=8)


def test_more_marks_of_a_record_than_are_added_one_by_one(crm: Crm) -> None:
    crm.write(
        *(f"insert into crm.activity values ({1000 + n}, date '2026-03-20' - {n}, 'out', {n}.5, 1)" for n in range(40)),
        *(f"delete from crm.activity where activity_id = {1000 + n}" for n in range(1, 40, 2)),
    )
    crm.folded(marks=60)


def test_nothing_is_planned_for_each_read(crm: Crm) -> None:
    """Views and functions have paths of their own: what both ask would be planned for each of them in turn."""
    crm.write("insert into crm.activity values (101, '2026-03-01', 'out', 2.25, 1)")
    planned = "select calls from pg_stat_xact_user_functions where funcname = 'tables_known'"
    with crm.reader.transaction():
        crm.reader.execute("set local track_functions = 'all'")
        for view in ("status", "card", "counter"):
            read = f"select from saint.company_{view} where id = 1".encode()
            crm.reader.execute(read)
            before = value(crm.reader, planned)
            for _ in range(3):
                crm.reader.execute(read)
            assert value(crm.reader, planned) == before, view


def test_of_a_record_that_somebody_holds(crm: Crm) -> None:
    crm.other.execute("select from saint_data.company where id = 1 for update")
    crm.write("insert into crm.activity values (101, '2026-02-28', 'out', 2, 1)", level="read committed")
    crm.exact()
    crm.other.rollback()
    crm.folded(marks=1)


def test_a_bulk_is_grouped(crm: Crm) -> None:
    crm.write(
        "insert into crm.activity select 1000 + n, '2026-02-02', 'out', 5, 1 from generate_series(1, 500) n",
        "insert into crm.letter select 1000 + n, '2026-02-27', 2 from generate_series(1, 500) n",
        level="read committed",
    )
    crm.folded(marks=2)
    # what stays as it was leaves nothing
    crm.write(
        "update crm.activity set minutes = 5 + (activity_id = 1001)::int where activity_id > 1000",
        level="read committed",
    )
    crm.folded(marks=2)
    crm.write("delete from crm.activity where activity_id > 1001", level="read committed")
    crm.folded(marks=1)


def test_amounts_that_are_equal_but_not_the_same(crm: Crm) -> None:
    crm.write("update crm.activity set minutes = minutes::numeric(10, 4)", level="read committed")
    crm.exact()
    crm.reader.execute("select saint.tick()")
    crm.stored()


LATEST = "select activity_id from crm.activity where company_id = 1 order by starts_on desc limit 1"


@pytest.mark.parametrize(
    "change",
    [
        f"delete from crm.activity where activity_id = ({LATEST})",
        f"update crm.activity set starts_on = '2026-01-15' where activity_id = ({LATEST})",
        f"update crm.activity set company_id = 2 where activity_id = ({LATEST})",
        f"update crm.activity set minutes = 7 where activity_id = ({LATEST})",
    ],
)
def test_the_latest_is_looked_for_by_an_index(crm: Crm, change: str) -> None:
    crm.reader.execute(
        "insert into crm.activity select 1000 + n, date '2026-02-01' - n, 'out', 1, 1 + n % 2"
        " from generate_series(1, 900) n"
    )
    crm.reader.execute("analyze crm.activity")
    crm.reader.execute("select saint.tick()")
    crm.write(change)
    crm.looked_up(at_most=20)


def test_the_latest_moves_on(crm: Crm) -> None:
    crm.write(f"update crm.activity set starts_on = '2026-03-01' where activity_id = ({LATEST})")
    crm.folded(marks=2)


def test_the_table_is_swapped_while_the_latest_is_looked_for(crm: Crm) -> None:
    """Who waits for the swap sees rows of the new table: none goes into a row that was stored of the other one."""
    crm.reader.execute("create table crm.activity_new (like crm.activity including all)")
    crm.reader.execute("insert into crm.activity_new select * from crm.activity where activity_id % 2 = 0")
    crm.write(f"delete from crm.activity where activity_id = ({LATEST})")
    crm.exact()
    crm.other.execute(
        "alter table crm.activity rename to activity_old; alter table crm.activity_new rename to activity"
    )
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(crm.reader.execute, "select * from saint.company_counter order by id")
        while not value(crm.writer, f"select pg_blocking_pids({crm.reader.info.backend_pid})"):
            assert not reading.done()
        crm.other.commit()
        read = reading.result().fetchall()
    assert read == crm.reader.execute("select * from saint.company_counter order by id").fetchall()
    crm.exact()


def test_one_comes_and_goes(crm: Crm) -> None:
    crm.write("insert into crm.activity values (101, '2026-03-01', 'out', 2, 1)")
    crm.write("delete from crm.activity where activity_id = 101")
    crm.looked_up(at_most=20)


def test_two_of_a_day_and_one_goes(crm: Crm) -> None:
    crm.write(
        "insert into crm.activity values (101, '2026-03-01', 'out', 2, 1)",
        "insert into crm.activity values (102, '2026-03-01', 'out', 2, 1)",
    )
    crm.write("delete from crm.activity where activity_id = 101")
    crm.looked_up(at_most=20)


def test_fields_are_no_events(crm: Crm) -> None:
    crm.write("update crm.company set category = 'Prospect' where company_id = 1")
    crm.folded(marks=1)
    crm.write(
        "insert into crm.activity values (101, '2026-02-28', 'out', 2, 1)",
        "update crm.company set category = 'Customer' where company_id = 1",
    )
    crm.folded(marks=2)


def test_what_an_indirect_mark_does_not_lead_to(crm: Crm) -> None:
    crm.write(
        "update crm.owner set name = 'Berit' where owner_id = 2",
        "insert into crm.activity values (101, '2026-02-28', 'out', 2, 1), (102, '2026-02-28', 'in', 2, 2)",
        "update crm.company set category = 'Prospect' where company_id = 2",
    )
    assert crm.scans("select * from saint.company_counter where id = 2") == 0
    crm.exact()
    assert crm.scans("select saint.tick()") == 0
    crm.stored()


def test_a_mark_of_one_source(crm: Crm) -> None:
    """Calls come by persons: no activity and no letter is read for them."""
    crm.write("insert into crm.call values (1, '2026-02-27', 5), (2, '2026-02-20', 6), (3, '2026-03-04', 7)")
    crm.folded(marks=0)
    crm.write(
        "update crm.call set called_on = '2026-02-26' where call_id = 1",
        "update crm.person set company_id = 4 where person_id = 6",
        "insert into crm.activity values (101, '2026-02-28', 'out', 2, 1)",
        "update crm.company set category = 'Prospect' where company_id = 1",
        "update crm.owner set name = 'Berit' where owner_id = 2",
    )
    crm.folded(marks=4)
    # days pass as well
    crm.write("delete from crm.call where call_id = 2", "insert into crm.call values (4, null, 5)")
    for day in ("2026-03-02", "2026-03-04", "2026-03-08"):
        crm.reader.execute("select saint.set_today(%s)", (day,))
        crm.exact()
    crm.reader.execute("select saint.tick()")
    crm.stored()


def test_a_due_record_with_differences_is_moved_on(crm: Crm) -> None:
    crm.reader.execute(
        "insert into crm.activity select 1000 + n, date '2026-02-01' - n, 'out', 1, 1 + n % 2"
        " from generate_series(1, 900) n"
    )
    crm.reader.execute("analyze crm.activity")
    crm.reader.execute("select saint.tick()")
    crm.write(
        "insert into crm.activity values (101, '2026-03-01', 'out', 2, 1), (102, '2026-03-03', 'out', 2, 2)",
        f"delete from crm.activity where activity_id = ({LATEST})",
    )
    crm.reader.execute("select saint.set_today('2026-03-09')")
    crm.write(
        "insert into crm.activity values (103, '2026-03-09', 'in', 2, 1), (104, '2026-04-03', 'out', 2, 2)",
        "update crm.company set category = 'Prospect' where company_id = 2",
        "update crm.owner set name = 'Berit' where owner_id = 2",
    )
    crm.exact()
    assert 0 < crm.events_read("select saint.tick()") < 100
    crm.stored()


@pytest.mark.parametrize("amount", ["'NaN'", "'Infinity'", "1e1001", "0.123456789012"])
def test_an_amount_that_is_not_taken_away_by_a_subtraction(crm: Crm, amount: str) -> None:
    crm.write(f"insert into crm.activity values (101, '2026-02-28', 'out', {amount}, 1)")
    crm.exact()
    crm.reader.execute("select saint.tick()")
    crm.stored()
    crm.write("delete from crm.activity where activity_id = 101")
    crm.recomputed()


def test_days_pass_while_they_wait(crm: Crm) -> None:
    crm.write(
        "insert into crm.activity values (101, '2026-03-01', 'out', 2, 1)",
        "insert into crm.activity values (102, '2026-03-03', 'out', 2, 1)",
    )
    for day in ("2026-03-02", "2026-03-03", "2026-03-08", "2026-04-01", "2026-02-20"):
        crm.reader.execute("select saint.set_today(%s)", (day,))
        crm.exact()
    crm.reader.execute("select saint.tick()")
    crm.stored()


def test_a_record_that_is_new_or_gone(crm: Crm) -> None:
    crm.write(
        "insert into crm.company values (6, 'Customer')",
        "insert into crm.activity values (101, '2026-03-01', 'out', 2, 6)",
        "insert into crm.activity values (102, '2026-03-01', 'out', 2, 5)",
        "delete from crm.company where company_id = 5",
        "insert into crm.activity values (103, '2026-03-01', 'out', 2, 99)",
    )
    crm.exact()
    crm.reader.execute("select saint.tick()")
    crm.stored()


def test_the_definition_changes_while_they_wait(crm: Crm, database: str) -> None:
    crm.write("insert into crm.activity values (101, '2026-02-20', 'out', 2, 1)")
    wider = DEFINITIONS.replace("periods: [7, 30]", "periods: [14, 30]")
    crm.truth = Truth(apply(wider, database))
    crm.folded(marks=0)
    crm.write("insert into crm.activity values (102, '2026-02-20', 'in', 2, 1)")
    other = wider.replace("direction = 'out'", "direction = 'in'")
    assert other != wider
    coming = online(other, crm.reader)
    for _ in coming.steps():
        if coming.in_force:
            crm.truth = Truth(coming.definition)
        crm.exact()
    crm.reader.execute("select saint.tick()")
    crm.stored()


def test_two_ticks_and_a_writer(crm: Crm) -> None:
    """One that holds the record folds what it sees; what a writer leaves meanwhile stays."""
    crm.write("insert into crm.activity values (101, '2026-03-01', 'out', 2, 1)")
    crm.other.execute("select from saint_data.company where id = 1 for no key update")
    crm.write("insert into crm.activity values (102, '2026-03-01', 'out', 2, 1)", level="read committed")
    crm.other.execute("select saint_data.company_fold(array[1], saint.today())")
    crm.write("insert into crm.activity values (103, '2026-03-01', 'out', 2, 1)", level="read committed")
    crm.reader.execute("select saint.tick()")
    crm.exact()
    crm.other.commit()
    crm.folded(marks=1)
