"""A filter that looks at the record's own fields follows the record: its owner, its owner's name, its parent."""

from __future__ import annotations

from pathlib import Path

import psycopg

from pg_saint.apply import apply_plan
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.oracle.comparison import Truth

SCHEMA = """
create schema crm;
create table crm.users (user_id int primary key, name text);
create table crm.company (company_id int primary key, owner_id int, since date, deleted boolean not null default false);
create table crm.person (person_id int primary key, company_id int, helper_id int);
create table crm.activity (
  activity_id int generated always as identity primary key, company_id int, person_id int, user_id int, by_name text,
  on_date date);
create index on crm.activity (company_id);
create index on crm.activity (person_id);
create index on crm.company (owner_id);
create index on crm.person (company_id);
insert into crm.users values (1, 'Ann'), (2, 'Bo');
insert into crm.company values (1, 1, '2026-05-01'), (2, 2, '2026-05-01'), (3, null, null);
insert into crm.person values (1, 1, 2), (2, 2, null), (3, null, 1);
insert into crm.activity (company_id, person_id, user_id, by_name, on_date) values
  (1, 1, 1, 'Ann', '2026-05-20'), (1, 1, 2, 'Bo', '2026-04-20'), (2, 2, 1, 'Ann', '2026-05-30'),
  (3, 3, 1, 'Ann', '2026-05-30');
"""

DEFINITION = """
entities:
  company:
    table: crm.company
    key: company_id
    where: not deleted
    joins: {owner: {table: crm.users, on: owner.user_id = owner_id}}
    fields: {user: owner_id, owner: owner.name, since: since}
  person:
    table: crm.person
    key: person_id
    parents: {company: company_id}
    fields: {helper: helper_id}
sources:
  activity:
    table: crm.activity
    key: activity_id
    date: on_date
    links: {company: company_id, person: person_id}
    fields: {user: user_id, who: by_name}
counters:
  by_owner: {on: company, value: count(activity) filter (where user = company.user and past(30))}
  by_name: {on: company, value: count(activity) filter (where who = company.owner)}
  before: {on: company, value: max(activity.date) filter (where date < company.since)}
  everything: {on: company, value: count(activity)}
  by_helper: {on: person, value: count(activity) filter (where user = person.helper or user = company.user)}
statuses:
  owner_is_silent: {on: company, when: not exists(activity) filter (where user = company.user)}
"""

BY_HAND = """
select c.company_id,
  (select count(*) from crm.activity a where a.company_id = c.company_id and a.user_id = c.owner_id
    and a.on_date > saint.today() - 30 and a.on_date <= saint.today()),
  (select count(*) from crm.activity a join crm.users u on u.user_id = c.owner_id
    where a.company_id = c.company_id and a.by_name = u.name),
  (select max(a.on_date) from crm.activity a where a.company_id = c.company_id and a.on_date < c.since),
  (select count(*) from crm.activity a where a.company_id = c.company_id)
from crm.company c where not c.deleted order by 1
"""
OF_PERSONS = """
select p.person_id,
  (select count(*) from crm.activity a
    where a.person_id = p.person_id and (a.user_id = p.helper_id or a.user_id = c.owner_id))
from crm.person p left join crm.company c on c.company_id = p.company_id and not c.deleted order by 1
"""
LIFE = (
    "update crm.company set owner_id = 2 where company_id = 1",
    "update crm.users set name = 'Anna' where user_id = 1",
    "update crm.activity set by_name = 'Anna' where user_id = 1",
    "insert into crm.activity (company_id, person_id, user_id, on_date) values (1, 2, 2, '2026-06-01')",
    "update crm.activity set company_id = 2 where company_id = 1",
    "update crm.company set owner_id = 1, since = '2026-06-10'",
    "insert into crm.company values (4, 1, '2026-06-01')",
    "update crm.activity set company_id = 4 where activity_id = 1",
    "select saint.set_today('2026-06-25')",
    "update crm.person set company_id = 3, helper_id = 1",
    "update crm.company set deleted = true where company_id = 3",
    "delete from crm.company where company_id = 2; insert into crm.company values (2, 2, '2026-06-01')",
    "truncate crm.users",
)


def test_count_activity_filter_where_user_is_the_companys_owner(database: str, tmp_path: Path) -> None:
    file = tmp_path / "saint.yaml"
    file.write_text(DEFINITION)
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(SCHEMA.encode())
        connection.execute("select saint.set_today('2026-06-01')")
        plan = make_plan(connection, load([file]))
        apply_plan(connection, plan)
        truth = Truth(plan.definition)
        for number, statement in enumerate(("select 1", *LIFE)):
            connection.execute(statement.encode())
            _compare(connection, truth, statement)
            if number % 2:
                connection.execute("select saint.tick()")
                _compare(connection, truth, f"a tick after {statement}")
        assert connection.execute("select count(*) from saint.check()").fetchone() == (0,)


def _compare(connection: psycopg.Connection, truth: Truth, what: str) -> None:
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read")
        companies = "select id, by_owner, by_name, before, everything from saint.company_counter order by id"
        assert connection.execute(companies).fetchall() == connection.execute(BY_HAND).fetchall(), what
        persons = "select id, by_helper from saint.person_counter order by id"
        assert connection.execute(persons).fetchall() == connection.execute(OF_PERSONS).fetchall(), what
        truth.compare(connection)
