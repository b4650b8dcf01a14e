"""How every command reaches the database."""

from __future__ import annotations

import click
import psycopg

from pg_saint.errors import SaintError
from pg_saint.session import pin
from pg_saint.values import read_all_values


def _here_or_before(context: click.Context, _: click.Parameter, value: str | None) -> str:
    return value or context.find_root().obj or ""


# `saint --dsn … COMMAND` means the same.
dsn_option = click.option(
    "--dsn",
    callback=_here_or_before,
    help="The database, as libpq's connection string; else the PG* variables.",
)
CATALOG_FIRST = """
    select pg_catalog.set_config('search_path', pg_catalog.concat_ws(', ', 'pg_catalog', nullif(s.path, '')), false)
    from pg_catalog.current_setting('search_path') as s (path)
"""
json_option = click.option("--json", "as_json", is_flag=True, help="For scripts.")


def connect(dsn: str) -> psycopg.Connection:
    """A connection in autocommit: what belongs together opens its own transaction."""
    # The encoding at once: what the environment names may be one that Python does not know.
    connection = psycopg.connect(dsn, autocommit=True, fallback_application_name="saint", client_encoding="UTF8")
    try:
        pin(connection)
        # A tick needs it, whatever the database's default is.
        connection.execute("set default_transaction_isolation = 'read committed'")
        # Whatever stands in front of pg_catalog would be called by its queries.
        connection.execute(CATALOG_FIRST)
    except BaseException:
        connection.close()
        raise
    read_all_values(connection)
    return connection


def connect_installed(dsn: str) -> psycopg.Connection:
    """A connection to a database that has the extension; raises SaintError where it has not."""
    connection = connect(dsn)
    try:
        require_extension(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def require_extension(connection: psycopg.Connection) -> None:
    """Raises SaintError where the extension is not in this database."""
    if connection.execute("select from pg_catalog.pg_extension where extname = 'pg_saint'").rowcount:
        return
    available = connection.execute("select from pg_catalog.pg_available_extensions where name = 'pg_saint'").rowcount
    first = "" if available else "put its files on the server (saint install there), then "
    raise SaintError(
        f"the extension pg_saint is not installed in database {connection.info.dbname}",
        remedy=f"{first}run in it as its owner or a superuser: create extension pg_saint cascade",
    )
