"""A small CRM with its definitions applied, and changes of both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pg_saint.cluster.provider import Provider
from tests.crm import AppliedCrm
from tests.oracle.comparison import Truth
from tests.support import fresh_database

HERE = Path(__file__).parent
CRM = (HERE / "crm.sql").read_bytes()
DEFINITIONS = (HERE / "crm.yaml").read_text()
IMAGE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>NAME</title><path d="M0 0L9 9"/></svg>'


class Crm(AppliedCrm):
    """On 1 June 2026."""

    definitions = DEFINITIONS

    def __init__(self, dsn: str, folder: Path) -> None:
        super().__init__(dsn, folder)
        for image in ("cobweb", "dust", "sand"):
            (folder / f"{image}.svg").write_text(IMAGE.replace("NAME", image))

    def finished(self) -> None:
        """Exact before the tick, after it, and a month later."""
        self.exact()
        self.execute("select saint.tick()")
        self.checked()
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
