"""Creme's own database, prepared once; each test gets a copy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pg_saint.cluster.provider import Provider
from tests.crms.real import Crm, attach, libpq_environment, run_in
from tests.crms.users import ROOT, User
from tests.oracle.comparison import Truth
from tests.support import fresh_database


def environment(dsn: str, database: str) -> dict[str, str]:
    return {
        **libpq_environment(dsn),
        "CREME_DATABASE": database,
        "DJANGO_SETTINGS_MODULE": "tests.crms.creme.settings",
        "PYTHONPATH": str(ROOT),
    }


def creme_command(dsn: str, database: str, *command: str) -> str:
    """A management command, such as migrate."""
    return run_in("creme", "creme", *command, environment=environment(dsn, database), folder=ROOT)


def new_user(dsn: str, database: str) -> User:
    # Where two users are after the same record, the second one gives up: a test works for both, and cannot wait.
    return User(
        "creme",
        "tests.crms.creme.actions",
        {**environment(dsn, database), "PGOPTIONS": "-c lock_timeout=100ms"},
    )


@pytest.fixture(scope="session")
def bare_creme(cluster: Provider) -> Iterator[str]:
    """The name of a database with Creme in it, without pg_saint."""
    with fresh_database(cluster) as name:
        for command in ("migrate", "creme_populate"):
            creme_command(cluster.dsn(name), name, command)
        yield name


@pytest.fixture(scope="session")
def attached_creme(cluster: Provider, bare_creme: str) -> Iterator[tuple[str, Truth]]:
    """The same with the preset applied."""
    with fresh_database(cluster, bare_creme) as name:
        yield name, Truth(attach(cluster.dsn(name), "creme"))


@pytest.fixture
def creme(cluster: Provider, attached_creme: tuple[str, Truth]) -> Iterator[Crm]:
    template, truth = attached_creme
    with fresh_database(cluster, template) as name:
        crm = Crm(cluster.dsn(name), truth, lambda: new_user(cluster.dsn(name), name))
        yield crm
        crm.close()
