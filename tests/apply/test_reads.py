"""A point read stays a point read, and what is stored and valid is never computed live."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from pg_saint.cluster.provider import Provider
from tests.apply.conftest import Crm, copy_of
from tests.oracle.comparison import Truth
from tests.support import fresh_database, value

MANY = """
    insert into crm.company (company_id, name, category)
        select n, 'Company ' || n, case when n % 2 = 0 then 'Customer' end from generate_series(100, 4100) n;
    insert into crm.activity (company_id, starts_at)
        select 100 + n % 4000, timestamptz '2026-05-31 12:00+02' - n % 90 * interval '1 day'
        from generate_series(1, 12000) n;
    insert into crm.sale select 1000 + n, 100 + n % 4000, '2026-05-01', 10, 'sold' from generate_series(1, 8000) n;
"""
VIEWS = ["company_status", "company_counter", "company_watermark", "selection_to_call"]
# Small whatever happens: the marks of changes that no tick has seen yet, one row of settings, one row a status.
SMALL = {"company_dirty", "company_via", "clock", "image", "status"}
# What a transaction has counted so far.
CALLS = "select coalesce(sum(calls), 0) from pg_stat_xact_user_functions where funcname = %s"
by_view = pytest.mark.parametrize("view", VIEWS)


@pytest.fixture(scope="module")
def big_template(
    cluster: Provider, applied_template: tuple[str, Truth], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Truth]]:
    """Some thousand companies, all stored and valid."""
    template, truth = applied_template
    with fresh_database(cluster, template) as name:
        crm = Crm(cluster.dsn(name), tmp_path_factory.mktemp("big"))
        crm.execute(MANY)
        crm.execute("select saint.tick()")
        crm.execute("vacuum analyze")
        crm.connection.close()
        yield name, truth


@pytest.fixture
def big(cluster: Provider, big_template: tuple[str, Truth], tmp_path: Path) -> Iterator[Crm]:
    """Those companies in a database of the test's own."""
    yield from copy_of(cluster, big_template, tmp_path)


def stale(crm: Crm) -> int:
    """Some records get marks, of both kinds, and some are due; returns how many are stale."""
    new = "insert into crm.activity (company_id, starts_at) select n, '2026-05-31' from generate_series(200, 230) n"
    crm.execute(new)
    crm.execute("update crm.users set full_name = 'Somebody' where user_id = 1")
    crm.execute("select saint.set_today('2026-06-02')")
    return int(value(crm.connection, "select count(distinct id) from saint_data.company_stale"))


def scanned(plan: dict[str, object]) -> Iterator[str]:
    """The tables that a plan reads from end to end."""
    if plan["Node Type"] == "Seq Scan":
        yield str(plan["Relation Name"])
    for child in plan.get("Plans", []):  # type: ignore[attr-defined]  # EXPLAIN's own format
        yield from scanned(child)


@by_view
@pytest.mark.parametrize("marked", [False, True], ids=["all valid", "some stale"])
def test_a_point_read_scans_no_table(big: Crm, view: str, marked: bool) -> None:
    if marked:
        stale(big)
    explain = sql.SQL("explain (format json) select * from {} where id = 150").format(sql.Identifier("saint", view))
    ((found,),) = big.execute(explain).fetchall()
    assert set(scanned(found[0]["Plan"])) <= SMALL


def calls(crm: Crm, query: sql.Composed | sql.SQL) -> int:
    """How often the query computes one record: live, or from its row and what waits."""
    with psycopg.connect(crm.dsn) as session:
        session.execute("set local track_functions = 'all'")
        session.execute(query)
        return int(value(session, CALLS, "company_current"))


@by_view
def test_a_point_read_computes_one_record_at_most(big: Crm, view: str) -> None:
    stale(big)
    read = sql.SQL("select * from {} where id = {}")
    assert calls(big, read.format(sql.Identifier("saint", view), 150)) == 0
    assert calls(big, read.format(sql.Identifier("saint", view), 210)) == 1


@by_view
def test_a_scan_computes_each_stale_record_once(big: Crm, view: str) -> None:
    scan = sql.SQL("select * from {}").format(sql.Identifier("saint", view))
    assert calls(big, scan) == 0
    number = stale(big)
    assert number > 31
    assert calls(big, scan) == number
    big.execute("select saint.tick()")
    assert calls(big, scan) == 0


def test_a_question_for_one_status_computes_the_stale_records_only(big: Crm) -> None:
    number = stale(big)
    assert calls(big, sql.SQL("select id from saint.company_status where status = 'neglected'")) == number


def test_reads_are_exact_with_stale_records(big: Crm) -> None:
    stale(big)
    big.exact()
