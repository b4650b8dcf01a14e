"""Who imports whom, as docs/architecture.md says under "Layers": no module stands on one that stands on it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import pg_saint

PACKAGE = Path(pg_saint.__file__).parent
PAGE = PACKAGE.parents[1] / "docs" / "architecture.md"


@cache
def modules() -> dict[str, Path]:
    """By name, without pg_saint itself: a package is its __init__.py."""
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        way = file.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(way[:-1] if way[-1] == "__init__" else way)] = file
    return {name: file for name, file in found.items() if name}


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Each module of ours that it imports anywhere, and the line."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module is not None and node.module.startswith("pg_saint"):
            for each in node.names:
                full = f"{node.module}.{each.name}".removeprefix("pg_saint.")
                name = full if full in modules() else full.rpartition(".")[0]
                if name in modules():
                    yield node.lineno, name


@cache
def layers() -> dict[str, int]:
    """By package the line on which the page names it."""
    block = re.search(r"^## Layers\n.*?^```\w*\n(.*?)^```\n", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    assert block is not None
    named = {name: at for at, line in enumerate(block[1].splitlines()) for name in line.split()}
    assert len(named) > 20
    return named


def package(module: str) -> str:
    """The layer that a module is of: the longest name on the page that it is, or is in."""
    way = module.split(".")
    named = [".".join(way[:length]) for length in range(len(way), 0, -1)]
    found = [name for name in named if name in layers()]
    assert found, f"{module} has no layer: name it in docs/architecture.md, under Layers"
    return found[0]


def test_every_layer_is_there() -> None:
    assert [name for name in layers() if name not in modules()] == []


@pytest.mark.parametrize("layer", layers())
def test_imports_from_layers_below(layer: str) -> None:
    own = {name: file for name, file in modules().items() if package(name) == layer}
    upwards = [
        f"{file.relative_to(PACKAGE)}:{line} imports {other}"
        for name, file in own.items()
        for line, other in imports(file)
        if package(other) != layer and layers()[package(other)] >= layers()[layer]
    ]
    assert upwards == []


def test_no_circle_of_modules() -> None:
    graph = {name: {other for _, other in imports(file) if other != name} for name, file in modules().items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))
