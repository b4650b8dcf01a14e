"""What cannot be computed of one row costs its cell or its line, and all the rest can be read."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from pg_saint.cluster.provider import Provider
from tests.oracle.apply import apply
from tests.support import fresh_database

CRM = """
create schema crm;
create table crm.users (key text, department text, number text);
create table crm.company (id integer primary key, name text, note text, lat text, owner text, category text);
create table crm.call (id text, company text, note text, at timestamp, state text, who text, title text);
create table crm.sale (id integer primary key, company integer, on_date date, amount numeric, paid text);
insert into crm.users values ('1', 'a', '1'), ('2', 'a', '2');
insert into crm.company select n, 'C' || n, '1', '1', '1', '1' from generate_series(1, 3) n;
insert into crm.call
select n * 10, n, '1', '2026-05-01 12:00', 'a', '1', '1' from generate_series(1, 3) n;
insert into crm.sale select n, n, '2026-05-01', 10, '1' from generate_series(1, 3) n;
"""

DEFINITIONS = """
timezone: Europe/Amsterdam
periods: [30]
languages: [en]
users:
  table: crm.users
  key: key::integer
  where: number::integer > 0
  fields: {email: number::integer + 1, group: department}
entities:
  company:
    table: crm.company
    key: id
    where: category::integer > 0
    joins: {owned: {table: crm.users, on: owned.key::integer = owner::integer}}
    fields: {name: name, note: note::integer, latitude: lat::numeric, user: owner::integer,
             color: owned.number::integer, category: category}
sources:
  call:
    table: crm.call
    key: id::integer
    where: note::integer > 0
    date: at
    date_zone: Asia/Tokyo
    links: {company: company::integer}
    fields: {user: who::integer, title: title::integer}
    moment: {kind: history}
  sale:
    table: crm.sale
    key: id
    date: on_date
    amount: amount
    links: {company: company}
    fields: {paid: paid::integer}
    moment: {kind: sales}
    revenue: {orders: paid > 0}
counters:
  calls: {on: company, value: count(call)}
  last: {on: company, value: max(call.date)}
statuses:
  here:
    on: company
    when: id_is_known
    description: {en: "<name> <note> <color> <days since last> <alid> <auem>"}
monitors:
  all: {on: company, period: 365, revenue: orders}
  such: {on: company, of: "note > 0 and category::integer > 0", group: a, period: 365}
"""
# What makes one row fail, and what it costs: of which companies the moments, and which of the moments of all.
BAD: dict[str, dict[int, int | None]] = {
    "update crm.company set note = 'x' where id = 1": {},
    "update crm.company set lat = '1e400' where id = 1": {},
    "update crm.company set owner = 'x' where id = 1": {},
    "update crm.company set category = 'x' where id = 1": {1: None},
    "insert into crm.users values ('x', 'a', '1'), ('3', 'a', 'x')": {},
    "update crm.call set id = 'x' where id = '10'": {},
    "update crm.call set note = 'x' where id = '10'": {1: 1},
    "update crm.call set company = 'x' where id = '10'": {1: 1},
    "update crm.call set who = 'x', title = 'x' where id = '10'": {},
    "update crm.call set at = 'infinity' where id = '10'": {1: 1},
    "update crm.call set at = '294276-12-31 23:00' where id = '10'": {1: 1},
    "update crm.call set at = '4714-11-24 00:00 BC' where id = '10'": {1: 1},
    "update crm.sale set on_date = '5874897-12-31' where id = 1": {1: 1},
    "update crm.sale set on_date = '-infinity' where id = 1": {1: 1},
    "update crm.sale set amount = 9e131071 where id < 3": {},
    "update crm.sale set paid = 'x' where id = 1": {},
}  # fmt: skip


@pytest.fixture(scope="module")
def crm(cluster: Provider, template: str) -> Iterator[psycopg.Connection]:
    with fresh_database(cluster, template) as name, psycopg.connect(cluster.dsn(name), autocommit=True) as crm:
        yield prepared(crm, cluster.dsn(name))


def prepared(crm: psycopg.Connection, database: str) -> psycopg.Connection:
    crm.execute(CRM.encode())
    crm.execute("select saint.set_today('2026-06-01'), set_config('saint.sender', '1', false)")
    apply(DEFINITIONS.replace("id_is_known", "coalesce(name, '') <> '-'"), database)
    return crm


PARALLEL = """
    select set_config(name, 'on', true) from pg_settings where name in ('force_parallel_mode', 'debug_parallel_query')
"""
# Functions that may run beside or under a parallel query, and have a block that catches errors, or name one that does.
NOT_ALONE = """
    with ours as (
        select oid, proname, proparallel, pg_get_functiondef(oid) as text
        from pg_proc
        where pronamespace in ('saint'::regnamespace, 'saint_data'::regnamespace) and prokind = 'f'
    )
    select o.oid::regprocedure::text
    from ours o
    where o.proparallel <> 'u'
        and (
            o.text ~ '\\mexception\\s+when\\M'
            or exists (
                select from ours u
                where u.proparallel = 'u' and u.text ~ '\\mexception\\s+when\\M'
                    and o.text ~ ('\\m' || u.proname || '\\M\\('))
        )
"""


def test_nothing_of_it_runs_under_a_parallel_query(crm: psycopg.Connection) -> None:
    assert crm.execute(NOT_ALONE).fetchall() == []
    with crm.transaction(force_rollback=True):
        crm.execute("update crm.call set company = 'x' where id = '10'")
        crm.execute(PARALLEL)
        assert len(crm.execute("select * from saint.contact_moment").fetchall()) == 5


def test_all_can_be_read(crm: psycopg.Connection) -> None:
    for statement, differs in BAD.items():
        totals: dict[str, int | None] = {"1": 2, "2": 2, "3": 2}
        totals |= {str(id): total for id, total in differs.items()}
        expected = sorted((id, total) for id, total in totals.items() if total is not None)
        with crm.transaction(force_rollback=True):
            crm.execute(statement.encode())
            for monitor in ("all", "such"):
                crm.execute("select saint.recalculate(%s)", (monitor,))
            grid = crm.execute("select id::text, total from saint.attention_all order by 1").fetchall()
            assert grid == expected, statement
            assert len(crm.execute("select total from saint.attention_such").fetchall()) >= 2, statement
            sums = crm.execute("select id, revenue from saint.attention_all_sales where id = 3").fetchall()
            assert sums == [(3, 10)], statement
            between = "select total from saint.attention_between('company', '2026-01-01', '2026-06-01')"
            assert len(crm.execute(between).fetchall()) == len(expected), statement
            bands = "select r.* from generate_series(0, 5) b, saint.attention_relations('all', b) r"
            assert len(crm.execute(bands.encode()).fetchall()) == len(expected), statement
            read = "select source_key, title, occurred_at::text from {}"
            moments = crm.execute(read.format("saint.contact_moment").encode()).fetchall()
            assert len(moments) >= 4, statement
            for id in ("1", "2", "3"):
                crm.execute(read.format(f"saint.chronology('company', '{id}')").encode())
                crm.execute("select saint.describe('here', %s)", (id,))
                crm.execute("select saint.status_dialog('company', %s)", (id,))
            said = crm.execute("select saint.describe('here', '2')").fetchone()
            assert said is not None
            assert said[0].startswith("C2 1 1 31"), (statement, said)
            crm.execute("select * from saint.happened('company', '1', '2026-01-01')")
            fields = crm.execute("select id, note from saint_data.company_fields('{1,2,3}')").fetchall()
            assert {(2, 1), (3, 1)} <= set(fields), statement
