"""The library's own files: complete in four languages, each image and parameter used."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from pg_saint.library import Entry, entries
from pg_saint.library.entries import HERE, PARAMETER, Value
from pg_saint.library.include import OVER

LANGUAGES = ["en", "nl", "no", "da"]
PAGE = Path(__file__).parents[2] / "docs" / "library.md"
of_each = pytest.mark.parametrize("entry", entries().values(), ids=entries())


def texts(entry: Entry) -> list[dict[str, str]]:
    follow_up = entry.definition.get("follow_up")
    return [entry.definition["name"], entry.definition["description"], *([follow_up["text"]] if follow_up else [])]


@of_each
def test_every_text_is_there_in_four_languages_with_the_same_variables(entry: Entry) -> None:
    for text in texts(entry):
        assert list(text) == LANGUAGES
        assert all(each.strip() for each in text.values())
        variables = {language: sorted(re.findall(r"<\w+>|\{\w+\}", each)) for language, each in text.items()}
        assert len({tuple(each) for each in variables.values()}) == 1, variables


@of_each
def test_every_parameter_is_used_and_known(entry: Entry) -> None:
    assert set(PARAMETER.findall(repr(entry.definition))) == set(entry.parameters)
    assert not set(entry.parameters) & {*OVER, "name", "as"}


@of_each
def test_the_image_is_there(entry: Entry) -> None:
    assert (HERE / "images" / entry.definition["image"]).is_file()


def test_every_image_is_used() -> None:
    assert {file.name for file in (HERE / "images").iterdir()} == {e.definition["image"] for e in entries().values()}


def test_ranks_of_one_entity_differ() -> None:
    ranks = Counter((entry.definition["on"], entry.definition["rank"]) for entry in entries().values())
    assert max(ranks.values()) == 1


@of_each
def test_the_page_says_what_it_means(entry: Entry) -> None:
    row = f"| `{entry.name}` | `{' and '.join(entry.definition['when'])}` | "
    row += ", ".join(f"`{name}: {_shown(value)}`" for name, value in entry.parameters.items())
    assert row in PAGE.read_text()


def _shown(value: Value) -> Value:
    return f"[{', '.join(value)}]" if isinstance(value, list) else value


def test_the_page_lists_them_all() -> None:
    assert sorted(re.findall(r"^\| `(\w+)` \| `", PAGE.read_text(), re.MULTILINE)) == sorted(entries())
