"""The status dialog: all of it in one call, for one record and for many."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.support import value

DIALOG = "select saint.status_dialog('company', %s, %s, %s)"


def dialog(
    connection: psycopg.Connection, record: str, language: str | None = None, groups: list[str] | None = None
) -> Any:
    return value(connection, DIALOG, record, language, groups)


def test_what_it_tells(unchanged: psycopg.Connection) -> None:
    image, since = unchanged.execute(
        "select s.image, v.since from saint.status s join saint.company_status v using (status)"
        " where s.status = 'neglected' and v.id = 2"
    ).fetchone() or (None, None)
    found = dialog(unchanged, "2", "nl")
    others = found.pop("others")
    assert value(unchanged, "select %s::timestamptz = %s::timestamptz", found.pop("since"), since)
    assert found == {
        "entity": "company",
        "id": "2",
        "status": "neglected",
        "name": "Verwaarloosde klant",
        "description": "Fjord & <Sons> heeft niets van ons gehoord.",
        "rank": 10,
        "visual": True,
        "image": image,
        "media_type": "image/svg+xml",
        "follow_up": {
            "source": "activity",
            "type": "phone",
            "text": "Bel Fjord & <Sons>",
            "date": "2026-06-01",
            "user": "2",
            "planned": None,
        },
    }
    assert [(other["status"], other["name"], other["rank"], other["visual"]) for other in others] == [
        ("dormant", "Dormant", 20, True)
    ]


def test_nothing_to_tell(crm: psycopg.Connection) -> None:
    crm.execute("insert into crm.activity (company_id, type, starts_at) values (1, 'phone', '2026-05-31')")
    assert dialog(crm, "1") is None
    assert dialog(crm, "99") is None


def test_a_status_that_is_only_searched_for_comes_after_those_that_are_shown(unchanged: psycopg.Connection) -> None:
    found = dialog(unchanged, "4")
    assert (found["status"], found["visual"], found["image"]) == ("lead", False, None)
    assert unchanged.execute("select * from saint.watermark('company', '4')").fetchall() == []


@pytest.mark.parametrize(
    ("groups", "statuses"),
    [
        (None, ["neglected", "dormant"]),
        (["sales"], ["neglected", "dormant"]),
        (["service", "sales"], ["neglected", "dormant"]),
        (["service"], ["neglected"]),
        ([], ["neglected"]),
    ],
)
def test_a_status_concerns_its_groups(
    unchanged: psycopg.Connection, groups: list[str] | None, statuses: list[str]
) -> None:
    found = dialog(unchanged, "2", groups=groups)
    assert [found["status"], *(other["status"] for other in found["others"])] == statuses
    # The views of all show all.
    assert value(unchanged, "select count(*) from saint.company_status where id = 2") == 2


def test_the_watermark_of_a_user(crm: psycopg.Connection) -> None:
    crm.execute("update saint.status set groups = '{sales}' where status = 'neglected'")
    crm.execute("update saint.status set groups = '{}' where status = 'dormant'")
    shown = "select status, media_type from saint.watermark('company', '2', %s)"
    assert crm.execute(shown, (["sales"],)).fetchall() == [("neglected", "image/svg+xml")]
    assert crm.execute(shown, (["service"],)).fetchall() == [("dormant", "image/svg+xml")]


def test_of_many_is_one_by_one(unchanged: psycopg.Connection) -> None:
    ids = ["1", "2", "3", "4", "99", "2"]
    together: dict[str, Any] = dict(
        unchanged.execute("select * from saint.status_dialogs('company', %s, 'en')", (ids,)).fetchall()
    )
    assert together == {record: found for record in ids if (found := dialog(unchanged, record, "en"))}
    assert sorted(together) == ["1", "2", "3", "4"]


def test_as_exact_as_the_views(crm: psycopg.Connection) -> None:
    # A bulk leaves marks: computed when read.
    crm.execute("insert into crm.activity (company_id, type, starts_at) select n, 'phone', '2026-05-31' from"
                " generate_series(2, 3) n")  # fmt: skip
    assert dialog(crm, "2") is None
    crm.execute("select saint.set_today('2026-09-01')")
    assert dialog(crm, "2")["status"] == "neglected"


def test_a_key_that_is_no_number(unchanged: psycopg.Connection) -> None:
    key = "00000000-0000-0000-0000-000000000001"
    found = value(unchanged, "select saint.status_dialog('project', %s)", key)
    assert (found["id"], found["status"], found["follow_up"]["date"]) == (key, "over", "2026-06-04")


def test_an_unknown_entity(unchanged: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.UndefinedObject, match="there is no entity 'compny'") as caught:
        unchanged.execute("select saint.status_dialog('compny', '1')")
    assert "Known: company, project" in (caught.value.diag.message_hint or "")


def test_a_reader_sees_dialogs(unchanged: psycopg.Connection) -> None:
    unchanged.execute("set role saint_reader")
    assert dialog(unchanged, "2")["status"] == "neglected"
    assert len(unchanged.execute("select * from saint.watermark('company', '2')").fetchall()) == 1
