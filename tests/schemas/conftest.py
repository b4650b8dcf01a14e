"""Two tenants, acme and beta, with one definition in force, on 1 June 2026."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from pg_saint.apply import apply_plan
from pg_saint.cli import saint
from pg_saint.cluster.provider import Provider
from pg_saint.plan import Plan, make_plan
from pg_saint.validate import load
from tests.oracle.comparison import Truth
from tests.support import fresh_database

HERE = Path(__file__).parent
TENANT = (HERE / "crm.sql").read_text()
DEFINITIONS = (HERE / "crm.yaml").read_text()
SHARED = """
    create schema core;
    create table core.users (user_id integer primary key, full_name text not null);
    insert into core.users values (1, 'Anna'), (2, 'Bert');
"""
# What an attention monitor takes.
MONITOR = (
    ("    standard_counters: true\n", "    standard_counters: true\n    moment: {kind: history}\n"),
    ("selections:\n", "monitors: {customers: {on: company, of: category = 'Customer', period: 365}}\nselections:\n"),
)


class Tenants:
    """A database; `connection` commits each statement."""

    def __init__(self, dsn: str, folder: Path) -> None:
        self.dsn = dsn
        self.file = folder / "crm.yaml"
        self.write()
        self.connection = psycopg.connect(dsn, autocommit=True)
        self.execute = self.connection.execute

    def write(self, *changes: tuple[str, str]) -> None:
        text = DEFINITIONS
        for old, new in changes:
            assert text.count(old) >= 1, f"{old!r} is not in the definitions"
            text = text.replace(old, new, 1)
        self.file.write_text(text)

    def add(self, tenant: str) -> None:
        """Its schema with its tables and rows."""
        self.connection.execute(TENANT.replace("tenant_acme", f"tenant_{tenant}").encode())

    def plan(self) -> Plan:
        return make_plan(self.connection, load([self.file]))

    def apply(self) -> Plan:
        plan = self.plan()
        apply_plan(self.connection, plan)
        self.truth = Truth(plan.definition)
        return plan

    def exact(self) -> None:
        """Every view of every tenant equals the naive query over that tenant's tables, in one snapshot."""
        with self.connection.transaction():
            self.execute("set transaction isolation level repeatable read")
            self.truth.compare(self.connection)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query.encode()).fetchall()

    def saint(self, *words: str) -> Result:
        """Runs ``saint WORDS`` here."""
        result = CliRunner().invoke(saint, [*words, "--dsn", self.dsn])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result


@pytest.fixture(scope="session")
def two_tenants(
    cluster: Provider, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Truth]]:
    """The name of a database with the definition in force: copying it is much cheaper than applying it."""
    with fresh_database(cluster, template) as name:
        made = Tenants(cluster.dsn(name), tmp_path_factory.mktemp("tenants"))
        made.execute(SHARED.encode())
        made.add("acme")
        made.add("beta")
        made.execute("select saint.set_today('2026-06-01')")
        made.apply()
        made.connection.close()
        yield name, made.truth


@pytest.fixture
def tenants(cluster: Provider, two_tenants: tuple[str, Truth], tmp_path: Path) -> Iterator[Tenants]:
    template, truth = two_tenants
    with fresh_database(cluster, template) as name:
        made = Tenants(cluster.dsn(name), tmp_path)
        made.truth = truth
        yield made
        made.connection.close()
