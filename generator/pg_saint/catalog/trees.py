"""PostgreSQL's own tree of an expression (pg_node_tree), read far enough to walk it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

TOKEN = re.compile(r"[{}()\[\]]|(?:\\.|[^\s{}()\[\]\\])+", re.DOTALL)
NOTHING = "<>"


@dataclass
class Node:
    """``{KIND :name value …}``. A value is a node, a list, or the words that stand there."""

    kind: str
    values: dict[str, list[Value]] = field(default_factory=dict)

    def word(self, name: str) -> str:
        """The one word that the field holds; empty where it holds none."""
        value = self.values.get(name, [])
        return value[0] if len(value) == 1 and isinstance(value[0], str) else ""

    def number(self, name: str) -> int:
        word = self.word(name)
        return int(word) if word.lstrip("-").isdigit() else 0

    def node(self, name: str) -> Node | None:
        value = self.values.get(name, [])
        return value[0] if len(value) == 1 and isinstance(value[0], Node) else None

    def nodes(self, name: str) -> list[Node]:
        """The nodes of the field, which is one of them or a list."""
        return [each for value in self.values.get(name, []) for each in _flat(value) if isinstance(each, Node)]

    def bytes(self, name: str) -> bytes:
        """A constant's value: ``4 [ 5 0 0 0 … ]``."""
        words = self.values.get(name, [])
        return bytes(int(word) & 255 for word in words[2:-1] if isinstance(word, str)) if len(words) > 2 else b""

    def walk(self) -> Iterator[Node]:
        yield self
        for name in self.values:
            for child in self.nodes(name):
                yield from child.walk()


Value = str | Node | list["Value"]


def read_tree(text: str) -> Node:
    """Raises ValueError for what is not the text of one tree."""
    tokens = TOKEN.findall(text)
    value, end = _value(tokens, 0)
    if not isinstance(value, Node) or end != len(tokens):
        raise ValueError(f"not a tree: {text[:100]}")
    return value


def _flat(value: Value) -> Iterator[Value]:
    if isinstance(value, list):
        for each in value:
            yield from _flat(each)
    else:
        yield value


def _value(tokens: list[str], at: int) -> tuple[Value, int]:
    if tokens[at] == "{":
        return _node(tokens, at + 1)
    if tokens[at] == "(":
        found: list[Value] = []
        at += 1
        while tokens[at] != ")":
            value, at = _value(tokens, at)
            found.append(value)
        return found, at + 1
    return tokens[at], at + 1


def _node(tokens: list[str], at: int) -> tuple[Node, int]:
    node = Node(tokens[at])
    at += 1
    name = ""
    while tokens[at] != "}":
        if tokens[at].startswith(":"):
            name = tokens[at][1:]
            node.values[name] = []
            at += 1
        else:
            value, at = _value(tokens, at)
            node.values.setdefault(name, []).append(value)
    return node, at + 1
