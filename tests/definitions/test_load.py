"""YAML files: their traps, and several together."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from pg_saint.definitions.loader import SECTIONS
from pg_saint.errors import SaintError
from pg_saint.resolve import resolve
from pg_saint.validate import load
from tests.definitions.conftest import BASE, Change


def test_no_and_on_are_texts(changed: Change) -> None:
    model = changed()
    assert model.languages == ["en", "no"]
    assert model.statuses["neglected"].name == {"en": "Neglected", "no": "Forsømt"}
    assert model.counters["outgoing"].on == "company"


def test_booleans_and_numbers_are_sql_where_sql_is_expected(changed: Change) -> None:
    assert changed("where: not deleted", "where: true").entities["company"].where == "true"
    assert changed("amount: amount", "amount: 1").sources["sale"].amount == "1"


def test_words_of_the_clock_may_be_values(crm: psycopg.Connection, changed: Change) -> None:
    resolve(changed("where: not deleted", "where: category <> 'today' and seen_at > '2026-01-01 00:00+01'"), crm)


def test_a_folder_is_read_as_one_definition(tmp_path: Path) -> None:
    mapping, statuses = BASE.split("statuses:\n")
    (tmp_path / "mapping.yaml").write_text(mapping)
    (tmp_path / "statuses.yml").write_text("statuses:\n" + statuses)
    (tmp_path / "notes.txt").write_text("not read")
    model = load([tmp_path])
    assert list(model.statuses) == ["neglected", "dormant"]
    assert str(model.location("statuses", "dormant", "rank")).endswith("statuses.yml:11")


def test_a_name_in_two_files_names_both_places(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BASE)
    (tmp_path / "b.yaml").write_text("counters:\n  outgoing: {on: company, value: count(sale)}\n")
    with pytest.raises(SaintError, match=r"b.yaml:2: counters.outgoing is also defined at .*a.yaml:55"):
        load([tmp_path])


def test_settings_may_be_repeated_but_not_contradicted(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BASE)
    (tmp_path / "b.yaml").write_text("timezone: Europe/Oslo\n")
    assert load([tmp_path]).timezone == "Europe/Oslo"
    (tmp_path / "b.yaml").write_text("timezone: Europe/Paris\n")
    with pytest.raises(SaintError, match=r"timezone is also defined at .*a.yaml:1"):
        load([tmp_path])


def test_a_file_that_is_no_yaml(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("entities:\n  company: [\n")
    with pytest.raises(SaintError, match=r"a.yaml:3"):
        load([tmp_path])
    (tmp_path / "a.yaml").write_text("- a list\n")
    with pytest.raises(SaintError, match="not a mapping"):
        load([tmp_path])


def test_a_path_that_does_not_exist() -> None:
    with pytest.raises(SaintError, match="does not exist"):
        load([Path("nowhere.yaml")])


def test_all_mistakes_are_told_at_once(changed: Change) -> None:
    with pytest.raises(SaintError) as caught:
        changed("status('neglected') and size > 3", "[sise > 3, naem = 'x']")
    assert "sise" in str(caught.value)
    assert "naem" in str(caught.value)


@pytest.mark.parametrize("value", ["x", "3", "[a]", "2026-01-01", "yes"])
def test_a_section_that_is_no_mapping(value: str, tmp_path: Path) -> None:
    """Whatever else is there that looks into it before it is known to be none."""
    other = "library: [forgotten]\nabsent: {a: b}\nstatuses: {b: {copy_of: c, on: {}}}\nlanguages: [{}]\n"
    for section in SECTIONS:
        (tmp_path / "a.yaml").write_text(f"\n{section}: {value}\n")
        (tmp_path / "b.yaml").write_text(other)
        with pytest.raises(SaintError, match=rf"a.yaml:2: {section} is not a mapping\n.*{{key: value}}"):
            load([tmp_path])


@pytest.mark.parametrize(
    "text",
    [
        "absent: {a: b}\nstatuses: {s: {on: {}}}",
        "absent: {a: b}\nentities: {e: x}\nsources: {s: {links: [a]}, t: null}",
        "library: [forgotten_customer]\nlanguages: [{}]",
        "library: [forgotten_customer]\nlanguages: 3\nstatuses: null",
        "statuses: {a: {copy_of: [b]}, b: x}",
        "statuses: {a: {copy_of: b}, b: x}",
    ],
)
def test_what_is_inside_may_be_anything(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(SaintError, match=r"a.yaml:\d+: "):
        load([tmp_path])
