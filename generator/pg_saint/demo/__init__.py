"""The demo: Bridgecom, a computer shop, and the customers that it should call today."""

from __future__ import annotations

import shlex
import shutil
import sys
from datetime import date
from pathlib import Path

import psycopg
from psycopg import sql
from rich.console import Console

from pg_saint import install
from pg_saint.cluster import Cluster
from pg_saint.demo.printout import demo_console, heading
from pg_saint.demo.server import DemoServer
from pg_saint.demo.story import DEFINITIONS, tell

DATABASE = "bridgecom"


def run(console: Console | None = None, today: date | None = None, keep: bool = True, scale: float = 1.0) -> None:
    """Starts a server of our own, makes the CRM, applies its definitions, prints who needs attention and why.

    `today`: pretend that it is that date; None is the real one. `keep` leaves the server running, and the next demo
    replaces it. `scale` 1 is about 3,000 companies. Raises SaintError where no server can be started.
    """
    console = console or demo_console()
    install.install()
    if not keep:
        with Cluster() as cluster:
            _tell_on(cluster, console, today, scale)
        return
    server = DemoServer()
    server.create()
    try:
        _tell_on(server, console, today, scale)
    except BaseException:
        server.stop("immediate")
        raise
    heading(console, "How to go on")
    for line in (
        "This server keeps running, for you alone, until you stop it or run the demo again.",
        f"  look around     {server.psql_command(DATABASE)}",
        "                  select * from saint.statusdef;    select * from saint.company_status limit 10;",
        f"  the definitions {DEFINITIONS}",
        f"  check           {_saint()} check --dsn '{server.dsn(DATABASE)}'",
        f"  stop            {server.stop_command()}",
    ):
        console.print(line, markup=False, soft_wrap=True)


def _saint() -> str:
    """The command as it can be typed here: its place where the PATH does not lead to it, as after `make demo`."""
    return "saint" if shutil.which("saint") else shlex.quote(str(Path(sys.executable).with_name("saint")))


def _tell_on(cluster: Cluster, console: Console, today: date | None, scale: float) -> None:
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(DATABASE)))
    with psycopg.connect(cluster.dsn(DATABASE)) as connection:
        connection.execute("create extension pg_saint cascade")
        connection.commit()
        tell(connection, console, today, scale)
