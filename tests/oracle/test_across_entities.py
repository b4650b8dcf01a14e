"""Criteria that ask a parent: exact after each step of random lives, with and without ticks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.oracle.apply import online
from tests.oracle.comparison import Truth
from tests.support import long

SCHEMA = """
create schema crm;
create table crm.region (region_id int primary key);
create table crm.company (
  company_id int primary key, name text, category text, region_id int, deleted boolean not null default false);
create index on crm.company (region_id);
create table crm.person (person_id int primary key, company_id int, name text);
create table crm.sale (sale_id int primary key, person_id int, company_id int);
create table crm.activity (
  activity_id int generated always as identity primary key, company_id int, person_id int, direction text,
  on_date date);
create index on crm.activity (company_id);
create index on crm.activity (person_id);
create index on crm.person (company_id);
create index on crm.sale (person_id);
create index on crm.sale (company_id);
"""

DEFINITION = """
periods: [30]
entities:
  # before those whom they ask, by their names and in the file
  sale:
    table: crm.sale
    key: sale_id
    parents: {person: person_id, zompany: company_id}
  person:
    table: crm.person
    key: person_id
    parents: {zompany: company_id}
    fields: {name: name}
  region: {table: crm.region, key: region_id}
  zompany:
    table: crm.company
    key: company_id
    where: not deleted
    parents: {region: region_id}
    fields: {name: name, category: category}
sources:
  activity:
    table: crm.activity
    key: activity_id
    date: on_date
    links: {zompany: company_id, person: person_id}
    fields: {direction: direction}
counters:
  calls: {on: zompany, value: count(activity) filter (where past(period1))}
  last_call: {on: zompany, value: max(activity.date) filter (where date <= today)}
  of_person: {on: person, value: count(activity)}
  neglected_ones: {on: region, value: count(zompany) filter (where status('neglected'))}
  companies: {on: region, value: count(zompany)}
  name_of_last: {on: region, value: "max(zompany.name) filter (where category = 'Customer')"}
statuses:
  neglected:
    on: zompany
    when: category = 'Customer' and count(activity) filter (where direction = 'out' and past(period1)) < 2
  of_neglected: {on: person, when: zompany.status('neglected')}
  well_kept: {on: person, when: not zompany.status('neglected') and exists(activity)}
  quiet: {on: person, when: zompany.calls = 0 or zompany.last_call < today - period1}
  not_quiet: {on: person, when: not (zompany.last_call < today - 10)}
  to_call: {on: person, when: zompany.selection('callable') and zompany.calls between 0 and 3}
  both: {on: person, when: status('of_neglected') and zompany.category = 'Customer' and not exists(activity)}
  sale_of_neglected: {on: sale, when: "zompany.status('neglected') or person.zompany.calls > 2"}
  sale_to_call: {on: sale, when: person.status('to_call') and not person.of_person > 1}
  bad_region: {on: region, when: neglected_ones > 1 and not exists(zompany) filter (where category = 'Prospect')}
  good_region: {on: region, when: "exists(zompany) filter (where category = 'Customer' and not status('neglected'))"}
  sale_in_bad_region: {on: sale, when: "zompany.region.status('bad_region') or zompany.region.companies = 1"}
selections:
  callable: {on: zompany, when: "status('neglected') and last_call is not null"}
  mailing: {on: person, when: zompany.status('neglected'), columns: [name]}
