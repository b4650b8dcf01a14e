"""Today, the calling list, the card: what they show to whom, and what they do."""

from __future__ import annotations

import re
from io import BytesIO

import psycopg
import pytest
from openpyxl import load_workbook

from tests.support import value
from tests.web.conftest import Browser, read, send

NEGLECTED = "/status/neglected_customer"
# By hand: customers with fewer than two outgoing activities in the thirty days up to 1 June.
BY_HAND = """
    select c.name
    from crm.company c
    where not c.deleted and c.category = 'Customer' and 2 > (
        select count(*) from crm.activity a
        where a.company_id = c.company_id and not a.deleted and a.direction = 'outgoing'
            and (a.starts_at at time zone 'UTC' at time zone 'Europe/Oslo')::date between '2026-05-03' and '2026-06-01')
    order by 1
"""


@pytest.fixture
def neglected(crm: str) -> list[str]:
    with psycopg.connect(crm) as connection:
        return [name for (name,) in connection.execute(BY_HAND.encode()).fetchall()]


def test_today(browser: Browser, neglected: list[str]) -> None:
    client = browser("web_reader")
    page = read(client, "/")
    assert "Who needs attention on 2026-06-01" in page.text
    assert f"{len(neglected)} Neglected customer" in page.text
    assert NEGLECTED in page.links
    assert "/attention/top_customers" in page.links
    assert "Verwaarloosde klant" in read(client, "/?language=nl").text
    # It is remembered.
    assert "Wie aandacht nodig heeft" in read(client, "/").text
    for language, said in (("no", "Hvem trenger"), ("da", "Hvem har brug for"), ("en", "Who needs")):
        assert said in read(client, f"/?language={language}").text


def test_a_number_is_of_now(browser: Browser, crm: str, neglected: list[str]) -> None:
    client = browser("web_reader")
    assert f"{len(neglected)} Neglected customer" in read(client, "/").text
    with psycopg.connect(crm, autocommit=True) as connection:
        connection.execute("update crm.company set deleted = true where company_id = 2")
        try:
            assert f"{len(neglected) - 1} Neglected customer" in read(client, "/").text
            assert "Fjord Fish" not in read(client, NEGLECTED).text
        finally:
            connection.execute("update crm.company set deleted = false where company_id = 2")


def test_calling_list(browser: Browser, neglected: list[str]) -> None:
    client = browser("web_reader")
    page = read(client, NEGLECTED)
    for name in neglected:
        assert name in page.text
    assert "Polder Dairy" not in page.text
    assert "Fjord Fish has not heard from us." in page.text
    # Texts of the CRM are text.
    assert page.tags.count("script") == 1
    assert "b" not in page.tags
    assert "tel:+471" in page.links
    assert any(link.startswith("mailto:%22%3E%3Cimg") for link in page.links)
    assert "Fjord Fish" not in read(client, f"{NEGLECTED}?owner=Linnea Hauge").text
    for sort in ("name", "owner", "amount", "last", "next", "since", "nonsense"):
        for direction in ("asc", "desc"):
            assert "Fjord Fish" in read(client, f"{NEGLECTED}?sort={sort}&dir={direction}&amount=spent").text
    assert "Nobody has this status" in read(client, f"{NEGLECTED}?page=99").text
    assert "nothing at this address" in read(client, "/status/nothing", 404).text


def test_sentences_say_how_long_a_period_is(browser: Browser) -> None:
    client = browser("web_reader")
    for path in (NEGLECTED, "/company/2", "/definitions", "/definitions/status/neglected_customer"):
        text = read(client, path).text
        assert "fewer than 2 outgoing activities in the last 30 days" in text
    # As it is written, beside it.
    assert "past(period1)" in text


def test_calling_list_is_paged(browser: Browser, monkeypatch: pytest.MonkeyPatch, neglected: list[str]) -> None:
    monkeypatch.setattr("pg_saint.web.pages.calling.PAGE", 1)
    client = browser("web_reader")
    found = []
    for number in range(1, len(neglected) + 1):
        page = read(client, f"{NEGLECTED}?sort=name&page={number}")
        assert f"Page {number} of {len(neglected)}" in page.text
        found += [name for name in neglected if name in page.text]
    assert sorted(found) == neglected


def test_as_a_sheet(browser: Browser, neglected: list[str]) -> None:
    client = browser("web_reader")

    def names(path: str) -> list[str]:
        response = client.get(path)
        assert response.status_code == 200
        rows = list(load_workbook(BytesIO(response.content)).worksheets[0].values)
        place = rows[0].index("Name")
        return sorted(str(row[place]) for row in rows[1:])

    assert names(f"{NEGLECTED}/list.xlsx") == neglected
    assert names(f"{NEGLECTED}/list.xlsx?owner=Anouk Bos") == ["Fjord Fish"]
    assert names(f"{NEGLECTED}/list.xlsx?owner=' or true --") == []


