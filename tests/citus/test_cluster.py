"""On a real cluster of Citus: ``make test-citus CITUS_DSN=…``, the coordinator's database, to which workers were added.

What is made there is taken away again. The files of pg_saint have to be on each of the nodes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from shutil import copy
from subprocess import run
from typing import Any

import psycopg
import pytest

from tests.citus.conftest import MODES, Sharded
from tests.citus.life import FIRST_DAY, HERE, Life, differences, rows
from tests.support import value

DSN = os.environ.get("CITUS_DSN", "")
STEPS = int(os.environ.get("CITUS_STEPS", "300"))
# Shell commands: of one of the workers, and of nothing else.
STOP, START = os.environ.get("CITUS_STOP", ""), os.environ.get("CITUS_START", "")
# Of a node that is not there, whether or not a connection to it was open.
NAMED = re.compile(r"connection .*\S+:\d+")
WRITERS = 4
HISTORY = "select entity, id, status, active, changed_at from saint.status_history"
SINCE = "select id, status, since from saint.company_status"
pytestmark = pytest.mark.skipif(
    not DSN, reason="needs a cluster of Citus, which no registry has: make test-citus CITUS_DSN=…"
)
DISTRIBUTE = """
    select create_reference_table('crm.users');
    select create_distributed_table('crm.company', 'company_id');
    select create_distributed_table('crm.activity', 'company_id', colocate_with => 'crm.company');
    select create_distributed_table('crm.sale', 'company_id', colocate_with => 'crm.company');
