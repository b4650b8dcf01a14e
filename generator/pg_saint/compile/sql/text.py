"""SQL text: templates filled with typed pieces, and nothing else.

A template is SQL with named holes (jinja2). A hole takes only a `Sql`, and a `Sql` comes only from the functions here:
an identifier, a literal, a checked expression, a rendered block. A plain string in a hole is a TypeError.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import count
from typing import Any

import jinja2
from sqlglot import exp

from pg_saint.ir.dialect import printed, quoted
from pg_saint.ir.names import identifier
from pg_saint.ir.nodes import Expr, Table

QUOTED = re.compile(r"""(E?'(?:[^']|'')*'|"(?:[^"]|"")*")""")


DELIMITER = "$saint$"


class Sql(str):
    """A piece of SQL that is safe where it stands."""


# What every compiled function runs under, and in addition those that read the CRM's tables.
PINNED = Sql("set search_path = pg_catalog, pg_temp")
# Rows that a policy hides from whoever applied are an error, and not a wrong number.
READING = Sql(f"{PINNED} set row_security = off")
# What values are written by, in those that show them.
SHOWING = Sql(
    "set extra_float_digits = 1 set datestyle = 'ISO' set intervalstyle = 'postgres' set bytea_output = 'hex'"
)


# The errors that a value can cause, whatever function raises them.
OF_VALUES = Sql(
    "data_exception or integrity_constraint_violation or program_limit_exceeded or plpgsql_error"
    " or external_routine_exception or cardinality_violation"
)


@cache
def ident(*parts: str) -> Sql:
    """A (qualified) name, quoted where PostgreSQL needs it."""
    return Sql(".".join(printed(identifier(part)) for part in parts))


def table_name(table: Table) -> Sql:
    return ident(table.schema, table.name)


def literal(value: str | int | None) -> Sql:
    if value is None:
        return Sql("null")
    return Sql(quoted(value) if isinstance(value, str) else str(value).lower())


def type_name(text: str) -> Sql:
    """A type as format_type() printed it: the catalog's own words, hence safe."""
    return Sql(text)


def expression(expr: Expr) -> Sql:
    """An expression on one line, keywords in lower case; what is inside quotes stays what it is."""
    parts = QUOTED.split(printed(expr, comments=False))
    parts[::2] = [part.lower() for part in parts[::2]]
    return Sql("".join(parts))


def comment(text: str) -> Sql:
    """`text` as one comment line: a line break inside it must not end the comment."""
    return Sql("-- " + " ".join(text.splitlines()))


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


class _Templates(jinja2.PackageLoader):
    """The templates, with a hole in the place of what a function's body stands between."""

    def get_source(self, environment: jinja2.Environment, template: str) -> Any:
        source, *rest = super().get_source(environment, template)
        return source.replace(DELIMITER, "{{ delimiter }}"), *rest


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=_Templates("pg_saint.compile", ""),
        undefined=jinja2.StrictUndefined,
        finalize=_only_sql,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    environment.globals["pinned"] = PINNED
    environment.globals["reading"] = READING
    environment.globals["showing"] = SHOWING
    environment.globals["errors"] = OF_VALUES
    # What a macro made consists of a template's text and typed pieces.
    environment.filters["block"] = lambda text: Sql(text.rstrip("\n"))
    return environment


def render(template: str, **pieces: Any) -> Sql:
    """`compile/<template>.sql` with its holes filled; blank lines left by empty blocks are closed up."""
    filled = _environment().get_template(f"{template}.sql")
    for delimiter in _delimiters():
        text = filled.render(**pieces, delimiter=delimiter)
        if text.count(delimiter) in (0, 2):
            return Sql(re.sub(r"\n{3,}", "\n\n", text).strip() + "\n")
    raise AssertionError("there is always one more delimiter")


def _delimiters() -> Iterator[Sql]:
    """$saint$, and others where a literal or a comment inside a function's body holds it."""
    yield Sql(DELIMITER)
    for number in count(1):
        yield Sql(f"$saint{number}$")
