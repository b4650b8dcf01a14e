"""What the user did wrong: what, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

# Every command needs this module, and few of them sqlglot.
if TYPE_CHECKING:
    from pg_saint.ir.nodes import Location


class SaintError(Exception):
    """One mistake in the input or the set-up. The command line prints it and exits with 2.

    `message` says what is wrong, `location` where it was written, `remedy` what to do.
    """

    def __init__(self, message: str, location: Location | None = None, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.location = location
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.location}: " if self.location else ""
        remedy = f"\n{self.remedy}" if self.remedy else ""
        return where + _shown(self.message + remedy)


class SaintErrors(SaintError):
    """Several mistakes found in one go; `errors` holds each, in the order of their locations."""

    def __init__(self, errors: Sequence[SaintError]) -> None:
        self.errors = tuple(sorted(errors, key=_order))
        first = self.errors[0]
        super().__init__(first.message, first.location, first.remedy)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


def _shown(text: str) -> str:
    """Only a mistake begins a line, and nothing of a user's text steers the terminal."""
    return "\n  ".join("".join(map(_printable, line)) for line in text.split("\n"))


def _printable(character: str) -> str:
    return character if character.isprintable() or character == "\t" else character.encode("unicode_escape").decode()


def _order(error: SaintError) -> tuple[str, int]:
    return (error.location.file, error.location.line) if error.location else ("", 0)


def suggestion(word: str, known: Sequence[str]) -> str:
    """The remedy for an unknown name: the nearest known one, or all of them."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    return f"known here: {', '.join(known)}" if known else "nothing is defined here yet"
