"""docs/coverage.md: all rows of the original documents, each with a test that exists."""

from __future__ import annotations

import re

import pytest

from tests.docs.test_examples import ROOT

PAGE = ROOT / "docs" / "coverage.md"
ROWS = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \| `([\w/]+\.py)::(test_\w+)` \|$", PAGE.read_text(), re.MULTILINE)


def test_all_143_rows_are_there() -> None:
    assert [int(number) for number, *_ in ROWS] == list(range(1, 144))
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("| ") and line[2].isdigit()]
    assert len(lines) == len(ROWS)


@pytest.mark.parametrize("file", sorted({row[3] for row in ROWS}))
def test_the_named_tests_exist(file: str) -> None:
    text = (ROOT / "tests" / file).read_text()
    there = set(re.findall(r"^def (test_\w+)\(", text, re.MULTILINE))
    assert {row[4] for row in ROWS if row[3] == file} <= there
