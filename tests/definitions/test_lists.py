"""Lists that classify, and sets of standard counters: what is refused, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pg_saint.errors import SaintError
from pg_saint.validate import load
from tests.definitions.conftest import BASE

SALE = "  sale:\n    table: crm.sale\n"
REFUSED = [
    (
        "lists:\n  size:\n    - {name: A, to: 10}\n    - {name: B, from: 9}\n",
        4,
        "B overlaps A (",
        "an amount has one class",
    ),
    (
        "lists:\n  size:\n    - {name: A, from: 5}\n    - {name: B, to: 9}\n",
        3,
        "A overlaps B (",
        "an amount has one class",
    ),
    ("lists:\n  size:\n    - {name: A}\n    - {name: B, from: 9}\n", 4, "B overlaps A (", "an amount has one class"),
    ("lists:\n  size:\n    - {name: A, from: 9, to: 9}\n", 3, "A is empty: from 9 to 9", "from < to"),
    (
        "lists:\n  size:\n    - {name: A, currency: EUR}\n    - {name: B}\n",
        4,
        "B has no currency, and others of size have one",
        "currency: EUR",
    ),
    (
        "lists:\n  kind:\n    A: [x, y]\n    B:\n      - z\n      - x\n",
        6,
        "x is in B and in A",
        "a value has one class",
    ),
    ("lists:\n  kind:\n    A: []\n", 3, "lists.kind", "at least 1 item"),
    ("lists:\n  size:\n    - {name: A, form: 9}\n", 3, "unknown key form", "did you mean from?"),
    ("lists:\n  size:\n    - {name: A, from: ten}\n", 3, "lists.size", "valid integer"),
]
FORMS = [
    ("class(siz, amount) = 'A'", "unknown list in class(siz, amount)", "did you mean size?"),
    ("class(size) = 'A'", "class(size) needs one value", "write class(size, value)"),
    ("class(worth, amount) = 'A'", "needs an amount and a currency", "write class(worth, amount, currency)"),
    ("class('size', amount) = 'A'", "unknown list in class('size', amount)", "did you mean size?"),
]
LISTS = """
lists:
  size: [{name: A, to: 10}]
  worth: [{name: A, to: 10, currency: EUR}]
"""


@pytest.mark.parametrize(("text", "line", "message", "remedy"), REFUSED)
def test_a_list_that_is_wrong(tmp_path: Path, text: str, line: int, message: str, remedy: str) -> None:
    file = tmp_path / "lists.yaml"
    file.write_text(text)
    with pytest.raises(SaintError) as caught:
        load([file])
    assert message in str(caught.value)
    assert remedy in str(caught.value)
    assert f"lists.yaml:{line}: " in str(caught.value)


@pytest.mark.parametrize(("where", "message", "remedy"), FORMS)
def test_a_class_that_is_asked_for_in_a_wrong_way(tmp_path: Path, where: str, message: str, remedy: str) -> None:
    file = tmp_path / "definitions.yaml"
    status = f'  new:\n    on: company\n    when: "exists(sale) filter (where {where})"\n'
    file.write_text(BASE.replace("statuses:\n", "statuses:\n" + status) + LISTS)
    with pytest.raises(SaintError) as caught:
        load([file])
    assert message in str(caught.value)
    assert remedy in str(caught.value)
    assert f"definitions.yaml:{BASE[: BASE.index('statuses:')].count(chr(10)) + 4}: " in str(caught.value)


@pytest.mark.parametrize(
    ("sets", "message", "remedy"),
    [
        ("{sold: statu = 'sold'}", "sale has no field statu", "did you mean status?"),
        ("{sold: {where: status = 'sold', on: [compny]}}", "sale has no link to compny", "did you mean company?"),
        ("{sold: {were: status = 'sold'}}", "unknown key were", "did you mean where?"),
        ("{Sold: status = 'sold'}", "cannot be a name", ""),
        ("{sold: status = }", "not an SQL expression", "as in PostgreSQL"),
        ("[sold]", "standard_counters", "dictionary"),
    ],
)
def test_a_set_of_standard_counters_that_is_wrong(tmp_path: Path, sets: str, message: str, remedy: str) -> None:
    file = tmp_path / "definitions.yaml"
    file.write_text(BASE.replace(SALE, f"{SALE}    standard_counters: {sets}\n"))
    with pytest.raises(SaintError) as caught:
        load([file])
    assert message in str(caught.value)
    assert remedy in str(caught.value)
    assert str(caught.value).count("definitions.yaml:") == 1
    assert f"definitions.yaml:{BASE[: BASE.index(SALE)].count(chr(10)) + 3}: " in str(caught.value)
