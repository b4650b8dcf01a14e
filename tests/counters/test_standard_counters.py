"""The SAINT set for each source and entity, restricted by type, direction, intention, status, class and category."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest

from pg_saint.cluster.provider import Provider
from tests.oracle.apply import apply
from tests.oracle.comparison import Truth
from tests.support import fresh_database, value

HERE = Path(__file__).parent
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
Row = tuple[object, ...] | None


@pytest.fixture(scope="module")
def applied(cluster: Provider, template: str) -> Iterator[tuple[str, Truth]]:
    """A database with the definitions applied, on 1 June 2026."""
    with fresh_database(cluster, template) as name:
        with psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
            connection.execute((HERE / "crm.sql").read_bytes())
            connection.execute("select saint.set_today('2026-06-01')")
        yield cluster.dsn(name), Truth(apply((HERE / "crm.yaml").read_text(), cluster.dsn(name)))


@pytest.fixture
def crm(applied: tuple[str, Truth]) -> Iterator[psycopg.Connection]:
    """A transaction in it, rolled back at the end; before that all views must be exact."""
    with psycopg.connect(applied[0]) as connection:
        yield connection
        applied[1].compare(connection)
        connection.rollback()


def row(crm: psycopg.Connection, entity: str, counter: str, columns: str, id: int = 1) -> Row:
    query = f"select {columns} from saint.countervalue where entity = %s and id = %s and counter = %s"
    return crm.execute(query.encode(), (entity, str(id), counter)).fetchone()


def test_rows_of_countervalue(crm: psycopg.Connection) -> None:
    query = "select string_agg(counter, ' ' order by counter) from saint.countervalue where entity = %s and id = '1'"
    activity = "activity activity_outgoing activity_selling_calls"
    for entity, expected in {
        "company": f"{activity} document request sale sale_amount sale_sold_large sale_sold_large_amount",
        "person": f"{activity} document request request_open_complaints sale sale_amount",
        "project": f"{activity} document sale sale_amount",
    }.items():
        assert value(crm, query, entity) == expected


def test_every_record_has_its_rows_from_the_beginning(crm: psycopg.Connection) -> None:
    columns = "total, open, period1, period2, last"
    assert row(crm, "company", "activity_outgoing", columns, id=2) == (0, 0, 0, None, None)
    crm.execute("insert into crm.company values (3)")
    assert row(crm, "company", "sale_sold_large", "total, last", id=3) == (0, None)


@pytest.mark.parametrize("entity", ["company", "person", "project"])
def test_an_activity_is_created_changed_and_deleted(crm: psycopg.Connection, entity: str) -> None:
    columns = "total, open, period1, open_period1, last, last_completed, last_open, next"
    insert = f"insert into crm.activity (activity_id, {entity}_id, type_id, on_date) values (1, 1, 1, '2026-06-01')"
    crm.execute(insert.encode())
    assert row(crm, entity, "activity_selling_calls", columns) == (1, 1, 1, 1, JUNE, None, JUNE, None)
    crm.execute("update crm.activity set done = true, on_date = '2026-05-01'")
    assert row(crm, entity, "activity_selling_calls", columns) == (1, 0, 0, 0, MAY, MAY, None, None)
    crm.execute("update crm.activity set type_id = 3")
    assert row(crm, entity, "activity_selling_calls", "total") == (0,)
    assert row(crm, entity, "activity_outgoing", "total") == (1,)
    crm.execute("delete from crm.activity")
    assert row(crm, entity, "activity_outgoing", columns) == (0, 0, 0, 0, None, None, None, None)


def test_documents_and_requests(crm: psycopg.Connection) -> None:
    crm.execute("insert into crm.document (document_id, project_id, on_date) values (1, 1, '2026-06-09')")
    assert row(crm, "project", "document", "total, open, last, next") == (1, 1, None, date(2026, 6, 9))
    crm.execute("update crm.document set sent = true, on_date = '2026-06-01'")
    assert row(crm, "project", "document", "total, open, last_completed, next") == (1, 0, JUNE, None)
    crm.execute(
        "insert into crm.request (request_id, person_id, category, on_date)"
        " values (1, 1, 'complaint', '2026-05-01'), (2, 1, 'question', '2026-06-01')"
    )
    assert row(crm, "person", "request", "total, open, last") == (2, 2, JUNE)
    assert row(crm, "person", "request_open_complaints", "total, last") == (1, MAY)
    crm.execute("update crm.request set closed = true")
    assert row(crm, "person", "request_open_complaints", "total, last") == (0, None)


def test_amounts_and_their_classes(crm: psycopg.Connection) -> None:
    crm.execute(
        "insert into crm.sale (sale_id, company_id, status, amount, currency, on_date) values"
        " (1, 1, 'sold', 999.99, 'EUR', '2026-06-01'), (2, 1, 'sold', 1000, 'EUR', '2026-06-01'),"
        " (3, 1, 'sold', 9999, 'NOK', '2026-03-20'), (4, 1, 'sold', 10000, 'NOK', '2026-03-20'),"
        " (5, 1, 'open', 5000, 'EUR', '2026-06-09'), (6, 1, 'sold', 5000, 'USD', '2026-06-01')"
    )
    assert row(crm, "company", "sale_sold_large", "total, period1, open") == (2, 1, 0)
    assert row(crm, "company", "sale_sold_large_amount", "total, period1") == (11000, 1000)
    assert row(crm, "company", "sale", "total, open, next") == (6, 1, date(2026, 6, 9))


def test_counters_can_be_shown_and_sorted_by(crm: psycopg.Connection) -> None:
    crm.execute("insert into crm.activity (activity_id, company_id, type_id) values (1, 2, 1), (2, 2, 1), (3, 1, 1)")
    query = "select id, activity_outgoing_count from saint.company_counter order by 2 desc"
    assert crm.execute(query).fetchall() == [(2, 2), (1, 1)]
