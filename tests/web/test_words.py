"""Each language says the same things."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

import pg_saint.web
from pg_saint.ir.attention import BAND_COLORS
from pg_saint.web.catalogue import LANGUAGES, language_asked, words

WEB = Path(pg_saint.web.__file__).parent
FAMILIES = re.compile(r"(kind|field|control|color|area|view|state)_\w+|dynamic|materialized|static")


def holes(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_same_keys_with_the_same_holes(language: str) -> None:
    english, other = words("en"), words(language)
    assert list(other) == list(english)
    assert [key for key in english if holes(english[key]) != holes(other[key])] == []
    assert [key for key in other if not other[key].strip()] == []


def test_all_words_are_used_and_there() -> None:
    used = set()
    for file in WEB.rglob("*"):
        if file.suffix == ".html":
            used |= set(re.findall(r"\bt\.(\w+)", file.read_text())) - {"get"}
        elif file.suffix == ".py":
            used |= set(re.findall(r'(?:said|words(?:\(\w+\))?)\["(\w+)"\]|Refused\("(\w+)"', file.read_text()))
    named = {word for each in used for word in ([each] if isinstance(each, str) else each) if word}
    assert named - set(words("en")) == set()
    assert {key for key in set(words("en")) - named if not FAMILIES.fullmatch(key)} - {"wrong_password"} == set()


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"), ("nl", "nl"), ("nb-NO,nb;q=0.9,en;q=0.8", "no"), ("de,fr;q=0.5", "en"), ("en;q=0.1, da", "da"),
        (";;;q=x,", "en"),
    ],
)  # fmt: skip
def test_the_language_of_a_browser(accepted: str, language: str) -> None:
    assert language_asked(accepted) == language


def test_boxes_have_the_colours_of_the_bands() -> None:
    style = files("pg_saint.web").joinpath("static", "saint.css").read_text()
    assert re.findall(r"\.band-\d { background: (#\w+);", style) == list(BAND_COLORS.values())


def test_nothing_is_loaded_from_elsewhere() -> None:
    for file in [*WEB.glob("templates/*"), *WEB.glob("static/*")]:
        text = file.read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|//[a-z]+\.", text), file.name
        assert "style=" not in text, file.name