"""

COMPANIES, PERSONS, SALES = range(1, 5), range(1, 9), range(1, 7)


@pytest.mark.parametrize("life", [0, long(1), long(2), long(3)])
def test_a_random_life(life: int, database: str, tmp_path: Path) -> None:
    random = Random(life)
    file = tmp_path / "saint.yaml"
    file.write_text(DEFINITION)
    done = []
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(SCHEMA.encode())
        connection.execute("select saint.set_today('2026-06-01')")
        for _ in range(12):
            connection.execute(_step(random).encode())
        plan = make_plan(connection, load([file]))
        apply_plan(connection, plan)
        truth = Truth(plan.definition)
        for _ in range(30):
            step = _step(random)
            done.append(step)
            level = random.choice(["read committed", "read committed", "repeatable read"])
            with connection.transaction():
                connection.execute(f"set transaction isolation level {level}".encode())
                connection.execute(step.encode())
                if random.random() < 0.2:
                    truth.compare(connection, False)
            if random.random() < 0.3:
                entity = random.choice(["sale", "person", "zompany", "region"])
                tick = random.choice(["select saint.tick()", f"select saint.tick_batch('{entity}', 2)"])
                done.append(tick)
                connection.execute(tick.encode())
            _compare(connection, truth, done, random.random() < 0.2)
        connection.execute("select saint.tick()")
        _compare(connection, truth, done)
        # all is stored in one go, whatever the entities are called
        for entity in ("sale", "person", "zompany", "region"):
            assert connection.execute(f"select count(*) from saint_data.{entity}_stale".encode()).fetchone() == (0,)
        assert connection.execute("select * from saint.check()").fetchall() == []


def _compare(connection: psycopg.Connection, truth: Truth, done: list[str], of_all: bool = True) -> None:
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read")
        try:
            truth.compare(connection, of_all)
        except AssertionError as error:
            raise AssertionError(";\n".join(done)) from error


def _step(random: Random) -> str:
    company, person, sale = random.choice(COMPANIES), random.choice(PERSONS), random.choice(SALES)
    other = random.choice([*COMPANIES, "null"])
    days = random.choice([0, 1, 5, 29, 30, 31, 60, -1, -3])
    category = random.choice(["Customer", "Customer", "Prospect"])
    direction = random.choice(["in", "out", "out"])
    steps = [
        f"insert into crm.company values ({company}, 'c{company}', '{category}', {random.choice([1, 2])})"
        " on conflict do nothing",
        f"insert into crm.person values ({person}, {other}, 'p{person}') on conflict do nothing",
        f"insert into crm.sale values ({sale}, {person}, {other}) on conflict do nothing",
        *[
            "insert into crm.activity (company_id, person_id, direction, on_date)"
            f" values ({company}, {random.choice([person, 'null'])}, '{direction}', saint.today() - {days})"
        ]
        * 3,
        f"insert into crm.activity (company_id, direction, on_date)"
        f" select c, 'out', saint.today() - {days} from generate_series(1, 4) c",
        f"update crm.company set category = '{category}' where company_id = {company}",
        f"insert into crm.region values ({random.choice([1, 2, 3])}) on conflict do nothing",
        f"update crm.company set region_id = {random.choice([1, 2, 'null'])} where company_id = {company}",
        f"delete from crm.region where region_id = {random.choice([1, 2])}",
        f"update crm.company set deleted = not deleted where company_id = {company}",
        f"update crm.person set company_id = {other} where person_id = {person}",
        f"update crm.sale set person_id = {person}, company_id = {other} where sale_id = {sale}",
        f"update crm.activity set on_date = on_date - {days} where company_id = {company}",
        f"update crm.activity set company_id = {company} where activity_id % 5 = {company}",
        f"delete from crm.activity where company_id = {company} and direction = '{direction}'",
        f"delete from crm.company where company_id = {company}",
        f"delete from crm.person where person_id = {person}",
        f"select saint.set_today(saint.today() + {random.choice([1, 2, 30])})",
        f"select saint.set_today(saint.today() - {random.choice([0, 1])})",
    ]
    if random.random() < 0.03:
        steps = ["truncate crm.activity", "truncate crm.company"]
    return random.choice(steps)


OF_ONE = """
insert into crm.company values (1, 'Aker', 'Customer', 1), (2, 'Berg', 'Prospect', 1);
insert into crm.region values (1);
insert into crm.person select p, 1, 'p' || p from generate_series(1, 1000) p;
insert into crm.person values (1001, 2, 'other'), (1002, null, 'nobody');
insert into crm.activity (company_id, direction, on_date) values (1, 'out', '2026-05-20'), (1, 'out', '2026-05-25');
insert into crm.activity (company_id, direction, on_date) select 1, 'in', '2026-05-20' from generate_series(1, 4);
"""


@pytest.fixture
def applied(database: str, tmp_path: Path) -> Iterator[psycopg.Connection]:
    """A company that is kept well until 19 June, with a thousand persons."""
    file = tmp_path / "saint.yaml"
    file.write_text(DEFINITION)
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(SCHEMA.encode())
        connection.execute("select saint.set_today('2026-06-01')")
        connection.execute(OF_ONE.encode())
        apply_plan(connection, make_plan(connection, load([file])))
        yield connection


def test_a_company_s_flip_is_one_mark_whatever_the_number_of_its_persons(applied: psycopg.Connection) -> None:
    def marks() -> object:
        return applied.execute(
            "select (select count(*) from saint_data.person_via), (select count(*) from saint_data.person_dirty),"
            " (select array_agg(status order by status) from saint.zompany_status),"
            " (select count(*) from saint.person_status where status = 'of_neglected')"
        ).fetchone()

    assert marks() == (0, 0, None, 0)
    # One more call: the counter changes, and no answer.
    applied.execute("insert into crm.activity (company_id, direction, on_date) values (1, 'in', '2026-05-30')")
    assert marks() == (0, 0, None, 0)
    applied.execute("delete from crm.activity where direction = 'out' and on_date = '2026-05-25'")
    assert marks() == (1, 0, ["neglected"], 1000)
    assert applied.execute("select count(*) from saint.selection_mailing").fetchone() == (1000,)
    applied.execute("select saint.tick()")
    assert marks() == (0, 0, ["neglected"], 1000)
    flips = "select count(*) from saint.status_change where status = 'of_neglected' and active"
    assert applied.execute(flips).fetchone() == (1000,)

    # It is explained by the company's own criteria, and turns on the company's own day.
    explained = "select criterion, value, met, changes_on from saint.explain('of_neglected', '7')"
    criteria, value, met, changes_on = applied.execute(explained).fetchone() or ()
    assert (criteria, met, changes_on) == ("zompany.status('neglected')", True, None)
    assert value == (
        "true (zompany 1: category = 'Customer' is met: Customer, count(activity) filter (where direction = 'out' and"
        " past(period1)) < 2 is met: 1)"
    )
    applied.execute("insert into crm.activity (company_id, direction, on_date) values (1, 'out', '2026-05-31')")
    assert applied.execute(explained.replace("criterion, value, ", "")).fetchone() == (False, date(2026, 6, 19))
    quiet = "select value, met, changes_on from saint.explain('quiet', '7')"
    assert applied.execute(quiet).fetchone() == (
        "zompany.calls = 0 = false, zompany.last_call < today - 30 = false (zompany 1: calls = 7; zompany 1: last_call"
        " = 2026-05-31)",
        False,
        date(2026, 6, 30),
    )


@pytest.mark.long
def test_what_it_asks_means_another_thing(applied: psycopg.Connection) -> None:
    """The company's status is changed online, in small steps, while calls come; the person's stays as it is written."""
    changed = DEFINITION.replace("< 2\n", "< 3\n")
    calls = "insert into crm.activity (company_id, direction, on_date) values ({}, 'out', '2026-05-30')"
    applied.execute("delete from crm.person where person_id between 7 and 1000")
    applied.execute("select saint.tick()")
    with psycopg.connect(applied.info.dsn, autocommit=True) as other:
        apply_ = online(changed, other)
        truth = None
        for number, step in enumerate(apply_.steps()):
            applied.execute(calls.format(1 + number % 2).encode())
            if apply_.in_force:
                truth = truth or Truth(apply_.definition)
                _compare(applied, truth, [step.text], False)
    assert truth is not None
    applied.execute("select saint.tick()")
    _compare(applied, truth, ["a tick"])
    assert applied.execute("select * from saint.check()").fetchall() == []
