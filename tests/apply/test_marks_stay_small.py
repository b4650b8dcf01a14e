"""Marks are appended and taken away all day long: their room is used again, whether or not autovacuum comes."""

from __future__ import annotations

import pytest

from pg_saint.cli import worker
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
