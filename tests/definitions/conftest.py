"""A small CRM, and definitions over it that tests change one place of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from pg_saint.cluster.provider import Provider
from pg_saint.definitions import Model
from pg_saint.validate import load
from tests.support import fresh_database

HERE = Path(__file__).parent
BASE = (HERE / "base.yaml").read_text()
Change = Callable[..., Model]


@pytest.fixture(scope="module")
def crm(cluster: Provider) -> Iterator[psycopg.Connection]:
    """A connection to a database with the CRM; resolving changes nothing in it."""
    with fresh_database(cluster) as name, psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
        connection.execute((HERE / "crm.sql").read_bytes())
        yield connection


@pytest.fixture
def changed(tmp_path: Path) -> Change:
    """Loads the definitions with `old` replaced by `new`."""

    def load_changed(old: str = "", new: str = "") -> Model:
        assert not old or BASE.count(old) == 1, f"{old!r} is to be in base.yaml once"
        file = tmp_path / "definitions.yaml"
        file.write_text(BASE.replace(old, new) if old else BASE)
        return load([file])

    return load_changed
