"""SQL text: templates filled with typed pieces, and nothing else.

A template is SQL with named holes (jinja2). A hole takes only a `Sql`, and a `Sql` comes only from the functions here:
an identifier, a literal, a checked expression, a rendered block. A plain string in a hole is a TypeError.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import jinja2
from psycopg import sql as psycopg_sql
from sqlglot import exp

from pg_saint.ir.names import identifier
from pg_saint.ir.nodes import Expr, Table

QUOTED = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*")""")


class Sql(str):
    """A piece of SQL that is safe where it stands."""


# What every compiled function runs under, and in addition those that read the CRM's tables.
PINNED = Sql("set search_path = pg_catalog, pg_temp")
READING = PINNED


@cache
def ident(*parts: str) -> Sql:
    """A (qualified) name, quoted where PostgreSQL needs it."""
    return Sql(".".join(identifier(part).sql(dialect="postgres") for part in parts))


def table_name(table: Table) -> Sql:
    return ident(table.schema, table.name)


def literal(value: str | int | None) -> Sql:
    return Sql(psycopg_sql.Literal(value).as_string(None))


def type_name(text: str) -> Sql:
    """A type as format_type() printed it: the catalog's own words, hence safe."""
    return Sql(text)


def expression(expr: Expr) -> Sql:
    """An expression on one line, keywords in lower case; what is inside quotes stays what it is."""
    parts = QUOTED.split(expr.sql(dialect="postgres", comments=False))
    parts[::2] = [part.lower() for part in parts[::2]]
    for at in range(1, len(parts), 2):
        # In a session with standard_conforming_strings off a function would read '\_' as '_'.
        if parts[at].startswith("'") and "\\" in parts[at] and not parts[at - 1].endswith("e"):
            parts[at] = "E" + parts[at].replace("\\", "\\\\")
    return Sql("".join(parts))


def comment(text: str) -> Sql:
    """`text` as one comment line: a line break inside it must not end the comment."""
    return Sql("-- " + " ".join(text.split()))


def listed(pieces: Iterable[Sql], separator: str = ", ") -> Sql:
    return Sql(separator.join(pieces))


def words(*parts: str) -> Sql:
    """A short statement: our own words and typed pieces, one space between them."""
    return Sql(" ".join(parts))


def both(conditions: Iterable[Expr]) -> Expr | None:
    """The conditions joined by `and`, each in brackets where it needs them; None where there are none."""
    found = [condition.copy() for condition in conditions]
    return exp.and_(*found, copy=False) if found else None


def _only_sql(value: Any) -> str:
    if isinstance(value, Sql):
        return value
    raise TypeError(f"a hole in a SQL template takes a piece of SQL, not {type(value).__name__} {value!r}")


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pg_saint.compile"),
        undefined=jinja2.StrictUndefined,
        finalize=_only_sql,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    environment.globals["pinned"] = PINNED
    environment.globals["reading"] = READING
    # What a macro made consists of a template's text and typed pieces.
    environment.filters["block"] = lambda text: Sql(text.rstrip("\n"))
    return environment


def render(template: str, **pieces: Any) -> Sql:
    """`templates/<template>.sql` with its holes filled; blank lines left by empty blocks are closed up."""
    text = _environment().get_template(f"{template}.sql").render(**pieces)
    return Sql(re.sub(r"\n{3,}", "\n\n", text).strip() + "\n")
