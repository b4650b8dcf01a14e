"""Texts with variables, such as ``<name> has not heard from us[, nor from <cont>].``

``<field>`` and ``<days since field>`` are values, ``<field|words>`` the words where there is none. ``[ ... ]`` is left
out as a whole where a value in it is missing, and so are parentheses around a missing value, with the space before
them. Elsewhere a missing value takes its sentence along: no text has a hole. ``<<``, ``[[`` and ``]]`` are ``<``, ``[``
and ``]``. A value is never read as a text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape

TOKEN = re.compile(
    r"(?P<literal><<|\[\[|\]\])"
    # In a name stands no punctuation of ASCII's but . and _: a class that PostgreSQL's expressions have as well.
    r"|<(?P<name>(?:days (?:since|until) )?[A-Za-z_][^\x00-\x2d/:-@\[-\x5e`{-\x7f]*[?#]?)(?:\|(?P<words>[^<>]*))?>"
    r"|(?P<unclosed><(?=[A-Za-z_]))"
    r"|(?P<bracket>[\[\]()])"
    r"|(?P<end>[.!?\u2026]+(?:\s+|$))"
)
BRACKETS = {")": "(", "]": "["}


class Part:
    """What a text consists of."""


@dataclass(frozen=True)
class Text(Part):
    text: str
    ends_sentence: bool = False


@dataclass(frozen=True)
class Variable(Part):
    """`words` stand in for a missing value."""

    name: str
    words: str | None = None


@dataclass(frozen=True)
class Group(Part):
    """A part in square brackets or in parentheses; only the latter are shown."""

    bracket: str
    parts: tuple[Part, ...]


Values = Mapping[str, object]


def render(template: str, values: Values, html: bool = False, otherwise: str = "") -> str:
    """The template with its values; `otherwise` where nothing of it is left.

    `html`: all of it, the template and the values, as text that can be put into a page. Raises ValueError for a
    template that cannot be read.
    """
    write: Callable[[str], str] = escape if html else str
    sentences = (_written(sentence, values, write) for sentence in _sentences(_parsed(template)))
    return "".join(sentence or "" for sentence in sentences).strip() or write(otherwise)


def variables(template: str) -> list[str]:
    """The names of the values in the template, each once. Raises ValueError as render()."""
    return list(dict.fromkeys(_names(_parsed(template))))


def _names(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Variable):
            yield part.name
        elif isinstance(part, Group):
            yield from _names(part.parts)


@lru_cache(maxsize=256)
def _parsed(template: str) -> tuple[Part, ...]:
    # Each open group: its bracket and the parts so far; the first is the whole text.
    stack: list[tuple[str, list[Part]]] = [("", [])]
    at = 0
    for match in TOKEN.finditer(template):
        if match.start() > at:
            stack[-1][1].append(Text(template[at : match.start()]))
        at = match.end()
        if match["unclosed"]:
            raise ValueError(f'< without > in "{template[match.start() : match.start() + 20]}"')
        if match["literal"]:
            stack[-1][1].append(Text(match["literal"][0]))
        elif match["name"]:
            stack[-1][1].append(Variable(match["name"], match["words"]))
        elif match["end"]:
            stack[-1][1].append(Text(match["end"], ends_sentence=True))
        else:
            _bracket(match["bracket"], stack)
    stack[-1][1].append(Text(template[at:]))
    _no_parenthesis(stack)
    if len(stack) > 1:
        raise ValueError("[ without ]")
    return tuple(stack[0][1])


def _bracket(bracket: str, stack: list[tuple[str, list[Part]]]) -> None:
    if bracket in "([":
        stack.append((bracket, []))
        return
    if bracket == "]":
        _no_parenthesis(stack)
    if stack[-1][0] == BRACKETS[bracket]:
        opened, parts = stack.pop()
        stack[-1][1].append(Group(opened, tuple(parts)))
    elif bracket == ")":
        stack[-1][1].append(Text(bracket))
    else:
        raise ValueError("] without [")


def _no_parenthesis(stack: list[tuple[str, list[Part]]]) -> None:
    """A parenthesis that is never closed is a character like others."""
    while stack[-1][0] == "(":
        opened, parts = stack.pop()
        stack[-1][1].extend([Text(opened), *parts])


def _sentences(parts: tuple[Part, ...]) -> Iterator[list[Part]]:
    sentence: list[Part] = []
    for part in parts:
        sentence.append(part)
        if isinstance(part, Text) and part.ends_sentence:
            yield sentence
            sentence = []
    yield sentence


def _written(parts: Iterable[Part], values: Values, write: Callable[[str], str]) -> str | None:
    """None where a value is missing that no group within holds."""
    written: list[str] = []
    left_out = False
    for part in parts:
        if isinstance(part, Text):
            text = part.text
            # "by phone (<cpho>) or" has two spaces where the group was.
            if left_out and text[:1] in (*" .,;:!?\u2026)", ""):
                written = ["".join(written).removesuffix(" ")]
                text = text if written[0] else text.lstrip()
            written.append(write(text))
            left_out = False
        elif isinstance(part, Variable):
            value = _value(values.get(part.name)) or part.words
            if value is None:
                return None
            written.append(write(value))
            left_out = False
        elif isinstance(part, Group):
            inside = _written(part.parts, values, write)
            if inside is None:
                left_out = True
            else:
                written.append(f"({inside})" if part.bracket == "(" else inside)
                left_out = False
    return "".join(written)


def _value(value: object) -> str:
    """Nothing but spaces is no value."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if text.strip() else ""
