"""What a session has set changes neither what our triggers store nor what its reads say."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from pg_saint.cluster.provider import Provider
from tests.oracle.apply import apply
from tests.oracle.comparison import Truth
from tests.support import fresh_database

CRM = r"""
create schema crm;
create table crm.company (company_id integer primary key, kind text, rating double precision);
create table crm.person (person_id integer primary key, company_id integer, since timestamptz);
create table crm.sale (
    sale_id integer primary key, company_id integer, kind text, sold_at timestamptz, amount double precision);
create table crm.guest (sale_id integer, person_id integer, weight double precision);
insert into crm.company values (1, 'a\b', 0.1), (2, 'a_b', 0.30000000000000004), (3, null, null);
insert into crm.person select n, n % 3 + 1, '2026-02-28 23:30+00' from generate_series(1, 6) n;
insert into crm.sale select n, n % 3 + 1, 'a_b', '2026-02-28 23:30+00', n / 10.0 from generate_series(1, 9) n;
insert into crm.guest select n, n % 6 + 1, 0.1 from generate_series(1, 9) n;
"""

DEFINITIONS = r"""
timezone: Europe/Oslo
periods: [7]
entities:
  company: {table: crm.company, key: company_id, fields: {kind: kind, rating: rating}}
  person:
    table: crm.person
    key: person_id
    parents: {company: company_id}
    fields: {since: "(since at time zone 'Europe/Oslo')::date"}
sources:
  sale:
    table: crm.sale
    key: sale_id
    date: sold_at
    amount: amount
    links:
      company: company_id
      person: {through: crm.guest, source: sale_id, target: person_id, where: weight > 0.05}
    fields: {kind: kind}
counters:
  back: {on: company, value: 'count(sale) filter (where kind = ''a\b'' and past(period1))'}
  under: {on: company, value: 'count(sale) filter (where kind like ''%\_%'')'}
  none: {on: company, value: count(sale) filter (where kind is null)}
  total: {on: company, value: sum(sale.amount) filter (where past(period1))}
  most: {on: person, value: max(sale.amount)}
  day: {on: person, value: max(sale.date)}
statuses:
  slanted: {on: company, when: 'kind = ''a\b'' and exists(sale) filter (where kind = ''a\b'')'}
  recent: {on: person, when: since > today - 7 and company.kind like '%\_%'}
selections:
  odd: {on: company, when: 'kind like ''%\\%''', columns: [kind, rating]}
"""

SETTINGS = {
    "standard_conforming_strings": "off",
    "transform_null_equals": "on",
    "DateStyle": "SQL, DMY",
    "IntervalStyle": "sql_standard",
    "TimeZone": "Pacific/Auckland",
    "extra_float_digits": "-15",
    "search_path": "",
    "row_security": "off",
    "quote_all_identifiers": "on",
    "plan_cache_mode": "force_custom_plan",
    "jit_above_cost": "0",
    "enable_tidscan": "off",
    "array_nulls": "off",
    "lc_numeric": "C",
    "bytea_output": "escape",
}


# Nothing that is shown otherwise under some setting.
SEEN = b"""
    select c.id, back, under, none, total::numeric, s.status, r.rating::numeric
    from saint.company_counter c
    left join saint.company_status s on s.id = c.id left join saint.selection_odd r on r.id = c.id
    union all
    select c.id, extract(julian from day)::bigint, null, null, most::numeric, s.status, null
    from saint.person_counter c left join saint.person_status s on s.id = c.id
"""


def seen(connection: psycopg.Connection) -> list[str]:
    return sorted(map(str, connection.execute(SEEN).fetchall()))


@pytest.fixture(scope="module")
def applied(cluster: Provider, template: str) -> Iterator[tuple[str, Truth]]:
    """A database with the definitions applied, to be copied, and what they mean."""
    with fresh_database(cluster, template) as name:
        with psycopg.connect(cluster.dsn(name), autocommit=True) as crm:
            for statement in CRM.split(";\n"):
                crm.execute(statement.encode())
            crm.execute("select saint.set_today('2026-03-01')")
        yield name, Truth(apply(DEFINITIONS, cluster.dsn(name)))


@pytest.fixture
def sessions(cluster: Provider, applied: tuple[str, Truth]) -> Iterator[list[psycopg.Connection]]:
    """Two of a copy: who writes, and who reads."""
    with fresh_database(cluster, applied[0]) as name:
        opened = [psycopg.connect(cluster.dsn(name), autocommit=True) for _ in range(2)]
        yield opened
        for connection in opened:
            connection.close()


@pytest.mark.parametrize("setting", SETTINGS)
def test_of_the_writer_and_of_the_reader(
    applied: tuple[str, Truth], sessions: list[psycopg.Connection], setting: str
) -> None:
    crm, reader = sessions
    truth = applied[1]
    crm.execute("select set_config(%s, %s, false)", (setting, SETTINGS[setting]))
    for statement, values in (
        ("insert into crm.sale values (10, 1, %s, '2026-02-28T23:15:00Z', 0.30000000000000004)", ("a\\b",)),
        ("insert into crm.sale values (11, 2, %s, '2026-03-01T10:00:00Z', 1e-7)", ("a_b",)),
        ("insert into crm.sale values (12, 2, null, '2026-03-01T10:00:00Z', 3)", ()),
        ("update crm.sale set kind = %s, amount = 0.1000000000000001 where sale_id = 2", ("a\\b",)),
        ("update crm.sale set kind = %s where sale_id < 8", ("axb",)),
        ("update crm.guest set weight = 0.050000000000000003 where sale_id = 1", ()),
        ("update crm.guest set weight = 0.04 where sale_id in (2, 3)", ()),
        ("update crm.company set rating = 0.30000000000000001, kind = %s where company_id = 2", ("a\\b",)),
        ("update crm.person set since = '2026-01-03T23:30:00Z', company_id = 2 where person_id = 1", ()),
        ("delete from crm.sale where sale_id in (1, 10)", ()),
    ):
        crm.execute(statement.encode(), values)
        truth.compare(reader)
        # What is not stored yet is computed by who reads.
        assert seen(crm) == seen(reader)
        crm.execute("select saint.tick()")
        truth.compare(reader)
        assert seen(crm) == seen(reader)
    assert crm.execute("select * from saint.check()").fetchall() == []
