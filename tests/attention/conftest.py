"""A CRM with monitors over it, on 1 June 2026."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pg_saint.cluster.provider import Provider
from tests.crm import AppliedCrm
from tests.support import fresh_database

HERE = Path(__file__).parent
DEFINITIONS = (HERE / "crm.yaml").read_text()


class Crm(AppliedCrm):
    definitions = DEFINITIONS


@pytest.fixture(scope="session")
def attention_template(cluster: Provider, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with the monitors applied to empty tables: copying it is cheaper than applying."""
    with fresh_database(cluster, template) as name:
        crm = Crm(cluster.dsn(name), tmp_path_factory.mktemp("attention"))
        crm.execute((HERE / "crm.sql").read_bytes())
        crm.execute("select saint.set_today('2026-06-01')")
        crm.apply()
        crm.connection.close()
        yield name


@contextmanager
def a_crm(cluster: Provider, template: str, folder: Path) -> Iterator[Crm]:
    with fresh_database(cluster, template) as name:
        made = Crm(cluster.dsn(name), folder)
        yield made
        made.connection.close()


@pytest.fixture(scope="module")
def shared_crm(cluster: Provider, attention_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crm]:
    """One for all tests of a file that change nothing in it."""
    with a_crm(cluster, attention_template, tmp_path_factory.mktemp("crm")) as made:
        yield made


@pytest.fixture
def crm(cluster: Provider, attention_template: str, tmp_path: Path) -> Iterator[Crm]:
    with a_crm(cluster, attention_template, tmp_path) as made:
        yield made
