"""Triggers of the CRM that change or delete the row just written: what they do is told before what fired them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
import pytest
from psycopg import sql

from tests.oracle.apply import apply
from tests.oracle.tables import raw

pytestmark = pytest.mark.long

CRM = """
create schema crm;
create table crm.company (company_id integer primary key);
create table crm.activity (activity_id integer primary key, company_id integer, on_date date, amount numeric, way text);
create index on crm.activity (company_id);
insert into crm.company select generate_series(1, 4);
insert into crm.activity values
    (1, 2, '2026-05-20', 5, 'in'), (2, 3, '2026-05-30', 9, 'out'), (3, 3, '2026-01-01', 1, 'in');
"""

DEFINITIONS = """
timezone: UTC
periods: [30]
entities:
  company: {table: crm.company, key: company_id}
sources:
  activity:
    table: crm.activity
    key: activity_id
    date: on_date
    amount: amount
    links: {company: company_id}
    fields: {way: way}
counters:
  n: {on: company, value: count(activity)}
  recent: {on: company, value: count(activity) filter (where past(period1))}
  total: {on: company, value: sum(activity.amount) filter (where way = 'out')}
  mean: {on: company, value: avg(activity.amount)}
  first: {on: company, value: min(activity.date)}
  last: {on: company, value: max(activity.date)}
  last_out: {on: company, value: max(activity.date) filter (where way = 'out')}
  least: {on: company, value: min(activity.amount) filter (where past(period1))}
statuses:
  quiet: {on: company, when: count(activity) filter (where way = 'out') = 0}
  busy: {on: company, when: count(activity) > 2}
  late: {on: company, when: max(activity.date) <= today - period1}
"""

PLAIN = b"""
    select
      c.company_id, count(a), count(a) filter (where on_date > '2026-06-01'::date - 30 and on_date <= '2026-06-01'),
      sum(amount) filter (where way = 'out'), avg(amount), min(on_date), max(on_date),
      max(on_date) filter (where way = 'out'),
      min(amount) filter (where on_date > '2026-06-01'::date - 30 and on_date <= '2026-06-01'),
      count(a) filter (where way = 'out') = 0, count(a) > 2, coalesce(max(on_date) <= '2026-06-01'::date - 30, false)
    from crm.company c left join crm.activity a using (company_id) group by 1 order by 1
"""

SHOWN = b"""
    select
      c.id, n, recent, total, mean, first, last, last_out, least,
      exists (select from saint.company_status s where s.id = c.id and s.status = 'quiet'),
      exists (select from saint.company_status s where s.id = c.id and s.status = 'busy'),
      exists (select from saint.company_status s where s.id = c.id and s.status = 'late')
    from saint.company_counter c order by 1
