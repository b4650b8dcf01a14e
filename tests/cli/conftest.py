"""The command saint, and a small CRM to use it on."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import psycopg
import pytest
from click.testing import CliRunner, Result

from pg_saint.cli import saint as command

HERE = Path(__file__).parent
DEFINITION = HERE / "definitions" / "crm.yaml"


class Saint(Protocol):
    """Runs ``saint WORDS --dsn …`` on the test's database."""

    def __call__(self, *words: str) -> Result: ...


@pytest.fixture
def definition() -> str:
    """The path of the small CRM's definition."""
    return str(DEFINITION)


@pytest.fixture
def saint(database: str) -> Saint:
    def run(*words: str) -> Result:
        arguments = [*words] if words[0] in ("validate", "install", "library") else [*words, "--dsn", database]
        result = CliRunner().invoke(command, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


@pytest.fixture
def crm(database: str) -> str:
    """A connection string to the small CRM on 1 June 2026, nothing applied yet."""
    with psycopg.connect(database) as connection:
        connection.execute((HERE / "crm.sql").read_bytes())
        connection.execute("select saint.set_today('2026-06-01')")
    return database


@pytest.fixture
def applied(crm: str, saint: Saint, definition: str) -> str:
    """A connection string to the small CRM with its definition applied."""
    result = saint("apply", definition)
    assert result.exit_code == 0, result.output
    return crm
