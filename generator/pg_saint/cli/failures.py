"""What went wrong, in one clear message on stderr and exit code 2; never a traceback for a user's mistake."""

from __future__ import annotations

from typing import Any

import click
import psycopg
from psycopg import errors

from pg_saint.errors import SaintError

# Nothing that an apply creates is there already, unless its catalog is not the one that it was created with.
LEFT_BEHIND = (errors.DuplicateTable, errors.DuplicateFunction, errors.DuplicateObject)


UNCONVERTIBLE = "conversion between UTF8 and"


class Failure(click.ClickException):
    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True, file=file)


class Group(click.Group):
    """Turns the errors that a user can do something about into a Failure, for every command."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SaintError as error:
            raise Failure(str(error)) from error
        except psycopg.Error as error:
            raise Failure(describe(error)) from error


def describe(error: psycopg.Error) -> str:
    """What the server or libpq said, and what to do about it."""
    if error.sqlstate is None:
        return _without_server(error)
    lines = [error.diag.message_primary or str(error)]
    lines += [f"  {text}" for text in (error.diag.message_detail, error.diag.message_hint) if text]
    if isinstance(error, errors.InsufficientPrivilege):
        lines.append("  run it as the owner, or ask for: grant saint_admin (to read only: saint_reader) to your role")
    elif isinstance(error, LEFT_BEHIND):
        lines.append(
            "  if the extension was dropped before saint drop, what was compiled is still there: drop schema saint_data"
            " cascade, and apply again"
        )
    elif isinstance(error, errors.TooManyColumns):
        lines.append("  columns of counters that went count too: saint drop, then saint apply FILE")
    elif error.diag.context and not error.diag.message_hint:
        lines.append(f"  in {error.diag.context.splitlines()[0]}")
    return "\n".join(lines)


def _without_server(error: psycopg.Error) -> str:
    """What libpq or psycopg said: no server, no connection string, or a value that can not be sent or read."""
    said = " ".join(str(error).split())
    if isinstance(error, psycopg.OperationalError) and UNCONVERTIBLE in said:
        return f"{said}\n  the database's encoding is one that PostgreSQL does not convert: only one in UTF8 will do"
    if isinstance(error, psycopg.OperationalError):
        return f"no connection to the database: {said}\n  name it by --dsn or by PGHOST, PGDATABASE, PGUSER …"
    if isinstance(error, psycopg.ProgrammingError):
        return f"{said}\n  write --dsn as 'host=… dbname=… user=…' or postgresql://user@host/dbname"
    return said
