"""serve: the pages."""

from __future__ import annotations

import os
import signal
import socket
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

import click
import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import PGconn, Ping

from pg_saint.cli.database import connect_installed, dsn_option
from pg_saint.errors import SaintError

STOPS_WITHIN = 5  # seconds, whatever a browser still wants


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8432, show_default=True, help="0: any that is free.")
@click.option(
    "--name", "names", multiple=True, help="A name by which browsers ask for the pages, beside localhost; repeatable."
)
@click.option("--https", is_flag=True, help="A proxy in front speaks https: cookies are sent by it alone.")
@click.option("--proxy", "proxies", multiple=True, help="The address of a proxy that is believed; repeatable.")
@click.option("--header", help="In which header a --proxy says who the visitor is, instead of logging in.")
@click.option(
    "--roles",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --header: lines of 'VISITOR ROLE', where a role has another name.",
)
@click.option("--embed", "embedders", multiple=True, help="An origin that may show cards in a frame; repeatable.")
@click.option(
    "--link",
    "links",
    multiple=True,
    help="NAME=URL: where the CRM shows a record of an entity or a row of a source, with {key} in it; repeatable.",
)
@dsn_option
def serve(
    host: str,
    port: int,
    names: tuple[str, ...],
    https: bool,
    proxies: tuple[str, ...],
    header: str | None,
    roles: Path | None,
    embedders: tuple[str, ...],
    links: tuple[str, ...],
    dsn: str,
) -> None:
    """Pages for people: whom to call, cards, attention monitors; each visitor as their own role."""
    if header and not proxies:
        raise SaintError("--header without --proxy", remedy="--proxy ADDRESS: whose word to take for who a visitor is")
    if roles and not header:
        raise SaintError("--roles without --header", remedy="--header NAME: where the proxy says who the visitor is")
    for origin in embedders:
        _require_origin(origin)
    if find_spec("starlette") is None or find_spec("uvicorn") is None:
        raise SaintError("what the pages need is not installed", remedy="pip install 'pg_saint[web]'")
    _require_database(dsn)
    # Only here: nobody else needs them, and they take long to load.
    import uvicorn

    from pg_saint.web import Settings, make_site

    settings = Settings(
        dsn=dsn,
        hosts=tuple(dict.fromkeys(("localhost", "127.0.0.1", host, *names))),
        embedders=embedders,
        secure=https,
        header=header,
        proxies=proxies,
        roles=_roles(roles) if roles else {},
        links=dict(map(_link, links)),
    )
    server = uvicorn.Server(
        uvicorn.Config(
            make_site(settings),
            host=host,
            port=port,
            # Who stands in front is our own question.
            proxy_headers=False,
            server_header=False,
            access_log=False,
            log_level="warning",
            timeout_graceful_shutdown=STOPS_WITHIN,
        )
    )
    with _listen(host, port) as listening:
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"http://{shown}:{listening.getsockname()[1]}/")
        for number in (signal.SIGTERM, signal.SIGINT):
            # The server stops by itself, and then lets the signal do what it would have done.
            signal.signal(number, _stopped)
        server.run(sockets=[listening])


def _stopped(_number: int, _frame: FrameType | None) -> None:
    """Nothing is left to be done."""


def _require_database(dsn: str) -> None:
    """As far as it can be known without a password, which the visitors have."""
    if "user" not in conninfo_to_dict(dsn) and "PGUSER" not in os.environ:
        if PGconn.ping(make_conninfo(dsn, connect_timeout=5).encode()) != Ping.OK:
            raise SaintError("the database does not answer", remedy="name it with --dsn, or PGHOST, PGPORT, PGDATABASE")
        return
    try:
        connect_installed(dsn).close()
    except psycopg.OperationalError as error:
        if error.pgconn is None or not error.pgconn.needs_password:
            raise


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise SaintError(
            f"cannot listen on {host}, port {port}: {error.strerror}", remedy="--host and --port name another place"
        ) from error


def _require_origin(origin: str) -> None:
    found = urlsplit(origin)
    if found.scheme not in ("http", "https") or not found.netloc or origin != f"{found.scheme}://{found.netloc}":
        raise SaintError(f"--embed {origin} is no origin", remedy="as in https://crm.example.com, without a path")


def _link(text: str) -> tuple[str, str]:
    name, _, address = text.partition("=")
    if not name or urlsplit(address).scheme not in ("http", "https") or "{key}" not in address:
        raise SaintError(f"--link {text} is no link", remedy="as in company=https://crm.example.com/company/{key}")
    return name, address


def _roles(file: Path) -> dict[str, str]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SaintError(f"{file} cannot be read: {error}", remedy="--roles names a file of lines") from error
    roles = {}
    for number, line in enumerate(lines, 1):
        words = line.partition("#")[0].split()
        if len(words) not in (0, 2):
            raise SaintError(f"{file}:{number}: a visitor and a role are wanted", remedy="anna@example.com anna")
        if words:
            roles[words[0]] = words[1]
    return roles
