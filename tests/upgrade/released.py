"""Databases of released versions, as their own code left them: folder vX_Y_Z has the dumps and what makes them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from pg_saint import __version__
from pg_saint.cluster import find_bindir
from pg_saint.cluster.provider import Provider
from tests.support import fresh_database

FOLDER = Path(__file__).parent


class Dumps(AbstractContextManager["Dumps"]):
    """The dumps, each restored once: copying a database is much cheaper. `cluster` is where."""

    def __init__(self, cluster: Provider) -> None:
        self.cluster = cluster
        self._made: dict[tuple[str, str, str], str] = {}
        self._stack = ExitStack()

    def __exit__(self, *details: Any) -> None:
        self._stack.__exit__(*details)

    def released(self, version: str, dump: str) -> AbstractContextManager[str]:
        """The name of a database of `version` with its `dump` (applied, online)."""
        return self._copy(version, dump, version)

    @contextmanager
    def updated(self, version: str, dump: str) -> Iterator[str]:
        """The same, updated to this version."""
        with self.released(version, dump) as name:
            with psycopg.connect(self.cluster.dsn(name)) as connection:
                connection.execute("alter extension pg_saint update")
            yield name

    def restored(self, version: str, dump: str) -> AbstractContextManager[str]:
        """The name of a database of this version, into which the `dump` of `version` was restored."""
        return self._copy(version, dump, __version__)

    def _copy(self, version: str, dump: str, into: str) -> AbstractContextManager[str]:
        key = version, dump, into
        if key not in self._made:
            self._made[key] = self._stack.enter_context(self._restore(version, dump, into))
        return fresh_database(self.cluster, self._made[key])

    @contextmanager
    def _restore(self, version: str, dump: str, into: str) -> Iterator[str]:
        with fresh_database(self.cluster) as name:
            dsn = self.cluster.dsn(name)
            with psycopg.connect(dsn) as connection:
                # 0.1.0 has it, and an update keeps what is made in it.
                connection.execute("create extension plpython3u")
                create = sql.SQL("create extension pg_saint version {}")
                connection.execute(create.format(sql.Literal(into)))
            file = FOLDER / f"v{version.replace('.', '_')}" / f"{dump}.sql"
            command = [str(find_bindir() / "psql"), "--quiet", "-X", "-v", "ON_ERROR_STOP=1", "-1", "-o", "/dev/null"]
            done = subprocess.run([*command, "-f", str(file), "-d", dsn], capture_output=True, text=True, check=False)
            assert (done.returncode, done.stderr) == (0, ""), done.stderr
            yield name
