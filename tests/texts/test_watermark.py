"""The image of a card."""

from __future__ import annotations

from pathlib import Path

import psycopg

from tests.support import value

IMAGES = Path(__file__).parent / "images"
COBWEB = (IMAGES / "cobweb.svg").read_bytes()
DUST = (IMAGES / "dust.svg").read_bytes()
SHOWN = "select status, image, media_type from saint.company_watermark where id = %s"


def test_the_lowest_rank_is_shown(unchanged: psycopg.Connection) -> None:
    assert unchanged.execute(SHOWN, (2,)).fetchone() == ("neglected", COBWEB, "image/svg+xml")
    assert unchanged.execute(SHOWN, (4,)).fetchone() is None


def test_an_image_is_stored_once(unchanged: psycopg.Connection) -> None:
    assert {content for (content,) in unchanged.execute("select content from saint.image")} == {COBWEB, DUST}
    assert value(unchanged, "select count(*) from saint.image") == 2
    shared = "select count(distinct image) from saint.status where status in ('neglected', 'over', 'hidden')"
    assert value(unchanged, shared) == 1


def test_a_deleted_status_keeps_its_definition(unchanged: psycopg.Connection) -> None:
    # It was copied from neglected, and has a rank that would win.
    assert value(unchanged, "select count(*) from saint.company_status where status = 'hidden'") == 0
    assert unchanged.execute(
        "select name, deleted, enabled, matches from saint.statusdef where status = 'hidden'"
    ).fetchall() == [("Neglected customer", True, False, 0)]
    assert value(unchanged, "select saint.describe('hidden', '3')") == "Nobody's has not heard from us."


def test_an_edit_never_makes_a_valid_watermark_vanish(crm: psycopg.Connection) -> None:
    for statement in (
        "update crm.company set name = 'Renamed', phone = '1' where company_id = 2",
        "update crm.company set owner_id = 1 where company_id = 2",
        "insert into crm.activity (company_id, type, starts_at) values (2, 'phone', '2025-01-01')",
    ):
        crm.execute(statement)
        assert (crm.execute(SHOWN, (2,)).fetchone() or ("",))[0] == "neglected"


def test_a_record_that_starts_to_match_shows_it_at_once(crm: psycopg.Connection) -> None:
    crm.execute("update crm.company set category = 'Customer' where company_id = 4")
    assert crm.execute(SHOWN, (4,)).fetchone() == ("neglected", COBWEB, "image/svg+xml")
