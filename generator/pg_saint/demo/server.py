"""The demo's own server, which stays until the next demo: look around in it, then stop it or forget it."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import tempfile
from contextlib import suppress
from pathlib import Path

from psycopg.conninfo import make_conninfo

from pg_saint.cluster import Cluster, find_bindir, server_user
from pg_saint.errors import SaintError

ADDRESS = "127.0.0.1"


class DemoServer(Cluster):
    """A cluster in a fixed folder, one for each account of the machine. `create` replaces the one before."""

    def create(self) -> None:
        """Starts an empty server; one that a former demo left is stopped and removed. Raises SaintError."""
        self.folder = demo_folder()
        self._remove_former()
        self.folder.mkdir(mode=0o700)
        user = server_user()
        if user:
            shutil.chown(self.folder, user)
        # On this machine alone, and by a password: only the socket, which nobody else may enter, asks for none.
        self.settings |= {"listen_addresses": ADDRESS, "port": str(_free_port())}
        self._initdb()
        self.start()

    def _remove_former(self) -> None:
        if not os.path.lexists(self.folder):
            return
        owner = self.folder.lstat().st_uid
        # The temporary folder is everybody's: what somebody else put there under our name is not ours to remove.
        if self.folder.is_symlink() or owner not in (os.geteuid(), _uid(server_user())):
            raise SaintError(f"{self.folder} is somebody else's", remedy="remove it, or set TMPDIR to another folder")
        # A machine that was switched off leaves a pid file of a server that is no more: nothing to stop.
        with suppress(SaintError):
            self.stop("immediate")
        shutil.rmtree(self.folder)

    def psql_command(self, dbname: str, user: str) -> str:
        """What to type to look around."""
        psql = "psql" if shutil.which("psql") else shlex.quote(str(self.bindir / "psql"))
        return f"{psql} -h {shlex.quote(str(self.folder))} -p {self.port} -U {user} {dbname}"

    def address(self, dbname: str) -> str:
        """By which whoever has a password reaches it: a connection string without a user."""
        return make_conninfo(host=ADDRESS, port=self.port, dbname=dbname)

    def stop_command(self) -> str:
        """What to type to stop the server for good."""
        user = server_user()
        become = f"runuser -u {user} -- " if user else ""
        return f"{become}{find_bindir() / 'pg_ctl'} stop -m fast -D {shlex.quote(str(self.data))}"


def demo_folder() -> Path:
    """Where this account's demo is. Not the home folder: the server's account cannot enter root's."""
    folder = Path(tempfile.gettempdir(), f"pg_saint-demo-{os.getuid()}")
    # A path that is too long for a Unix socket.
    return folder if len(str(folder)) < 80 else Path("/tmp", folder.name)


def _free_port() -> int:
    with socket.create_server((ADDRESS, 0)) as listening:
        return int(listening.getsockname()[1])


def _uid(user: str | None) -> int:
    if user is None:
        return os.geteuid()
    import pwd

    return pwd.getpwnam(user).pw_uid
