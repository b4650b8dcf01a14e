"""The CRM of tests/apply, in good health: a tick has just been, and nothing is pinned."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pg_saint.cluster.provider import Provider
from pg_saint.doctor import examine
from tests.apply.conftest import Crm, applied_template, copy_of, crm
from tests.oracle.comparison import Truth

__all__ = ["applied_template", "crm", "healthy"]


@pytest.fixture(scope="session")
def healthy_template(
    cluster: Provider, applied_template: tuple[str, Truth], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Truth]]:
    """A database in which nothing is found."""
    for made in copy_of(cluster, applied_template, tmp_path_factory.mktemp("healthy")):
        made.execute("create index on crm.company (owner_id)")
        made.execute("select saint.set_today(null)")
        made.execute("select saint.tick()")
        assert said(made.connection) == []
        name = made.connection.info.dbname
        # It can only be copied while nobody is in it.
        made.connection.close()
        yield name, applied_template[1]


@pytest.fixture
def healthy(cluster: Provider, healthy_template: tuple[str, Truth], tmp_path: Path) -> Iterator[Crm]:
    for made in copy_of(cluster, healthy_template, tmp_path):
        made.execute("select saint.tick()")
        yield made


def said(connection: psycopg.Connection) -> list[tuple[str, str, str]]:
    """Each finding: the check, the message, the remedy."""
    found = examine(connection)
    return [(check, one.message, one.remedy) for check, several in found.items() for one in several]


def only(connection: psycopg.Connection) -> tuple[str, str, str]:
    """The one finding that there is."""
    found = said(connection)
    assert len(found) == 1, found
    return found[0]
