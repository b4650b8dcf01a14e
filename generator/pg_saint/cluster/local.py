"""A server of our own: initdb in a temporary folder, reached by a Unix socket in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from psycopg.conninfo import make_conninfo

from pg_saint.binaries import find_bindir, server_user
from pg_saint.errors import SaintError

# Nothing here has to survive a crash of the machine; JIT costs more than it saves on our statements.
SETTINGS: dict[str, str] = {
    "listen_addresses": "",
    "max_connections": "100",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
    "log_min_messages": "warning",
    "timezone": "UTC",
}
SOCKET_PATH_LIMIT = 100  # the kernel takes 107 bytes, of which the file's own name is one part
SUPERUSER = "postgres"
# Where Linux keeps files in memory, and what has to be free there: the tests take a part of it.
MEMORY = Path("/dev/shm")
ROOM = 4 * 1024**3  # bytes


class Cluster:
    """``with Cluster() as cluster: psycopg.connect(cluster.dsn())``; gone at the end, data and all.

    `settings` go over those for throw-away clusters. `in_memory`: in files that are no disk's, where there is room.
    `bindir` is of another version than `find_bindir` finds.

    The superuser is postgres, without a password by the socket; by a network, if the settings listen to one, whoever
    has a password gets in.
    """

    def __init__(
        self, settings: Mapping[str, str] | None = None, in_memory: bool = False, bindir: Path | None = None
    ) -> None:
        self.settings = {**SETTINGS, **(settings or {})}
        self.in_memory = in_memory
        self.bindir = bindir or find_bindir()
        self.folder: Path = Path()

    def __enter__(self) -> Self:
        self.folder = _short_folder(MEMORY if self.in_memory and _has_room(MEMORY) else None)
        try:
            self._initdb()
            self.start()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop("immediate")
        self._remove()

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def port(self) -> int:
        return int(self.settings.get("port", 5432))

    def dsn(self, dbname: str = "postgres", user: str = SUPERUSER) -> str:
        """A connection string for one of the cluster's databases, whatever PGPORT says."""
        return make_conninfo(host=str(self.folder), port=self.port, dbname=dbname, user=user)

    def start(self) -> None:
        """Starts the server and waits until it answers."""
        self._run("pg_ctl", "start", "-w", "-s", "-D", self.data, "-l", self.log)

    def stop(self, mode: str = "fast") -> None:
        """Stops the server if it runs; `mode` as pg_ctl's: smart, fast, immediate."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-w", "-s", "-D", self.data, "-m", mode)

    def kill(self) -> None:
        """Stops the server as a crash would; `start` recovers it."""
        self.stop("immediate")

    def _initdb(self) -> None:
        self._run(
            "initdb", "-D", self.data, "-U", SUPERUSER, "--auth-local=trust", "--auth-host=scram-sha-256",
            "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"
        )  # fmt: skip
        settings = {**self.settings, "unix_socket_directories": str(self.folder)}
        lines = (f"{name} = '{value}'\n" for name, value in settings.items())
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as config:
            config.writelines(lines)

    def _run(self, program: str, *arguments: str | Path) -> None:
        user = server_user()
        become = ("runuser", "-u", user, "--") if user else ()
        # A file, not a pipe: the server inherits it and would keep a pipe open for ever.
        with tempfile.TemporaryFile("w+") as output:
            command = [*become, self.bindir / program, *arguments]
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=self.folder)
            if done.returncode:
                output.seek(0)
                log = self.log.read_text(errors="replace") if self.log.exists() else ""
                raise SaintError(f"{program} failed in {self.folder}:\n{output.read()}{log}")

    def _remove(self) -> None:
        shutil.rmtree(self.folder)


def _has_room(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM


def _short_folder(parent: Path | None) -> Path:
    """A new temporary folder that the server's account owns, short enough for a socket."""
    folder = Path(tempfile.mkdtemp(prefix="saint-", dir=parent))
    if len(str(folder)) > SOCKET_PATH_LIMIT - len("/.s.PGSQL.5432"):
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix="saint-", dir="/tmp"))
    user = server_user()
    if user:
        shutil.chown(folder, user)
    return folder
