"""Names of PostgreSQL's types, as format_type() prints them."""

from __future__ import annotations

INTEGERS = {"smallint": 15, "integer": 31, "bigint": 63}
FLOATS = ("real", "double precision")
NUMBERS = (*INTEGERS, *FLOATS, "numeric")


def base_type(type_: str) -> str:
    """Without length or precision: ``character varying(30)`` → ``character varying``."""
    return type_.partition("(")[0] + type_.partition(")")[2]


class Limited(str):
    """A type of numbers, as format_type() prints it, whose values here are known to be no larger than `most`, whatever
    their sign; None: whatever the type holds."""

    most: int | None

    def __new__(cls, type_: str, most: int | None) -> Limited:
        made = super().__new__(cls, type_)
        made.most = most
        return made
