"""The CRM that the demo makes: the same every time, sound, and with customers in every state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import cast

import psycopg
import pytest
from psycopg import sql

from pg_saint.demo.data import generate
from pg_saint.demo.states import STATES
from tests.demo.conftest import SCALE, STATUSES, TODAY

# Part of all companies, of all projects: enough to show, few enough to want to call them.
SHARES = {
    "good_customer_gone_quiet": (0.01, 0.05),
    "too_many_requests": (0.01, 0.05),
    "neglected_customer": (0.02, 0.06),
    "dormant_customer": (0.01, 0.05),
    "expensive_customer": (0.01, 0.05),
    "neglected_project": (0.02, 0.14),
    "no_future_activity": (0.02, 0.16),
    "unprofitable_project": (0.02, 0.14),
}


@pytest.fixture
def crm(bridgecom: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(bridgecom) as connection:
        yield connection
        connection.rollback()


def test_same_day_gives_the_same_rows() -> None:
    assert generate(TODAY, 0.02) == generate(TODAY, 0.02)


def test_another_day_gives_rows_around_that_day() -> None:
    starts = [
        [cast(date, row[7]) - day for row in generate(day, 0.02)["project"]]
        for day in (TODAY, TODAY + timedelta(days=100))
    ]
    assert starts[0] == starts[1]


def test_states_add_up() -> None:
    assert sum(state.companies for state in STATES) == 3000


def test_sizes_at_full_scale() -> None:
    sizes = {table: len(rows) for table, rows in generate(TODAY, SCALE).items()}
    expected = {"company": 300, "person": 700, "project": 90, "activity": 30_000, "sale": 2500, "document": 2200}
    assert sizes["users"] == 12
    for table, size in (expected | {"request": 1200}).items():
        assert 0.75 * size <= sizes[table] <= 1.25 * size, table


def test_foreign_keys_hold(crm: psycopg.Connection) -> None:
    """Loading skips the checks; adding each constraint again makes PostgreSQL look at every row."""
    keys = crm.execute(
        "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint"
        " where contype = 'f' and connamespace = 'crm'::regnamespace"
    ).fetchall()
    assert len(keys) > 15
    for table, name, definition in keys:
        relation = sql.Identifier(*table.split("."))
        crm.execute(sql.SQL("alter table {} drop constraint {}").format(relation, sql.Identifier(name)))
        crm.execute(sql.SQL("alter table {} add {}").format(relation, sql.SQL(definition)))


def test_every_link_column_has_an_index(crm: psycopg.Connection) -> None:
    without = crm.execute(
        "select conrelid::regclass::text, conkey from pg_constraint c"
        " where contype = 'f' and connamespace = 'crm'::regnamespace"
        " and not exists (select from pg_index i where i.indrelid = c.conrelid"
        " and (i.indkey::int2[])[0:0] = c.conkey)"
        " and not exists (select from pg_index i where i.indrelid = c.conrelid and i.indisprimary"
        " and i.indkey[0] = c.conkey[1])"
    ).fetchall()
    assert without == []


def test_next_keys_are_free(crm: psycopg.Connection) -> None:
    highest = crm.execute("select max(company_id) from crm.company").fetchone()
    added = crm.execute(
        "insert into crm.company (code, name, category_id, business, country)"
        " values ('NO1', 'Ny kunde AS', 1, 'Retail', 'NO') returning company_id"
    ).fetchone()
    assert highest is not None
    assert added == (highest[0] + 1,)


def test_each_status_matches_a_few(crm: psycopg.Connection) -> None:
    found = Counter(status for status, _ in crm.execute(STATUSES, {"today": TODAY}).fetchall())
    companies, projects = 300, 90
    for status, (least, most) in SHARES.items():
        of = projects if status in ("neglected_project", "no_future_activity", "unprofitable_project") else companies
        assert least <= found[status] / of <= most, (status, found[status])


def test_a_neglected_customer_had_one_call(crm: psycopg.Connection) -> None:
    """The scene at the end of the demo needs one: a second call takes the status away."""
    found = crm.execute(
        "select company_id from crm.activity where direction = 'outgoing' and not deleted"
        " and (starts_at at time zone 'Europe/Oslo')::date between %(today)s::date - 29 and %(today)s"
        " group by company_id having count(*) = 1",
        {"today": TODAY},
    ).fetchall()
    neglected = {id_ for status, id_ in crm.execute(STATUSES, {"today": TODAY}) if status == "neglected_customer"}
    assert neglected & {id_ for (id_,) in found}


def test_few_are_busy_and_many_are_quiet(crm: psycopg.Connection) -> None:
    counts = [
        count
        for (count,) in crm.execute(
            "select count(activity_id) from crm.company left join crm.activity using (company_id) group by company_id"
        )
    ]
    counts.sort(reverse=True)
    assert sum(counts[: len(counts) // 20]) > 0.2 * sum(counts)
    assert counts[-len(counts) // 10] == 0


def test_the_diary_goes_on(crm: psycopg.Connection) -> None:
    ahead = crm.execute(
        "select count(*) filter (where done_at is null), count(*) from crm.activity where starts_at > %s::date + 1",
        [TODAY],
    ).fetchone()
    assert ahead is not None
    assert ahead[0] == ahead[1] > 50
