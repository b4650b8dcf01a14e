"""The examples of SAINT's documentation, as docs/library.md says they are written: against hand-written SQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.cluster.provider import Provider
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.support import fresh_database

HERE = Path(__file__).parent
TODAY = "2026-08-31"  # six months before it is the last day of February

LIBRARY = """
library:
  - expensive_customer
  - neglected_customer
  - sleeping_customer
  - neglected_project
  - unprofitable_project
  - {name: good_customer_gone_quiet, days: 2 months, sales: 2}
  - {name: no_sale_in_sight, days: 2 years}
  - {name: forgotten_customer, days: 6 months}
  - {name: forgotten_customer, as: cobweb, days: 3 months, rank: 1}
  - {name: not_bought, days: 9 months}
  - {name: not_bought, as: not_bought_3_months, days: 3 months, rank: 2}
  - {name: too_many_requests, days: 6 weeks}
  - {name: too_many_requests, as: too_many_requests_2_weeks, days: 2 weeks, rank: 3}
  - unresolved_requests
  - project_without_plan
  - meetings_without_sale
  - overdue_sale
  - large_deal_in_closing
  - quote_awaiting_approval
  - no_sales_activity
  - sales_activities_to_do
  - stalled_project
"""

# Companies and projects with so many events around each of the edges that every status finds some and not others.
DATA = """
insert into crm.company select n, 'Company ' || n, case when n % 4 > 0 then 'Customer' end, 'Ann'
from generate_series(1, 60) n;
insert into crm.project
select n, 'Project ' || n, 'Ann', (array['ongoing', 'completed', 'stopped', 'planned'])[1 + n % 4], null
from generate_series(1, 40) n;
insert into crm.activity (company_id, project_id, direction, intention, on_date, done)
select 1 + n % 61, 1 + n % 43, (array['outgoing', 'incoming'])[1 + n % 7 / 4],
  (array['Sales', 'Marketing'])[1 + n % 3 / 2],
  date '2026-08-31' - (n * n) % 260 + case when n % 29 = 0 then 300 else 0 end, n % 5 > 0
from generate_series(1, 500) n;
insert into crm.activity (company_id, direction, intention, on_date, done)
select n % 6 + 1, 'outgoing', case when n % 2 = 0 then 'Marketing' else 'Sales' end, date '2026-08-20' - n, true
from generate_series(1, 70) n;
insert into crm.activity (company_id, project_id, on_date, done) values
  (50, 4, '2026-08-31', false), (51, 8, '2026-08-31', true), (52, 12, '2026-02-28', true), (53, 16, '2026-03-01', true);
delete from crm.activity where company_id in (52, 53) and on_date <> all ('{2026-02-28,2026-03-01}');
delete from crm.activity where project_id in (4, 8) and on_date > '2026-08-31';
delete from crm.activity where company_id in (54, 57) or project_id = 20;
insert into crm.activity (company_id, direction, on_date)
select 54, 'outgoing', date '2026-08-31' - 60 from generate_series(1, 6);
insert into crm.activity (project_id, on_date)
select 20, date '2026-06-02' from generate_series(1, 6);
insert into crm.sale (company_id, project_id, status, stage, approval, amount, on_date)
select 1 + n % 57, 1 + n % 31, (array['sold', 'open', 'lost'])[1 + n % 3], 'quote',
  case when n % 11 = 0 then 'awaiting' when n % 11 = 1 then 'approved' end, n * 1000,
  date '2026-08-31' - (n * 37) % 900 + 60
