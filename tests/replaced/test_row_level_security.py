"""Row level security that hides rows from whoever applied, forced after the apply: an error, never a wrong number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.doctor import examine
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.support import Connect, value

OWNER = "saint_test_crm_owner"
CRM = f"""
    create role {OWNER} login in role saint_admin;
    create schema crm authorization {OWNER};
    set role {OWNER};
    create table crm.company (company_id integer primary key);
    create table crm.activity (activity_id integer primary key, company_id integer, subject text);
    create index on crm.activity (company_id);
    insert into crm.company values (1), (2);
    insert into crm.activity values (1, 1), (2, 2);
    reset role;
"""
DEFINITIONS = """
timezone: UTC
entities:
  company:
    table: crm.company
    key: company_id
    joins: {first: {table: crm.activity, on: first.activity_id = company_id}}
    fields: {subject: first.subject}
sources: {activity: {table: crm.activity, key: activity_id, links: {company: company_id}}}
counters: {activities: {on: company, value: count(activity)}}
statuses: {busy: {on: company, when: count(activity) > 1, description: {en: "<subject>"}}}
"""
FORCE = """
    alter table crm.activity enable row level security, force row level security;
    create policy own on crm.activity using (company_id <> 1);
"""
HIDDEN = 'query would be affected by row-level security policy for table "activity"'


@pytest.fixture
def dba(connect: Connect, tmp_path: Path) -> Iterator[psycopg.Connection]:
    """A superuser's connection; the owner of the CRM, who is none, has applied."""
    connection = connect(autocommit=True)
    connection.execute(CRM)
    try:
        connection.execute(f"grant create on database {connection.info.dbname} to {OWNER}".encode())
        (tmp_path / "saint.yaml").write_text(DEFINITIONS)
        with connect(user=OWNER, autocommit=True) as owner:
            apply_plan(owner, make_plan(owner, load([tmp_path / "saint.yaml"])))
        yield connection
    finally:
        connection.execute(f"drop owned by {OWNER} cascade; drop role {OWNER}".encode())


def activities(connection: psycopg.Connection) -> object:
    return connection.execute("select id, activities from saint.company_counter order by id").fetchall()


def test_forced_after_an_apply(dba: psycopg.Connection, connect: Connect) -> None:
    dba.execute(FORCE)
    # No write of the CRM fails, and rows that triggers keep are what they are.
    dba.execute("insert into crm.activity values (3, 1)")
    assert activities(dba) == [(1, 2), (2, 1)]
    with dba.transaction():
        dba.execute("set transaction isolation level repeatable read")
        dba.execute("insert into crm.activity values (4, 1)")
        dba.execute("truncate crm.activity; insert into crm.activity values (5, 1), (6, 1), (7, 2)")
    for query in (
        "select * from saint.company_counter", "select * from saint.company_status", "select saint.tick()",
        "select * from saint.check()", "select saint.explain('busy', '1')", "select saint.describe('busy', '1')",
        "select * from saint_data.company_fields('{1}')", "select saint.status_dialog('company', '1')",
    ):  # fmt: skip
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match=HIDDEN):
            dba.execute(query.encode())
    (found,) = examine(dba)["privileges"]
    assert found.message.startswith(f"row level security hides rows of crm.activity from {OWNER}")
    remedy, _, other = found.remedy.partition("; or, as a superuser: ")
    assert other == f"alter role {OWNER} bypassrls"
    with connect(user=OWNER, autocommit=True) as owner:
        assert {one.remedy for one in examine(owner)["definition"]} == {found.remedy}
        owner.execute(remedy.encode())
    assert activities(dba) == [(1, 2), (2, 1)]
    dba.execute("select saint.tick()")
    assert activities(dba) == [(1, 2), (2, 1)]
    assert examine(dba)["privileges"] == []


def test_a_role_that_no_policy_is_for(dba: psycopg.Connection) -> None:
    dba.execute(FORCE)
    dba.execute(f"alter role {OWNER} bypassrls".encode())
    dba.execute("truncate crm.activity; insert into crm.activity values (5, 1), (6, 1), (7, 2)")
    assert activities(dba) == [(1, 2), (2, 1)]
    assert value(dba, "select count(*) from saint.company_status") == 1
    assert examine(dba)["privileges"] == []
