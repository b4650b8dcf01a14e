"""A status is switched off, deleted, restored and copied, each by an apply; its past stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.texts.conftest import HERE

NEGLECTED = "    on: company\n    name: {en: Neglected customer, nl: Verwaarloosde klant}\n"


class Applying:
    """The definitions with more said of the status neglected."""

    def __init__(self, crm: psycopg.Connection, folder: Path) -> None:
        self.crm = crm
        self.file = folder / "crm.yaml"
        (folder / "images").symlink_to(HERE / "images")

    def __call__(self, more: str = "", other: str = "") -> None:
        text = (HERE / "crm.yaml").read_text()
        assert text.count(NEGLECTED) == 1
        self.file.write_text(text.replace(NEGLECTED, NEGLECTED + more) + other)
        apply_plan(self.crm, make_plan(self.crm, load([self.file])))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.crm.execute(query.encode()).fetchall()

    def neglected(self) -> list[tuple[Any, ...]]:
        return self.rows("select id from saint.company_status where status = 'neglected' order by id")


@pytest.fixture
def applying(crm: psycopg.Connection, tmp_path: Path) -> Applying:
    return Applying(crm, tmp_path)


@pytest.mark.parametrize("off", ["    enabled: false\n", "    deleted: true\n"])
def test_off_and_on_again(applying: Applying, off: str) -> None:
    applying()
    had = applying.neglected()
    assert had == [(1,), (2,), (3,)]
    applying(off)
    assert applying.neglected() == []
    assert applying.rows("select status from saint.company_watermark where id = 1") == []
    # What it is and who had it can still be read.
    assert applying.rows("select name, enabled, matches from saint.statusdef where status = 'neglected'") == [
        ("Neglected customer", False, 0)
    ]
    had_until = "select count(*) from saint.status_period where status = 'neglected' and ended_at is not null"
    assert applying.rows(had_until) == [(3,)]
    applying()
    assert applying.neglected() == had
    assert applying.rows("select status from saint.company_watermark where id = 1") == [("neglected",)]
    assert applying.rows(had_until) == [(3,)]


def test_the_rank_of_a_deleted_one_is_free(applying: Applying) -> None:
    other = "  forgotten: {on: company, when: not exists(activity), rank: 10, visual: true}\n"
    applying("    deleted: true\n", other)
    assert applying.rows("select status from saint.company_watermark where id = 2") == [("forgotten",)]


def test_a_copy_has_its_own_records_and_the_same_image(applying: Applying) -> None:
    applying(other="  neglected_lead: {on: company, copy_of: neglected, when: category = 'Lead', rank: 11}\n")
    shown = "select status, image_key from saint.company_watermark where id in (1, 4) order by id"
    (first, image), (second, copied) = applying.rows(shown)
    assert (first, second, copied) == ("neglected", "neglected_lead", image)
    assert applying.rows("select count(*) from saint.image where media_type = 'image/svg+xml'") == [(2,)]
    assert applying.rows("select saint.describe('neglected_lead', '4', 'nl')") == [
        ("Harbour Café heeft niets van ons gehoord.",)
    ]


def test_groups_are_changed_without_touching_a_record(applying: Applying) -> None:
    applying()
    before = applying.rows("select count(*) from saint.status_change")
    applying("    groups: [service]\n")
    assert applying.rows("select groups from saint.statusdef where status = 'neglected'") == [(["service"],)]
    assert applying.rows("select status from saint.watermark('company', '2', array['sales'])") == [("dormant",)]
    assert applying.rows("select status from saint.watermark('company', '2', array['service'])") == [("neglected",)]
    assert applying.rows("select count(*) from saint.status_change") == before
