"""An apply that fails leaves the database as it was, and says what to do."""

from __future__ import annotations

import threading
from collections.abc import Callable

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.apply.execute import Report
from pg_saint.errors import SaintError
from pg_saint.plan import Stage
from pg_saint.plan.stages import Backfill, Create
from tests.apply.conftest import Crm
from tests.apply.snapshot import Snapshot, snapshot
from tests.support import value

pytestmark = pytest.mark.long

# A change that drops, alters, creates and backfills.
CHANGE = [
    ("value: sum(sale.amount) filter (where status = 'sold')", "value: count(sale)"),
    ("  quiet_contact:\n", "  lead: {on: company, when: category = 'Lead', rank: 30}\n  quiet_contact:\n"),
]


@pytest.fixture
def before(crm: Crm) -> Snapshot:
    crm.execute("insert into saint_data.company_dirty (id) values (1)")
    return snapshot(crm.connection)


def unchanged(crm: Crm, before: Snapshot) -> None:
    assert snapshot(crm.connection) == before
    crm.finished()


def failing(connection: psycopg.Connection) -> Report:
    """A statement of the transaction fails when the records are about to be computed."""

    def fail(stage: Stage) -> None:
        if isinstance(stage, Backfill):
            connection.execute("select 1 / 0")

    return fail


def test_a_statement_fails(crm: Crm, before: Snapshot) -> None:
    plan = crm.plan(*CHANGE)
    with pytest.raises(psycopg.errors.DivisionByZero):
        apply_plan(crm.connection, plan, failing(crm.connection))
    unchanged(crm, before)


def test_somebody_holds_a_table_until_the_statement_times_out(crm: Crm, before: Snapshot) -> None:
    plan = crm.plan(*CHANGE)
    with psycopg.connect(crm.dsn) as holder:
        holder.execute("lock table crm.sale in row exclusive mode")
        crm.execute("set statement_timeout = '200ms'")
        with pytest.raises(psycopg.errors.QueryCanceled):
            apply_plan(crm.connection, plan)
        crm.execute("reset statement_timeout")
    unchanged(crm, before)


@pytest.mark.parametrize("kind", [Create, Backfill])
def test_the_connection_is_killed(crm: Crm, before: Snapshot, kind: type[Stage]) -> None:
    plan = crm.plan(*CHANGE)
    with psycopg.connect(crm.dsn, autocommit=True) as session:

        def kill(stage: Stage) -> None:
            if isinstance(stage, kind):
                crm.execute("select pg_terminate_backend(%s, 10000)", (session.info.backend_pid,))

        with pytest.raises(psycopg.OperationalError):
            apply_plan(session, plan, kill)
    unchanged(crm, before)


def test_no_right_to_the_tables(crm: Crm, before: Snapshot) -> None:
    plan = crm.plan(*CHANGE)
    crm.execute("set role saint_reader")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        apply_plan(crm.connection, plan)
    crm.execute("reset role")
    unchanged(crm, before)


def test_the_first_apply(bare_crm: Crm) -> None:
    before = snapshot(bare_crm.connection)
    plan = bare_crm.plan()
    with pytest.raises(psycopg.errors.DivisionByZero):
        apply_plan(bare_crm.connection, plan, failing(bare_crm.connection))
    assert snapshot(bare_crm.connection) == before
    bare_crm.apply()
    bare_crm.finished()


def test_of_two_plans_made_at_once_the_second_is_refused(crm: Crm) -> None:
    first = crm.plan(CHANGE[1])
    second = crm.plan(CHANGE[0])
    apply_plan(crm.connection, first)
    after = snapshot(crm.connection)
    with pytest.raises(SaintError, match="somebody else has applied") as caught:
        apply_plan(crm.connection, second)
    assert "look at the new plan" in str(caught.value)
    assert snapshot(crm.connection) == after


def test_of_two_applies_at_once_one_waits_and_says_so(crm: Crm) -> None:
    plan = crm.plan(CHANGE[1])
    failures: list[Exception] = []
    with psycopg.connect(crm.dsn, autocommit=True) as other:
        same = crm.plan(CHANGE[1])
        later = threading.Thread(target=lambda: failures.append(raised(lambda: apply_plan(other, same))))
        with crm.connection.transaction():
            apply_plan(crm.connection, plan)
            later.start()
            with psycopg.connect(crm.dsn, autocommit=True) as watcher:
                waiting = "select wait_event_type = 'Lock' from pg_stat_activity where pid = %s"
                while not value(watcher, waiting, other.info.backend_pid):
                    assert later.is_alive(), failures
        later.join()
    assert [type(failure) for failure in failures] == [SaintError]
    assert "somebody else has applied" in str(failures[0])


def raised(action: Callable[[], None]) -> Exception:
    try:
        action()
    except Exception as error:
        return error
    return AssertionError("nothing was raised")
