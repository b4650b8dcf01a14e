"""Texts and distributions in PL/Python where a superuser wants it, and back; without an apply."""

from __future__ import annotations

import psycopg

from pg_saint.errors import SaintError
from pg_saint.install.files import read_sources, replacing

THERE = """
    select exists (select from pg_catalog.pg_language where lanname = 'plpython3u'),
        (select rolsuper from pg_catalog.pg_roles where rolname = current_user)
"""
# What the functions of extension/python.sql are without it. SQL functions are checked when they are made: those that
# others call come first.
PLAIN = ("render", "contact_ranges", "contact_bands", "sales_distribution", "sales_bands", "percentages")


def use_python(connection: psycopg.Connection, python: bool) -> None:
    """What is run comes from this package: nothing in the database says what a superuser makes. Raises SaintError where
    PL/Python is not in the database, or who asks is no superuser."""
    sources = read_sources()
    if not python:
        with connection.transaction():
            for name in PLAIN:
                connection.execute(replacing(sources[f"sql/{name}.sql"]).encode())
        return
    there, superuser = connection.execute(THERE).fetchone() or (False, False)
    if not superuser:
        raise SaintError("only a superuser makes functions in PL/Python", remedy="run it as one")
    if not there:
        raise SaintError(
            f"PL/Python is not in database {connection.info.dbname}",
            remedy="install its package on the server (Debian: postgresql-plpython3-NN), then: "
            "create extension plpython3u",
        )
    connection.execute(sources["extension/python.sql"].encode())
