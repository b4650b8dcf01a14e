"""One YAML file as plain values, and the line on which each of them was written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError

from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Place

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """`data` is made of dict, list, str, int, float, bool and None; `places` is keyed by the way to a value."""

    file: str
    text: str
    data: dict[str, Any]
    places: dict[Path_, Place]


def read_document(file: Path) -> Document:
    """Reads a file. Raises SaintError for what is no YAML mapping in UTF-8."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SaintError(f"not UTF-8: {error}", Place(str(file), 1), "save the file as UTF-8") from error
    return parse_document(str(file), text)


def parse_document(name: str, text: str) -> Document:
    """Reads YAML 1.2 (so ``no`` and ``on`` are texts). Raises SaintError for what is no YAML mapping."""
    try:
        root = YAML(typ="rt").load(text)
    except DuplicateKeyError as error:
        raise _yaml_error(name, error, "a name can be given once; rename or remove one of the two") from error
    except MarkedYAMLError as error:
        remedy = "mind the indentation, and put quotes around a text that holds ': ' or starts with a quote or *"
        raise _yaml_error(name, error, remedy) from error
    if root is None:
        return Document(name, text, {}, {})
    if not isinstance(root, CommentedMap):
        raise SaintError("not a mapping of entities, sources, statuses …", Place(name, 1), "start with: entities:")
    places: dict[Path_, Place] = {}
    return Document(name, text, _plain(root, (), name, places), places)


def _plain(node: Any, path: Path_, file: str, places: dict[Path_, Place]) -> Any:
    if isinstance(node, CommentedMap):
        result = {}
        for key, value in node.items():
            places[(*path, str(key))] = Place(file, _line(node, key))
            result[str(key)] = _plain(value, (*path, str(key)), file, places)
        return result
    if isinstance(node, CommentedSeq):
        items = []
        for index, value in enumerate(node):
            places[(*path, index)] = Place(file, _line(node, index))
            items.append(_plain(value, (*path, index), file, places))
        return items
    if isinstance(node, bool) or node is None:
        return node
    if isinstance(node, str):
        return _whole(str(node))
    for kind in (int, float):
        if isinstance(node, kind):
            return kind(node)
    return node


def _whole(text: str) -> str:
    """`text` with one character for each two halves of one: JSON writes what is beyond the first 65,536 so."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _line(node: Any, key: Any) -> int:
    position = (node.lc.data or {}).get(key)
    # A key that comes from a merge (<<: *anchor) has no position of its own.
    return int(position[0] if position else node.lc.line) + 1


def _yaml_error(file: str, error: MarkedYAMLError, remedy: str) -> SaintError:
    mark = error.problem_mark or error.context_mark
    return SaintError(str(error.problem or error.context), Place(file, mark.line + 1 if mark else 1), remedy)
