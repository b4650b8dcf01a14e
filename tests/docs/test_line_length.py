"""Lines of the pages are wrapped, so that a change of a sentence shows in a diff as one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.wrapped import WIDTH, wrapped

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
CODE = re.compile(r"^ *(```|~~~).*?^ *\1$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_lines_are_wrapped(page: Path) -> None:
    prose = CODE.sub("", page.read_text())
    long = [line for line in prose.split("\n") if len(line) > WIDTH and not re.match(r" *\|", line)]
    assert not long, "wrap these: " + "\n".join(long)


def test_what_is_not_prose_stays() -> None:
    page = "# T\n\n* " + "word " * 40 + "`a b` - c\n  more\n\n| " + "x " * 100 + "|\n\n```\n" + "y " * 100 + "\n```\n"
    lines = wrapped(page).split("\n")
    assert [line[:6] for line in lines[2:4]] == ["* word", "  word"]
    assert [len(line) <= WIDTH for line in lines].count(False) == 2
    assert wrapped("\n".join(lines)) == "\n".join(lines)
    assert page.split() == wrapped(page).split()
