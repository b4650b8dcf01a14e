"""Definitions of the repository, each changed in ways that nobody meant."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from ruamel.yaml import YAML

from tests.fuzz.pieces import CRITERIA, NUMBERS, ODD, TEXTS

ROOT = Path(__file__).parents[2]
FOLDERS = ("tests/golden/cases", "generator/pg_saint/demo", "generator/pg_saint/library", "tests/definitions")
# A library's own files are single statuses.
FILES = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.yaml"))

Node = Any
Change = Callable[[Random, Node], Node]


def mutated(seed: int) -> str:
    """One of the files with one to three changes, as YAML."""
    random = Random(seed)
    text = random.choice(FILES).read_text()
    if random.random() < 0.35:
        for _ in range(random.randint(1, 3)):
            text = random.choice(IN_TEXT)(random, text)
        return text
    data = json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))
    for _ in range(random.randint(1, 3)):
        data = random.choice(IN_TREE)(random, data)
    return _dumped(random, data)


def nearly_right(seed: int, files: Sequence[Path]) -> str:
    """The same with one change that most often only a database can tell from a right one."""
    random = Random(seed)
    data = json.loads(json.dumps(YAML(typ="safe", pure=True).load(random.choice(files).read_text()), default=str))
    return json.dumps(random.choice(GENTLE)(random, data), indent=1)


def _dumped(random: Random, data: Node) -> str:
    """JSON is YAML; sometimes with what stands in it unescaped."""
    indent = random.choice([None, 1, 2])
    return json.dumps(data, indent=indent, ensure_ascii=random.random() < 0.5)


def _places(data: Node) -> Iterator[tuple[Node, Any]]:
    """Every container, and each of its keys."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield data, key
            yield from _places(value)
    elif isinstance(data, list):
        for at, value in enumerate(data):
            yield data, at
            yield from _places(value)


def _place(random: Random, data: Node) -> tuple[Node, Any]:
    found = list(_places(data))
    return random.choice(found) if found else ({"x": 1}, "x")


def _drop(random: Random, data: Node) -> Node:
    where, key = _place(random, data)
    where.pop(key)
    return data


def _replace(random: Random, data: Node) -> Node:
    where, key = _place(random, data)
    where[key] = random.choice([_text, _number, _criterion, _empty, _nested, _long])(random)
    return data


def _rename(random: Random, data: Node) -> Node:
    where, key = _place(random, data)
    if isinstance(where, dict):
        new = random.choice([str(_text(random)), str(_number(random)), str(key)[::-1], f"{key}_dirty", f"{key} "])
        where[new] = where.pop(key)
    return data


def _swap(random: Random, data: Node) -> Node:
    (one, a), (other, b) = _place(random, data), _place(random, data)
    inside = {id(where) for where, _ in _places(one[a])} | {id(where) for where, _ in _places(other[b])}
    if not {id(one), id(other)} & inside:
        one[a], other[b] = other[b], one[a]
    return data


def _copy(random: Random, data: Node) -> Node:
    (one, a), (other, b) = _place(random, data), _place(random, data)
    other[b] = json.loads(json.dumps(one[a]))
    return data


def _break(random: Random, data: Node) -> Node:
    """A part of one text is another one."""
    texts = [(where, key) for where, key in _places(data) if isinstance(where[key], str)]
    if texts:
        where, key = random.choice(texts)
        text = where[key]
        at = random.randint(0, len(text))
        piece = str(random.choice([_text, _criterion])(random))
        where[key] = text[:at] + piece + text[at + random.randint(0, 5) :]
    return data


def _expression(random: Random, data: Node) -> Node:
    """A criterion, a value or a column of the mapping says something else, or something more."""
    texts = [(where, key) for where, key in _places(data) if isinstance(where[key], str) and key not in WORDS]
    where, key = random.choice(texts) if texts else ({"x": ""}, "x")
    new, old = _criterion(random), where[key]
    others = [other[at] for other, at in texts]
    where[key] = random.choice(
        [new, f"({old}) and {new}", f"({old}) or ({new})", f"not ({old})", f"{old} is null", f"coalesce({old}, {old})",
         f"({old})::text", f"({old}) + 1", f"max({old})", random.choice(others or [old]), "null", "name", "1"]
    )  # fmt: skip
    return data


def _text(random: Random) -> Node:
    return random.choice(TEXTS)


def _number(random: Random) -> Node:
    return random.choice(NUMBERS)


def _criterion(random: Random) -> Node:
    return random.choice(CRITERIA)


def _empty(random: Random) -> Node:
    return random.choice([None, True, False, {}, [], [None], [[]], {"": None}])


def _nested(random: Random) -> Node:
    node: Node = "name = 'x'"
    for _ in range(random.choice([3, 30, 150])):
        node = random.choice([{"all": [node]}, {"any": [node, "true"]}, {"not": node}, [node]])
    return node


def _long(random: Random) -> Node:
    return random.choice([["x"] * 3000, {f"x{n}": "name" for n in range(2000)}, ["count(activity) > 1"] * 500])


def _cut(random: Random, text: str) -> str:
    at = random.randint(0, len(text))
    return text[:at] + text[at + random.randint(1, 20) :]


def _insert(random: Random, text: str) -> str:
    at = random.randint(0, len(text))
    return text[:at] + str(random.choice([_text, _criterion])(random)) + text[at:]


def _lines(random: Random, text: str) -> str:
    lines = text.split("\n")
    a, b = random.randrange(len(lines)), random.randrange(len(lines))
    how = random.randrange(4)
    if how == 0:
        lines.insert(a, lines[b])
    elif how == 1:
        lines[a], lines[b] = lines[b], lines[a]
    elif how == 2:
        lines[a] = " " * random.randint(1, 4) + lines[a]
    else:
        del lines[a]
    return "\n".join(lines)


def _anchors(random: Random, text: str) -> str:
    """Aliases of aliases: few lines that stand for very many."""
    depth = random.choice([2, 9, 40])
    bomb = ["a0: &a0 [x, x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, depth)]
    return random.choice(["\n".join(bomb) + "\n" + text, text + "\n" + "\n".join(bomb), "x: &x [*x]\n" + text])


def _odd(random: Random, text: str) -> str:
    """Other line ends, tabs, several documents, tags, directives."""
    old, new = random.choice(ODD)
    return text.replace(old, new, random.choice([1, 2, -1]))


# Of these, a change is told from a right one without a database.
WORDS = {"on", "key", "table", "timezone", "image"}
GENTLE: list[Change] = [_drop, _swap, _copy, _expression, _expression, _expression]
IN_TREE: list[Change] = [_drop, _replace, _replace, _rename, _swap, _copy, _break, _break]
IN_TEXT: list[Callable[[Random, str], str]] = [_cut, _insert, _insert, _lines, _lines, _anchors, _odd]
