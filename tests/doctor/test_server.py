"""What is wrong around the definition: worker, marks, privileges, version, transactions, replication, settings."""

from __future__ import annotations

import json

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import sql

from pg_saint.cli import saint
from pg_saint.doctor.checks import drift
from tests.apply.conftest import Crm
from tests.doctor.conftest import only, said
from tests.support import value


def test_all_is_well(healthy: Crm) -> None:
    done = CliRunner().invoke(saint, ["doctor", "--dsn", healthy.dsn])
    assert (done.exit_code, done.output.startswith("all is well: version, tables, columns,")) == (0, True), done.output
    as_json = CliRunner().invoke(saint, ["doctor", "--json", "--dsn", healthy.dsn])
    assert (as_json.exit_code, json.loads(as_json.output)) == (0, {"findings": []})


def test_what_is_as_it_was_compiled_is_not_taken_apart(healthy: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    """Word for word that took half of the time."""
    monkeypatch.setattr(drift, "folded", lambda body: pytest.fail(body))
    assert said(healthy.connection) == []


def test_findings_with_their_remedy(healthy: Crm) -> None:
    healthy.execute("select saint.set_today('2026-06-01')")
    done = CliRunner().invoke(saint, ["doctor", "--dsn", healthy.dsn])
    assert (done.exit_code, done.output) == (
        1,
        "worker: today is pinned at 2026-06-01\n  select saint.set_today(null)\n",
    )
    as_json = CliRunner().invoke(saint, ["doctor", "--json", "--dsn", healthy.dsn])
    assert (as_json.exit_code, json.loads(as_json.output)["findings"][0]["check"]) == (1, "worker")


def test_nothing_applied(database: str) -> None:
    done = CliRunner().invoke(saint, ["doctor", "--dsn", database])
    assert (done.exit_code, "saint apply FILE" in done.output) == (1, True)


def test_no_extension(empty_database: str) -> None:
    assert CliRunner().invoke(saint, ["doctor", "--dsn", empty_database]).exit_code == 2


def test_no_worker(healthy: Crm) -> None:
    healthy.execute("update saint.last_tick set finished_at = finished_at - interval '1 hour' where entity = 'company'")
    healthy.execute("delete from saint.last_tick where entity = 'person'")
    messages = [message for check, message, _ in said(healthy.connection) if check == "worker"]
    assert [message.split(":")[0][:30] for message in messages] == [
        "the last tick of company was a",
        "person has never had a tick",
    ]


def test_ticks_fail(healthy: Crm) -> None:
    healthy.execute("select saint.tick_failed('company', 'no such column'), saint.tick_failed('gone', 'x')")
    check, message, remedy = only(healthy.connection)
    assert (check, message.count("no such column"), "saint tick" in remedy) == ("worker", 1, True)
    assert message.startswith("the ticks of company have failed since")
    healthy.execute("select saint.tick()")
    assert said(healthy.connection) == []


def test_marks_pile_up(healthy: Crm) -> None:
    healthy.execute("insert into saint_data.company_dirty (id) select 1 from generate_series(1, 10000)")
    check, message, _ = only(healthy.connection)
    assert (check, "saint_data.company_dirty holds 10,000 marks" in message) == ("marks", True)


@pytest.mark.parametrize(
    "harm",
    [
        "revoke select on saint.company_status from saint_reader",
        "revoke execute on function saint_data.company_live(integer, date) from saint_reader",
        "revoke execute on function saint_data.company_tick(integer) from saint_admin",
        "revoke usage on schema saint_data from saint_reader",
        "grant execute on function saint_data.company_recompute(integer[], date) to public",
    ],
)
def test_privileges(healthy: Crm, harm: str) -> None:
    healthy.execute(harm.encode())
    check, _, remedy = only(healthy.connection)
    assert check == "privileges"
    # Each remedy is the statement that mends it.
    healthy.execute(remedy.encode())
    assert said(healthy.connection) == []


def test_who_applied_may_not_read_the_crm_any_more(healthy: Crm) -> None:
    healthy.execute("create role saint_test_applier")
    try:
        healthy.execute("alter function saint_data.company_live(integer, date) owner to saint_test_applier")
        found = [one for one in said(healthy.connection) if one[0] == "privileges"]
        assert "grant select on crm.activity to saint_test_applier" in [remedy for _, _, remedy in found]
    finally:
        healthy.execute("drop owned by saint_test_applier cascade")
        healthy.execute("drop role saint_test_applier")


def test_an_older_version(healthy: Crm) -> None:
    healthy.execute("update pg_extension set extversion = '0.0.1' where extname = 'pg_saint'")
    check, message, remedy = only(healthy.connection)
    assert (check, "runs version 0.0.1" in message) == ("version", True)
    assert remedy.startswith("alter extension pg_saint update")


def test_older_files(healthy: Crm) -> None:
    healthy.execute("update pg_extension set extversion = '0.10.0' where extname = 'pg_saint'")
    check, _, remedy = only(healthy.connection)
    assert (check, remedy.startswith("put the files of version 0.10.0 there")) == ("version", True)


def test_an_old_transaction(healthy: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pg_saint.doctor.checks.transactions.LONGEST", "0 seconds")
    with psycopg.connect(healthy.dsn) as session:
        session.execute("select 1")
        own = f"select pg_terminate_backend({session.info.backend_pid})"
        found = [remedy for check, _, remedy in said(healthy.connection) if check == "transactions"]
        assert f"end it: {own}" in found


def test_a_subscription_fills_a_mapped_table(healthy: Crm) -> None:
    # The catalog row alone: a subscription that works takes two databases and a replication slot.
    name = sql.SQL(
        "create subscription saint_test connection 'dbname=nowhere' publication p"
        " with (connect = false, slot_name = none)"
    )
    healthy.connection.execute(name)
    try:
        healthy.execute(
            "insert into pg_subscription_rel (srsubid, srrelid, srsubstate)"
            " select oid, 'crm.sale'::regclass, 'r' from pg_subscription where subname = 'saint_test'"
        )
        check, message, remedy = only(healthy.connection)
        assert (check, "crm.sale is filled by a subscription" in message) == ("replication", True)
        assert "at the publisher" in remedy
    finally:
        healthy.execute("drop subscription saint_test")


@pytest.mark.parametrize(
    ("setting", "setting_to", "message"),
    [
        ("default_transaction_isolation", "serializable", "saint.tick() is refused there"),
        ("session_replication_role", "replica", "no trigger sees"),
    ],
)
def test_settings(healthy: Crm, setting: str, setting_to: str, message: str) -> None:
    name = value(healthy.connection, "select current_database()")
    healthy.execute(
        sql.SQL("alter database {} set {} = {}").format(
            sql.Identifier(name), sql.Identifier(setting), sql.Literal(setting_to)
        )
    )
    check, said_, _ = only(healthy.connection)
    assert (check, message in said_) == ("settings", True)


def test_a_tick_by_the_command_works_where_the_default_isolation_is_another(healthy: Crm) -> None:
    name = value(healthy.connection, "select current_database()")
    healthy.execute(
        sql.SQL("alter database {} set default_transaction_isolation = 'serializable'").format(sql.Identifier(name))
    )
    healthy.execute("insert into saint_data.company_dirty (id) values (1)")
    done = CliRunner().invoke(saint, ["tick", "--dsn", healthy.dsn])
    assert done.exit_code == 0, done.output
