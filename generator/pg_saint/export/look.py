"""How a file for people looks, whatever its format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pg_saint.export.words import header, said


@dataclass(frozen=True)
class Look:
    """`title`: what is exported. `language`: one of words.LANGUAGES; None: the names of columns and values as programs
    know them. `text_safe`: telephone numbers too are kept from being taken for sums by what opens a .csv."""

    title: str = "Export"
    language: str | None = None
    text_safe: bool = False

    def headers(self, columns: Sequence[str]) -> list[str]:
        return [header(column, self.language) for column in columns]

    def said(self, column: str, value: object) -> object:
        return said(column, value, self.language)


PLAIN = Look()
