"""However the version of this checkout comes into a database, it is the same."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import psycopg
import pytest
from psycopg import sql

from pg_saint import __version__
from pg_saint.cluster.provider import Provider
from tests.support import fresh_database
from tests.upgrade.catalog import Property, differences, properties
from tests.upgrade.released import Dumps

pytestmark = pytest.mark.usefixtures("python")  # 0.1.0 needs it
HEAD = f"migrations/0.1.0--{__version__}.sql"

# One of each kind of property.
CHANGES = (
    "alter table saint.status add column color text",
    "alter table saint.compiled alter column drop_sql drop default",
    "alter table saint.compiled alter column drop_sql drop not null",
    "alter table saint.clock drop constraint clock_pkey",
    "alter table saint.retention drop constraint retention_days_check",
    "drop index saint.selection_entry_selection",
    "alter table saint.clock disable trigger clock_replace",
    "drop trigger applied_by on saint.definition",
    "alter table saint.announcement set logged",
    "alter sequence saint.status_change_change_seq increment 2",
    "alter view saint.counterdef set (security_barrier)",
    "create or replace view saint.counterdef as select 'x' as counter, entity, value, type, standard"
    " from saint.counter",
    "alter function saint.tick(integer) cost 7",
    "alter function saint.tick(integer) stable",
    "alter function saint.tick(integer) parallel safe",
    "alter function saint.tick(integer) security definer",
    "alter function saint.tick(integer) reset search_path",
    "alter function saint.tick(integer) owner to saint_admin",
    "alter table saint.status owner to saint_admin",
    "create or replace function saint.now() returns timestamptz language sql stable parallel safe return now()",
    "alter extension pg_saint drop function saint.tick(integer)",
    "comment on column saint.clock.pinned is 'x'",
    "comment on function saint.tick(integer) is 'x'",
    "grant create on schema saint to saint_admin",
    "grant select on saint.compiled to saint_reader",
    "grant select (file) on saint.definition to saint_reader",
    "grant execute on function saint.tick(integer) to public",
    "revoke execute on function saint.tick(integer) from saint_admin",
    "update pg_extension set extcondition[1] = 'where false' where extname = 'pg_saint'",
    "update pg_extension set extconfig = extconfig[2:], extcondition = extcondition[2:] where extname = 'pg_saint'",
)


def created(cluster: Provider, version: str) -> set[Property]:
    """Of the extension created in `version` and updated to this one."""
    with fresh_database(cluster) as name, psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
        # 0.1.0 has it, and an update keeps what is made in it.
        connection.execute("create extension plpython3u")
        create = sql.SQL("create extension pg_saint version {}")
        connection.execute(create.format(sql.Literal(version)))
        connection.execute("alter extension pg_saint update")
        return properties(connection)


@pytest.fixture(scope="module")
def fresh(cluster: Provider) -> set[Property]:
    return created(cluster, __version__)


def test_updated(cluster: Provider, fresh: set[Property]) -> None:
    found = differences(fresh, created(cluster, "0.1.0"), HEAD)
    assert not found, f"\n{found}"


@pytest.mark.parametrize(
    "way", [Dumps.updated, Dumps.restored], ids=["restored and updated", "restored into this version"]
)
def test_restored(
    cluster: Provider,
    dumps: Dumps,
    fresh: set[Property],
    way: Callable[[Dumps, str, str], AbstractContextManager[str]],
) -> None:
    with way(dumps, "0.1.0", "applied") as name, psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
        # The clock's functions say the day that it is pinned at; a fresh one is pinned at none.
        connection.execute("select saint.set_today(null)")
        connection.execute("update saint.clock set zone = 'UTC'")
        found = differences(fresh, properties(connection), HEAD)
    assert not found, f"\n{found}"


def test_no_difference_is_overlooked(database: str) -> None:
    with psycopg.connect(database) as connection:
        before = properties(connection)
        overlooked = []
        for change in CHANGES:
            with connection.transaction(force_rollback=True):
                connection.execute(change.encode())
                if properties(connection) == before:
                    overlooked.append(change)
    assert overlooked == []


def test_a_difference_says_what_to_do(fresh: set[Property]) -> None:
    found = differences({*fresh, ("table thing", "columns", "id integer")}, fresh, HEAD)
    assert found.splitlines()[:3] == [
        "table thing: columns", "    create extension: id integer", "    alter extension update: none",
    ]  # fmt: skip
    assert HEAD in found
