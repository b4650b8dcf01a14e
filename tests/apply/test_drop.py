"""After drop the CRM's tables are as they were before the first apply, and nothing of ours is left."""

from __future__ import annotations

import subprocess

import psycopg
import pytest
from click.testing import CliRunner

from pg_saint.cli import saint
from pg_saint.cluster import find_bindir
from tests.apply.conftest import Crm
from tests.support import value

LEFT = """
    select count(*) from pg_class where relnamespace = to_regnamespace('saint_data')
        or relname in ('company_status', 'company_counter', 'company_watermark', 'statusvalue', 'countervalue',
                       'status_history', 'statusdef')
"""


def schema_of_the_crm(dsn: str) -> str:
    command = [str(find_bindir() / "pg_dump"), "--schema-only", "--schema=crm", "-d", dsn]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    # Newer programs put a random key around the dump.
    return "\n".join(line for line in done.stdout.splitlines() if not line.startswith(("\\restrict", "\\unrestrict")))


def data_of_the_crm(crm: Crm) -> list[tuple[str, ...]]:
    return crm.execute("select a::text, a.xmin::text from crm.activity a order by activity_id").fetchall()


def drop(crm: Crm) -> None:
    done = CliRunner().invoke(saint, ["drop", "--yes", "--dsn", crm.dsn])
    assert done.exit_code == 0, done.stderr


def test_the_tables_are_as_before(bare_crm: Crm) -> None:
    before, rows = schema_of_the_crm(bare_crm.dsn), data_of_the_crm(bare_crm)
    bare_crm.apply()
    assert schema_of_the_crm(bare_crm.dsn) != before
    drop(bare_crm)
    assert schema_of_the_crm(bare_crm.dsn) == before
    assert data_of_the_crm(bare_crm) == rows


def test_nothing_of_ours_is_left(crm: Crm) -> None:
    crm.execute("insert into crm.activity (company_id, starts_at) values (1, '2026-06-01')")
    drop(crm)
    assert value(crm.connection, LEFT) == 0
    assert value(crm.connection, "select to_regnamespace('saint_data') is null")
    for table in ("compiled", "definition", "entity", "status", "status_change", "last_tick"):
        assert value(crm.connection, f"select count(*) from saint.{table}") == 0
    crm.execute("insert into crm.activity (company_id, starts_at) values (1, '2026-06-01')")
    crm.execute("select saint.tick()")


def test_after_an_apply_of_everything_again(crm: Crm) -> None:
    drop(crm)
    crm.apply()
    crm.finished()


def test_with_a_table_renamed_since(crm: Crm) -> None:
    crm.execute("alter table crm.sale rename to deal")
    drop(crm)
    crm.execute("insert into crm.deal values (900, 1, '2026-06-01', 10, 'sold')")


def test_a_users_view_stands_in_the_way(crm: Crm) -> None:
    crm.execute("create view crm.my_board as select * from saint.company_status")
    refused = CliRunner().invoke(saint, ["drop", "--yes", "--dsn", crm.dsn])
    assert refused.exit_code == 2
    assert "view crm.my_board" in refused.stderr
    crm.finished()


def test_a_dropped_extension_takes_the_triggers_along(bare_crm: Crm) -> None:
    before = schema_of_the_crm(bare_crm.dsn)
    bare_crm.apply()
    # A replaced function loses what it depends on.
    bare_crm.apply()
    with pytest.raises(psycopg.errors.DependentObjectsStillExist):
        bare_crm.execute("drop extension pg_saint")
    bare_crm.execute("drop extension pg_saint cascade")
    assert schema_of_the_crm(bare_crm.dsn) == before
    bare_crm.execute("insert into crm.activity (company_id, starts_at) values (1, '2026-06-01')")
