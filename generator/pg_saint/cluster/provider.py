"""One server for a test run: one that runs already, a local throw-away cluster, or a container."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from psycopg.conninfo import make_conninfo

from pg_saint import install
from pg_saint.binaries import find_bindir
from pg_saint.cluster.container import Container
from pg_saint.cluster.local import Cluster
from pg_saint.errors import SaintError


class Provider(Protocol):
    """What tests need of a server; `pg_saint` is installed there."""

    def dsn(self, dbname: str = "postgres") -> str: ...


@dataclass(frozen=True)
class Server:
    """A server that runs already, reached as a superuser; whoever runs it has installed the extension."""

    conninfo: str

    def dsn(self, dbname: str = "postgres") -> str:
        return make_conninfo(self.conninfo, dbname=dbname)


@contextmanager
def provide(dsn: str | None = None, image: str | None = None) -> Iterator[Provider]:
    """A container of `image`; or the server of `dsn` or PGHOST; else a local cluster; else, without server programs
    here, a container."""
    if image is not None:
        with Container(image) as container:
            yield container
    elif dsn is not None or os.environ.get("PGHOST"):
        yield Server(dsn or "")
    elif _has_server_programs():
        install.install()
        # A run of the tests makes about a thousand databases: each takes half a second on a disk, 40 ms in memory.
        with Cluster(in_memory=True) as cluster:
            yield cluster
    else:
        with Container() as container:
            yield container


def _has_server_programs() -> bool:
    try:
        find_bindir()
    except SaintError:
        return False
    return True
