"""How every command reaches the database."""

from __future__ import annotations

import logging
import re

import click
import psycopg

from pg_saint import __version__
from pg_saint.cli.failures import AS_JSON
from pg_saint.errors import SaintError
from pg_saint.installation import installation
from pg_saint.session import catalog_first, pin
from pg_saint.values import read_all_values


def _here_or_before(context: click.Context, _: click.Parameter, value: str | None) -> str:
    return value or context.find_root().obj or ""


# `saint --dsn … COMMAND` means the same.
dsn_option = click.option(
    "--dsn",
    callback=_here_or_before,
    help="The database, as libpq's connection string; by default the PG* variables.",
)
# What a plain update leads to, and whether the server has the files for one to this command's version.
FILES = """
    select
        a.default_version,
        exists (
            select from pg_catalog.pg_extension_update_paths('pg_saint') as p
            where p.source = %(installed)s::text and p.target = %(here)s::text and p.path is not null
        )
    from pg_catalog.pg_available_extensions as a
    where a.name = 'pg_saint'
"""
READABLE = """
    select pg_catalog.has_schema_privilege('saint', 'usage')
        and pg_catalog.has_table_privilege('saint.compiled', 'select')
"""
# One statement, one snapshot: an apply or a drop that ends meanwhile is seen as a whole.
LEFT_BEHIND = """
    select from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = 'saint_data' and not exists (select from saint.compiled)
    limit 1
"""
# What psycopg would tell of a connection is in our own message.
logging.getLogger("psycopg").addHandler(logging.NullHandler())


def _errors_too(context: click.Context, _: click.Parameter, value: bool) -> bool:
    context.meta[AS_JSON] = value
    return value


json_option = click.option(
    "--json", "as_json", is_flag=True, is_eager=True, callback=_errors_too, help="For scripts; errors too."
)


def connect(dsn: str, any_version: bool = False) -> psycopg.Connection:
    """A connection in autocommit: what belongs together opens its own transaction.

    Raises SaintError where the database has another version of pg_saint than this command, if not `any_version`.
    """
    # The encoding at once: what the environment names may be one that Python does not know.
    connection = psycopg.connect(dsn, autocommit=True, fallback_application_name="saint", client_encoding="UTF8")
    try:
        pin(connection)
        # A tick needs it, whatever the database's default is.
        connection.execute("set default_transaction_isolation = 'read committed'")
        catalog_first(connection)
        if not any_version:
            _require_same_version(connection)
    except BaseException:
        connection.close()
        raise
    read_all_values(connection)
    return connection


def _require_same_version(connection: psycopg.Connection) -> None:
    found = installation(connection)
    if found is None or found.version == __version__:
        return
    installed = found.version
    if _number(installed) > _number(__version__):
        remedy = (
            f"install version {installed} of the package pg_saint here: a database cannot go back to an older version"
        )
    elif not found.extension:
        remedy = "run as the database's owner: saint install --database; then saint apply FILE"
    else:
        files = connection.execute(FILES, {"installed": installed, "here": __version__}).fetchone()
        default, ready = files or ("", False)
        first = "" if ready else f"put the files of version {__version__} on the server (saint install there), then "
        to = f" to '{__version__}'" if ready and default != __version__ else ""
        remedy = f"{first}run in it as its owner: alter extension pg_saint update{to}; then saint apply FILE"
    raise SaintError(
        f"{'the extension ' if found.extension else ''}pg_saint in database {connection.info.dbname}"
        f" has version {installed}, and this command {__version__}",
        remedy=remedy,
    )


def _number(version: str) -> tuple[int, ...]:
    """To compare versions by."""
    return tuple(map(int, re.findall(r"\d+", version)))


def connect_installed(dsn: str) -> psycopg.Connection:
    """A connection to a database that has the extension; raises SaintError where it has not, or where its catalog does
    not know what was compiled."""
    connection = connect(dsn)
    try:
        require_extension(connection)
        _require_catalog(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def require_extension(connection: psycopg.Connection) -> None:
    """Raises SaintError where pg_saint is not in this database."""
    if installation(connection):
        return
    available = connection.execute("select from pg_catalog.pg_available_extensions where name = 'pg_saint'").rowcount
    first = "" if available else "put its files on the server (saint install there), then "
    raise SaintError(
        f"the extension pg_saint is not installed in database {connection.info.dbname}",
        remedy=f"{first}run in it as its owner or a superuser: create extension pg_saint; or, without any "
        "file on the server, as the database's owner: saint install --database",
    )


def _require_catalog(connection: psycopg.Connection) -> None:
    """To a role that may not read the catalog nothing is in force."""
    if connection.execute(READABLE).fetchone() != (True,):
        return
    if connection.execute(LEFT_BEHIND).rowcount:
        raise SaintError(
            f"database {connection.info.dbname} holds compiled objects, but no catalog rows about them, as"
            " after a restore without data, or after the extension was dropped before saint drop",
            remedy="drop schema saint_data cascade, and apply again",
        )