"""


@pytest.fixture
def cluster_crm(tmp_path: Path) -> Iterator[Sharded]:
    """The CRM as tables of the coordinator, and its definition."""
    copy(HERE / "cobweb.svg", tmp_path)
    with psycopg.connect(DSN, autocommit=True) as connection:
        connection.execute("set client_min_messages = warning")
        connection.execute("create extension pg_saint")
        try:
            connection.execute((HERE / "crm.sql").read_bytes())
            connection.execute("select saint.set_today(%s)", (FIRST_DAY,))
            made = Sharded(DSN, connection, tmp_path / "crm.yaml")
            made.write()
            yield made
        finally:
            # shards that were moved are there for some seconds more
            connection.execute("call citus_cleanup_orphaned_resources()")
            dropped = made.saint("drop", "--all", "--yes")
            assert dropped.exit_code == 0, dropped.output
            connection.execute("drop schema if exists crm cascade")


def _in_shards(crm: Sharded, mode: str) -> None:
    crm.connection.execute(DISTRIBUTE)
    crm.in_mode(mode)
    crm.apply()


def test_tables_of_the_coordinator_are_as_on_one_server(cluster_crm: Sharded) -> None:
    cluster_crm.apply()
    life = Life(3, [cluster_crm.connection])
    life.fill(10)
    for days in (1, 40, 100):
        for _ in range(10):
            life.write()
        assert differences(cluster_crm.connection) == []
        life.pass_days(days)
        cluster_crm.connection.execute("select saint.tick()")
        assert differences(cluster_crm.connection) == []


@pytest.mark.parametrize("mode", MODES)
def test_random_steps_of_four_writers(cluster_crm: Sharded, mode: str) -> None:
    connection = cluster_crm.connection
    _in_shards(cluster_crm, mode)
    assert "nothing to do" in cluster_crm.saint("apply", str(cluster_crm.file)).stdout
    with ExitStack() as stack:
        writers = [stack.enter_context(psycopg.connect(DSN, autocommit=True)) for _ in range(WRITERS)]
        life = Life(4, [connection, *writers])
        life.fill(40)
        assert differences(connection) == []
        for step in range(STEPS):
            life.write()
            if step % 25 == 24:
                life.pass_days(life.random.choice([1, 7, 30, 31, 90, -2]))
            if mode == "marks" and step % 7 == 3:
                connection.execute("select saint.tick()")
            if step % 5 == 4:
                assert differences(connection) == [], f"step {step}"
        explained = cluster_crm.saint("explain", "neglected", "3")
        assert explained.exit_code == 0, explained.output


@pytest.mark.parametrize("mode", MODES)
def test_writers_at_once_while_a_shard_is_moved(cluster_crm: Sharded, mode: str) -> None:
    """Each of them keeps to what it writes; the reader compares in one snapshot of its own."""
    connection = cluster_crm.connection
    _in_shards(cluster_crm, mode)
    with ExitStack() as stack:
        writers = [stack.enter_context(psycopg.connect(DSN, autocommit=True)) for _ in range(WRITERS)]
        lives = [Life(seed, [writer]) for seed, writer in enumerate(writers)]
        lives[0].fill(40)
        for number, life in enumerate(lives):
            # keys of its own
            life.companies, life.keys = 40, 1_000_000 * (number + 1)

        def write(life: Life) -> None:
            for _ in range(STEPS):
                life.do(life.connections[0])

        with ThreadPoolExecutor(WRITERS) as pool:
            writing = [pool.submit(write, life) for life in lives]
            move(connection)
            while mode == "marks" and not all(each.done() for each in writing):
                connection.execute("select saint.tick()")
            for each in writing:
                each.result()
        assert differences(connection) == []


@pytest.mark.parametrize("mode", MODES)
def test_from_one_server_to_shards_and_back(cluster_crm: Sharded, mode: str) -> None:
    """As docs/scaling.md says it; the history of before goes on, and in marks each status since when it is there."""
    connection = cluster_crm.connection
    cluster_crm.apply()
    life = Life(2, [connection])
    life.fill(20)
    life.pass_days(40)
    connection.execute("select saint.tick()")
    seen, since = set(rows(connection, HISTORY)), set(rows(connection, SINCE))
    assert len(seen) > 20

    assert cluster_crm.saint("detach").exit_code == 0
    connection.execute(DISTRIBUTE)
    cluster_crm.in_mode(mode)
    _goes_on(cluster_crm, seen, since if mode == "marks" else None)
    _write_and_tick(life)
    if mode == "marks":
        assert len(rows(connection, HISTORY)) > len(seen)
        seen, since = set(rows(connection, HISTORY)), set(rows(connection, SINCE))

    for table in ("sale", "activity", "company", "users"):
        connection.execute("select undistribute_table(%s)", (f"crm.{table}",))
    cluster_crm.write()
    _goes_on(cluster_crm, seen, since if mode == "marks" else None)
    _write_and_tick(life)
    assert cluster_crm.saint("check").exit_code == 0


def _goes_on(crm: Sharded, seen: set[Any], since: set[Any] | None) -> None:
    """After an apply all is right, and the history of before is there; `since`: of each status, where it is kept."""
    crm.apply()
    assert differences(crm.connection) == []
    assert seen <= set(rows(crm.connection, HISTORY))
    if since is not None:
        assert set(rows(crm.connection, SINCE)) == since


def _write_and_tick(life: Life) -> None:
    for _ in range(20):
        life.write()
    assert differences(life.connections[0]) == []
    life.connections[0].execute("select saint.tick()")
    assert differences(life.connections[0]) == []


@pytest.mark.skipif(not (STOP and START), reason="needs CITUS_STOP and CITUS_START, which kill a worker and start it")
@pytest.mark.parametrize("mode", MODES)
def test_a_worker_is_killed_and_comes_back(cluster_crm: Sharded, mode: str) -> None:
    connection = cluster_crm.connection
    _in_shards(cluster_crm, mode)
    life = Life(7, [connection])
    life.fill(40)
    connection.execute("select saint.tick()")
    for _ in range(10):
        life.write()
    run(STOP, shell=True, check=True)
    try:
        gone = []
        for query in ("select id, status from saint.company_status", "select saint.tick()"):
            if mode == "marks" or "tick" not in query:
                with pytest.raises(psycopg.Error, match=NAMED):
                    connection.execute(query.encode())
        for company in range(1, 41):
            try:
                connection.execute(
                    "insert into crm.sale values (%s, %s, '2026-06-01', 5000, 'sold')", (company, -company)
                )
            except psycopg.Error as error:
                gone.append((company, str(error)))
        # those of the other worker are written to
        assert 0 < len(gone) < 40
        assert all(NAMED.search(said) for _, said in gone), gone
    finally:
        run(START, shell=True, check=True)
    assert differences(connection) == []
    connection.execute("select saint.tick()")
    assert differences(connection) == []
    assert cluster_crm.saint("check").exit_code == 0
    for company, _ in gone:
        connection.execute("insert into crm.sale values (%s, %s, '2026-06-01', 5000, 'sold')", (company, -company))
    assert differences(connection) == []


@pytest.mark.parametrize("mode", MODES)
def test_a_tenant_gets_shards_of_its_own(cluster_crm: Sharded, mode: str) -> None:
    """So shards have other names, and others their rows."""
    connection = cluster_crm.connection
    _in_shards(cluster_crm, mode)
    life = Life(8, [connection])
    life.fill(40)
    shards = "select count(*) from citus_shards where table_name = 'crm.company'::regclass"
    before = value(connection, shards)
    isolate = "select isolate_tenant_to_new_shard('crm.company', %s, 'CASCADE', shard_transfer_mode => 'block_writes')"
    for company in (3, 17):
        connection.execute(isolate, (company,))
        assert differences(connection) == []
        _write_and_tick(life)
    assert value(connection, shards) > before
    assert cluster_crm.saint("check").exit_code == 0
    assert "nothing to do" in cluster_crm.saint("apply", str(cluster_crm.file)).stdout


def move(connection: psycopg.Connection) -> None:
    """One shard, with those beside it, to the other worker."""
    shard, name, port = rows(
        connection,
        "select shardid, nodename, nodeport from citus_shards where table_name = 'crm.company'::regclass limit 1",
    )[0]
    others = "select nodename, nodeport from pg_dist_node where shouldhaveshards and nodeport <> %s limit 1"
    other = connection.execute(others, (port,)).fetchone()
    if other is None:
        pytest.skip("the cluster of CITUS_DSN has one worker: a shard cannot be moved")
    query = "select citus_move_shard_placement(%s, %s, %s, %s, %s, shard_transfer_mode => 'block_writes')"
    connection.execute(query, (shard, name, port, *other))
    assert value(connection, "select nodeport from citus_shards where shardid = %s", shard) == other[1]