def test_card(browser: Browser) -> None:
    client = browser("web_reader")
    page = read(client, "/company/2")
    for text in ("Fjord Fish", "Neglected customer", "category is Customer", "Holds.", "The value is Customer"):
        assert text in page.text
    assert any(link.startswith("/image/") for link in page.links)
    assert "Late sale" in read(client, "/company/1").text
    # Who did it by name, not by key.
    assert re.search(r"Cheese [^.]*?Linnea Hauge", read(client, "/company/1").text.partition("Chronology")[2])
    hostile = read(client, "/company/3")
    assert "<script>alert(1)</script>" in hostile.text
    assert "Dormant customer" in read(client, "/company/2?status=dormant_customer").text
    for nowhere in ("/company/99", "/company/x", "/nothing/1", "/saint.entity/1", "/company/1;--"):
        read(client, nowhere, 404)


def test_image(browser: Browser) -> None:
    client = browser("web_reader")
    (image,) = {link for link in read(client, "/company/2").links if link.startswith("/image/")}
    answer = client.get(image)
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "immutable" in answer.headers["cache-control"]
    assert client.get("/image/none").status_code == 404
    assert browser().get(image, follow_redirects=False).status_code == 303


def test_a_follow_up(browser: Browser, undone: psycopg.Connection) -> None:
    client = browser("web_seller")
    path, form = "/company/2", {"do": "follow_up", "status": "neglected_customer", "title": "Ask <why>", "in_days": "3"}
    assert "The follow-up is written" in send(client, path, **form).text
    written = undone.execute(
        "select type, subject, starts_at::date::text, user_id from crm.activity order by activity_id desc limit 1"
    ).fetchone()
    assert written == ("phone", "Ask <why>", "2026-06-04", 2)
    page = read(client, path)
    assert "Planned already: phone on 2026-06-04" in page.text
    # A second click writes nothing.
    assert "Not done" in send(client, path, **form).text
    assert "The follow-up is written" in send(client, path, again="yes", **form).text
    reader = browser("web_reader")
    assert "Not done: permission denied" in send(reader, "/company/3", **form).text


def test_follow_ups_for_all(browser: Browser, undone: psycopg.Connection, neglected: list[str]) -> None:
    client = browser("web_seller")
    before = value(undone, "select count(*) from crm.activity")
    path = f"{NEGLECTED}/follow-ups"
    page = read(client, path)
    assert f"{len(neglected)} would get one" in page.text
    assert "Call Fjord Fish" in page.text
    assert "Anouk Bos" in page.text
    assert "1 would get one" in read(client, f"{path}?owner=Anouk Bos").text
    done = send(client, path, id=["2", "3", "1"])
    assert "2 follow-ups were written" in done.text
    assert "company 1 does not have the status" in done.text
    assert value(undone, "select count(*) from crm.activity") == before + 2
    assert "0 would get one" in read(client, path).text


def test_into_a_selection(browser: Browser, undone: psycopg.Connection) -> None:
    client = browser("web_seller")
    members = "select string_agg(id, ',' order by id) from saint.selection_member where selection = '{}'"
    assert "2 added to fair" in send(client, NEGLECTED, new_selection="fair").text
    assert value(undone, members.format("fair")) == "2,3"
    assert "1 added to by_hand" in send(client, NEGLECTED, selection="by_hand", id=["3"]).text
    assert "1 added to fair" in send(client, "/company/1", do="select", new_selection="", selection="fair").text
    assert "A selection's name has" in send(client, "/company/1", do="select", new_selection="No; drop").text
    assert "already exists" in send(client, "/company/1", do="select", new_selection="fair").text
    reader = read(browser("web_reader"), NEGLECTED)
    assert "Add to a selection" not in reader.text


def test_embedded(browser: Browser, undone: psycopg.Connection) -> None:
    client = browser("web_seller")
    assert "Fjord Fish" in read(client, "/embed/company/2").text
    form = {"do": "follow_up", "status": "neglected_customer"}
    assert "The follow-up is written" in send(client, "/embed/company/2", **form).text
    badge = client.get("/badge/company/2.svg")
    assert badge.headers["content-type"] == "image/svg+xml"
    assert "data:image/svg+xml;base64," in badge.text
    assert badge.headers["cross-origin-resource-policy"] == "same-site"
    assert "<image" not in client.get("/badge/company/1.svg").text
    nobody = browser()
    assert nobody.get("/embed/company/2").status_code == 401
    assert "Fjord" not in nobody.get("/embed/company/2").text
    assert nobody.get("/badge/company/2.svg").status_code == 401
    assert value(undone, "select count(*) from saint.company_watermark where id = 2") == 1


def test_entities_with_other_keys(browser: Browser, crm: str) -> None:
    client = browser("web_reader")
    with psycopg.connect(crm) as connection:
        person = value(connection, "select person_id from crm.person")
    assert "Ada Bos" in read(client, f"/person/{person}").text
    assert "Ada Bos" in read(client, "/status/person_of_customer").text
    read(client, "/person/none", 404)


def test_only_what_is_meant_to_be_static_is(browser: Browser) -> None:
    client = browser()
    found = client.get("/static/saint.css")
    assert (found.status_code, "immutable" in found.headers["cache-control"]) == (200, True)
    for path in ("/static/..%2fwords%2fen.toml", "/static/", "/static/none.css"):
        assert client.get(path).status_code == 404
