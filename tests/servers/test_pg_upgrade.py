"""A server of another version takes over: by pg_upgrade, version by version, and by a dump of the oldest on the newest.
Definitions are applied, a monitor is calculated, marks wait; once with the extension, once as an owner's own
objects. `make test-pg-upgrade` runs it where Debian's packages of 15, 17 and 18 lie side by side.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from pg_saint.apply import apply_plan
from pg_saint.binaries import DEBIAN
from pg_saint.cluster import Cluster
from pg_saint.cluster.local import SUPERUSER
from pg_saint.demo.load import load
from pg_saint.demo.story import DEFINITIONS
from pg_saint.install import install, install_database
from pg_saint.plan import make_plan
from pg_saint.validate import load as load_definitions
from tests.oracle.comparison import Truth

VERSIONS = [path.parent for path in sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))]
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(len(VERSIONS) < 2, reason="servers of several versions are needed: make test-pg-upgrade"),
]
OWNER = "anybody"
# Databases, and who owns them.
OWNERS = {"extension": SUPERUSER, "own_objects": OWNER}
TODAY, SCALE = date(2026, 3, 18), 0.01
# Of a record whose row is stale times are those of the reading.
VIEWS = """
    select c.relname, coalesce(array_agg(a.attname::text) filter (where a.atttypid = 'timestamptz'::regtype), '{}')
    from pg_class as c
    join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'saint'::regnamespace and c.relkind in ('v', 'm')
        and coalesce(obj_description(c.oid), '') not like 'Internal:%'
    group by c.relname
    order by c.relname
