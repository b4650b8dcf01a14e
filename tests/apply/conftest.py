"""A small CRM with its definitions applied, and changes of both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.cluster.provider import Provider
from pg_saint.plan import Plan, make_plan
from pg_saint.validate import load
from tests.oracle.comparison import Truth
from tests.support import fresh_database

HERE = Path(__file__).parent
CRM = (HERE / "crm.sql").read_bytes()
DEFINITIONS = (HERE / "crm.yaml").read_text()
IMAGE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>NAME</title><path d="M0 0L9 9"/></svg>'


class Crm:
    """The CRM in a database of its own, on 1 June 2026. `connection` commits each statement."""

    def __init__(self, dsn: str, folder: Path) -> None:
        self.dsn = dsn
        self.file = folder / "crm.yaml"
        for image in ("cobweb", "dust", "sand"):
            (folder / f"{image}.svg").write_text(IMAGE.replace("NAME", image))
        self.connection = psycopg.connect(dsn, autocommit=True)
        self.execute = self.connection.execute

    def write(self, *changes: tuple[str, str], text: str = DEFINITIONS) -> Path:
        """The definitions' file, with each `old` replaced by its `new`."""
        for old, new in changes:
            assert text.count(old) == 1, f"{old!r} is to be in the definitions once"
            text = text.replace(old, new)
        self.file.write_text(text)
        return self.file

    def plan(self, *changes: tuple[str, str]) -> Plan:
        self.write(*changes)
        return self.plan_of_file()

    def plan_of_file(self) -> Plan:
        return make_plan(self.connection, load([self.file]))

    def apply(self, *changes: tuple[str, str]) -> Plan:
        """Applies the definitions with the changes; afterwards they are the truth."""
        plan = self.plan(*changes)
        apply_plan(self.connection, plan)
        self.truth = Truth(plan.definition)
        return plan

    def exact(self, connection: psycopg.Connection | None = None) -> None:
        """All views equal the oracle, in one snapshot; without a connection that is in a transaction, in a new one."""
        if connection is not None:
            self.truth.compare(connection)
            return
        with self.connection.transaction():
            self.execute("set transaction isolation level repeatable read")
            self.truth.compare(self.connection)

    def finished(self) -> None:
        """Exact before the tick, after it, and a month later."""
        self.exact()
        self.execute("select saint.tick()")
        self.exact()
        assert self.execute("select * from saint.check()").fetchall() == []
        self.execute("select saint.set_today(saint.today() + 30)")
        self.exact()


@pytest.fixture(scope="session")
def applied_template(
    cluster: Provider, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Truth]]:
    """A database with the CRM and its definitions applied, and what they mean: copying it is cheaper than applying."""
    with fresh_database(cluster, template) as name:
        crm = Crm(cluster.dsn(name), tmp_path_factory.mktemp("definitions"))
        crm.execute(CRM)
        crm.execute("select saint.set_today('2026-06-01')")
        crm.apply()
        crm.connection.close()
        yield name, crm.truth


def copy_of(cluster: Provider, template: tuple[str, Truth], folder: Path) -> Iterator[Crm]:
    """A CRM in a copy of the database, with the truth that goes with it."""
    database, truth = template
    with fresh_database(cluster, database) as name:
        made = Crm(cluster.dsn(name), folder)
        made.truth = truth
        yield made
        made.connection.close()


@pytest.fixture
def crm(cluster: Provider, applied_template: tuple[str, Truth], tmp_path: Path) -> Iterator[Crm]:
    """The CRM with its definitions applied."""
    yield from copy_of(cluster, applied_template, tmp_path)


@pytest.fixture
def bare_crm(database: str, tmp_path: Path) -> Iterator[Crm]:
    """The CRM before the first apply."""
    made = Crm(database, tmp_path)
    made.execute(CRM)
    made.execute("select saint.set_today('2026-06-01')")
    yield made
    made.connection.close()
