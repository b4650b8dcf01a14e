"""Everything that PostgreSQL itself can call and compute: what is compiled means to it what was written.

``--language-budget`` nested expressions are tried, from ``--language-seed`` on.
"""

from __future__ import annotations

from random import Random

import psycopg
import pytest

from tests.language.postgres import Language
from tests.language.reading import check


def test_every_function(connection: psycopg.Connection, language: Language) -> None:
    assert check(connection, language.calls(Random(1))) > 800


def test_every_operator(connection: psycopg.Connection, language: Language) -> None:
    assert check(connection, language.operations(Random(1))) > 800


def test_operators_in_operators(
    connection: psycopg.Connection, language: Language, request: pytest.FixtureRequest
) -> None:
    seed = request.config.getoption("--language-seed", default=1)
    budget = request.config.getoption("--language-budget", default=150)
    written = {language.nested(Random(seed + n)): None for n in range(budget)}
    assert check(connection, written) > budget / 20
