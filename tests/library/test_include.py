"""``library:`` in a definition: names, parameters, several of one kind, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pg_saint.criteria import entity_criteria
from pg_saint.definitions import Model
from pg_saint.errors import SaintError
from pg_saint.library import entries
from pg_saint.validate import load

CRM = Path(__file__).parent / "crm.yaml"


def loaded(folder: Path, text: str) -> Model:
    file = folder / "library.yaml"
    file.write_text(text)
    return load([CRM, file])


def test_a_name_is_a_status_in_the_languages_of_the_definition(tmp_path: Path) -> None:
    status = loaded(tmp_path, "library: [neglected_customer]").statuses["neglected_customer"]
    assert status.name == {
        "en": "Neglected customer",
        "nl": "Verwaarloosde klant",
        "no": "Forsømt kunde",
        "da": "Forsømt kunde",
    }
    assert status.when[0] == "category in ('Customer')"
    assert status.rank == 515


def test_a_name_is_in_norwegian_by_each_of_its_names() -> None:
    assert entries()["neglected_customer"].status({}, ["nb", "en-GB"])["name"] == {
        "nb": "Forsømt kunde",
        "en-GB": "Neglected customer",
    }


def test_several_of_one_kind_each_with_its_parameters(tmp_path: Path) -> None:
    model = loaded(
        tmp_path,
        """
library:
  - {name: not_bought, as: not_bought_3_months}
  - {name: not_bought, as: not_bought_9_months, days: 270, rank: 20, customer: [Klant, "d'Or"], visual: false}
""",
    )
    first, second = model.statuses["not_bought_3_months"], model.statuses["not_bought_9_months"]
    assert first.when[1] == "not exists(sale) filter (where status in ('sold') and past(90))"
    assert second.when == [
        "category in ('Klant', 'd''Or')",
        "not exists(sale) filter (where status in ('sold') and past(270))",
    ]
    assert isinstance(second.name, dict)
    assert second.name["nl"] == "Al 270 dagen niets gekocht"
    assert (second.rank, second.visual) == (20, False)


def test_days_may_be_a_length_and_the_texts_say_it(tmp_path: Path) -> None:
    model = loaded(
        tmp_path,
        """
library:
  - {name: not_bought, as: months, days: 9 months, rank: 1}
  - {name: not_bought, as: year, days: 1 year, rank: 2}
  - {name: good_customer_gone_quiet, days: 2 months}