"""

# What the trigger does to the row just written, whose key is `this`.
DOES = {
    "deletes it": "delete from crm.activity where activity_id = this",
    "dates it back": "update crm.activity set on_date = on_date - 40, amount = amount - 3 where activity_id = this",
    "dates it on": "update crm.activity set on_date = on_date + 3, amount = amount + 3 where activity_id = this",
    "takes its values": "update crm.activity set on_date = null, amount = null where activity_id = this",
    "turns it": "update crm.activity set way = case way when 'out' then 'in' else 'out' end where activity_id = this",
    "moves it": "update crm.activity set company_id = company_id % 4 + 1 where activity_id = this",
    "gives it to nobody": "update crm.activity set company_id = null where activity_id = this",
    "changes it twice": """
        update crm.activity set on_date = on_date + 9, amount = amount + 9 where activity_id = this;
        update crm.activity set on_date = on_date - 30, amount = amount - 30 where activity_id = this""",
    "changes and deletes it": """
        update crm.activity set on_date = on_date + 9, amount = amount + 9 where activity_id = this;
        delete from crm.activity where activity_id = this""",
    "deletes it and its like": """
        delete from crm.activity
        where company_id = (select company_id from crm.activity where activity_id = this)""",
    "replaces it": """
        delete from crm.activity where activity_id = this;
        insert into crm.activity values (this, 3, '2026-05-25', 4, 'in') on conflict do nothing""",
    "writes another": """
        insert into crm.activity
        select (select max(activity_id) + 1000 from crm.activity), company_id, on_date + 5, 7, 'in'
        from crm.activity where activity_id = this""",
    "ticks": "perform saint.tick()",
}

WHEN = ("for each row", "for each statement")


def statements() -> Iterator[tuple[int, str]]:
    for number, company in enumerate((1, 2, 3), start=100):
        yield number, f"insert into crm.activity values ({number}, {company}, '2026-05-25', 6, 'out')"
        yield number, f"update crm.activity set on_date = '2026-05-31', amount = 8 where activity_id = {number}"
        yield number, f"update crm.activity set company_id = {company % 3 + 1} where activity_id = {number}"
        yield number, f"update crm.activity set on_date = '2026-03-31', amount = 2 where activity_id = {number}"
        yield number, f"delete from crm.activity where activity_id = {number}"


@pytest.fixture
def crm(database: str, connect: Callable[..., psycopg.Connection]) -> psycopg.Connection:
    connection = connect(autocommit=True)
    connection.execute(CRM.encode())
    connection.execute("select saint.set_today('2026-06-01')")
    apply(DEFINITIONS, database)
    return connection


def exact(crm: psycopg.Connection) -> None:
    assert crm.execute(SHOWN).fetchall() == crm.execute(PLAIN).fetchall()


def finished(crm: psycopg.Connection) -> None:
    """As stored too, once a tick has looked at the marks."""
    assert crm.execute("select * from saint.check()").fetchall() == []
    crm.execute("drop trigger acts on crm.activity")
    crm.execute("select saint.tick()")
    exact(crm)
    assert crm.execute("select id from saint_data.company_dirty").fetchall() == []


def make_trigger(crm: psycopg.Connection, when: str, does: str, deepest: int = 1) -> None:
    """A trigger of the CRM that sorts before ours. `deepest`: of the triggers that it fires itself, those that act."""
    crm.execute(
        sql.SQL("""
            create function crm.act() returns trigger language plpgsql as $$
            declare
                this integer := current_setting('crm.this')::integer;
            begin
                if pg_trigger_depth() <= {deepest} then
                    {does};
                end if;
                return null;
            end $$;
            create trigger acts after insert or update or delete on crm.activity {when} execute function crm.act()
        """).format(deepest=sql.Literal(deepest), does=raw(does), when=raw(when))
    )


@pytest.mark.parametrize("when", WHEN)
def test_the_row_just_written(crm: psycopg.Connection, when: str) -> None:
    for does in DOES.values():
        for deepest in (1, 2):
            with crm.transaction(force_rollback=True):
                make_trigger(crm, when, does, deepest)
                for this, statement in statements():
                    crm.execute("select set_config('crm.this', %s, false)", (str(this),))
                    crm.execute(statement.encode())
                    exact(crm)
                finished(crm)


def test_a_status_that_nobody_ever_had_is_not_in_the_history(crm: psycopg.Connection) -> None:
    """What the trigger takes away is not counted yet: for a moment there is one outgoing activity less than none."""
    crm.execute("select saint.tick()")
    before = crm.execute("select id, status, since from saint.company_status order by 1, 2").fetchall()
    history = crm.execute("select * from saint.status_history").fetchall()
    make_trigger(crm, "for each row", DOES["turns it"])
    crm.execute("select set_config('crm.this', '100', false)")
    crm.execute("insert into crm.activity values (100, 1, '2026-05-25', 6, 'out')")
    crm.execute("select saint.tick()")
    assert crm.execute("select id, status, since from saint.company_status order by 1, 2").fetchall() == before
    assert crm.execute("select * from saint.status_history").fetchall() == history
