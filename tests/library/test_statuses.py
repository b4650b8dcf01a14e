"""What each ready status means: a record that has it, and one that only just has not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.cluster.provider import Provider
from pg_saint.library import entries
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.oracle.comparison import Truth
from tests.support import fresh_database

HERE = Path(__file__).parent
TODAY = "2026-06-01"
COMPANY = "insert into crm.company values (1, 'Yes', 'Customer', 'Ann'), (2, 'No', 'Customer', 'Ann')"
PROJECT = (
    "insert into crm.project values"
    " (1, 'Yes', 'Ann', 'ongoing', '2026-05-31'), (2, 'No', 'Ann', 'ongoing', '2026-06-01')"
)
PERSON = "insert into crm.person values (1, 'Yes'), (2, 'No')"
SALES = "insert into crm.sale ({}, status, on_date) "
ACTIVITIES = "insert into crm.activity ({}, direction, intention, on_date, done) "
SOLD, DONE = SALES.format("company_id"), ACTIVITIES.format("company_id")
WORK = ACTIVITIES.format("project_id")

# By status: the statements after which record 1 has it and record 2 has not.
EXAMPLES: dict[str, list[str]] = {
    "good_customer_gone_quiet": [
        COMPANY,
        SOLD + "select 1, 'sold', date '2026-04-01' from generate_series(1, 51)",
        SOLD + "select 2, 'sold', date '2026-04-02' from generate_series(1, 51)",
    ],
    "too_many_requests": [
        COMPANY,
        "insert into crm.request (company_id, on_date) select 1, date '2026-06-01' from generate_series(1, 6)",
        "insert into crm.request (company_id, on_date) select 2, date '2026-06-01' from generate_series(1, 5)",
    ],
    "unresolved_requests": [
        COMPANY,
        "insert into crm.request (company_id, on_date) values (1, '2026-05-02'), (2, '2026-05-03')",
    ],
    "neglected_customer": [
        COMPANY,
        DONE + "values (1, 'outgoing', null, '2026-06-01', true), (1, 'incoming', null, '2026-06-01', true)",
        DONE + "select 2, 'outgoing', null, date '2026-05-03', true from generate_series(1, 2)",
    ],
    "forgotten_customer": [COMPANY, DONE + "values (2, 'outgoing', null, '2026-07-01', false)"],
    "sleeping_customer": [
        COMPANY,
        DONE + "select 1 + n % 2, 'outgoing', null, date '2026-05-01', true from generate_series(1, 12) n",
        DONE + "values (2, 'incoming', null, '2026-05-01', true)",
    ],
    "expensive_customer": [
        COMPANY,
        DONE + "select 1 + n % 2, 'outgoing', 'Marketing', date '2026-05-01', true from generate_series(1, 16) n",
        SOLD + "values (1, 'lost', '2026-05-01'), (2, 'sold', '2026-05-01')",
    ],
    "meetings_without_sale": [
        COMPANY,
        DONE + "select 1, 'outgoing', 'Sales', date '2026-05-01', true from generate_series(1, 5) n",
        DONE + "select 2, 'outgoing', 'Sales', date '2026-05-01', n > 1 from generate_series(1, 5) n",
    ],
    "overdue_sale": [COMPANY, SOLD + "values (1, 'open', '2026-05-31'), (2, 'open', '2026-06-01')"],
    "large_deal_in_closing": [
        COMPANY,
        "insert into crm.sale (company_id, status, on_date, amount) values"
        " (1, 'open', '2026-07-01', 100000), (2, 'open', '2026-07-02', 100000)",
    ],
    "open_quote": [
        COMPANY,
        "insert into crm.sale (company_id, status, stage) values (1, 'open', 'quote'), (2, 'sold', 'quote')",
    ],
    "quote_awaiting_approval": [
        COMPANY,
        "insert into crm.sale (company_id, status, stage, approval) values"
        " (1, 'open', 'quote', 'awaiting'), (2, 'open', 'quote', 'approved'), (2, 'open', 'quote', null),"
        " (2, 'lost', 'quote', 'awaiting')",
    ],
    "not_bought": [COMPANY, SOLD + "values (1, 'sold', '2026-03-03'), (2, 'sold', '2026-03-04')"],
    "no_sale_in_sight": [COMPANY, SOLD + "values (1, 'lost', '2024-06-01'), (2, 'open', '2027-01-01')"],
    "sale_gone_cold": [
        COMPANY,
        SOLD + "values (1, 'open', '2026-07-01'), (2, 'open', '2026-07-01')",
        DONE + "values (1, 'outgoing', null, '2026-05-02', true), (2, 'outgoing', null, '2026-05-03', true)",
    ],
    "no_sales_activity": [
        COMPANY,
        DONE + "values (1, 'outgoing', 'Service', '2026-05-02', true), (2, 'outgoing', 'Sales', '2026-05-02', true)",
    ],
    "overdue_follow_up": [
        COMPANY,
        DONE + "values (1, 'outgoing', null, '2026-05-25', false), (2, 'outgoing', null, '2026-05-26', false)",
    ],
    # what is still to do today is a plan, what was done today is none
    "customer_without_plan": [
        COMPANY,
        DONE + "values (1, 'outgoing', null, '2026-06-01', true), (2, 'outgoing', null, '2026-06-01', false)",
    ],
    "neglected_project": [
        PROJECT,
        WORK + "values (1, null, null, '2026-05-18', true), (2, null, null, '2026-05-19', true)",
    ],
    # what is still to do today is a plan, what was done today is none
    "project_without_plan": [
        PROJECT,
        WORK + "values (2, null, null, '2026-06-01', false), (1, null, null, '2026-06-01', true)",
    ],
    "stalled_project": [
        PROJECT,
        WORK + "select 1, null, null, date '2026-03-03', true from generate_series(1, 6)",
        WORK + "select 2, null, null, date '2026-03-04', true from generate_series(1, 6)",
    ],
    "overdue_project": [PROJECT],
    "unprofitable_project": [
        PROJECT,
        "update crm.project set status = 'stopped'",
        SALES.format("project_id") + "values (1, 'lost', '2026-03-03'), (2, 'sold', '2026-03-04')",
    ],
    "sales_activities_to_do": [
        PROJECT,
        WORK + "values (1, null, 'Sales', '2026-06-09', false), (2, null, 'Sales', '2026-05-09', true)",
    ],
    "person_without_contact": [
        PERSON,
        ACTIVITIES.format("person_id")
        + "values (1, null, null, '2024-06-01', true), (2, null, null, '2024-06-02', true)",
    ],
    "sale_past_its_date": [
        "insert into crm.sale (sale_id, status, on_date) values (1, 'open', '2026-05-31'), (2, 'open', '2026-06-01')",
    ],
    "large_sale": [
        "insert into crm.sale (sale_id, status, on_date, amount) values"
        " (1, 'open', '2026-07-01', 100000), (2, 'open', '2026-07-01', 99999)",
    ],
}


@pytest.fixture(scope="module")
def installed(
    cluster: Provider, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Truth]]:
    """A database in which the whole library is applied to an empty CRM."""
    file = tmp_path_factory.mktemp("definitions") / "library.yaml"
    file.write_text(f"library: [{', '.join(entries())}]\n")
    with fresh_database(cluster, template) as name:
        with psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
            connection.execute((HERE / "crm.sql").read_bytes())
            connection.execute("select saint.set_today(%s)", (TODAY,))
            plan = make_plan(connection, load([HERE / "crm.yaml", file]))
            apply_plan(connection, plan)
        yield cluster.dsn(name), Truth(plan.definition)


def test_there_is_an_example_of_each() -> None:
    assert sorted(EXAMPLES) == sorted(entries())


@pytest.mark.parametrize("status", EXAMPLES)
def test_one_has_it_and_one_has_not(installed: tuple[str, Truth], status: str) -> None:
    dsn, truth = installed
    with psycopg.connect(dsn) as connection, connection.transaction(force_rollback=True):
        for statement in EXAMPLES[status]:
            connection.execute(statement.encode())
        found = connection.execute("select id from saint.statusvalue where status = %s", (status,)).fetchall()
        assert found == [("1",)]
        truth.compare(connection)
