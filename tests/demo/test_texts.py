"""What Bridgecom's users read and click: descriptions, images, follow-ups."""

from __future__ import annotations

import re

import psycopg
import pytest

from tests.demo.conftest import Told

HOLE = re.compile(r"[<>\[\]]|  |\( *\)|  *[.,;]|^\s|\s$|^$")


@pytest.mark.parametrize("language", ["en", "nl", "no", "da"])
def test_no_description_has_a_hole(told: Told, language: str) -> None:
    with psycopg.connect(told.dsn) as connection:
        connection.execute("update crm.company set phone = null where company_id % 3 = 0")
        connection.execute("update crm.company set email = null where company_id % 4 = 0")
        connection.execute("update crm.company set owner_id = null where company_id % 5 = 0")
        texts = connection.execute(
            "select s.status, t.description from saint.status s cross join lateral saint.describe_all(s.status, %s) t",
            (language,),
        ).fetchall()
        connection.rollback()
    assert len({status for status, _ in texts}) == 8
    assert [text for _, text in texts if HOLE.search(text)] == []


def test_every_card_has_an_image(told: Told) -> None:
    with psycopg.connect(told.dsn) as connection:
        for view in (b"saint.company_watermark", b"saint.project_watermark"):
            shown = connection.execute(b"select distinct media_type from " + view).fetchall()
            assert shown == [("image/svg+xml",)]


def test_follow_ups_for_everybody_who_is_neglected(told: Told) -> None:
    with psycopg.connect(told.dsn) as connection:
        (neglected,) = connection.execute(
            "select count(*) from saint.company_status where status = 'neglected_customer'"
        ).fetchone() or (0,)
        keys = connection.execute("select key from saint.create_follow_ups('neglected_customer')").fetchall()
        made = connection.execute(
            "select count(*), count(distinct subject), min(type), min(direction), count(user_id) from crm.activity"
            " where activity_id::text = any (%s)",
            ([key for (key,) in keys],),
        ).fetchall()
        connection.rollback()
    assert neglected > 0
    assert made == [(neglected, neglected, "phone", "outgoing", neglected)]
