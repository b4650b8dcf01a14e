"""Days pass over records with years of events: read before a tick, and after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import psycopg
import pytest

from tests.oracle.apply import apply
from tests.oracle.comparison import Truth
from tests.support import long, value

FIRST = date(2026, 3, 1)
COMPANIES = 6
CRM = b"""
create schema crm;
create table crm.owner (owner_id integer primary key, name text, since date);
insert into crm.owner values (1, 'Anna', '2020-01-01'), (2, 'Bo', null);
create table crm.company (company_id integer primary key, category text, founded date, owner_id integer);
insert into crm.company select i, (array['Customer', 'Prospect'])[1 + i % 2], '2024-02-28'::date + i, 1 + i % 2
from generate_series(1, 6) i;
create table crm.person (person_id integer primary key, company_id integer);
insert into crm.person select i, 1 + i % 6 from generate_series(1, 12) i;
create table crm.sale (
  sale_id integer generated always as identity, sold_on date, due_on date, amount numeric, share real,
  company_id integer
);
create index on crm.sale (company_id, sold_on);
create table crm.call (
  call_id integer generated always as identity, at timestamptz, answered boolean, person_id integer
);
create table crm.meeting (meeting_id integer primary key, at timestamp);
create table crm.guest (meeting_id integer, company_id integer);
"""
DEFINITIONS = """
timezone: Pacific/Auckland
periods: [7, 90]
entities:
  company:
    table: crm.company
    key: company_id
    joins: {owner: {table: crm.owner, on: owner.owner_id = company.owner_id}}
    fields: {category: category, founded: founded, owner: owner.name, since: owner.since}
  person: {table: crm.person, key: person_id, parents: {company: company_id}}
sources:
  sale:
    table: crm.sale
    key: sale_id
    date: sold_on
    amount: amount
    links: {company: company_id}
    fields: {due: due_on, share: share, completed: amount > 5}
    standard_counters: true
  call:
    table: crm.call
    key: call_id
    date: at
    links: {company: person.company, person: person_id}
    fields: {answered: answered}
  meeting:
    table: crm.meeting
    key: meeting_id
    date: at
    date_zone: UTC
    links: {company: {through: crm.guest, source: meeting_id, target: company_id}}
counters:
  shares: {on: company, value: sum(sale.share)}
  share_so_far: {on: company, value: avg(sale.share) filter (where date <= today)}
  so_far: {on: company, value: sum(sale.amount) filter (where amount > 3 and date <= today)}
  long_ago: {on: company, value: count(sale) filter (where date < today - 400)}
  least: {on: company, value: min(sale.amount) filter (where date <= today + 5)}
  overdue: {on: company, value: count(sale) filter (where due < today and completed)}
  both: {on: company, value: count(sale) filter (where due <= today and date <= today - 30)}
  window_and_due: {on: company, value: max(sale.due) filter (where date > today - 30 and due >= today - 7)}
  between_two: {on: company, value: count(sale) filter (where past(90) and (amount > 3 or date > today - 7))}
  last_month: {on: company, value: sum(sale.amount) filter (where previous(month))}
  before_this_year: {on: company, value: count(sale) filter (where date < start_of(year))}
  until_the_quarter_ends: {on: company, value: "sum(sale.amount) filter (where date < start_of(quarter, 1))"}
  calls: {on: company, value: count(call)}
  last_call: {on: company, value: max(call.date) filter (where answered and date <= today)}
  calls_this_week: {on: company, value: count(call) filter (where this(week))}
  persons_last_call: {on: person, value: max(call.date) filter (where date <= today)}
  persons_calls: {on: person, value: count(call) filter (where past(period2))}
  meetings: {on: company, value: count(meeting) filter (where date <= today)}
  next_meeting: {on: company, value: min(meeting.date) filter (where date > today)}
  meetings_about_now: {on: company, value: count(meeting) filter (where date <> today and date > today - 20)}
statuses:
  old: {on: company, when: founded < today - 731 and category = 'Customer', rank: 1}
  kept: {on: company, when: sum(sale.amount) > 40 and since < today - 2200, rank: 2}
  quiet: {on: company, when: max(sale.date) filter (where date <= today) < today - 14, rank: 3}
  asleep: {on: person, when: "coalesce(max(call.date) filter (where date <= today) < today - 60, true)", rank: 4}
