"""Each check finds what it is there for; of a database in health none says anything, as the fixture sees to."""

from __future__ import annotations

import psycopg
import pytest

from pg_saint.doctor import CHECKS, Finding, InForce
from tests.apply.conftest import Crm

# What makes it speak, for each check. Others may speak as well.
HARM = {
    "version": "update pg_extension set extversion = '0.0.1' where extname = 'pg_saint'",
    "tables": "alter table crm.sale rename to sold; create table crm.sale (like crm.sold including all)",
    "columns": "alter table crm.company rename column category to kind",
    "definition": "update saint.compiled set fingerprint = 'older' where name = 'saint_data.company_refresh_statuses'",
    "detached": "insert into saint_data.company_via (hop) values ('detached')",
    "triggers": "alter table crm.sale disable trigger saint_insert",
    "partitions": "alter table crm.sale rename to sold;"
    " create table crm.sale (like crm.sold) partition by range (sale_date);"
    " create table crm.sale_of_old partition of crm.sale default",
    "schemas": "create schema tenant_2; create table tenant_2.activity (like crm.activity);"
    " create table tenant_2.company (like crm.company); create table tenant_2.person (like crm.person);"
    " create table tenant_2.sale (like crm.sale); create table tenant_2.users (like crm.users)",
    "drift": "drop view saint.person_watermark",
    "failing": "drop function if exists saint_data.company_failing();"
    " create function saint_data.company_failing() returns table (id text, what text, message text)"
    " language sql as $$ values ('1', 'a status', 'division by zero') $$",
    "indexes": "drop index crm.activity_company_id_idx",
    "privileges": "revoke usage on schema saint_data from saint_reader",
    "worker": "delete from saint.last_tick",
    "marks": "insert into saint_data.company_dirty (id) select 1 from generate_series(1, 10000)",
    "replication": "create subscription saint_test connection 'dbname=nowhere' publication p"
    " with (connect = false, slot_name = none);"
    " insert into pg_subscription_rel (srsubid, srrelid, srsubstate)"
    " select oid, 'crm.sale'::regclass, 'r' from pg_subscription where subname = 'saint_test'",
    "settings": "do $$ begin"
    " execute format('alter database %I set session_replication_role = replica', current_database()); end $$",
}


def findings(connection: psycopg.Connection, check: str) -> list[Finding]:
    return list(CHECKS[check](InForce(connection)))


def test_each_check_finds_what_it_is_there_for(healthy: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    # It looks at other sessions: another one is needed. The other has a test of its own.
    assert set(CHECKS) - set(HARM) == {"transactions", "python"}
    silent = []
    for check, harm in HARM.items():
        with healthy.connection.transaction(force_rollback=True):
            healthy.execute(harm.encode())
            found = findings(healthy.connection, check)
            if not found or not all(each.message and each.remedy for each in found):
                silent.append(check)
        assert findings(healthy.connection, check) == [], check
    assert silent == []
    monkeypatch.setattr("pg_saint.doctor.checks.transactions.LONGEST", "0 seconds")
    with psycopg.connect(healthy.dsn) as session:
        session.execute("select 1")
        assert findings(healthy.connection, "transactions")


@pytest.mark.usefixtures("python")
def test_texts_are_made_without_the_python_that_is_there(healthy: Crm) -> None:
    with healthy.connection.transaction(force_rollback=True):
        healthy.execute(
            "create or replace function saint.percentages(amounts numeric[]) returns numeric[] language sql immutable"
            " as 'select null::numeric[]'"
        )
        (found,) = findings(healthy.connection, "python")
    assert "saint install --python" in found.remedy
    assert findings(healthy.connection, "python") == []


@pytest.mark.parametrize(
    ("harm", "message", "remedy"),
    [
        (
            "alter table crm.sale rename to sold; create table crm.sale (like crm.sold)",
            "crm.sale is not the table that the stored rows were computed from: reads are computed live",
            "run a worker, or saint tick",
        ),
        (
            "alter table crm.sale rename to sold; create view crm.sale as select * from crm.sold",
            "crm.sale is a view now: what is computed from it is an error",
            "give the table its name back, or map another one: saint attach FILE",
        ),
        (
            "create table crm.sale_of_old () inherits (crm.sale)",
            "crm.sale is inherited by crm.sale_of_old, whose rows no trigger sees: reads are computed live",
            "alter table crm.sale_of_old no inherit crm.sale",
        ),
    ],
)
def test_tables(healthy: Crm, harm: str, message: str, remedy: str) -> None:
    with healthy.connection.transaction(force_rollback=True):
        healthy.execute(harm.encode())
        (found,) = findings(healthy.connection, "tables")
    assert found.message.startswith(message)
    assert found.remedy.startswith(remedy)
    assert findings(healthy.connection, "tables") == []
