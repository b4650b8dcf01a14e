"""How pg_saint is in a database: as an extension, or as its owner's own objects; and what makes texts there."""

from __future__ import annotations

from typing import NamedTuple

import psycopg

from pg_saint.errors import SaintError


class Installation(NamedTuple):
    """`extension`: made by `create extension`; else by `saint install --database`, whose table `saint.installation`
    says what belongs to it."""

    version: str
    extension: bool


EXTENSION = "select extversion from pg_catalog.pg_extension where extname = 'pg_saint'"
# Who may create a schema could call it saint, and have everybody who believes it run functions of his: so it has to be
# of a role that could do with the whole database what it likes.
OWNED = """
    select pg_catalog.pg_get_userbyid(n.nspowner), pg_catalog.pg_has_role(n.nspowner, d.datdba, 'member')
    from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    join pg_catalog.pg_database as d on d.datname = pg_catalog.current_database()
    where n.nspname = 'saint' and c.relname = 'installation' and c.relowner = n.nspowner
"""
VERSION = "select version from saint.installation"
LANGUAGES = """
    select coalesce(pg_catalog.bool_and(l.lanname = 'plpython3u'), false)
    from pg_catalog.pg_proc as p
    join pg_catalog.pg_language as l on l.oid = p.prolang
    where p.pronamespace = pg_catalog.to_regnamespace('saint')
        and p.proname in ('render', 'contact_bands', 'sales_bands', 'sales_distribution', 'percentages')
"""


def installation(connection: psycopg.Connection) -> Installation | None:
    """None where pg_saint is not in this database. Raises SaintError where somebody else than the database's owner
    made it there."""
    extension = connection.execute(EXTENSION).fetchone()
    if extension:
        return Installation(extension[0], True)
    owned = connection.execute(OWNED).fetchone()
    if owned is None:
        return None
    owner, trusted = owned
    if not trusted:
        raise SaintError(
            f"schema saint in database {connection.info.dbname} belongs to {owner}, who does not own the database",
            remedy="look at it: everybody who uses pg_saint here runs what that role wrote; "
            "then drop schema saint cascade, or give it to the database's owner",
        )
    version = connection.execute(VERSION).fetchone()
    return Installation(version[0], False) if version else None


def texts_made_in(connection: psycopg.Connection) -> str:
    """The language of texts and distributions: PL/Python, or PL/pgSQL, which makes the same."""
    return "PL/Python" if connection.execute(LANGUAGES).fetchone() == (True,) else "PL/pgSQL"
