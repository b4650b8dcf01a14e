"""saint.tick() as a job of pg_cron."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pg_saint import install
from pg_saint.binaries import find_pg_config, pg_config_value
from pg_saint.cluster import Cluster
from tests.apply.conftest import CRM, Crm

SETTINGS = {
    "shared_preload_libraries": "pg_cron",
    "cron.database_name": "postgres",
    "cron.use_background_workers": "on",
}
LIMIT = 30.0  # seconds until a test that waits in vain fails


@pytest.fixture
def server() -> Iterator[Cluster]:
    # A server that is to load what is not there does not start.
    if not (Path(pg_config_value(find_pg_config(), "--sharedir")) / "extension" / "pg_cron.control").exists():
        pytest.skip("pg_cron is not there: make test-tools, or Debian's postgresql-VERSION-cron")
    install.install()
    with Cluster(SETTINGS, in_memory=True) as cluster:
        yield cluster


def test_a_job_ticks(server: Cluster, tmp_path: Path) -> None:
    """At the start of the server: the other schedules wait for the next minute."""
    crm = Crm(server.dsn(), tmp_path)
    crm.execute("create extension pg_saint cascade")
    crm.execute("create extension pg_cron")
    crm.execute(CRM)
    crm.execute("select saint.set_today('2026-06-01')")
    crm.apply()
    crm.execute("create role saint_test_cron login in role saint_admin")
    crm.execute("grant usage on schema cron to saint_test_cron")
    crm.execute("set session authorization saint_test_cron")
    crm.execute("select cron.schedule('saint', '@reboot', 'select saint.tick()')")
    crm.execute("reset session authorization")
    crm.execute(
        """
        create function public.ticked() returns trigger language plpgsql as $$ begin notify ticked; return null; end $$;
        create trigger ticked after insert or update on saint.last_tick execute function public.ticked();
        """
    )
    crm.execute("update crm.users set full_name = 'Somebody' where user_id = 2")
    crm.exact()
    crm.connection.close()

    server.stop()
    server.start()
    # The job may have run before this session listens: then its row says so.
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        crm.connection, crm.execute = connection, connection.execute
        connection.execute("listen ticked")
        if not connection.execute("select from saint.last_tick").rowcount:
            assert list(connection.notifies(timeout=LIMIT, stop_after=1))
        assert connection.execute("select from saint_data.company_stale").rowcount == 0
        crm.finished()