""",
    )
    months, year, quiet = (model.statuses[name] for name in ("months", "year", "good_customer_gone_quiet"))
    assert months.when[1] == "not exists(sale) filter (where status in ('sold') and past(9 months))"
    assert months.name == {
        "en": "Nothing bought for 9 months",
        "nl": "Al 9 maanden niets gekocht",
        "no": "Ingen kjøp på 9 måneder",
        "da": "Intet købt i 9 måneder",
    }
    assert isinstance(year.name, dict)
    assert year.name["en"] == "Nothing bought for 1 year"
    assert quiet.when[2] == "max(sale.date) filter (where status in ('sold')) < today - 2 months"


def test_parameters_for_all_of_them_also_from_another_file(tmp_path: Path) -> None:
    (tmp_path / "values.yaml").write_text("library: [parameters: {customer: Klant, sold: [verkocht, besteld]}]")
    (tmp_path / "crm.yaml").write_text(CRM.read_text())
    (tmp_path / "wanted.yaml").write_text("library: [not_bought, {name: neglected_customer, customer: Prospect}]")
    model = load([tmp_path])
    assert (
        model.statuses["not_bought"]
        .when[1]
        .startswith("not exists(sale) filter (where status in ('verkocht', 'besteld')")
    )
    assert model.statuses["neglected_customer"].when[0] == "category in ('Prospect')"


def test_a_language_that_the_library_does_not_speak(tmp_path: Path) -> None:
    file = tmp_path / "german.yaml"
    file.write_text(CRM.read_text().replace("[en, nl, 'no', da]", "[de, da]") + "library: [neglected_project]\n")
    assert load([file]).statuses["neglected_project"].name == {"de": "Neglected project", "da": "Forsømt projekt"}


def test_without_activities_there_are_no_follow_ups(tmp_path: Path) -> None:
    file = tmp_path / "sales.yaml"
    file.write_text(
        "library: [not_bought]\n"
        "entities:\n"
        "  company: {table: company, key: id, fields: {name: name, category: category, owner: owner}}\n"
        "sources:\n"
        "  sale: {table: sale, key: id, date: on_date, links: {company: company_id}, fields: {status: status}}\n"
    )
    assert load([file]).statuses["not_bought"].follow_up is None


def test_it_goes_together_with_statuses_of_ones_own(tmp_path: Path) -> None:
    model = loaded(
        tmp_path,
        "library: [neglected_customer]\n"
        "statuses: {worse: {on: company, when: \"status('neglected_customer') and status('not_bought')\"},\n"
        "  not_bought: {on: company, when: not exists(sale)}}",
    )
    assert [*entity_criteria(model, "company").statuses][-1] == "worse"


@pytest.mark.parametrize(
    ("text", "line", "message", "remedy"),
    [
        (
            "\nlibrary: [neglectd_customer]",
            2,
            "the library has no status neglectd_customer",
            "did you mean neglected_customer?",
        ),
        ("library:\n  - not_bought\n  - not_bought", 3, "statuses.not_bought is also defined at", "another name"),
        (
            "statuses:\n  not_bought: {on: company, when: not exists(sale)}\nlibrary: [not_bought]",
            3,
            "statuses.not_bought is also defined at",
            "another name",
        ),
        (
            "library:\n  - {name: not_bought,\n     dayz: 90}",
            3,
            "not_bought has no parameter dayz",
            "did you mean days?",
        ),
        (
            "library: [{name: not_bought, days: many}]",
            1,
            "days must be a number, or a length such as 3 months, but is 'many'",
            "for instance days: 90",
        ),
        (
            "library: [{name: not_bought, sold: 1.5}]",
            1,
            "sold must be a text, or a list of them, but is 1.5",
            "sold: sold",
        ),
        ("library: [{name: not_bought, days: 0}]", 1, "past(0) needs a number of days", "past(30)"),
        ("library: [{name: not_bought, rnak: 3}]", 1, "not_bought has no parameter rnak", "did you mean rank?"),
        ("library: [{name: not_bought, rank: high}]", 1, "statuses.not_bought.rank", "a whole number"),
        ("library: [{name: not_bought, as: Not Bought}]", 1, "'Not Bought' cannot be a name", ""),
        ("library: [{name: neglected_customer, on: project}]", 1, "project has no field category", ""),
        (
            "library: [parameters: {custmer: Klant}]",
            1,
            "the library has no parameter custmer",
            "did you mean customer?",
        ),
        ("library: {not_bought: 90}", 1, "library is a list", "write a name of the library"),
        ("library: [3]", 1, "this names no status of the library: 3", "write a name of the library"),
        (
            "library: [{name: neglected_customer, as: a}, {name: neglected_customer, as: b}]",
            1,
            "statuses a and b of company have the same rank 515",
            "give each a rank",
        ),
    ],
)
def test_refused_with_file_and_line(tmp_path: Path, text: str, line: int, message: str, remedy: str) -> None:
    with pytest.raises(SaintError) as caught:
        loaded(tmp_path, text)
    assert message in str(caught.value)
    assert remedy in str(caught.value)
    assert f"library.yaml:{line}: " in str(caught.value)


def test_what_the_mapping_lacks_is_told_at_the_line_that_asks_for_it(tmp_path: Path) -> None:
    file = tmp_path / "crm.yaml"
    file.write_text(CRM.read_text().replace("intention: intention, ", "") + "library:\n  - expensive_customer\n")
    with pytest.raises(SaintError, match=r"crm.yaml:\d+: activity has no field intention"):
        load([file])


KNOWN = """
entities:
  lead:
    table: crm.company
    key: company_id
    known_since: since
    fields: {name: name, category: category, owner: owner}
"""


def test_a_new_record_is_not_missing_anything_yet(tmp_path: Path) -> None:
    text = """
library:
  - {name: not_bought, days: 90}
  - {name: not_bought, as: known, days: 90, on: lead, rank: 2}
  - {name: not_bought, as: soon, days: 90, on: lead, rank: 3, known_for: 14}
  - {name: not_bought, as: at_once, days: 90, on: lead, rank: 4, known_for: 0}
"""
    crm = tmp_path / "crm.yaml"
    mapping = CRM.read_text().replace("entities:", KNOWN.strip(), 1)
    crm.write_text(mapping.replace("links: {", "links: {lead: company_id, "))
    library = tmp_path / "library.yaml"
    library.write_text(text)
    statuses = load([crm, library]).statuses
    last = {name: status.when[-1] for name, status in statuses.items()}
    bought = "not exists(sale) filter (where status in ('sold') and past(90))"
    assert last == {
        "not_bought": bought,
        "known": "coalesce(known_since <= today - 90, true)",
        "soon": "coalesce(known_since <= today - 14, true)",
        "at_once": bought,
    }
