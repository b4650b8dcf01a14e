"""NOTIFY saint_status: each flip of the statuses where it is switched on, at commit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.support import value

CALL = "insert into crm.activity (company_id, type, starts_at) values (%s, 'phone', '2026-05-31')"


@pytest.fixture
def ear(crm: psycopg.Connection) -> Iterator[psycopg.Connection]:
    """Another session, which listens."""
    with psycopg.connect(crm.info.dsn, autocommit=True) as connection:
        connection.execute("listen saint_status")
        yield connection


def heard(ear: psycopg.Connection) -> list[dict[str, Any]]:
    """What was announced before now: our own notification comes after those."""
    ear.execute("notify saint_status, 'end'")
    found: list[dict[str, Any]] = []
    for notification in ear.notifies():
        assert len(notification.payload.encode()) < 8000
        if notification.payload == "end":
            break
        found.append(json.loads(notification.payload))
    return found


def flip(active: bool, *ids: int) -> dict[str, Any]:
    return {"entity": "company", "status": "dormant", "active": active, "ids": [str(id) for id in ids]}


def test_a_flip_is_announced(crm: psycopg.Connection, ear: psycopg.Connection) -> None:
    # neglected, which goes too, is not switched on
    crm.execute(CALL, (2,))
    assert heard(ear) == [flip(False, 2)]
    crm.execute("delete from crm.activity where company_id = 2")
    crm.execute("select saint.tick()")
    assert heard(ear) == [flip(True, 2)]


def test_at_commit_and_not_after_a_rollback(crm: psycopg.Connection, ear: psycopg.Connection) -> None:
    with crm.transaction():
        crm.execute(CALL, (2,))
        assert heard(ear) == []
    assert heard(ear) == [flip(False, 2)]
    with crm.transaction(force_rollback=True):
        crm.execute(CALL, (3,))
    assert heard(ear) == []


def test_a_bulk_is_one_announcement(crm: psycopg.Connection, ear: psycopg.Connection) -> None:
    crm.execute("insert into crm.activity (company_id, type, starts_at) select n, 'phone', '2026-05-31' from"
                " generate_series(2, 3) n")  # fmt: skip
    crm.execute("select saint.tick()")
    assert heard(ear) == [flip(False, 2, 3)]


def test_as_many_notifications_as_it_takes(crm: psycopg.Connection, ear: psycopg.Connection) -> None:
    crm.execute("insert into crm.company (company_id, name) select n, 'New' from generate_series(10001, 15000) n")
    crm.execute("select saint.tick(10000)")
    found = heard(ear)
    assert len(found) > 5
    ids = [id for each in found for id in each["ids"]]
    assert sorted(ids) == [str(n) for n in range(10001, 15001)]


def test_once_per_transaction(crm: psycopg.Connection, ear: psycopg.Connection) -> None:
    with crm.transaction():
        crm.execute(CALL, (2,))
        crm.execute(CALL, (3,))
    assert heard(ear) == [flip(False, 2, 3)]
    assert value(crm, "select count(*) from saint.announcement") == 0


def test_what_came_and_went_again_is_no_news(crm: psycopg.Connection, ear: psycopg.Connection) -> None:
    with crm.transaction():
        crm.execute(CALL, (2,))
        crm.execute(CALL, (3,))
        crm.execute("delete from crm.activity where company_id = 2")
        crm.execute("select saint.tick()")
    assert heard(ear) == [flip(False, 3)]


def test_what_a_savepoint_takes_back_is_not_told(crm: psycopg.Connection, ear: psycopg.Connection) -> None:
    with crm.transaction():
        crm.execute(CALL, (2,))
        with crm.transaction(force_rollback=True):
            crm.execute(CALL, (3,))
    assert heard(ear) == [flip(False, 2)]


def test_a_save_at_once_is_told_once(crm: psycopg.Connection, ear: psycopg.Connection) -> None:
    """A CRM that checks its constraints early must not get an error, nor anything told twice."""
    with crm.transaction():
        crm.execute("set constraints all immediate")
        crm.execute(CALL, (2,))
        crm.execute(CALL, (3,))
    assert heard(ear) == [flip(False, 2), flip(False, 3)]


@pytest.mark.parametrize(
    "statement",
    [
        "alter table crm.activity alter column subject type varchar(200)",
        "alter table crm.activity alter column type type varchar(50)",
        "alter table crm.company add column vat text",
        "alter table crm.company drop column email",
        "truncate crm.activity",
    ],
)
def test_the_crm_changes_its_tables_in_that_transaction(
    crm: psycopg.Connection, ear: psycopg.Connection, statement: str
) -> None:
    with crm.transaction():
        crm.execute(CALL, (2,))
        crm.execute(statement.encode())
    assert heard(ear) == [flip(False, 2)]


def test_a_user_without_any_right_of_ours(crm: psycopg.Connection, ear: psycopg.Connection) -> None:
    with crm.transaction(force_rollback=True):
        crm.execute("create role saint_test_clerk")
        crm.execute("grant usage on schema crm to saint_test_clerk")
        crm.execute("grant insert on crm.activity to saint_test_clerk")
        crm.execute("set local role saint_test_clerk")
        crm.execute(CALL, (2,))
        # as the commit will
        crm.execute("set constraints all immediate")
    assert heard(ear) == []


def test_a_tick_that_fires_no_ordinary_trigger(crm: psycopg.Connection, ear: psycopg.Connection) -> None:
    crm.execute("insert into crm.company (company_id, name) values (9, 'New')")
    crm.execute("set session_replication_role = replica")
    crm.execute("select saint.tick()")
    assert heard(ear) == [flip(True, 9)]


def test_what_is_not_announced_leaves_nothing(crm: psycopg.Connection, ear: psycopg.Connection) -> None:
    with crm.transaction():
        # no longer unasked
        crm.execute("insert into crm.task (company_id, kind_id, due_on) values (4, 2, '2026-05-31')")
        assert value(crm, "select count(*) from saint.status_change where id = '4' and not active") == 1
        assert value(crm, "select count(*) from saint.announcement") == 0
    assert heard(ear) == []


@pytest.mark.parametrize("size", [1, 100, 3000, 3490, 9000])
def test_a_payload_is_never_too_long(crm: psycopg.Connection, ear: psycopg.Connection, size: int) -> None:
    ids = [f'{n}é"'.ljust(size, "x") for n in range(40)]
    crm.execute(
        "insert into saint.announcement (entity, status, active, ids) values ('company', 'dormant', true, %s)", (ids,)
    )
    found = [id for each in heard(ear) for id in each["ids"]]
    # What fills a notification alone cannot be told.
    assert sorted(found) == (sorted(ids) if size < 9000 else [])


def test_nobody_else_announces(unchanged: psycopg.Connection) -> None:
    unchanged.execute("set role saint_reader")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        unchanged.execute(
            "insert into saint.announcement (entity, status, active, ids) values ('company', 'dormant', true, '{1}')"
        )
