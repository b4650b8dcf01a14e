"""The demo: Bridgecom, a computer shop, and the customers that it should call today."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from datetime import date
from importlib import resources
from pathlib import Path

import psycopg
from psycopg import sql
from rich.console import Console

from pg_saint.binaries import brought_bindir, find_bindir
from pg_saint.cluster import Cluster
from pg_saint.demo.printout import demo_console, heading
from pg_saint.demo.server import DemoServer
from pg_saint.demo.story import DEFINITIONS, tell
from pg_saint.errors import SaintError
from pg_saint.install import install, install_database

DATABASE = "bridgecom"
PASSWORD = "bridgecom"
"""Of those who look at the pages: as in visitors.sql."""
OWNER = "bridgecom"
"""Of the database where pg_saint is no extension there: no superuser."""
SUPERUSER = "postgres"


def run(console: Console | None = None, today: date | None = None, keep: bool = True, scale: float = 1.0) -> None:
    """Starts a server of our own, makes the CRM, applies its definitions, prints who needs attention and why.

    pg_saint is an extension there, if its files can be put where the server looks for them; else the owner of the
    database installs it.

    `today`: pretend that it is that date; None is the real one. `keep` leaves the server running, and the next demo
    replaces it. `scale` 1 is about 3,000 companies. Raises SaintError where no server can be started.
    """
    if os.name == "nt":
        # Its server is reached by a Unix socket alone, so that nobody else on the machine gets in.
        raise SaintError("saint demo does not run on Windows", remedy="run it in WSL; every other command runs here")
    console = console or demo_console()
    user = SUPERUSER if _has_files() else OWNER
    if not keep:
        with Cluster() as cluster:
            _tell_on(cluster, user, console, today, scale)
        return
    server = DemoServer()
    server.create()
    try:
        _tell_on(server, user, console, today, scale)
    except BaseException:
        server.stop("immediate")
        raise
    heading(console, "How to go on")
    for line in (
        "This server keeps running, for you alone, until you stop it or run the demo again.",
        f"  look around     {server.psql_command(DATABASE, user)}",
        "                  select * from saint.statusdef;    select * from saint.company_status limit 10;",
        f"  pages           {_saint()} serve --dsn '{server.address(DATABASE)}'",
        f"                  then http://127.0.0.1:8432/ as linnea (sales manager) or jonas, password {PASSWORD}",
        f"  the definitions {DEFINITIONS}",
        f"  check           {_saint()} check --dsn '{server.dsn(DATABASE, user)}'",
        f"  stop            {server.stop_command()}",
    ):
        console.print(line, markup=False, soft_wrap=True)


def _saint() -> str:
    """The command as it can be typed here: its place where the PATH does not lead to it, as after `make demo`."""
    return "saint" if shutil.which("saint") else shlex.quote(str(Path(sys.executable).with_name("saint")))


def _has_files() -> bool:
    """Whether the extension's files are there, or could be put there."""
    if find_bindir() == brought_bindir():
        return False
    try:
        install()
    except SaintError:
        return False
    return True


def _tell_on(cluster: Cluster, user: str, console: Console, today: date | None, scale: float) -> None:
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        if user == OWNER:
            owner = sql.Identifier(OWNER)
            connection.execute(sql.SQL("create role {} login createrole").format(owner))
            # For the CRM's rows alone: load.py.
            connection.execute(sql.SQL("grant set on parameter session_replication_role to {}").format(owner))
        create = sql.SQL("create database {} owner {}")
        connection.execute(create.format(sql.Identifier(DATABASE), sql.Identifier(user)))
    with psycopg.connect(cluster.dsn(DATABASE, user)) as connection:
        if user == OWNER:
            install_database(connection)
            # What a superuser sees anyway: turnover.
            connection.execute(sql.SQL("grant saint_revenue, saint_contact to {}").format(sql.Identifier(OWNER)))
        else:
            if connection.execute("select from pg_available_extensions where name = 'plpython3u'").rowcount:
                connection.execute("create extension plpython3u")
            connection.execute("create extension pg_saint")
        connection.commit()
        tell(connection, console, today, scale)
    with psycopg.connect(cluster.dsn(DATABASE)) as connection:
        connection.execute((resources.files("pg_saint.demo") / "visitors.sql").read_bytes())
