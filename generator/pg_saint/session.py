"""The settings of a session that change what is read, written or meant. Neither a role, a database nor the environment
changes what the package says to the server and understands of its answers."""

from __future__ import annotations

import psycopg

PINNED = {
    "client_encoding": "UTF8",
    "DateStyle": "ISO, MDY",
    "IntervalStyle": "postgres",
    "extra_float_digits": "1",
    "bytea_output": "hex",
    "xmloption": "content",
    "standard_conforming_strings": "on",
    "array_nulls": "on",
    "quote_all_identifiers": "off",
    "transform_null_equals": "off",
    "check_function_bodies": "on",
    # Rows that a policy hides are an error, not an answer without them.
    "row_security": "off",
}
# Long steps, and a worker that waits, are no mistake. Who gives one to this very session (PGOPTIONS) means it.
TIMEOUTS = (
    "statement_timeout",
    "transaction_timeout",
    "idle_in_transaction_session_timeout",
    "idle_session_timeout",
)
# Names as pg_settings has them. A version of the server without a setting leaves it out.
SET = """
    select pg_catalog.set_config(s.name, p.value, %(local)s)
    from rows from (pg_catalog.unnest(%(names)s::text[]), pg_catalog.unnest(%(values)s::text[])) as p (name, value)
    join pg_catalog.pg_settings s on s.name operator(pg_catalog.=) p.name
    where s.source operator(pg_catalog.<>) 'client' or p.name operator(pg_catalog.<>) all (%(timeouts)s::text[])
"""
CATALOG_FIRST = """
    select pg_catalog.set_config('search_path', pg_catalog.concat_ws(', ', 'pg_catalog', nullif(s.path, '')), false)
    from pg_catalog.current_setting('search_path') as s (path)
"""


def pin(connection: psycopg.Connection, local: bool = False) -> None:
    """Pins what changes the meaning of a statement, for the session or (`local`) for the transaction it is in.

    Raises psycopg.Error where the database's encoding cannot be converted to UTF8.
    """
    settings = PINNED if local else PINNED | dict.fromkeys(TIMEOUTS, "0")
    connection.execute(
        SET,
        {"local": local, "names": list(settings), "values": list(settings.values()), "timeouts": list(TIMEOUTS)},
    )


def catalog_first(connection: psycopg.Connection) -> None:
    """Whatever stands in front of pg_catalog would be called by our queries."""
    connection.execute(CATALOG_FIRST)
