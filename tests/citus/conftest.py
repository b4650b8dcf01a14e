"""A CRM whose tables are in shards, as far as the compiler knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copy

import psycopg
import pytest
from click.testing import CliRunner, Result

from pg_saint.cli import saint
from pg_saint.cluster.provider import Provider
from tests.citus.fake import distribute_all, pretend
from tests.citus.life import FIRST_DAY, HERE
from tests.support import Owned, fresh_database

# Of an entity in shards: computed at each read, or stored beside the records, where writers leave marks.
MODES = {"live": (), "marks": (("    key: company_id\n", "    key: company_id\n    maintenance: deferred\n"),)}


@dataclass
class Sharded:
    """`connection` commits each statement; `file` is the definition."""

    dsn: str
    connection: psycopg.Connection
    file: Path

    def write(self, *changes: tuple[str, str]) -> None:
        text = (HERE / "crm.yaml").read_text()
        for old, new in changes:
            assert text.count(old) == 1, f"{old!r} is not once in the definitions"
            text = text.replace(old, new)
        self.file.write_text(text)

    def in_mode(self, mode: str) -> None:
        self.write(*MODES[mode])

    def saint(self, *words: str) -> Result:
        """Runs ``saint WORDS`` here."""
        result = CliRunner().invoke(saint, [*words, "--dsn", self.dsn])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def apply(self) -> None:
        done = self.saint("apply", str(self.file))
        assert done.exit_code == 0, done.output


@pytest.fixture(scope="module")
def crm(cluster: Provider, template: str) -> Iterator[str]:
    """The name of a database with the CRM's tables, where Citus is, and keeps none of them."""
    if isinstance(cluster, Owned):
        pytest.skip("only a superuser can pretend that Citus is there")
    with fresh_database(cluster, template) as name:
        with psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
            connection.execute((HERE / "crm.sql").read_bytes())
            connection.execute("select saint.set_today(%s)", (FIRST_DAY,))
            pretend(connection)
        yield name


@pytest.fixture
def local(cluster: Provider, crm: str, tmp_path: Path) -> Iterator[Sharded]:
    """Its tables are local ones of the coordinator."""
    copy(HERE / "cobweb.svg", tmp_path)
    with fresh_database(cluster, crm) as name, psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
        made = Sharded(cluster.dsn(name), connection, tmp_path / "crm.yaml")
        made.write()
        yield made


@pytest.fixture
def sharded(local: Sharded) -> Sharded:
    """Its tables are in shards."""
    distribute_all(local.connection)
    return local
