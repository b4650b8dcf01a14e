"""A small CRM that its DBA has mapped, somebody who defines things from inside the database, and a worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result
from psycopg.conninfo import make_conninfo
from psycopg.rows import dict_row

from pg_saint.cli import saint as command
from pg_saint.cli.database import connect_installed
from pg_saint.cluster.provider import Provider
from pg_saint.plan import stored_model
from pg_saint.requests import Requests
from pg_saint.resolve import resolve
from pg_saint.values import jsonb
from tests.apply.conftest import CRM, Crm
from tests.oracle.comparison import Truth
from tests.support import fresh_database

ROLES = {"saint_test_anna": "saint_designer", "saint_test_bert": "saint_designer", "saint_test_carl": "saint_reader"}
ROLE = """
    do $$ begin
        create role {role} login in role {of};
    exception when duplicate_object then null;
    end $$
"""
ANNA, BERT, CARL = ROLES


class Inside(Crm):
    """`said`: what the worker reports."""

    def __init__(self, dsn: str, folder: Path) -> None:
        super().__init__(dsn, folder)
        self.said: list[str] = []
        self.opened: dict[str, psycopg.Connection] = {}

    def of(self, role: str) -> psycopg.Connection:
        """The role's own connection, in autocommit."""
        if role not in self.opened:
            self.opened[role] = psycopg.connect(make_conninfo(self.dsn, user=role), autocommit=True)
        return self.opened[role]

    def ask(self, call: str, *arguments: object, role: str = ANNA) -> Any:
        """``saint.CALL``: what it returns."""
        row = self.of(role).execute(f"select saint.{call}".encode(), arguments).fetchone()
        assert row is not None
        return row[0]

    def propose(self, definition: dict[str, Any], role: str = ANNA) -> int:
        return int(self.ask("propose(%s)", jsonb(definition), role=role))

    def request(self, request: int) -> dict[str, Any]:
        cursor = self.connection.cursor(row_factory=dict_row)
        found = cursor.execute("select * from saint.request where request = %s", (request,)).fetchone()
        assert found is not None
        return found

    def work(self) -> None:
        """A worker comes by, and stays until nothing is left."""
        requests = Requests(self.said.append)
        with connect_installed(self.dsn) as connection:
            while requests.work(connection) is not None:
                pass

    def apply_inside(self, definition: dict[str, Any], role: str = ANNA) -> dict[str, Any]:
        """Proposed, confirmed and applied."""
        made = self.propose(definition, role)
        self.ask("confirm(%s)", made, role=role)
        self.work()
        found = self.request(made)
        assert found["state"] == "applied", found["errors"]
        return found

    def exact(self, connection: psycopg.Connection | None = None) -> None:
        """With what is in force now."""
        self.truth = Truth(resolve(stored_model(self.connection), self.connection))
        super().exact(connection)

    def saint(self, *words: str) -> Result:
        """Runs ``saint WORDS`` on the database, as its DBA."""
        done = CliRunner().invoke(command, [*words, "--dsn", self.dsn])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    def close(self) -> None:
        for connection in (self.connection, *self.opened.values()):
            connection.close()


@pytest.fixture(scope="module")
def mapped(cluster: Provider, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with the CRM and its DBA's definition applied."""
    with fresh_database(cluster, template) as name:
        folder = tmp_path_factory.mktemp("mapped") / "dba"
        folder.mkdir()
        made = Inside(cluster.dsn(name), folder)
        for role, of in ROLES.items():
            made.execute(ROLE.format(role=role, of=of).encode())
        made.execute(CRM)
        made.execute("select saint.set_today('2026-06-01')")
        made.write()
        done = made.saint("apply", str(made.file.parent), "--yes")
        assert done.exit_code == 0, done.output
        made.close()
        yield name


@pytest.fixture
def crm(cluster: Provider, mapped: str, tmp_path: Path) -> Iterator[Inside]:
    (tmp_path / "dba").mkdir()
    with fresh_database(cluster, mapped) as name:
        made = Inside(cluster.dsn(name), tmp_path / "dba")
        made.write()
        yield made
        made.close()


# As many as take some ten seconds.
FEW = 60


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--proposals", type=int, default=FEW, help="how many hostile proposals")
    parser.addoption("--first-proposal", type=int, default=1, help="the seed of the first one; the others follow")


@pytest.fixture
def proposals(request: pytest.FixtureRequest) -> range:
    first = request.config.getoption("--first-proposal", default=1)
    return range(first, first + request.config.getoption("--proposals", default=FEW))
