"""A server of its own that is killed, with the CRM of tests/apply."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from pg_saint import install
from pg_saint.cluster import Cluster
from tests.apply.conftest import CRM, Crm
from tests.oracle.comparison import Truth


class Killed(Cluster):
    """What was committed has to be there after a crash. No more than that is asked of the disk, which goes on."""

    def __init__(self) -> None:
        settings = {"synchronous_commit": "on", "full_page_writes": "on", "restart_after_crash": "off"}
        super().__init__(settings, in_memory=True)

    def kill_9(self) -> None:
        """All of the server's processes at once, so that none can tidy up."""
        postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        for pid in (postmaster, *children(postmaster)):
            kill(pid)
        # Where no init collects it (in a container) the killed process keeps its number, and would look alive.
        (self.data / "postmaster.pid").unlink()
        (self.folder / ".s.PGSQL.5432.lock").unlink()


def children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The second field is the program's name in brackets, which may hold anything.
            after = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(after[1]) == parent:
            found.append(int(stat.parent.name))
    return found


def kill(pid: int) -> None:
    """And wait until it is gone."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    os.kill(pid, signal.SIGKILL)
    select.select([process], [], [])
    os.close(process)


@pytest.fixture(scope="session")
def server() -> Iterator[Killed]:
    install.install()
    with Killed() as cluster:
        yield cluster


APPLIED = "applied"


@pytest.fixture(scope="session")
def truth(server: Killed, tmp_path_factory: pytest.TempPathFactory) -> Truth:
    """What the definitions mean that are applied to the CRM in the database to copy."""
    _create(server, APPLIED)
    with psycopg.connect(server.dsn(APPLIED)) as connection:
        connection.execute("create extension pg_saint cascade")
    made = Crm(server.dsn(APPLIED), tmp_path_factory.mktemp("definitions"))
    made.execute(CRM)
    made.execute("select saint.set_today('2026-06-01')")
    made.apply()
    made.connection.close()
    return made.truth


@pytest.fixture
def crm(server: Killed, truth: Truth, tmp_path: Path) -> Iterator[Crm]:
    """The CRM with its definitions applied, in a database of its own."""
    _create(server, tmp_path.name, APPLIED)
    made = Crm(server.dsn(tmp_path.name), tmp_path)
    made.truth = truth
    yield made
    made.connection.close()


def _create(server: Killed, name: str, template: str = "template1") -> None:
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        # Copied page by page through the log, a sequence would begin again after a crash: its numbers were logged where
        # it was copied from.
        query = sql.SQL("create database {} template {} strategy file_copy")
        connection.execute(query.format(sql.Identifier(name), sql.Identifier(template)))


def again(server: Killed, crm: Crm) -> None:
    """The server starts, recovers, and the CRM's own connection is a new one."""
    server.start()
    crm.connection.close()
    crm.connection = psycopg.connect(crm.dsn, autocommit=True)
    crm.execute = crm.connection.execute
