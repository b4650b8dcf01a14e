"""Databases of released versions, as their own code left them: folder vX_Y_Z has the dumps and what makes them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from pg_saint import __version__
from pg_saint.cluster import find_bindir
from pg_saint.cluster.provider import Provider
from tests.support import fresh_database

FOLDER = Path(__file__).parent


@contextmanager
def released(cluster: Provider, version: str, dump: str, into: str | None = None) -> Iterator[str]:
    """The name of a database with the extension in version `into` (the same), into which the `dump` (applied, online)
    of `version` was restored."""
    with fresh_database(cluster) as name:
        with psycopg.connect(cluster.dsn(name)) as connection:
            create = sql.SQL("create extension pg_saint version {} cascade")
            connection.execute(create.format(sql.Literal(into or version)))
        file = FOLDER / f"v{version.replace('.', '_')}" / f"{dump}.sql"
        command = [str(find_bindir() / "psql"), "--quiet", "-X", "-v", "ON_ERROR_STOP=1", "-1", "-o", "/dev/null"]
        command += ["-f", str(file), "-d", cluster.dsn(name)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        yield name


@contextmanager
def updated(cluster: Provider, version: str, dump: str) -> Iterator[str]:
    """The name of a database into which the `dump` of `version` was restored, and then updated to this version."""
    with released(cluster, version, dump) as name:
        with psycopg.connect(cluster.dsn(name)) as connection:
            connection.execute("alter extension pg_saint update")
        yield name


@contextmanager
def restored(cluster: Provider, version: str, dump: str) -> Iterator[str]:
    """The name of a database with the extension in this version, into which the `dump` of `version` was restored."""
    with released(cluster, version, dump, into=__version__) as name:
        yield name
