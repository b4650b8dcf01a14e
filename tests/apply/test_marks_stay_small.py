"""Marks are appended and taken away all day long: their room is used again, whether or not autovacuum comes."""

from __future__ import annotations

import psycopg
import pytest

from pg_saint.cli import worker
from pg_saint.doctor.checks import transactions
from tests.apply.conftest import Crm
from tests.support import value

RECORDS = 600


def test_their_room_is_used_again(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "VACUUM_AFTER", RECORDS // 2)
    crm.execute("alter table saint_data.company_dirty set (autovacuum_enabled = off)")
    crm.connection.execute(
        "insert into crm.company (company_id, name) select n, 'x' from generate_series(1001, %s) n", (1000 + RECORDS,)
    )
    sizes = []
    for _ in range(8):
        crm.execute("insert into saint_data.company_dirty (id) select company_id from crm.company")
        assert worker.drain(crm.connection, batch=100)["company"] >= RECORDS
        sizes.append(value(crm.connection, "select pg_total_relation_size('saint_data.company_dirty')"))
    assert sizes[-1] == sizes[2], sizes


def test_a_snapshot_that_stays_open(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it may still see stays on disk, and doctor says who holds it; no mark waits, and what is read is exact."""
    monkeypatch.setattr(worker, "VACUUM_AFTER", RECORDS // 2)
    monkeypatch.setattr(transactions, "LONGEST", "0 seconds")
    crm.execute("alter table saint_data.company_dirty set (autovacuum_enabled = off)")
    crm.connection.execute(
        "insert into crm.company (company_id, name) select n, 'x' from generate_series(1001, %s) n", (1000 + RECORDS,)
    )

    def size_after(number: int) -> int:
        """A difference of each record is left, and folded."""
        with crm.connection.transaction():
            crm.execute("set transaction isolation level repeatable read")
            crm.connection.execute(
                "insert into crm.activity (activity_id, company_id, starts_at)"
                " select company_id + 10000 * %s, company_id, saint.now() from crm.company",
                (number,),
            )
        assert worker.drain(crm.connection, batch=100)["company"] >= RECORDS
        assert value(crm.connection, "select count(*) from saint_data.company_dirty") == 0
        return int(value(crm.connection, "select pg_table_size('saint_data.company_dirty')"))

    with psycopg.connect(crm.dsn) as reader:
        reader.execute("set transaction isolation level repeatable read")
        reader.execute("select from saint.company_counter")
        held = [size_after(number) for number in range(1, 5)]
        # others of the test's own run in transactions of their own
        remedies = [finding.remedy for finding in transactions.check(crm.connection)]
        assert f"end it: select pg_terminate_backend({reader.info.backend_pid})" in remedies
    crm.finished()
    after = [size_after(number) for number in range(5, 9)]
    assert held[0] < held[-1]
    assert after[-1] <= after[0], (held, after)


def test_vacuum_cuts_no_table_off(crm: Crm) -> None:
    """It would do so under a lock for which writers, who append marks, and readers wait."""
    tables = """
        select c.oid::regclass::text from pg_class c
        where c.relkind = 'r'
            and (c.relnamespace = 'saint_data'::regnamespace or c.oid = 'saint.status_change'::regclass)
            and not coalesce('vacuum_truncate=false' = any (c.reloptions), false)
    """
    assert crm.execute(tables).fetchall() == []
    crm.execute("insert into saint_data.company_dirty (id) select n from generate_series(1, 2000) n")
    crm.execute("delete from saint_data.company_dirty")
    before = value(crm.connection, "select pg_relation_size('saint_data.company_dirty')")
    crm.execute("vacuum saint_data.company_dirty")
    assert value(crm.connection, "select pg_relation_size('saint_data.company_dirty')") == before > 0


def test_an_apply_mends_tables_of_an_earlier_version(crm: Crm) -> None:
    """What the DBA has chosen stays."""
    crm.execute("alter table saint_data.company_dirty reset (vacuum_truncate)")
    crm.execute("alter table saint_data.company_via set (vacuum_truncate = true)")
    crm.apply()
    rows = crm.execute(
        "select relname, reloptions::text ~ 'vacuum_truncate=false' from pg_class"
        " where oid in ('saint_data.company_dirty'::regclass, 'saint_data.company_via'::regclass) order by 1"
    ).fetchall()
    assert rows == [("company_dirty", True), ("company_via", False)]


def test_what_somebody_else_owns_is_left_alone(crm: Crm) -> None:
    """A worker that may tick and not vacuum: no warning at each batch."""
    crm.execute("create role saint_test_worker in role saint_admin")
    noticed: list[str] = []
    crm.connection.add_notice_handler(lambda notice: noticed.append(notice.message_primary or ""))
    try:
        crm.execute("set role saint_test_worker")
        worker.vacuum_marks(crm.connection, "company")
    finally:
        crm.execute("reset role")
        crm.execute("drop role saint_test_worker")
    assert noticed == []
