"""Descriptions: their variables, what is missing, languages, pages."""

from __future__ import annotations

import psycopg
import pytest

from pg_saint.languages import language_for
from tests.support import value


def describe(connection: psycopg.Connection, status: str, record: str, language: str | None = None) -> str | None:
    text: str | None = value(connection, "select saint.describe(%s, %s, %s)", status, record, language)
    return text


def test_variables_and_fields(unchanged: psycopg.Connection) -> None:
    assert describe(unchanged, "neglected", "1") == (
        "Polder Dairy has not heard from us: call +31 20 1. Linnea Hauge should write to info@polder.nl."
    )
    # a code of a company on a project: its company's
    assert describe(unchanged, "over", "00000000-0000-0000-0000-000000000001") == (
        "New barn of Polder Dairy ended on 2026-05-01. Anouk Bos asks Linnea Hauge."
    )


def test_a_missing_value_leaves_no_hole(unchanged: psycopg.Connection) -> None:
    assert describe(unchanged, "neglected", "2") == (
        "Fjord & <Sons> has not heard from us. Anouk Bos should write to post@fjord.no."
    )
    assert describe(unchanged, "neglected", "3") == "Nobody's has not heard from us."
    # nothing is left of it: the name of the status
    assert describe(unchanged, "over", "00000000-0000-0000-0000-000000000002") == "Over"


def test_a_page_shows_a_value_as_it_is(unchanged: psycopg.Connection) -> None:
    page = value(unchanged, "select saint.describe('neglected', '2', html => true)")
    assert page.startswith("Fjord &amp; &lt;Sons&gt; has not heard")


@pytest.mark.parametrize(
    ("language", "start"),
    [
        ("nl", "Polder Dairy heeft"),
        ("nl-BE", "Polder Dairy heeft"),
        ("no", "Polder Dairy has"),
        ("xx", "Polder Dairy has"),
        (None, "Polder Dairy has"),
    ],
)
def test_the_language_falls_back(unchanged: psycopg.Connection, language: str | None, start: str) -> None:
    text = describe(unchanged, "neglected", "1", language)
    assert text is not None
    assert text.startswith(start)


@pytest.mark.parametrize(
    ("wanted", "available", "found"),
    [
        ("nb", ["nl", "no", "da", "en"], "no"),
        ("nb-NO", ["nl", "no", "da", "en"], "no"),
        ("nn", ["nl", "no", "da", "en"], "no"),
        ("nb_NO.UTF-8", ["nl", "no", "da", "en"], "no"),
        ("no", ["nl", "nn", "nb"], "nb"),
        ("nn-NO", ["nb", "nn"], "nn"),
        ("nb", ["no", "nb-NO"], "nb-NO"),
        ("DA", ["nl", "no", "da", "en"], "da"),
        ("en-GB-oxendict", ["en", "en-gb"], "en-gb"),
        ("en", ["nl", "en-GB"], "en-GB"),
        ("zh-Hant-TW", ["zh-Hans", "zh-Hant"], "zh-Hant"),
        ("zh-Hant-x-private", ["zh", "zh-Hant"], "zh-Hant"),
        ("da", ["nl", "no"], None),
        ("d", ["da"], None),
        ("", ["da"], None),
        ("-", ["da"], None),
        ("*", ["da"], None),
        ("en", [], None),
    ],
)
def test_language_tags_are_found_as_rfc_4647_does(
    unchanged: psycopg.Connection, wanted: str, available: list[str], found: str | None
) -> None:
    assert value(unchanged, "select saint.language_for(%s, %s)", wanted, available) == found
    assert language_for(wanted, available) == found


def test_texts_are_in_norwegian_by_each_of_its_names(crm: psycopg.Connection) -> None:
    crm.execute("update saint.status set titles = titles || '{\"no\": \"Forsømt kunde\"}' where status = 'neglected'")
    crm.execute("update saint.status set descriptions = '{}' where status = 'neglected'")
    for language in ("no", "nb", "nb-NO", "nn", "NN-no"):
        assert describe(crm, "neglected", "1", language) == "Forsømt kunde"
        dialog = value(crm, "select saint.status_dialog('company', '1', %s)", language)
        assert dialog["name"] == "Forsømt kunde"


def test_without_a_description_the_name_is_told(unchanged: psycopg.Connection) -> None:
    assert describe(unchanged, "lead", "4") == "Lead"


def test_a_change_is_told_at_once(crm: psycopg.Connection) -> None:
    crm.execute("update crm.company set phone = '112' where company_id = 1")
    assert "call 112" in (describe(crm, "neglected", "1") or "")


def test_a_record_that_is_not_there(unchanged: psycopg.Connection) -> None:
    assert describe(unchanged, "neglected", "99") is None


def test_an_unknown_status(unchanged: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.UndefinedObject, match="there is no status 'lost'") as caught:
        describe(unchanged, "lost", "1")
    assert "neglected" in (caught.value.diag.message_hint or "")


def test_all_at_once_is_one_by_one(crm: psycopg.Connection) -> None:
    crm.execute("insert into crm.company (company_id, name) select n, 'Company ' || n from generate_series(5, 300) n")
    together = crm.execute("select * from saint.describe_all('neglected', 'nl')").fetchall()
    alone = crm.execute("select id::text, saint.describe(status, id::text, 'nl') from saint.company_status"
                        " where status = 'neglected'").fetchall()  # fmt: skip
    assert len(together) == 299
    assert sorted(together) == sorted(alone)


def test_the_session_plays_no_part(unchanged: psycopg.Connection) -> None:
    unchanged.execute("set datestyle = 'German'")
    assert "2026-05-01" in (describe(unchanged, "over", "00000000-0000-0000-0000-000000000001") or "")


def test_a_reader_reads_texts_and_not_the_tables(unchanged: psycopg.Connection) -> None:
    unchanged.execute("set role saint_reader")
    assert describe(unchanged, "lead", "4") == "Lead"
    assert len(unchanged.execute("select * from saint.describe_all('neglected')").fetchall()) == 3
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        unchanged.execute("select * from crm.company")
