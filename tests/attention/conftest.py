"""A CRM with monitors over it, on 1 June 2026."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.cluster.provider import Provider
from pg_saint.plan import Plan, make_plan
from pg_saint.validate import load
from tests.support import fresh_database

HERE = Path(__file__).parent
DEFINITIONS = (HERE / "crm.yaml").read_text()


class Crm:
    """The CRM in a database of its own. `connection` commits each statement."""

    def __init__(self, dsn: str, folder: Path) -> None:
        self.dsn = dsn
        self.file = folder / "crm.yaml"
        self.connection = psycopg.connect(dsn, autocommit=True)
        self.execute = self.connection.execute

    def plan(self, *changes: tuple[str, str], text: str = DEFINITIONS) -> Plan:
        """The definitions with each `old` replaced by its `new`."""
        for old, new in changes:
            assert text.count(old) == 1, f"{old!r} is to be in the definitions once"
            text = text.replace(old, new)
        self.file.write_text(text)
        return make_plan(self.connection, load([self.file]))

    def apply(self, *changes: tuple[str, str]) -> Plan:
        plan = self.plan(*changes)
        apply_plan(self.connection, plan)
        return plan

    def rows(self, query: str, *arguments: object) -> list[tuple[Any, ...]]:
        return self.execute(query.encode(), arguments or None).fetchall()


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
