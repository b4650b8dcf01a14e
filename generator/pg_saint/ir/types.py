"""Names of PostgreSQL's types, as format_type() prints them."""

from __future__ import annotations

INTEGERS = {"smallint": 15, "integer": 31, "bigint": 63}
FLOATS = ("real", "double precision")
NUMBERS = (*INTEGERS, *FLOATS, "numeric")


def base_type(type_: str) -> str:
    """Without length or precision: ``character varying(30)`` → ``character varying``."""
    return type_.partition("(")[0] + type_.partition(")")[2]
