"""A CRM whose activities are in partitions, on two levels, with its definitions applied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pg_saint.apply import Step
from pg_saint.cluster.provider import Provider
from tests.crm import AppliedCrm
from tests.oracle.apply import apply, online
from tests.oracle.comparison import Truth
from tests.support import fresh_database

HERE = Path(__file__).parent
DEFINITIONS = (HERE / "crm.yaml").read_text()


class Crm(AppliedCrm):
    definitions = DEFINITIONS

    def apply_online(self) -> Iterator[Step]:
        """The steps of it; from the moment that it is in force it is the truth."""
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            applying = online(DEFINITIONS, connection)
            for step in applying.steps():
                if applying.in_force:
                    self.truth = Truth(applying.definition)
                yield step

    def tick(self) -> None:
        """The first one may only follow the partitions."""
        self.execute("select saint.tick()")
        self.exact()
        self.execute("select saint.tick()")

    def stale(self) -> int:
        return self.execute("select from saint_data.company_stale").rowcount

    def finished(self) -> None:
        """Exact before a tick and after it; then nothing is left to do."""
        self.exact()
        self.tick()
        self.checked()
        assert self.stale() == 0

    def triggers(self, table: str) -> int:
        return self.execute("select from pg_trigger where tgrelid = to_regclass(%s)", (table,)).rowcount


@pytest.fixture(scope="session")
def partitioned_template(
    cluster: Provider, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Truth]]:
    """A database with the CRM and its definitions applied: copying it is cheaper than applying."""
    with fresh_database(cluster, template) as name:
        crm = Crm(cluster.dsn(name), tmp_path_factory.mktemp("definitions"))
        crm.execute((HERE / "crm.sql").read_bytes())
        crm.execute("select saint.set_today('2026-05-29')")
        crm.apply()
        assert crm.stale() == 0
        crm.connection.close()
        yield name, crm.truth


@pytest.fixture
def crm_without_activities(database: str, tmp_path: Path) -> Iterator[Crm]:
    """The CRM, with a definition that does not look at its partitioned table yet."""
    made = Crm(database, tmp_path)
    made.execute((HERE / "crm.sql").read_bytes())
    made.execute("select saint.set_today('2026-05-29')")
    mapping, _, _ = DEFINITIONS.partition("sources:")
    made.truth = Truth(apply(f"{mapping}counters:\n  kind: {{on: company, value: category}}\n", database))
    yield made
    made.connection.close()


@pytest.fixture
def crm(cluster: Provider, partitioned_template: tuple[str, Truth], tmp_path: Path) -> Iterator[Crm]:
    """The CRM with its definitions applied."""
    template, truth = partitioned_template
    with fresh_database(cluster, template) as name:
        made = Crm(cluster.dsn(name), tmp_path)
        made.truth = truth
        yield made
        made.connection.close()
