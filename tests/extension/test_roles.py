"""Who may do what."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import errors, sql

from tests.support import Connect, value

READS = ["select * from saint.explain('lost', '1')", "select * from saint.status"]
CHANGES = [
    "select saint.set_today('2026-01-01')",
    "select saint.tick()",
    "select saint.tick_batch('thing')",
    "select saint.tick_finished('thing', 1)",
    "select saint.mark_all_stale()",
    "select saint.check()",
    "select * from saint.status_change",
    "update saint.clock set zone = 'UTC'",
    "insert into saint.definition (file, content) values ('a', 'b')",
]
EVERYBODY = ["select saint.today()", "select saint.midnight_passed()", "select * from saint.clock"]


def run_as(connection: psycopg.Connection, role: str, statement: str) -> None:
    with connection.transaction(force_rollback=True):
        if role == "public":
            connection.execute("create role saint_test_nobody")
            role = "saint_test_nobody"
        connection.execute(sql.SQL("set local role {}").format(sql.Identifier(role)))
        connection.execute(statement.encode())


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        *(("public", statement) for statement in EVERYBODY),
        *(("saint_reader", statement) for statement in READS + EVERYBODY),
        *(("saint_admin", statement) for statement in READS + CHANGES + EVERYBODY),
    ],
)
def test_allowed(thing: psycopg.Connection, role: str, statement: str) -> None:
    # As the compiler grants on what it makes.
    thing.execute("grant insert on saint_data.thing_via to saint_admin")
    thing.execute("grant select, delete on saint_data.thing_left to saint_admin")
    run_as(thing, role, statement)


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        *(("public", statement) for statement in READS + CHANGES),
        *(("saint_reader", statement) for statement in CHANGES),
        *(("saint_revenue", statement) for statement in READS + CHANGES),
    ],
)
def test_refused(thing: psycopg.Connection, role: str, statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        run_as(thing, role, statement)


def test_a_role_that_is_there_already_is_kept(empty_database: str, template: str) -> None:
    assert template
    with psycopg.connect(empty_database) as connection:
        connection.execute("create extension pg_saint cascade")
        assert value(connection, "select count(*) from pg_roles where rolname ~ '^saint_(reader|revenue|admin)$'") == 3


def test_what_changes_something_is_not_for_everybody(connect: Connect) -> None:
    with connect() as connection:
        open_to_all = connection.execute(
            "select oid::regprocedure::text from pg_proc where pronamespace = 'saint'::regnamespace"
            " and has_function_privilege('public', oid, 'execute') order by 1"
        ).fetchall()
    assert [name for (name,) in open_to_all] == [
        "saint.midnight_passed()",
        "saint.months_later(date,integer)",
        "saint.months_reached(date,integer)",
        "saint.pinned_today()",
        "saint.start_of(text,date,integer)",
        "saint.today()",
    ]


def test_definers_rights_come_with_a_search_path(connect: Connect) -> None:
    with connect() as connection:
        loose = connection.execute(
            "select oid::regprocedure::text from pg_proc where pronamespace = 'saint'::regnamespace"
            " and prosecdef and not coalesce(array_to_string(proconfig, ','), '') like '%search_path=%'"
        ).fetchall()
    # Asked in each query: every name and operator in it is qualified (tests/partitions).
    assert loose == [("saint.partitions_changed(text)",)]
