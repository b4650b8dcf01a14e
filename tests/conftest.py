"""One server per run, one fresh database per test."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from pg_saint.binaries import find_pg_config, pg_config_value
from pg_saint.cluster.container import IMAGE
from pg_saint.cluster.provider import Provider, provide
from pg_saint.install import install_database
from tests.support import Connect, Owned, fresh_database


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--dsn", help="run on this server, as a superuser, instead of a throw-away one")
    parser.addoption(
        "--container",
        nargs="?",
        const=IMAGE,
        metavar="IMAGE",
        help="run on a server in a container of this image, an official one of PostgreSQL or made like it",
    )
    parser.addoption(
        "--install",
        choices=["extension", "database"],
        default="extension",
        help="how pg_saint comes into the databases; database: as the objects of a role that is nobody special",
    )
    parser.addoption(
        "--one-in",
        type=int,
        default=1,
        metavar="N",
        help="of the parameters of each test one in N, each version of PostgreSQL others; at least one",
    )
    parser.addoption(
        "--turn",
        type=int,
        default=0,
        metavar="N",
        help="with --one-in: the next ones for the next N, so that in turn each version has them all",
    )


@pytest.hookimpl(trylast=True)  # of what -m and -k leave
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    one_in = config.getoption("--one-in")
    if one_in == 1:
        return
    version = int(pg_config_value(find_pg_config(), "--version").removeprefix("PostgreSQL ").split(".")[0])
    first = (version + config.getoption("--turn")) % one_in
    tests = defaultdict(list)
    for item in items:
        tests[item.nodeid.split("[")[0]].append(item)
    kept = {item for of_test in tests.values() for item in of_test[first::one_in] or of_test[:1]}
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = [item for item in items if item in kept]


@pytest.fixture(autouse=True, scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What commands remember is kept here, and not where the developer's own commands look."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


def pytest_collection_finish() -> None:
    # What is loaded by now stays, and each full collection would go through it again.
    gc.freeze()


@pytest.fixture(scope="session")
def cluster(request: pytest.FixtureRequest) -> Iterator[Provider]:
    """A server on which the extension can be created."""
    with provide(request.config.getoption("--dsn"), request.config.getoption("--container")) as provider:
        yield owned(provider) if request.config.getoption("--install") == "database" else provider


def owned(provider: Provider) -> Owned:
    """With the roles, which an administrator has to make, and an owner of databases who may do nothing else."""
    with psycopg.connect(provider.dsn(), autocommit=True) as connection:
        connection.execute((Path(__file__).parent / "roles.sql").read_bytes())
    return Owned(provider)


def has_python(cluster: Provider) -> bool:
    with psycopg.connect(cluster.dsn()) as connection:
        found = connection.execute("select from pg_available_extensions where name = 'plpython3u'")
        return bool(found.rowcount)


@pytest.fixture(scope="session")
def python(cluster: Provider) -> None:
    """What needs PL/Python is skipped without it, and listed at the end."""
    if not has_python(cluster) or isinstance(cluster, Owned):
        pytest.skip("PL/Python is not on this server, or there is no superuser to use it")


@pytest.fixture(scope="session")
def template(cluster: Provider) -> Iterator[str]:
    """The name of a database in which the extension was created: copying it is much cheaper than creating it."""
    with fresh_database(cluster) as name:
        with psycopg.connect(cluster.dsn(name)) as connection:
            if isinstance(cluster, Owned):
                install_database(connection)
            else:
                if has_python(cluster):
                    connection.execute("create extension plpython3u")
                connection.execute("create extension pg_saint")
        yield name


@pytest.fixture
def empty_database(cluster: Provider) -> Iterator[str]:
    """A connection string for a fresh database without the extension."""
    with fresh_database(cluster) as name:
        yield cluster.dsn(name)


@pytest.fixture
def database(cluster: Provider, template: str) -> Iterator[str]:
    """A connection string for a fresh database with the extension."""
    with fresh_database(cluster, template) as name:
        yield cluster.dsn(name)


@pytest.fixture
def connect(database: str) -> Iterator[Connect]:
    """Opens connections to the test's database, and closes them at its end."""
    opened: list[psycopg.Connection] = []

    def open_connection(**arguments: Any) -> psycopg.Connection:
        connection = psycopg.connect(database, **arguments)
        opened.append(connection)
        return connection

    yield open_connection
    for connection in opened:
        connection.close()


@pytest.fixture
def thing(connect: Connect) -> psycopg.Connection:
    """A connection to a database with the entity thing and its status lost, made by hand."""
    connection = connect(autocommit=True)
    connection.execute((Path(__file__).parent / "thing.sql").read_bytes())
    return connection
