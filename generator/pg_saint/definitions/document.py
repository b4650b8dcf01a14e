"""One YAML file as plain values, and the line on which each of them was written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Location

Path_ = tuple[str | int, ...]

# The owner of what was defined from inside the database.
INSIDE = "inside"

STDIN = Path("-")
MOST_BYTES = 1_000_000  # of a file: seconds to read
MOST_VALUES = 100_000  # of a file, those behind an alias each time that it is named
DEEPEST = 64  # values in values
TAG = "tag:yaml.org,2002:"
MERGE = TAG + "merge"
KINDS = {"null", "bool", "int", "float", "str", "timestamp", "map", "seq", "merge"}
BLOCK = ("|", ">")  # styles of a text that begins on the next line
QUOTE = "put quotes around it if it is a text"


@dataclass(frozen=True)
class File:
    """A file of a definition. `owner`: the folder or file with which it was given to an apply, which may give it again
    or leave it out; "": an apply of version 0.1.0. `in_force`: the database has it so, and nobody gave it now."""

    name: str
    text: str
    owner: str = ""
    in_force: bool = False


@dataclass(frozen=True)
class Document:
    """`data` is made of dict, list, str, int, float, bool, dates and None; `locations`: by the way to a value."""

    file: File
    data: dict[str, Any]
    locations: dict[Path_, Location]


def owner_of(path: Path) -> str:
    """The name under which the files of `path` belong together: the same wherever the folder above it is."""
    return "stdin" if path == STDIN else Path(os.path.abspath(path)).name


def read_document(file: Path, owner: str = "") -> Document:
    """Reads a file, or standard input for ``-``. Raises SaintError for what is not a YAML mapping in UTF-8."""
    name = "stdin" if file == STDIN else str(file)
    location = Location(name, 1)
    try:
        content = _content(file)
        if len(content) > MOST_BYTES:
            raise SaintError(f"longer than {MOST_BYTES:,} bytes", location, "take several files, in a folder")
    except OSError as error:
        raise SaintError(f"cannot be read: {error.strerror}", location, "name a file that you may read") from error
    try:
        # With or without a byte order mark.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        location = Location(name, content.count(b"\n", 0, error.start) + 1)
        raise SaintError(f"not UTF-8: {error.reason}", location, "save the file as UTF-8") from error
    return parse_document(File(name, text.replace("\r\n", "\n"), owner))


def _content(file: Path) -> bytes:
    """As much of it as shows that it is too much."""
    if file == STDIN:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with file.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def parse_document(file: File) -> Document:
    """Reads YAML 1.2 (so ``no`` and ``on`` are texts). Raises SaintError for what is not a YAML mapping."""
    reading = _Reading(file.name)
    root = reading.compose(file.text)
    if root is None:
        return Document(file, {}, {})
    if not isinstance(root, MappingNode):
        raise SaintError(
            "not a mapping of entities, sources, statuses …", Location(file.name, 1), "start with: entities:"
        )
    return Document(file, reading.plain(root, ()), reading.locations)


class _TooDeep(Exception):
    """At this line, counted from 0."""

    def __init__(self, line: int) -> None:
        self.line = line


class _Composer(Composer):
    """Notices nesting before Python does. The same anchor may be set again: an alias means the last one before it."""

    nested = 0

    def __init__(self, loader: Any = None) -> None:
        super().__init__(loader)
        self.warn_double_anchors = False

    def compose_node(self, parent: Any, index: Any) -> Any:
        self.nested += 1
        if self.nested > DEEPEST:
            raise _TooDeep(self.parser.peek_event().start_mark.line)
        node = super().compose_node(parent, index)
        self.nested -= 1
        return node


@dataclass
class _Reading:
    file: str
    locations: dict[Path_, Location] = field(default_factory=dict)
    values: int = 0
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.yaml = YAML(typ="safe", pure=True)
        self.yaml.Composer = _Composer

    def compose(self, text: str) -> Any:
        self.lines = text.split("\n")
        try:
            return self.yaml.compose(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            remedy = "mind the indentation, and put quotes around a text that holds ': ' or starts with a quote or *"
            if error.problem == "but found another document":
                remedy = "one file is one document: remove what begins with ---, or put it into a file of its own"
            location = Location(self.file, mark.line + 1 if mark else 1)
            said = str(error.problem or error.context).removeprefix("but ")
            raise SaintError(said, location, remedy) from error
        except ReaderError as error:
            location = Location(self.file, text.count("\n", 0, error.position) + 1)
            raise SaintError(
                f"the character U+{ord(text[error.position]):04X} is not allowed in YAML", location, "remove it"
            ) from error
        except _TooDeep as error:
            raise self._too_deep(error.line + 1) from None
        except (ValueError, AttributeError, LookupError, NotImplementedError) as error:
            raise SaintError(f"not YAML: {error}", Location(self.file, 1), "write it as YAML 1.2") from error

    def plain(self, node: Node, path: Path_) -> Any:
        """The value of a node."""
        location = Location(self.file, node.start_mark.line + 1)
        self._count(location)
        if len(path) > DEEPEST:
            raise self._too_deep(location.line)
        if str(node.tag).removeprefix(TAG) not in KINDS:
            raise SaintError(f"the tag {node.tag} means nothing here", location, "write the value without a tag")
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            for index, item in enumerate(node.value):
                self.locations[(*path, index)] = self._location(item, (*path, index), item.start_mark.line + 1)
            return [self.plain(item, (*path, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)
        return self._scalar(node, location)

    def _mapping(self, node: MappingNode, path: Path_) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if key_node.tag == MERGE:
                continue
            location = Location(self.file, key_node.start_mark.line + 1)
            key = self._key(key_node, location)
            if key in result:
                remedy = "a name can be given once; rename or remove one of the two"
                raise SaintError(f'found duplicate key "{key}"', location, remedy)
            self._add(result, key, value_node, path, location)
        for key_node, value_node, location in self._merged(node, len(path)):
            key = self._key(key_node, location)
            if key not in result:
                self._add(result, key, value_node, path, location)
        return result

    def _add(self, result: dict[str, Any], key: str, value: Node, path: Path_, location: Location) -> None:
        self.locations[(*path, key)] = self._location(value, (*path, key), location.line)
        result[key] = self.plain(value, (*path, key))

    def _location(self, value: Node, path: Path_, line: int) -> Location:
        """Of `value`; the line is that of its key, and of what stands on a line of its own there too."""
        return Location(self.file, line, path, self._rows(value))

    def _rows(self, node: Node) -> tuple[tuple[int, int], ...]:
        first, last = node.start_mark.line, node.end_mark.line
        if not isinstance(node, ScalarNode) or first == last or node.tag != TAG + "str":
            return ()
        start = 0 if node.style in BLOCK else node.start_mark.column
        lines = [*self.lines[first : last + 1]]
        lines[0] = "" if node.style in BLOCK else lines[0][start:].lstrip("\"'")
        counts = accumulate((sum(not character.isspace() for character in line) for line in lines), initial=0)
        return tuple((first + n + 1, before) for n, before in zip(range(len(lines)), counts, strict=False))

    def _merged(self, node: MappingNode, depth: int) -> Iterator[tuple[Node, Node, Location]]:
        """What ``<<`` brings into a mapping: what stands beside it, and what comes earlier, goes before."""
        for key, value in node.value:
            if key.tag != MERGE:
                continue
            location = Location(self.file, key.start_mark.line + 1)
            if depth > DEEPEST:
                raise self._too_deep(location.line)
            for each in value.value if isinstance(value, SequenceNode) else [value]:
                if not isinstance(each, MappingNode):
                    raise SaintError("<< takes a mapping, or a list of mappings", location, "<<: *name")
                self._count(location, len(each.value))
                yield from ((inner, node, location) for inner, node in each.value if inner.tag != MERGE)
                yield from ((inner, node, location) for inner, node, _ in self._merged(each, depth + 1))

    def _count(self, location: Location, values: int = 1) -> None:
        self.values += values
        if self.values > MOST_VALUES:
            raise SaintError(
                f"more than {MOST_VALUES:,} values", location, "an alias stands for all that it names, each time"
            )

    def _key(self, node: Node, location: Location) -> str:
        """As it is written, whatever it would be as a value."""
        if not isinstance(node, ScalarNode):
            raise SaintError(
                "a name cannot be a list or a mapping", location, "write key: value, with a text as the key"
            )
        return str(self._storable(node.value, location))

    def _scalar(self, node: ScalarNode, location: Location) -> Any:
        if node.tag in (TAG + "str", MERGE):
            return self._storable(node.value, location)
        try:
            return self.yaml.constructor.construct_object(node, deep=True)
        except (ValueError, LookupError, OverflowError, MarkedYAMLError) as error:
            kind = str(node.tag).removeprefix(TAG)
            raise SaintError(f"{node.value[:40]} is not a valid {kind}", location, QUOTE) from error

    def _storable(self, text: str, location: Location) -> str:
        """A text holds any character but NUL. JSON writes one beyond U+FFFF as two halves; one half is none."""
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
        wrong = next((each for each in text if each == "\0" or "\ud800" <= each <= "\udfff"), None)
        if wrong is not None:
            raise SaintError(f"a text cannot hold the character U+{ord(wrong):04X}", location, "remove it")
        return text

    def _too_deep(self, line: int) -> SaintError:
        return SaintError(
            f"values nested more than {DEEPEST} deep", Location(self.file, line), "write it with fewer levels"
        )
