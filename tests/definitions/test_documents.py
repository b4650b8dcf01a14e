"""YAML that is none, or too much of it: one sentence with its line, and soon."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pg_saint.definitions.document import MOST_BYTES, File, parse_document, read_document
from pg_saint.errors import SaintError

ALIASES = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(f'*{before}' for _ in range(9))}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGES = "a: &a {x: 1}\n" + "".join(
    f"{name}: &{name} {{<<: [{','.join(f'*{before}' for _ in range(9))}]}}\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
WRONG = {
    "a control character": ("a: 1\nb: \x01", 2, "U+0001"),
    "a form feed": ("a: 1\n\x0cb: 2", 2, "U+000C"),
    "NUL, written as an escape": ('a: 1\nb: "x\\0"', 2, "U+0000"),
    "half a surrogate pair": ('a:\n  "\\ud800"', 2, "U+D800"),
    "NUL in a key": ('a: 1\n"b\\0": 2', 2, "U+0000"),
    "a list as a key": ("a: 1\n? [b, c]\n: d", 2, "a name cannot be a list"),
    "a mapping as a key": ("a: 1\n{}: d", 2, "a name cannot be a list"),
    "a key twice": ("a: 1\na: 2", 2, 'duplicate key "a"'),
    "a key twice, once as a number": ("1: x\n'1': y", 2, 'duplicate key "1"'),
    "a tag": ("a: 1\nb: !foo c", 2, "the tag !foo"),
    "a tag of Python": ("a: 1\nb: !!python/object:os.system {}", 2, "python/object"),
    "a set": ("a: !!set {x}", 1, "the tag"),
    "bytes": ("a: !!binary aGVs", 1, "the tag"),
    "a date that is none": ("a: 1\nb: 2026-13-45", 2, "2026-13-45 is not a valid timestamp"),
    "a number of 5,000 digits": ("a: 1\nb: " + "1" * 5000, 2, "is not a valid int"),
    "a text that is said to be a number": ("a: !!int x", 1, "x is not a valid int"),
    "several documents": ("a: b\n---\nc: d", 2, "found another document"),
    "an alias of nothing": ("a: *b", 1, "undefined alias"),
    "an alias of itself": ("a: &a [*a]", 1, "more than 64"),
    "a merge of itself": ("a: &a {<<: *a}", 1, "more than 64"),
    "aliases of aliases": (ALIASES, 1, "more than 100,000 values"),
    "merges of merges": (MERGES, 2, "more than 100,000 values"),
    "a merge of no mapping": ("a: 1\n<<: [1]", 2, "<< takes a mapping"),
    "400 nested all, in one line": ("a: " + "{all: [" * 400 + "x" + "]}" * 400, 1, "more than 64"),
    "400 nested all, in as many lines": ("a:\n" + "".join(f"{'  ' * n}- all:\n" for n in range(1, 400)), 33, "64"),
    "3,000 brackets": ("a: " + "[" * 3000, 1, "more than 64"),
    "a list": ("- a", 1, "not a mapping"),
}


@pytest.mark.parametrize(("text", "line", "said"), WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_has_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(SaintError) as error:
        parse_document(File("saint.yaml", text))
    assert error.value.location is not None
    assert (error.value.location.file, error.value.location.line) == ("saint.yaml", line)
    assert said in error.value.message
    assert error.value.remedy


def test_keys_are_as_they_are_written() -> None:
    document = parse_document(File("saint.yaml", "null: 1\ntrue: 2\n2026-01-01: 3\n007: 4\non: 5\n~: 6"))
    assert list(document.data) == ["null", "true", "2026-01-01", "007", "on", "~"]


def test_an_anchor_that_is_set_again() -> None:
    assert parse_document(File("saint.yaml", "a: &x 1\nb: *x\nc: &x 2\nd: *x")).data == {"a": 1, "b": 1, "c": 2, "d": 2}


def test_merges() -> None:
    text = "x: &x {p: 1, q: 2}\ny: &y {<<: *x, q: 3}\nz:\n  <<: [*y, {p: 5, r: 4}]\n  s: 6"
    document = parse_document(File("saint.yaml", text))
    assert document.data["y"] == {"p": 1, "q": 3}
    assert document.data["z"] == {"p": 1, "q": 3, "r": 4, "s": 6}
    assert document.locations["z", "r"].line == 4


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"a: 1\nb: \xff", 2, "not UTF-8"),
        ("a: 1".encode("utf-16"), 1, "not UTF-8"),
        (b"\0\0\0", 1, "U+0000"),
        (b"# " + b"x" * MOST_BYTES, 1, "longer than 1,000,000 bytes"),
    ],
    ids=["latin-1", "UTF-16", "zeros", "a long one"],
)
def test_files(content: bytes, line: int, said: str, tmp_path: Path) -> None:
    file = tmp_path / "saint.yaml"
    file.write_bytes(content)
    with pytest.raises(SaintError, match=re.escape(said)) as error:
        read_document(file)
    assert error.value.location is not None
    assert error.value.location.line == line


def test_a_byte_order_mark_and_lines_of_windows(tmp_path: Path) -> None:
    file = tmp_path / "saint.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert read_document(file).data == {"a": 1, "b": 2}
    assert read_document(file).file.text == "a: 1\nb: 2\n"
