"""Tryton's own database, prepared once; each test gets a copy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pg_saint.cluster.provider import Provider
from tests.crms.real import Crm, attach, libpq_environment, run_in
from tests.crms.users import User
from tests.oracle.comparison import Truth
from tests.support import fresh_database

ACTIVATED = ("party", "company", "product", "sale", "sale_opportunity", "sale_complaint", "project", "account_invoice")


def trytond_admin(dsn: str, database: str, folder: Path, *modules: str) -> str:
    """`trytond-admin -u`: activates the modules, or upgrades them."""
    (folder / "trytond.conf").write_text("[database]\nuri = postgresql://\n")
    (folder / "password").write_text("admin")
    environment = {**libpq_environment(dsn), "TRYTONPASSFILE": str(folder / "password")}
    arguments: list[str | Path] = [
        "-c",
        folder / "trytond.conf",
        "-d",
        database,
        "--email",
        "admin@example.com",
        "-u",
        "ir",
        *modules,
    ]
    return run_in("tryton", "trytond-admin", *arguments, "--activate-dependencies", environment=environment)


def new_user(dsn: str, database: str) -> User:
    # Where two users are after the same record, the second one gives up: a test works for both, and cannot wait.
    own = {"TRYTON_DATABASE": database, "PGOPTIONS": "-c lock_timeout=100ms"}
    return User("tryton", "tests.crms.tryton.actions", {**libpq_environment(dsn), **own})


@pytest.fixture(scope="session")
def bare_tryton(cluster: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a database with Tryton and a company of our own in it, without pg_saint."""
    with fresh_database(cluster) as name:
        trytond_admin(cluster.dsn(name), name, tmp_path_factory.mktemp("tryton"), *ACTIVATED)
        user = new_user(cluster.dsn(name), name)
        for action in ("begin", "set_up", "commit"):
            user.do(action)
        user.close()
        yield name


@pytest.fixture(scope="session")
def attached_tryton(cluster: Provider, bare_tryton: str) -> Iterator[tuple[str, Truth]]:
    """The same with the preset applied."""
    with fresh_database(cluster, bare_tryton) as name:
        yield name, Truth(attach(cluster.dsn(name), "tryton"))


@pytest.fixture
def tryton(cluster: Provider, attached_tryton: tuple[str, Truth]) -> Iterator[Crm]:
    template, truth = attached_tryton
    with fresh_database(cluster, template) as name:
        crm = Crm(cluster.dsn(name), truth, lambda: new_user(cluster.dsn(name), name))
        yield crm
        crm.close()