from generate_series(1, 240) n;
insert into crm.request (company_id, on_date, done)
select 1 + n % 19, date '2026-08-31' - n % 47, n % 3 > 0 from generate_series(1, 200) n;
insert into crm.request (company_id, on_date) select 20, date '2026-08-31' - n from generate_series(8, 13) n;
"""

RECORDS = "select c.{0}_id::text from crm.{0} c where {1}"
ACTIVITY = "select count(*) from crm.activity a where a.{0}_id = c.{0}_id and {1}"
SALE = "select count(*) from crm.sale s where s.{0}_id = c.{0}_id and {1}"
REQUEST = "select count(*) from crm.request r where r.company_id = c.company_id and {}"
CUSTOMER = "c.category = 'Customer' and "


def activities(of: str, condition: str) -> str:
    return f"({ACTIVITY.format(of, condition)})"


def sales(of: str, condition: str) -> str:
    return f"({SALE.format(of, condition)})"


def requests(condition: str) -> str:
    return f"({REQUEST.format(condition)})"


def within(table: str, length: str) -> str:
    return f"{table}.on_date > date '{TODAY}' - interval '{length}' and {table}.on_date <= '{TODAY}'"


LATER = f"a.on_date > '{TODAY}'"
MANY = "a.intention = 'Marketing' and "
TRUTH = {
    "expensive_customer": activities("company", MANY + within("a", "90 days"))
    + " >= 8 and 0 = "
    + sales("company", "s.status = 'sold' and " + within("s", "90 days")),
    "neglected_customer": CUSTOMER
    + activities("company", "a.direction = 'outgoing' and " + within("a", "30 days"))
    + " < 2",
    "sleeping_customer": CUSTOMER
    + activities("company", "a.direction = 'incoming' and " + within("a", "90 days"))
    + " = 0 and 6 <= "
    + activities("company", "a.direction = 'outgoing' and " + within("a", "90 days")),
    "neglected_project": "c.status = 'ongoing' and 0 = " + activities("project", within("a", "14 days")),
    "unprofitable_project": "c.status in ('completed', 'stopped') and 0 = " + sales("project", "s.status = 'sold'"),
    "good_customer_gone_quiet": CUSTOMER
    + sales("company", "s.status = 'sold'")
    + " > 2 and 0 = "
    + sales("company", f"s.status = 'sold' and s.on_date >= date '{TODAY}' - interval '2 months'"),
    "no_sale_in_sight": CUSTOMER + "0 = " + sales("company", f"s.on_date > date '{TODAY}' - interval '2 years'"),
    "forgotten_customer": CUSTOMER
    + "0 = "
    + activities("company", f"a.on_date > date '{TODAY}' - interval '6 months'"),
    "cobweb": CUSTOMER + "0 = " + activities("company", f"a.on_date > date '{TODAY}' - interval '3 months'"),
    "not_bought": CUSTOMER + "0 = " + sales("company", "s.status = 'sold' and " + within("s", "9 months")),
    "not_bought_3_months": CUSTOMER + "0 = " + sales("company", "s.status = 'sold' and " + within("s", "3 months")),
    "too_many_requests": requests(within("r", "42 days")) + " >= 6",
    "too_many_requests_2_weeks": requests(within("r", "14 days")) + " >= 6",
    "unresolved_requests": requests(f"not r.done and r.on_date <= date '{TODAY}' - 30") + " > 0",
    "project_without_plan": "c.status = 'ongoing' and 0 = "
    + activities("project", f"({LATER} or a.on_date = '{TODAY}' and not a.done)"),
    "meetings_without_sale": activities("company", "a.intention = 'Sales' and a.done and " + within("a", "180 days"))
    + " >= 5 and 0 = "
    + sales("company", "s.status = 'sold' and " + within("s", "180 days")),
    "overdue_sale": sales("company", f"s.status = 'open' and s.on_date < '{TODAY}'") + " > 0",
    "large_deal_in_closing": "0 < "
    + sales(
        "company",
        f"s.status = 'open' and s.amount >= 100000 and s.on_date between date '{TODAY}' and date '{TODAY}' + 30",
    ),
    "quote_awaiting_approval": sales("company", "s.status = 'open' and s.approval = 'awaiting'") + " > 0",
    "no_sales_activity": CUSTOMER
    + "0 = "
    + activities("company", "a.intention = 'Sales' and " + within("a", "180 days")),
    "sales_activities_to_do": activities("project", "a.intention = 'Sales' and not a.done") + " > 0",
    "stalled_project": activities("project", "a.done")
    + " > 5 and 0 = "
    + activities("project", "a.done and " + within("a", "90 days")),
}
ON_PROJECTS = (
    "neglected_project",
    "unprofitable_project",
    "project_without_plan",
    "sales_activities_to_do",
    "stalled_project",
)


@pytest.fixture(scope="module")
def seeds(
    cluster: Provider, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[psycopg.Connection[tuple[str]]]:
    file = tmp_path_factory.mktemp("definitions") / "library.yaml"
    file.write_text(LIBRARY)
    with fresh_database(cluster, template) as name, psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
        connection.execute((HERE / "crm.sql").read_bytes())
        connection.execute(DATA.encode())
        connection.execute("select saint.set_today(%s)", (TODAY,))
        apply_plan(connection, make_plan(connection, load([HERE / "crm.yaml", file])))
        yield connection


@pytest.mark.parametrize("status", TRUTH)
def test_it_is_what_the_seed_says(seeds: psycopg.Connection[tuple[str]], status: str) -> None:
    entity = "project" if status in ON_PROJECTS else "company"
    found = seeds.execute("select id from saint.statusvalue where status = %s", (status,)).fetchall()
    expected = seeds.execute(RECORDS.format(entity, TRUTH[status]).encode()).fetchall()
    everything = seeds.execute(f"select count(*) from crm.{entity}".encode()).fetchone()
    assert sorted(found) == sorted(expected)
    assert everything is not None
    assert 0 < len(found) < int(everything[0])
