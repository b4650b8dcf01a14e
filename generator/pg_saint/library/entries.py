"""What the library holds, and how a ready status is filled in with its parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pg_saint.definitions.document import read_document
from pg_saint.ir.dialect import quoted
from pg_saint.languages import language_for
from pg_saint.shipped import IMAGES

HERE = Path(__file__).parent
PARAMETER = re.compile(r"\{(\w+)\}")
Value = int | float | str | list[str]
# Parameters that are a length of time: a number of days, or weeks, months and years.
LENGTHS = ("days", "known_for")
LENGTH = re.compile(r"(\d{1,4}) (day|week|month|year)s?\Z")
UNITS = {
    "en": {"day": ("day", "days"), "week": ("week", "weeks"), "month": ("month", "months"), "year": ("year", "years")},
    "nl": {"day": ("dag", "dagen"), "week": ("week", "weken"), "month": ("maand", "maanden"), "year": ("jaar", "jaar")},
    "no": {"day": ("dag", "dager"), "week": ("uke", "uker"), "month": ("måned", "måneder"), "year": ("år", "år")},
    "da": {"day": ("dag", "dage"), "week": ("uge", "uger"), "month": ("måned", "måneder"), "year": ("år", "år")},
}


@dataclass(frozen=True)
class Entry:
    """A ready status. `definition` is what stands in the file: keys of a status, with ``{parameter}`` in its texts;
    `parameters` are the defaults."""

    name: str
    definition: dict[str, Any]
    parameters: dict[str, Value]

    @property
    def waits(self) -> bool:
        """Whether it asks for something that is missing, which says nothing of a record that was not there yet."""
        return "known_for" in self.definition

    def status(
        self, parameters: Mapping[str, Value], languages: list[str], known_since: bool = False
    ) -> dict[str, Any]:
        """The status as it would be written by hand; texts only in `languages`, the first one always there.
        `known_since`: whether its entity says since when a record is known."""
        values = self.parameters | dict(parameters)
        status = {key: _filled(part, values, key if key == "when" else None) for key, part in self.definition.items()}
        days = values.get("known_for", status.pop("known_for", 0))
        status.pop("known_for", None)
        if known_since and str(days) != "0":
            status["when"].append(f"coalesce(known_since <= today - {days}, true)")
        status["image"] = str(IMAGES / status["image"])
        for holder, key in ((status, "name"), (status, "description"), (status.get("follow_up"), "text")):
            if holder and key in holder:
                holder[key] = _in_languages(holder[key], languages)
        return status


@cache
def entries() -> dict[str, Entry]:
    """The library by name, in alphabetical order."""
    files = sorted((HERE / "statuses").glob("*.yaml"))
    return {file.stem: _entry(file) for file in files}


def _entry(file: Path) -> Entry:
    definition = read_document(file).data
    return Entry(file.stem, definition, definition.pop("parameters"))


def _filled(part: Any, values: Mapping[str, Value], key: str | None) -> Any:
    """`key`: under which the part stands: ``when``, or the language of a text."""
    if isinstance(part, dict):
        return {inner: _filled(each, values, inner) for inner, each in part.items()}
    if isinstance(part, list):
        return [_filled(each, values, key) for each in part]
    if not isinstance(part, str):
        return part
    return PARAMETER.sub(lambda found: _written(found[1], values[found[1]], key), part)


def _written(name: str, value: Value, key: str | None) -> str:
    if isinstance(value, list):
        return ", ".join(_written(name, each, key) for each in value)
    if key == "when":
        return quoted(value) if isinstance(value, str) and name not in LENGTHS else str(value)
    return length_in(value, key) if name in LENGTHS and key in UNITS else str(value)


def length_in(value: Value, language: str) -> str:
    """``60 days`` or ``2 months``, in that language of the library."""
    found = LENGTH.match(str(value))
    number, unit = (found[1], found[2]) if found else (str(value), "day")
    return f"{number} {UNITS[language][unit][number != '1']}"


def _in_languages(texts: dict[str, str], languages: list[str]) -> dict[str, str]:
    """A language that the library does not speak reads English, as long as it is the first."""
    spoken = {language: language_for(language, list(texts)) for language in languages}
    known = {language: texts[found] for language, found in spoken.items() if found is not None}
    return {languages[0]: texts["en"]} | known
