"""A CRM of 5,000 companies with pg_saint on it, once for all that reads it."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from pg_saint.cluster.provider import Provider
from tests.oracle.apply import apply
from tests.support import fresh_database

CRM = b"""
create schema crm;
create table crm.company (company_id integer primary key, name text, category text);
create table crm.activity (activity_id serial primary key, company_id integer, starts_on date);
create index on crm.activity (company_id);
insert into crm.company select n, 'Company ' || n, 'Customer' from generate_series(1, 5000) n;
create index on crm.company (name);
insert into crm.activity (company_id, starts_on) select n, '2026-02-27' from generate_series(1, 5000, 2) n;
"""
DEFINITIONS = """
timezone: UTC
periods: [30]
entities:
  company: {table: crm.company, key: company_id, fields: {name: name, category: category}}
sources:
  activity: {table: crm.activity, key: activity_id, date: starts_on, links: {company: company_id}}
counters:
  recent: {on: company, value: count(activity) filter (where past(period1))}
  last: {on: company, value: max(activity.date)}
statuses:
  quiet:
    on: company
    when: count(activity) filter (where past(period1)) = 0
    rank: 1
    visual: true
    description: "<name> has not heard from us."
  known: {on: company, when: count(activity) > 0, rank: 2}
selections:
  quiet_ones: {on: company, when: status('quiet'), columns: [category]}
"""


@pytest.fixture(scope="module")
def dsn(cluster: Provider, template: str) -> Iterator[str]:
    """A connection string; it is the first of March 2026."""
    with fresh_database(cluster, template) as name:
        made = cluster.dsn(name)
        with psycopg.connect(made, autocommit=True) as connection:
            connection.execute(CRM)
            connection.execute("select saint.set_today('2026-03-01')")
            apply(DEFINITIONS, made)
            connection.execute("vacuum analyze")
        yield made


@pytest.fixture
def crm(dsn: str) -> Iterator[psycopg.Connection]:
    """Each statement in a transaction of its own."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        yield connection
