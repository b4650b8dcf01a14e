"""Whether a record's wide row fits into PostgreSQL, whatever its columns will hold.

A row that outgrows its page is an error of the statement that makes it grow, which may be the CRM's own.
"""

from __future__ import annotations

from collections.abc import Iterable

from pg_saint.compile.row.layout import EntityLayout
from pg_saint.errors import SaintError

# PostgreSQL manual, "PostgreSQL Limits", and what a page of 8 kB has for one row.
COLUMNS = 1600
BYTES = 8160
# The row's own header, and a bit for each column that a table may have had, dropped ones among them.
HEADER = 24 + COLUMNS // 8
# Of a longer value a pointer stays when the rest is put elsewhere, and a shorter one stays whole: TOAST leaves up to
# 24 bytes, of which values of a length of their own begin with one or two more.
OWN_LENGTH = 26
SIZES = {
    "bigint": 8,
    "timestamp with time zone": 8,
    "timestamp without time zone": 8,
    "double precision": 8,
    "integer": 4,
    "real": 4,
    "date": 4,
    "smallint": 2,
    "boolean": 1,
}


def widest(types: Iterable[str]) -> int:
    """The bytes of the widest row with columns of these types, in this order."""
    at = HEADER
    for type_ in types:
        size = SIZES.get(type_, OWN_LENGTH)
        if type_ in SIZES:
            at += -at % size
        at += size
    return at


def check_width(layout: EntityLayout) -> None:
    """Raises SaintError where a row of the entity would be too wide."""
    columns = layout.columns
    wide = widest(column.type for column in columns)
    if len(columns) <= COLUMNS and wide <= BYTES:
        return
    raise SaintError(
        f"{layout.name}: its counters, statuses and selections need {len(columns):,} columns, together up to"
        f" {wide:,} bytes wide, and PostgreSQL allows {COLUMNS:,} and {BYTES:,}",
        layout.entity.location,
        "ask less of it: a count takes 8 bytes, a sum or an average about 40, a field up to 26",
    )
