"""A dump restores into an empty database with plain pg_restore, and is exact at the first read."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pg_saint.cluster import find_bindir
from tests.apply.conftest import Crm
from tests.support import value

pytestmark = pytest.mark.long


def run(program: str, *arguments: str | Path) -> None:
    done = subprocess.run([find_bindir() / program, *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def restored(crm: Crm, empty_database: str, tmp_path: Path) -> Iterator[Crm]:
    """The CRM restored, with marks of every kind and rows that are due at the time of the dump."""
    crm.execute("select saint.set_today('2026-06-10')")
    crm.execute("insert into crm.activity (company_id, starts_at) select n, '2026-06-09' from generate_series(1, 7) n")
    crm.execute("update crm.users set full_name = 'Somebody else' where user_id = 2")
    crm.execute("insert into crm.company (company_id, name, category) values (901, 'New', 'Customer')")
    crm.execute("select saint.selection_add('invited', '3')")
    for stale in ("company_dirty", "company_via"):
        assert value(crm.connection, f"select count(*) from saint_data.{stale}") > 0
    assert value(crm.connection, "select count(*) from saint_data.company where next_change <= '2026-06-10'") > 0

    run("pg_dump", "-Fc", "-f", tmp_path / "dump", "-d", crm.dsn)
    run("pg_restore", "--exit-on-error", "-d", empty_database, tmp_path / "dump")
    copy = Crm(empty_database, tmp_path)
    copy.truth = crm.truth
    yield copy
    copy.connection.close()


def test_exact_at_the_first_read(restored: Crm) -> None:
    restored.exact()
    assert restored.execute("select * from saint.check()").fetchall() == []


def test_the_stale_rows_are_stale_still(crm: Crm, restored: Crm) -> None:
    stale = "select array_agg(id order by id) from saint_data.company_stale"
    assert value(restored.connection, stale) == value(crm.connection, stale)


def test_writes_ticks_and_explanations_go_on(restored: Crm) -> None:
    restored.execute("insert into crm.activity (company_id, starts_at) values (1, '2026-06-10 12:00+02')")
    restored.execute("delete from crm.company where company_id = 2")
    explained = restored.execute("select met from saint.explain('neglected', '1')").fetchall()
    assert len(explained) == 2
    restored.finished()


def test_a_dropped_extension_takes_the_triggers_along(restored: Crm) -> None:
    restored.execute("drop extension pg_saint cascade")
    restored.execute("insert into crm.activity (company_id, starts_at) values (1, '2026-06-10 12:00+02')")


def test_selections_are_as_they_were(crm: Crm, restored: Crm) -> None:
    for selection in ("invited", "customers_with_sales"):
        rows = f"select array_agg(s order by s.id) from saint.selection_{selection} s"
        assert value(restored.connection, rows) == value(crm.connection, rows) is not None
    assert restored.execute("select id from saint.selection_member where selection = 'invited'").fetchall() == [("3",)]
    refreshed = "select refreshed_at from saint.selectiondef where selection = 'customers_with_sales'"
    assert value(restored.connection, refreshed) == value(crm.connection, refreshed)


def test_the_definitions_are_installed(restored: Crm) -> None:
    assert restored.plan().stages == ()


@pytest.mark.parametrize("table", ["status", "image", "language"])
def test_what_statuses_show_is_restored(crm: Crm, restored: Crm, table: str) -> None:
    rows = f"select array_agg(t::text order by t::text) from saint.{table} t"
    assert value(restored.connection, rows) == value(crm.connection, rows) is not None


def test_as_plain_sql(crm: Crm, empty_database: str, tmp_path: Path) -> None:
    crm.execute("insert into crm.activity (company_id, starts_at) values (1, '2026-06-01'), (2, '2026-06-01')")
    run("pg_dump", "-f", tmp_path / "dump.sql", "-d", crm.dsn)
    quietly: list[str | Path] = ["--quiet", "-o", tmp_path / "said", "-v", "ON_ERROR_STOP=1"]
    run("psql", *quietly, "-f", tmp_path / "dump.sql", "-d", empty_database)
    with psycopg.connect(empty_database) as connection:
        crm.truth.compare(connection)