"""
MARKS = "select (select count(*) from saint_data.company_dirty), (select count(*) from saint_data.company_via)"
# At REPEATABLE READ nothing of ours is read: marks are left.
WRITES = (
    "update crm.activity set starts_at = starts_at + interval '9 days' where activity_id % 11 = {n}",
    "update crm.company_category set name = name || '{n}' where name like 'Supplier%'",
    "update crm.sale set deleted = not deleted where sale_id % 13 = {n}",
    "insert into crm.company (code, name, category_id, business, country)"
    " select 'N{n}', 'New', min(company_category_id), 'IT', 'NO' from crm.company_category",
)
Said = dict[str, list[str]]


@contextmanager
def server(bindir: Path) -> Iterator[Cluster]:
    install(bindir / "pg_config")
    with Cluster(in_memory=True, bindir=bindir) as cluster:
        yield cluster


def make(cluster: Cluster) -> Truth:
    """Bridgecom in both databases; what the oracle says of it."""
    owner = sql.Identifier(OWNER)
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        connection.execute(sql.SQL("create role {} login createrole").format(owner))
        connection.execute(sql.SQL("grant set on parameter session_replication_role to {}").format(owner))
        make_databases(connection)
    for database, who in OWNERS.items():
        with psycopg.connect(cluster.dsn(database, who)) as connection:
            if who == OWNER:
                install_database(connection)
                connection.commit()
                # Who may not see revenue does not see what the oracle says of it.
                with psycopg.connect(cluster.dsn(), autocommit=True) as superuser:
                    superuser.execute(sql.SQL("grant saint_revenue, saint_contact to {}").format(owner))
            else:
                connection.execute("create extension plpython3u")
                connection.execute("create extension pg_saint")
            connection.commit()
            load(connection, TODAY, SCALE)
            connection.execute("select saint.set_today(%s)", (TODAY,))
            plan = make_plan(connection, load_definitions([DEFINITIONS]))
            apply_plan(connection, plan)
            connection.commit()
            write(connection, 1)
            # After the writes: a restore calculates again.
            connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
            connection.execute("select saint.recalculate('top_customers'), saint.recalculate('my_holiday')")
            connection.commit()
    return Truth(plan.definition)


def make_databases(connection: psycopg.Connection) -> None:
    for database, who in OWNERS.items():
        create = sql.SQL("create database {} owner {}")
        connection.execute(create.format(sql.Identifier(database), sql.Identifier(who)))


def write(connection: psycopg.Connection, n: int) -> None:
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    for statement in WRITES:
        connection.execute(statement.format(n=n).encode())
    connection.commit()
    assert min(connection.execute(MARKS).fetchone() or (0,)) > 0
    connection.commit()


def said(cluster: Cluster, database: str) -> Said:
    """The rows of every view."""
    found: Said = {}
    with psycopg.connect(cluster.dsn(database, OWNERS[database])) as connection:
        for view, times in connection.execute(VIEWS).fetchall():
            query = sql.SQL("select (to_jsonb(v) - {}::text[])::text from {} as v")
            query_of_view = query.format(sql.Literal(times), sql.Identifier("saint", view))
            found[view] = sorted(row for (row,) in connection.execute(query_of_view))
        found["marks"] = [str(connection.execute(MARKS).fetchone())]
    return found


def is_sound(cluster: Cluster, database: str) -> None:
    """By our own check; and an apply has nothing to do."""
    with psycopg.connect(cluster.dsn(database, OWNERS[database])) as connection:
        assert make_plan(connection, load_definitions([DEFINITIONS])).stages == ()
        assert connection.execute("select * from saint.check()").fetchall() == []


def goes_on(cluster: Cluster, database: str, n: int, truth: Truth) -> None:
    """Writes, a tick, the monitor; marks wait again; and all is exact."""
    with psycopg.connect(cluster.dsn(database, OWNERS[database])) as connection:
        write(connection, n)
        connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        connection.execute("select saint.tick(), saint.recalculate('top_customers'), saint.recalculate('my_holiday')")
        connection.commit()
        assert connection.execute(MARKS).fetchone() == (0, 0)
        connection.commit()
        write(connection, n + 1)
        truth.compare(connection)
        assert connection.execute("select * from saint.check()").fetchall() == []


@pytest.fixture(scope="module")
def first() -> Iterator[tuple[Cluster, Truth]]:
    with server(VERSIONS[0]) as cluster:
        truth = make(cluster)
        for database, owner in OWNERS.items():
            with psycopg.connect(cluster.dsn(database, owner)) as connection:
                connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
                truth.compare(connection)
        yield cluster, truth


def test_a_dump_of_the_oldest_is_restored_on_the_newest(first: tuple[Cluster, Truth], tmp_path: Path) -> None:
    oldest, truth = first

    def run(program: str, *arguments: str | Path, of: Path = VERSIONS[-1]) -> str:
        done = subprocess.run([of / program, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    with server(VERSIONS[-1]) as newest:
        roles = run("pg_dumpall", "--roles-only", "-d", oldest.dsn())
        with psycopg.connect(newest.dsn(), autocommit=True) as connection:
            # The superuser is there.
            lines = [line for line in roles.splitlines() if not line.startswith(("\\", "CREATE ROLE postgres"))]
            connection.execute("\n".join(lines).encode())
            make_databases(connection)
        for database, who in OWNERS.items():
            run("pg_dump", "-Fc", "-f", tmp_path / database, "-d", oldest.dsn(database, who))
            run("pg_restore", "--exit-on-error", "-d", newest.dsn(database, who), tmp_path / database)
            assert said(newest, database) == said(oldest, database)
            is_sound(newest, database)
            goes_on(newest, database, 2, truth)


# The last one: the oldest server is stopped for it.
def test_pg_upgrade(first: tuple[Cluster, Truth]) -> None:
    old, truth = first
    with ExitStack() as stack:
        for n, bindir in enumerate(VERSIONS[1:]):
            before = {database: said(old, database) for database in OWNERS}
            new = stack.enter_context(server(bindir))
            old.stop()
            new.stop()
            if major(new) >= 18:
                # As the old one has it: 18 has checksums by default.
                new._run("pg_checksums", "--disable", "--no-sync", "-D", new.data)
            new._run(
                "pg_upgrade", "-b", old.bindir, "-B", new.bindir, "-d", old.data, "-D", new.data,
                "-U", SUPERUSER, "-s", new.folder, "--no-sync",
            )  # fmt: skip
            new.start()
            for database in OWNERS:
                assert said(new, database) == before[database]
                is_sound(new, database)
                goes_on(new, database, 2 + 2 * n, truth)
            old = new


def major(cluster: Cluster) -> int:
    return int((cluster.data / "PG_VERSION").read_text())