"""


class Company:
    """Random writes for a few companies over ten years."""

    def __init__(self, seed: int, connection: psycopg.Connection) -> None:
        self.random, self.connection, self.today = Random(seed), connection, FIRST
        self.meetings = 0

    def day(self) -> date | None:
        ago = self.random.choice([-40, -1, 0, 0, 1, 6, 7, 30, 89, 90, 91, 400, 401, self.random.randint(0, 3650)])
        return None if self.random.random() < 0.03 else self.today - timedelta(ago)

    def write(self, kind: str) -> None:
        company = self.random.randint(1, COMPANIES)
        day, due = self.day(), self.day()
        hour = f"{self.random.choice([0, 11, 12, 23])} hours"
        match kind:
            case "sale":
                amount, share = (
                    self.random.choice([0.5, 2, 4, 6.25, 9, None]),
                    self.random.choice([0.1, 0.3, 2.5, None]),
                )
                self.run(
                    "insert into crm.sale (sold_on, due_on, amount, share, company_id) values (%s, %s, %s, %s, %s)",
                    day, due, amount, share, company,
                )  # fmt: skip
            case "call":
                self.run(
                    "insert into crm.call (at, answered, person_id)"
                    " values (%s::date::timestamp at time zone 'UTC' + %s::interval, %s, %s)",
                    day, hour, self.random.random() < 0.5, self.random.randint(1, 2 * COMPANIES),
                )  # fmt: skip
            case "meeting":
                self.meetings += 1
                self.run("insert into crm.meeting values (%s, %s::date + %s::interval)", self.meetings, day, hour)
                for _ in range(2):
                    self.run("insert into crm.guest values (%s, %s)", self.meetings, self.random.randint(1, COMPANIES))
            case "delete":
                table = self.random.choice(["sale", "call", "meeting"])
                some = f"select {table}_id from crm.{table} order by random() limit 1"
                self.run(f"delete from crm.{table} where {table}_id = ({some})")
            case "the latest":
                latest = "select sale_id from crm.sale where company_id = %s and sold_on <= %s"
                latest += " order by sold_on desc limit 1"
                self.run(f"delete from crm.sale where sale_id = ({latest})", company, self.today)
            case "move":
                self.run("update crm.sale set sold_on = %s where sale_id = %s", day, self.random.randint(1, 60))
            case "field":
                self.run(
                    "update crm.company set category = %s, founded = %s where company_id = %s",
                    self.random.choice(["Customer", "Prospect"]), day, company,
                )  # fmt: skip
            case "owner":
                self.run(
                    "update crm.company set owner_id = %s where company_id = %s", self.random.choice([1, 2]), company
                )
            case "look-up":
                self.run("update crm.owner set since = %s where owner_id = %s", day, self.random.choice([1, 2]))
            case "person":
                self.run(
                    "update crm.person set company_id = %s where person_id = %s", company, self.random.randint(1, 12)
                )

    def run(self, text: str, *values: object) -> None:
        self.connection.execute(text.encode(), values)

    def set_today(self, day: date) -> None:
        self.today = day
        self.run("select saint.set_today(%s)", day)


KINDS = ["sale"] * 4 + ["call"] * 3 + ["meeting", "delete", "the latest", "move", "field", "owner", "look-up", "person"]


@pytest.mark.parametrize("years", [1, long(2)])
def test_days_pass_over_years_of_events(years: int, database: str, connect: Callable[..., psycopg.Connection]) -> None:
    crm = connect(autocommit=True)
    crm.execute(CRM)
    company = Company(years, crm)
    company.run("select setseed(%s)", years / 10)
    company.set_today(FIRST)
    for kind in ["sale"] * 60 + ["call"] * 40 + ["meeting"] * 15:
        company.write(kind)
    truth = Truth(apply(DEFINITIONS, database))
    truth.compare(crm)
    for _ in range(20):
        for kind in company.random.choices(KINDS, k=company.random.choice([0, 0, 1, 3])):
            if company.random.random() < 0.2:
                crm.execute("begin isolation level repeatable read")
                company.write(kind)
                crm.execute("commit")
            else:
                company.write(kind)
        company.set_today(company.today + timedelta(company.random.choice([0, 1, 1, 1, 2, 7, 31, 92, 365])))
        truth.compare(crm)
        if company.random.random() < 0.7:
            crm.execute("select saint.tick()")
            truth.compare(crm)
            # what no mark and no day asks for again is right for all days until then
            assert crm.execute("select * from saint.check()").fetchall() == []


def test_what_no_day_changes_is_not_read_again(database: str, connect: Callable[..., psycopg.Connection]) -> None:
    crm = connect(autocommit=True)
    crm.execute(CRM)
    crm.execute("select saint.set_today(%s)", (FIRST,))
    crm.execute("insert into crm.sale (sold_on, amount, company_id) values ('2026-02-25', 4, 1), ('2026-03-02', 8, 1)")
    apply(DEFINITIONS, database)
    read = "select sale_count, sale_count_period1, sale_last, so_far from saint.company_counter where id = 1"
    assert crm.execute(read).fetchone() == (2, 1, date(2026, 2, 25), 4)
    # as if they were what the row had held all along
    crm.execute("update saint_data.company set sale_count = 70, sale_count_period1 = 80 where id = 1")
    crm.execute("select saint.set_today('2026-03-02')")
    assert crm.execute(read).fetchone() == (70, 2, date(2026, 3, 2), 12)
    crm.execute("select saint.tick()")
    assert crm.execute(read).fetchone() == (70, 2, date(2026, 3, 2), 12)
    assert value(crm, "select as_of from saint_data.company where id = 1") == date(2026, 3, 2)
    # a mark has all of it computed
    crm.execute("insert into saint_data.company_dirty (id) values (1)")
    assert crm.execute(read).fetchone() == (2, 2, date(2026, 3, 2), 12)
    crm.execute("update saint_data.company set sale_count = 70 where id = 1")
    # and so has the clock set back
    crm.execute("select saint.tick()")
    crm.execute("update saint_data.company set sale_count = 70 where id = 1")
    crm.execute("select saint.set_today('2026-03-01')")
    assert crm.execute(read).fetchone() == (2, 1, date(2026, 2, 25), 4)


def test_a_changed_field_reads_no_event(database: str, connect: Callable[..., psycopg.Connection]) -> None:
    crm = connect(autocommit=True)
    crm.execute(CRM)
    crm.execute("select saint.set_today(%s)", (FIRST,))
    crm.execute("insert into crm.sale (sold_on, amount, company_id) values ('2026-02-25', 4, 1)")
    owned = "selections: {owned: {on: company, when: category is not null, columns: [owner]}}"
    apply(DEFINITIONS + owned, database)
    read = (
        "select s.owner, c.sale_count, c.sale_count_period1 from saint.company_counter c"
        " join saint.selection_owned s on s.id = c.id where c.id = 1"
    )
    assert crm.execute(read).fetchone() == ("Bo", 1, 1)
    # as if that were what the row had held all along
    crm.execute("update saint_data.company set sale_count = 70 where id = 1")
    crm.execute("update crm.company set owner_id = 1 where company_id = 1")
    assert crm.execute("select id, stale from saint_data.company_dirty").fetchall() == [(1, "fields")]
    assert crm.execute(read).fetchone() == ("Anna", 70, 1)
    crm.execute("select saint.set_today('2026-03-04')")
    assert crm.execute(read).fetchone() == ("Anna", 70, 0)
    crm.execute("select saint.tick()")
    assert crm.execute(read).fetchone() == ("Anna", 70, 0)
    # whose look-up it is, whoever reads finds out, and a tick
    crm.execute("update crm.owner set name = 'Ans' where owner_id = 1")
    assert crm.execute(read).fetchone() == ("Ans", 70, 0)
    crm.execute("select saint.tick()")
    assert crm.execute(read).fetchone() == ("Ans", 70, 0)
    # an event beside it
    crm.execute("update crm.company set category = 'Customer' where company_id = 1")
    crm.execute("insert into saint_data.company_dirty (id) values (1)")
    assert crm.execute(read).fetchone() == ("Ans", 1, 0)
    crm.execute("select saint.tick()")
    assert crm.execute(read).fetchone() == ("Ans", 1, 0)
    # a record that goes, and comes back under its key
    crm.execute("delete from crm.company where company_id = 1")
    assert crm.execute(read).fetchone() is None
    crm.execute("insert into crm.company values (1, 'Prospect', null, 2)")
    assert crm.execute(read).fetchone() == ("Bo", 1, 0)
    crm.execute("select saint.tick()")
    assert crm.execute(read).fetchone() == ("Bo", 1, 0)
    assert crm.execute("select * from saint.check()").fetchall() == []
