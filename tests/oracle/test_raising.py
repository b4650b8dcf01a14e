"""What is said to raise no error raises none for the most extreme values of its types.

``--raising-budget`` random expressions are tried, from ``--raising-seed`` on.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import psycopg
import pytest
from psycopg import sql

from pg_saint.catalog.raising import HARMLESS, OF_ARRAYS
from pg_saint.catalog.types import Request, check_types
from pg_saint.cluster.provider import Provider
from pg_saint.criteria.parse import parse_expression
from pg_saint.errors import SaintError
from pg_saint.ir.dialect import printed
from pg_saint.ir.nodes import Location
from tests.oracle.expressions import COLUMNS, EXTREMES, Expressions
from tests.support import fresh_database

HERE = Location("here", 1)
ROWS = 400
HOW_MANY = 150
# As format_type() prints them.
LONG_NAMES = {"timestamp": "timestamp without time zone", "timestamptz": "timestamp with time zone"}


@pytest.fixture(scope="module")
def extremes(cluster: Provider, template: str) -> Iterator[psycopg.Connection]:
    """A database with one table of extreme values, in random company."""
    with fresh_database(cluster, template) as name, psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
        connection.execute("begin")
        connection.execute("set local search_path = pg_catalog, pg_temp")
        columns = ", ".join(f"{name} {type_}" for name, type_ in COLUMNS.items())
        connection.execute(f"create temporary table extremes ({columns})".encode())
        random = Random(1)
        rows = [[random.choice(EXTREMES[type_]) for type_ in COLUMNS.values()] for _ in range(ROWS)]
        values = ", ".join(f"({', '.join(row)})" for row in rows)
        connection.execute(f"insert into extremes values {values}".encode())
        yield connection
        connection.execute("rollback")


def test_functions(extremes: psycopg.Connection) -> None:
    """Each that is listed, with every combination of values."""
    for signature in sorted({*HARMLESS, *OF_ARRAYS}):
        name, _, arguments = signature.rstrip(")").partition("(")
        types = [_of(argument) for argument in arguments.split(",")]
        sources = ", ".join(
            f"unnest(array[{', '.join(f'({value})::{type_}' for value in EXTREMES[type_])}]) v{at} (x)"
            if not type_.endswith("[]")
            else f"(values {', '.join(f'(({value})::{type_})' for value in EXTREMES[type_])}) v{at} (x)"
            for at, type_ in enumerate(types)
        )
        values = [f"v{at}.x" for at in range(len(types))]
        if name.startswith("jsonb_extract"):
            values[-1] = f"variadic {values[-1]}"
        called = f"{name}({', '.join(values)})"
        with extremes.transaction():
            extremes.execute(f"select count({called}) from {sources}".encode())


def _of(argument: str) -> str:
    return {"anyarray": "text[]", **{long: short for short, long in LONG_NAMES.items()}}.get(argument, argument)


def test_expressions(extremes: psycopg.Connection, request: pytest.FixtureRequest) -> None:
    budget = request.config.getoption("--raising-budget", default=HOW_MANY)
    first = request.config.getoption("--raising-seed", default=1)
    for seed in range(first, first + max(budget // HOW_MANY, 1)):
        # else it would prove nothing
        assert raising(extremes, seed, HOW_MANY) > HOW_MANY / 10


def raising(connection: psycopg.Connection, seed: int, how_many: int) -> int:
    """Evaluates those of the random expressions that are said to be harmless; returns how many there were."""
    made = Expressions(seed)
    scope: dict[tuple[str, ...], str] = {(name,): LONG_NAMES.get(type_, type_) for name, type_ in COLUMNS.items()}
    requests = []
    for _ in range(how_many):
        text = made.condition()
        try:
            requests.append(Request(parse_expression(text, HERE), scope, text, HERE))
        except SaintError:
            continue
    answers = check_types(connection, requests, "UTC")
    harmless = [each for each, answer in zip(requests, answers, strict=True) if answer.harmless]
    for request in harmless:
        with connection.transaction(force_rollback=True):
            try:
                connection.execute(sql.SQL("select count({}) from extremes").format(sql.SQL(printed(request.expr))))
            except psycopg.Error as error:
                raise AssertionError(f"seed {seed}: {request.text}: {error}") from error
    return len(harmless)
