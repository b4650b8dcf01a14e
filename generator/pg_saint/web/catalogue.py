"""The texts of the pages: a file for each language, with the same keys."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pg_saint.languages import language_for

LANGUAGES = ("en", "nl", "no", "da")
NAMES = {"en": "English", "nl": "Nederlands", "no": "Norsk", "da": "Dansk"}
# Between thousands, and before the decimals.
MARKS = {"en": (",", "."), "nl": (".", ","), "no": ("\N{NO-BREAK SPACE}", ","), "da": (".", ",")}


@cache
def words(language: str) -> dict[str, str]:
    """Of one of `LANGUAGES`, by key."""
    return tomllib.loads(files("pg_saint.web").joinpath("words", f"{language}.toml").read_text("utf-8"))


def language_asked(accepted: str) -> str:
    """The first of ours in the header Accept-Language, by its weights; English where there is none."""
    wanted = [part.partition(";") for part in accepted[:500].split(",")]
    for tag, _, _ in sorted(wanted, key=lambda each: _weight(each[2]), reverse=True):
        if found := language_for(tag.strip(), LANGUAGES):
            return found
    return "en"


def _weight(text: str) -> float:
    try:
        return float(text.strip().removeprefix("q="))
    except ValueError:
        return 1.0
