"""An entity in shards is computed at each read; what is compiled for it is shown to be right on one server."""

from __future__ import annotations

import psycopg
import pytest

from tests.citus.conftest import Sharded
from tests.citus.fake import distribute_all
from tests.citus.life import Life, differences, rows

LINE = (
    "company: Citus distributes crm.company by company_id (colocation 7), beside it crm.activity, crm.sale; mode live: "
    "computed at each read, without triggers"
)


def test_exact_at_every_read_and_nothing_is_stored(sharded: Sharded) -> None:
    told = sharded.saint("plan", str(sharded.file))
    assert (told.exit_code, LINE in told.stdout) == (0, True), told.output
    sharded.apply()
    assert "nothing to do" in sharded.saint("apply", str(sharded.file)).stdout
    assert rows(sharded.connection, "select tgrelid::regclass from pg_trigger where tgname like 'saint_%'") == []
    tables = "select relname from pg_class where relnamespace = 'saint_data'::regnamespace and relkind = 'r'"
    assert rows(sharded.connection, tables) == []

    with psycopg.connect(sharded.dsn, autocommit=True) as other:
        life = Life(1, [sharded.connection, other])
        life.fill(12)
        assert differences(sharded.connection) == []
        for days in (1, 30, 60, 1, 200, -5):
            for _ in range(8):
                life.write()
            life.pass_days(days)
            assert differences(sharded.connection) == []


def test_the_commands(sharded: Sharded) -> None:
    sharded.apply()
    sharded.connection.execute("insert into crm.company values (1, 'Acme', 'Customer', null, null)")
    sharded.connection.execute("insert into crm.activity values (1, 1, 'outgoing', '2026-05-30 12:00+00')")
    explained = sharded.saint("explain", "neglected", "1")
    assert (explained.exit_code, "1 has the status" in explained.stdout) == (0, True), explained.output
    assert "Customer" in explained.stdout
    status = sharded.saint("status")
    assert status.exit_code == 0, status.output
    assert "neglected" in status.stdout
    for words in (["tick"], ["check"]):
        done = sharded.saint(*words)
        assert done.exit_code == 0, done.output
    doctor = sharded.saint("doctor")
    assert doctor.exit_code in (0, 1), doctor.output
    refused = sharded.saint("apply", str(sharded.file), "--online")
    # nothing is to be done any more
    assert refused.exit_code == 0, refused.output
    dropped = sharded.saint("drop", "--yes")
    assert dropped.exit_code == 0, dropped.output
    assert sharded.saint("apply", str(sharded.file), "--online").exit_code == 2


def test_the_crm_s_upgrade_drops_the_views_and_an_apply_makes_them_again(sharded: Sharded) -> None:
    sharded.apply()
    Life(5, [sharded.connection]).fill(6)
    with pytest.raises(psycopg.errors.FeatureNotSupported):
        sharded.connection.execute("alter table crm.company alter column category type varchar(50)")
    sharded.connection.execute("set client_min_messages = warning")
    sharded.connection.execute("drop view saint_data.company_in_shards cascade")
    sharded.connection.execute("alter table crm.company alter column category type varchar(50)")
    sharded.apply()
    assert differences(sharded.connection) == []


def test_from_one_server_to_shards_and_back_keeps_the_history(local: Sharded) -> None:
    """Where the tables are local ones all is as on one server."""
    local.apply()
    life = Life(2, [local.connection])
    life.fill(6)
    local.connection.execute("select saint.tick()")
    life.pass_days(40)
    local.connection.execute("select saint.tick()")
    assert differences(local.connection) == []
    query = "select entity, id, status, active, changed_at from saint.status_history"
    before = set(rows(local.connection, query))
    assert len(before) > 3

    assert local.saint("detach").exit_code == 0
    distribute_all(local.connection)
    local.apply()
    assert differences(local.connection) == []
    assert before <= set(rows(local.connection, query))

    local.connection.execute("delete from pg_catalog.pg_dist_partition")
    local.apply()
    life.write()
    local.connection.execute("select saint.tick()")
    assert differences(local.connection) == []
    assert before <= set(rows(local.connection, query))
    assert "no differences" in local.saint("check").output or local.saint("check").exit_code == 0


def test_functions_do_not_depend_on_the_extension_where_citus_is(local: Sharded) -> None:
    """Citus refuses that of each function that it has on other nodes too."""
    shown = local.saint("plan", str(local.file), "--sql")
    assert "depends on extension" not in shown.stdout
    assert "create or replace function saint_data.crm_activity_inserted" in shown.stdout
    assert "depends on extension" not in local.saint("compile", str(local.file)).stdout
    local.apply()
    dependent = "select objid::regproc from pg_depend where deptype = 'x' and refclassid = 'pg_extension'::regclass"
    assert rows(local.connection, dependent) == []
