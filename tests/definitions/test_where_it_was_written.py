"""A mistake is told of the line that it is on, and all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pg_saint.errors import SaintErrors
from pg_saint.validate import load
from tests.definitions.conftest import BASE, Change

ONE_LINE = "when: category = 'Customer' and count(activity) filter (where past(30) and direction = 'outgoing') < 2"
SEVERAL = {
    "folded": """when: >
      category = 'Customer'
      -- their calls
      and count(activity) filter (
        where past(30)
          and direction = 'outgoing'
      ) < 2""",
    "kept": """when: |
      category = 'Customer'

      and count(activity) filter (
        where past(30)
          and direction = 'outgoing'
      ) < 2""",
    "plain": """when: category = 'Customer'
      and count(activity) filter (where
        past(30)
          and direction = 'outgoing'
      ) < 2""",
    "in quotes": """when: "category = 'Customer'
      and count(activity) filter (where
        past(30)
          and direction = 'outgoing'
      ) < 2\"""",
    "in a list": """when:
      - category = 'Customer'
      - >
        count(activity) filter (where
        past(30)
          and direction = 'outgoing'
        ) < 2""",
}
MISTAKES = {
    "a field that is none": ("direction", "direktion"),
    "an event's field of the record": ("direction", "category"),
    "an operator too many": ("=", "= ="),
    "a text that does not end": ("'outgoing'", "'outgoing"),
    "a period that is none": ("'outgoing'", "'outgoing' and past(period9)"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("style", SEVERAL)
def test_the_line_inside_a_criterion_on_several_lines(style: str, mistake: str, changed: Change) -> None:
    right, wrong = MISTAKES[mistake]
    text = SEVERAL[style]
    if style == "folded":
        text = text.replace("      -- their calls\n", "")
    assert changed(ONE_LINE, text)
    before, after = text.split("and direction")
    with pytest.raises(SaintErrors) as refused:
        changed(ONE_LINE, f"{before}and {('direction' + after).replace(right, wrong, 1)}")
    line = 1 + BASE[: BASE.index(ONE_LINE)].count("\n") + before.count("\n")
    (error,) = refused.value.errors
    assert error.location is not None
    assert (error.location.line, error.location.path[:3]) == (line, ("statuses", "neglected", "when"))


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    """What is not in the form of a definition does not hide what names something unknown, nor wrong criteria."""
    file = tmp_path / "crm.yaml"
    text = BASE.replace("rank: 20", "rang: 20")
    text = text.replace("where direction = 'outgoing' and past(period1)", "where direktion = 'outgoing'")
    text = text.replace("columns: [name,", "columns: [nam,").replace("when: size > 10 and", "when: siz > 10 and")
    file.write_text(text + "  elsewhere:\n    on: compny\n    when: size > 1\n")
    with pytest.raises(SaintErrors) as refused:
        load([file])
    said = {error.message for error in refused.value.errors}
    assert said == {
        "statuses.dormant: unknown key rang",
        "activity has no field direktion: direktion = 'outgoing'",
        "company has no field siz",
        "company has no field nam",
        "unknown entity compny",
    }


def test_several_files_that_are_no_yaml_are_told_at_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("entities: [\n")
    with pytest.raises(SaintErrors) as refused:
        load([tmp_path])
    assert [Path(each.location.file).name for each in refused.value.errors if each.location] == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize("name", ["phone", "text", "column", "confidential"])
def test_an_unknown_key_of_a_field_called_as_anything(tmp_path: Path, name: str) -> None:
    file = tmp_path / "crm.yaml"
    written = f"fields:\n      {name}: {{expr: name, confidental: contact, confidential: contact}}\n      "
    file.write_text(
        "timezone: UTC\nentities:\n  company:\n    table: crm.company\n    key: company_id\n    "
        + written.rstrip()
        + "\n"
    )
    with pytest.raises(SaintErrors) as refused:
        load([file])
    (error,) = refused.value.errors
    assert "unknown key confidental" in error.message
    assert error.location is not None
    assert error.location.line == 7
