"""Something that is not a table takes a mapped name. Nothing of it runs with the rights of whoever applied."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import psycopg
import pytest

from pg_saint.cluster.provider import Provider
from tests.interface.conftest import crm, interface_dsn
from tests.support import fresh_database, until

__all__ = ["crm", "interface_dsn"]

EVIL = """
    create function crm.evil(anything integer) returns integer language plpgsql immutable as
    $$ begin raise exception 'executed'; end $$
"""
# Planned already it would run: the argument is a constant.
RENAME = "alter table crm.{0} rename to {0}_away"
VIEW = "create view crm.{0} as select t.* from crm.{0}_away t where crm.evil(1) = 1"
FUNCTIONS = """
    select p.oid::regprocedure::text, p.proname, p.prorettype = 'void'::regtype,
        array(select format_type(t, null) from unnest(p.proargtypes) t)
    from pg_proc p
    where p.pronamespace = 'saint_data'::regnamespace and p.prorettype <> 'trigger'::regtype
    order by 1
"""
ARGUMENTS = {
    "date": "'2026-06-01'", "text": "'1'", "boolean": "true", "timestamp with time zone": "'2026-06-01'",
    "text[]": "'{1}'", "regprocedure[]": "'{}'",
}  # fmt: skip


@pytest.fixture(scope="module")
def dsn(cluster: Provider, interface_dsn: str) -> Iterator[str]:
    """A copy of what the interface describes, with all kinds of compiled functions."""
    name = psycopg.conninfo.conninfo_to_dict(interface_dsn)["dbname"]
    with fresh_database(cluster, str(name)) as copy:
        with psycopg.connect(cluster.dsn(copy), autocommit=True) as connection:
            connection.execute(EVIL)
        yield cluster.dsn(copy)


def call(function: str, types: list[str]) -> str:
    name = function.partition("(")[0]
    given = [ARGUMENTS.get(each, "'{1}'" if each.endswith("[]") else "'1'") + f"::{each}" for each in types]
    return f"select * from {name}({', '.join(given)})"


def said(connection: psycopg.Connection, query: str) -> str:
    try:
        connection.execute(query.encode())
    except psycopg.Error as error:
        return str(error).splitlines()[0]
    return ""


@pytest.mark.parametrize("table", ["activity", "company", "sale", "users"])
def test_a_view_with_a_function(dsn: str, table: str) -> None:
    with psycopg.connect(dsn) as connection:
        functions = connection.execute(FUNCTIONS).fetchall()
        for query in ("select count(*) from saint.company_counter", "select saint.tick()"):
            connection.execute(query.encode())
        connection.execute(RENAME.format(table).encode())
        connection.execute(VIEW.format(table).encode())
        refused = 0
        for signature, name, _, types in functions:
            # With the rights and the search_path of whoever calls it.
            if "_write_" in name or "saint_data." in str(types):
                continue
            with connection.transaction(force_rollback=True):
                message = said(connection, call(signature, types))
            assert "executed" not in message, (signature, message)
            refused += f"crm.{table} is a view now, which is not what was mapped" in message
        assert refused > 10
        for read in ("company_counter", "tick()", "check()"):
            query = f"select * from saint.{read}"
            with connection.transaction(force_rollback=True):
                assert "is a view now" in said(connection, query), query
        connection.rollback()


@pytest.mark.parametrize("function", ["company_tick(10)", "company_live(1, '2026-06-01')", "company_moments()"])
def test_it_takes_the_place_while_somebody_waits_for_it(dsn: str, function: str) -> None:
    query = f"select * from saint_data.{function}"
    with (
        psycopg.connect(dsn) as renaming,
        psycopg.connect(dsn, autocommit=True) as waiting,
        psycopg.connect(dsn, autocommit=True) as watching,
    ):
        messages: list[str] = []
        renaming.execute(RENAME.format("activity").encode())
        renaming.execute(VIEW.format("activity").encode())
        thread = Thread(target=lambda: messages.append(said(waiting, query)))
        thread.start()
        until(watching, "select exists (select from pg_locks where not granted)")
        renaming.commit()
        thread.join()
        watching.execute("drop view crm.activity; alter table crm.activity_away rename to activity")
        assert messages == ["crm.activity is a view now, which is not what was mapped"]


def test_gone(dsn: str) -> None:
    with psycopg.connect(dsn) as connection:
        connection.execute(RENAME.format("activity").encode())
        for query in ("select * from saint.company_counter", "select * from saint.tick()"):
            with connection.transaction(force_rollback=True):
                assert "crm.activity" in said(connection, query)
        # Nor does a write of the CRM fail.
        connection.execute("update crm.activity_away set company_id = company_id")
        connection.execute("truncate crm.activity_away cascade")
        connection.rollback()
