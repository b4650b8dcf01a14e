"""Pieces of SQL text: a `Sql` comes only from the functions here and from templates.

An identifier, a literal, a checked expression. A plain string in the hole of a template is a TypeError.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from sqlglot import exp

from pg_saint.ir.dialect import printed, quoted
from pg_saint.ir.names import identifier
from pg_saint.ir.nodes import Expr, Table
from pg_saint.ir.walking import copied

QUOTED = re.compile(r"""(E?'(?:[^']|'')*'|"(?:[^"]|"")*")""")


class Sql(str):
    """A piece of SQL that is safe where it stands."""


class Comment(Sql):
    """A comment, on a line of its own."""


class Name(Sql):
    """A (qualified) name; `parts` as the catalog has them, without quotes."""

    parts: tuple[str, ...]


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
def ident(*parts: str) -> Name:
    """A (qualified) name, quoted where PostgreSQL needs it."""
    name = Name(".".join(printed(identifier(part)) for part in parts))
    name.parts = parts
    return name


def table_name(table: Table) -> Name:
    return ident(table.schema, table.name)


# Text that an array holds without quotes; `null` is another thing there.
PLAIN = re.compile(r"(?!null$)[a-z_][a-z0-9_]*")


def literal(value: str | int | None) -> Sql:
    if value is None:
        return Sql("null")
    return Sql(quoted(value) if isinstance(value, str) else str(value).lower())


def array_of(values: Iterable[str | int | None], type_: str) -> Sql:
    """One constant, which a planner walks over as one: with `array[...]` it looks at each element, several times."""

    def element(value: str | int | None) -> str:
        if not isinstance(value, str):
            return literal(value)
        return value if PLAIN.fullmatch(value) else '"' + re.sub(r'([\\"])', r"\\\1", value) + '"'

    return Sql(f"{quoted('{' + ','.join(map(element, values)) + '}')}::{type_}[]")


def type_name(text: str) -> Sql:
    """A type as format_type() printed it: the catalog's own words, hence safe."""
    return Sql(text)


def expression(expr: Expr) -> Sql:
    """An expression on one line, keywords in lower case; what is inside quotes stays what it is."""
    parts = QUOTED.split(printed(expr, comments=False))
    parts[::2] = [part.lower() for part in parts[::2]]
    return Sql("".join(parts))


def comment(text: str) -> Comment:
    """`text` as one comment line: a line break inside it must not end the comment."""
    return Comment("-- " + " ".join(text.splitlines()))


def listed(pieces: Iterable[Sql], separator: str = ", ") -> Sql:
    return Sql(separator.join(pieces))


def words(*parts: str) -> Sql:
    """A short statement: our own words and typed pieces, one space between them."""
    return Sql(" ".join(parts))


def both(conditions: Iterable[Expr]) -> Expr | None:
    """The conditions joined by `and`, each in brackets where it needs them; None where there are none."""
    found = [copied(condition) for condition in conditions]
    return exp.and_(*found, copy=False) if found else None
