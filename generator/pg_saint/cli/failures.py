"""What went wrong, in one clear message; never a traceback for a user's mistake."""

from __future__ import annotations

import re
from typing import Any

import psycopg
from psycopg import errors

from pg_saint.errors import SaintError, SaintErrors

# Nothing that an apply creates is there already, unless its catalog is not the one that it was created with.
LEFT_BEHIND = (errors.DuplicateTable, errors.DuplicateFunction, errors.DuplicateObject)
UNCONVERTIBLE = "conversion between UTF8 and"
RAISED = "exec_stmt_raise"  # by a function that says what is wrong
REMEDY = "saint doctor says what is wrong, and what to do"


AS_JSON = "pg_saint.as_json"  # in the meta of click's context: the command was asked for JSON


def told(error: Exception) -> dict[str, Any] | None:
    """The same for scripts: each mistake with the way to it in the YAML, as far as it has one."""
    errors = error.errors if isinstance(error, SaintErrors) else (error,)
    mistakes = [_told(each) for each in errors]
    return None if None in mistakes else {"errors": mistakes}


def _told(error: Exception) -> dict[str, Any] | None:
    if not isinstance(error, SaintError):
        message = said(error)
        if message is None:
            return None
        first, _, rest = message.partition("\n")
        remedy = " ".join(rest.split()) or None
        return {"path": None, "file": None, "line": None, "message": first, "remedy": remedy}
    here = error.location
    return {
        "path": ".".join(map(str, here.path)) if here and here.path else None,
        "file": here.file if here else None,
        "line": here.line if here else None,
        "message": error.message,
        "remedy": error.remedy,
    }


def said(error: Exception) -> str | None:
    """What the user reads of an error; None for one that is a mistake of ours."""
    match error:
        case SaintError():
            return str(error)
        case psycopg.Error():
            return describe(error)
        case OSError():
            of = f"{error.filename}: " if error.filename else ""
            return f"{of}{error.strerror or error}"
        case UnicodeError():
            return f"a text that is not UTF-8: {error}"
        case RecursionError() | MemoryError():
            return "too deeply nested; write it with fewer levels"
    return None


def describe(error: psycopg.Error) -> str:
    """What the server or libpq said, and what to do about it."""
    if error.sqlstate is None:
        return _without_server(error)
    lines = [error.diag.message_primary or str(error)]
    lines += [f"  {text}" for text in (error.diag.message_detail, error.diag.message_hint) if text]
    if isinstance(error, errors.InsufficientPrivilege) and "row-level security" in lines[0]:
        lines.append("  whoever applied may not see all rows of that table: saint doctor says what to do")
    elif isinstance(error, errors.InsufficientPrivilege):
        lines.append(f"  {_missing_privilege(lines[0])}")
    elif isinstance(error, errors.ReadOnlySqlTransaction):
        lines.append("  this has to write: run it on the primary server, where default_transaction_read_only is off")
    elif _reached_nothing(error):
        lines.append(
            "  something that is mapped was renamed, dropped or changed: saint doctor says what, and what to do"
        )
    elif isinstance(error, LEFT_BEHIND):
        lines.append(
            "  if the extension was dropped before saint drop, what was compiled is still there: drop schema saint_data"
            " cascade, and apply again"
        )
    elif isinstance(error, errors.TooManyColumns):
        lines.append("  columns of counters that went count too: saint drop, then saint apply FILE")
    elif _is_missing(error, lines[0]):
        lines.append(
            "  the compiled objects are missing, as after a restore without them: saint drop, then saint apply FILE"
        )
    elif error.diag.context and not error.diag.message_hint and error.diag.source_function != RAISED:
        lines.append(f"  in {error.diag.context.splitlines()[0]}")
    return "\n".join(lines)


def with_remedy(error: psycopg.Error) -> str:
    """The same of what a worker tries again and again."""
    said = describe(error)
    return said if "saint doctor" in said or "saint apply" in said else f"{said}\n  {REMEDY}"


def _missing_privilege(said: str) -> str:
    if "for database" in said:
        return "the owner of the database may: grant create on database NAME to your role"
    return "run it as the owner, or ask for: grant saint_admin (to read only: saint_reader) to your role"


def _is_missing(error: psycopg.Error, said: str) -> bool:
    gone = errors.UndefinedTable, errors.UndefinedFunction, errors.InvalidSchemaName
    return isinstance(error, gone) and re.search(r"\bsaint(_data\b|\.)", said) is not None


def _reached_nothing(error: psycopg.Error) -> bool:
    """Whether what is compiled names something that is not there (any more)."""
    gone = errors.UndefinedTable, errors.UndefinedColumn, errors.UndefinedFunction, errors.UndefinedObject
    return isinstance(error, gone) and "saint_data" in (error.diag.context or "")


def _without_server(error: psycopg.Error) -> str:
    """What libpq or psycopg said: no server, no connection string, or a value that cannot be sent or read."""
    said = " ".join(str(error).split())
    if isinstance(error, psycopg.OperationalError) and UNCONVERTIBLE in said:
        return f"{said}\n  PostgreSQL does not convert from the database's encoding: it has to be UTF8"
    if isinstance(error, psycopg.OperationalError):
        return f"no connection to the database: {said}\n  name one with --dsn, or PGHOST, PGDATABASE, PGUSER …"
    if isinstance(error, psycopg.ProgrammingError):
        return f"{said}\n  write --dsn as 'host=… dbname=… user=…' or postgresql://user@host/dbname"
    return said
