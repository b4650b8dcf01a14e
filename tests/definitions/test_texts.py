"""Texts with variables in definitions: what is refused, and what SAINT's codes stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from pg_saint.definitions import Model, load
from pg_saint.definitions.texts import CODES, field_of
from pg_saint.errors import SaintError

BASE = """\
languages: [en, nl]
entities:
  company:
    table: crm.company
    key: company_id
    fields: {name: name, owner: owner, phone: phone, email: email, cs01: extra}
  person:
    table: crm.person
    key: person_id
    parents: {company: company_id}
    fields: {name: name, phone: phone}
sources:
  activity:
    table: crm.activity
    key: activity_id
    links: {company: company_id, person: person_id}
statuses:
  quiet:
    on: company
    when: not exists(activity)
    rank: 10
"""


def read(folder: Path, *lines: str) -> Model:
    file = folder / "texts.yaml"
    file.write_text(BASE + "".join(f"    {line}\n" for line in lines))
    return load([file])


@pytest.mark.parametrize(
    ("lines", "line", "message", "remedy"),
    [
        (["description: <nmae> is quiet"], 22, "unknown variable <nmae> in a text of company", "did you mean name?"),
        (["description:", "  en: <name>", "  nl: <naam>"], 24, "unknown variable <naam>", "did you mean name?"),
        (["description: <company.name>"], 22, "unknown variable <company.name>", "name"),
        (["description: <cate>"], 22, "unknown variable <cate>", "add category to the fields of company"),
        (["description: a < b <name"], 22, "< without >", "write << for <"),
        (["description: call [<name>"], 22, "[ without ]", "[[ for ["),
        (["follow_up:", "  type: phone", "  text: Call <xyz>"], 24, "unknown variable <xyz>", "known here"),
        (["follow_up: {text: Call}"], 22, "follow_up.type: Field required", "add this key"),
        (["follow_up: {type: phone, in_days: -1}"], 22, "greater than or equal to 0", "number of days"),
        (["follow_up:", "  type: phone", "  source: activty"], 24, "unknown source activty", None),
        (["follow_up:", "  type: phone", "  user: onwer"], 24, "company has no field onwer", "did you mean owner?"),
        (["follow_up:", "  type: phone", "  text: {de: Ruf an}"], 24, "unknown language de", "languages:"),
        (["description: {de: x}"], 22, "unknown language de", "languages:"),
        (["groups: sales"], 22, "groups", "write a list"),
        (["notify: maybe"], 22, "notify", "true or false"),
    ],
)
def test_refused(tmp_path: Path, lines: list[str], line: int, message: str, remedy: str | None) -> None:
    with pytest.raises(SaintError) as caught:
        read(tmp_path, *lines)
    assert f"texts.yaml:{line}: " in str(caught.value)
    assert message in str(caught.value)
    assert remedy is None or remedy in (caught.value.remedy or "")


@pytest.mark.parametrize(
    ("entity", "variable", "field"),
    [
        ("company", "name", "name"),
        ("company", "cont", "owner"),
        ("company", "cpho", "phone"),
        ("company", "mail", "email"),
        ("company", "cs01", "cs01"),
        ("company", "cate", None),
        ("company", "attn", None),
        ("person", "name", "name"),
        ("person", "attn", "name"),
        ("person", "apho", "phone"),
        # the company's, also where the person has a phone
        ("person", "cpho", "company.phone"),
        ("person", "cont", "company.owner"),
        ("person", "company.cs01", "company.cs01"),
        ("person", "amai", None),
    ],
)
def test_codes(tmp_path: Path, entity: str, variable: str, field: str | None) -> None:
    assert field_of(read(tmp_path), entity, variable) == field


def test_codes_are_of_four_letters() -> None:
    assert {len(code) for code in CODES} == {4}


def with_statuses(folder: Path, more: str) -> Model:
    file = folder / "texts.yaml"
    file.write_text(BASE + more)
    return load([file])


def test_ranks_that_are_given_may_not_be_the_same(tmp_path: Path) -> None:
    with pytest.raises(SaintError, match="statuses quiet and loud of company have the same rank 10"):
        with_statuses(tmp_path, "  loud: {on: company, when: exists(activity), rank: 10}\n")
    with_statuses(tmp_path, "  loud: {on: company, when: exists(activity), rank: 10, deleted: true}\n")
    with_statuses(tmp_path, "  loud: {on: person, when: exists(activity), rank: 10}\n")


def test_a_copy_takes_what_it_does_not_say(tmp_path: Path) -> None:
    model = with_statuses(
        tmp_path,
        "    visual: true\n    description: <name> is quiet\n"
        "  quieter: {on: company, copy_of: quiet, name: Quieter, rank: 20}\n",
    )
    copy = model.statuses["quieter"]
    assert (copy.name, copy.rank, copy.visual) == ("Quieter", 20, True)
    assert (copy.when, copy.description) == ("not exists(activity)", "<name> is quiet")


def test_what_is_wrong_in_a_copy_is_told_where_it_was_written(tmp_path: Path) -> None:
    with pytest.raises(SaintError) as caught:
        with_statuses(tmp_path, "    description: <company.name>\n  person_quiet: {on: person, copy_of: quiet}\n")
    assert str(caught.value).count("texts.yaml:22: ") == 1
    with pytest.raises(SaintError, match="unknown status quite") as caught:
        with_statuses(tmp_path, "  quieter: {on: company, copy_of: quite}\n")
    assert caught.value.remedy == "did you mean quiet?"
    with pytest.raises(SaintError, match="a circle: a → b → a"):
        with_statuses(tmp_path, "  a: {on: company, copy_of: b}\n  b: {on: company, copy_of: a}\n")
