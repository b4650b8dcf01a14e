"""A server in a container, where a Docker engine answers (pip install 'pg_saint[docker]')."""

from __future__ import annotations

import io
import tarfile
from types import TracebackType
from typing import Any, Self

from psycopg.conninfo import make_conninfo

from pg_saint import install
from pg_saint.errors import SaintError

IMAGE = "postgres:15-bookworm"
PASSWORD = "throw-away"
# Debian's: what a container has of PostgreSQL's server.
SHARE = "/usr/share/postgresql/$PG_MAJOR/extension"
PL_PYTHON = (
    f"test -f {SHARE}/plpython3u.control"
    " || (apt-get update -q && apt-get install -yq --no-install-recommends postgresql-plpython3-$PG_MAJOR)"
)


class Container:
    """``with Container() as container``: a PostgreSQL with PL/Python and the extension's files in it.

    `image`: one of the official `postgres` images that stand on Debian, or one that is used like them.
    """

    def __init__(self, image: str = IMAGE) -> None:
        self.image = image
        self._container: Any = None

    def __enter__(self) -> Self:
        try:
            from testcontainers.community.postgres import PostgresContainer
        except ImportError as error:
            raise SaintError(
                "there are no PostgreSQL server programs here, and testcontainers is not installed",
                remedy="run make prerequisites, or pip install 'pg_saint[docker]'",
            ) from error
        self._container = PostgresContainer(self.image, username="postgres", password=PASSWORD, dbname="postgres")
        # As a local cluster has it: what order texts have is the same in both.
        self._container.with_env("POSTGRES_INITDB_ARGS", "--locale=C.UTF-8")
        self._container.start()
        try:
            self._exec(PL_PYTHON)
            folder = self._exec(f"echo {SHARE}").strip()
            self._container.get_wrapped_container().put_archive(folder, _archive(install.assemble()))
        except BaseException:
            self._container.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._container.stop()

    def dsn(self, dbname: str = "postgres") -> str:
        """A connection string for one of the container's databases."""
        return make_conninfo(
            host=self._container.get_container_host_ip(),
            port=self._container.get_exposed_port(5432),
            user="postgres",
            password=PASSWORD,
            dbname=dbname,
        )

    def _exec(self, command: str) -> str:
        code, output = self._container.exec(["sh", "-c", command])
        if code:
            raise SaintError(f"{command} failed in {self.image}:\n{output.decode()}")
        return str(output.decode())


def _archive(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, text in files.items():
            content = text.encode()
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            entry.mode = 0o644
            archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()
