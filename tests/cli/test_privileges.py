"""On an applied definition, with no more than one of our roles."""

from __future__ import annotations

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import sql
from psycopg.conninfo import make_conninfo

from pg_saint.cli import saint
from tests.support import value


def as_role(dsn: str, role: str) -> psycopg.Connection:
    connection = psycopg.connect(dsn, autocommit=True)
    connection.execute(sql.SQL("set role {}").format(sql.Identifier(role)))
    return connection


@pytest.mark.parametrize("role", ["saint_reader", "saint_admin"])
def test_reads(applied: str, role: str) -> None:
    with psycopg.connect(applied) as connection:
        # A record that the view has to compute: readers have no right to the CRM's tables.
        connection.execute("insert into saint_data.company_dirty (id) values (2)")
    with as_role(applied, role) as connection:
        for view in ("company_status", "company_watermark", "statusvalue", "statusdef", "status_history"):
            connection.execute(sql.SQL("select * from {}").format(sql.Identifier("saint", view)))
        assert value(connection, "select count(*) from saint.company_status") == 1
        assert value(connection, "select count(*) from saint.explain('neglected_customer', '1')") == 2
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("select * from crm.company")


def test_admin_sees_and_repairs(applied: str) -> None:
    with psycopg.connect(applied, autocommit=True) as connection:
        connection.execute("update saint_data.company set category = 'Lead' where id = 2")
    runner = CliRunner()
    as_admin = ["--dsn", make_conninfo(applied, options="-c role=saint_admin")]
    assert runner.invoke(saint, ["status", *as_admin]).exit_code == 0
    repaired = runner.invoke(saint, ["check", "--repair", *as_admin])
    assert repaired.exit_code == 0, repaired.stderr


def test_admin_ticks_checks_and_sets_the_clock(applied: str) -> None:
    with as_role(applied, "saint_admin") as connection:
        assert connection.execute("select * from saint.check()").fetchall() == []
        connection.execute("select saint.set_today('2026-05-01')")
        assert connection.execute("select * from saint.tick()").fetchall() == [("company", 3)]
        assert value(connection, "select count(*) from saint.statusvalue") == 2
