"""The attention monitor as a page: grid, boxes, controls, from relation to relation; revenue for its role."""

from __future__ import annotations

from io import BytesIO

import psycopg
import pytest
from openpyxl import load_workbook

from tests.support import value
from tests.web.conftest import Browser, read, send

MONITOR = "/attention/top_customers"


def test_grid(browser: Browser, crm: str) -> None:
    client = browser("web_reader")
    page = read(client, MONITOR)
    with psycopg.connect(crm) as connection:
        for name, total, days in connection.execute(
            "select name, total, days from saint.attention_top_customers"
        ).fetchall():
            assert f"{name} {total} contact moments {days if days is not None else ''}".strip() in page.text
        little = value(connection, "select relations from saint.attention_top_customers_summary where area = 'little'")
    assert f"little {little}" in page.text
    assert f"{MONITOR}/band/0?view=contacts" in page.links
    for sort in ("code", "name", "days", "band", "history", "helpdesk_days"):
        assert "Fjord Fish" in read(client, f"{MONITOR}?view=kinds&sort={sort}&dir=asc").text
    assert "<script>alert(1)</script>" in read(client, f"{MONITOR}/band/0").text
    read(client, f"{MONITOR}/band/6", 404)
    read(client, "/attention/nothing", 404)


def test_revenue_is_for_its_role(browser: Browser) -> None:
    reader, seller = browser("web_reader"), browser("web_seller")
    page = read(seller, f"{MONITOR}?view=sales")
    assert "All revenue" in page.text
    assert "300" in page.text
    assert "Excluded relations: 1" in page.text
    assert "Revenue" in read(seller, f"{MONITOR}/band/0?view=sales").text
    for path in (f"{MONITOR}?view=sales", f"{MONITOR}?view=sales&sort=revenue", f"{MONITOR}/band/0?view=sales"):
        page = read(reader, path)
        assert "evenue" not in page.text
        assert "300" not in page.text


def test_controls(browser: Browser, undone: psycopg.Connection) -> None:
    client, other = browser("web_reader"), browser("web_seller")
    page = send(client, MONITOR, users="1", period="20", field="category", value="Customer, Lead")
    assert "Calculated with your controls" in page.text
    assert "with your controls: " in page.text
    assert value(undone, "select for_user from saint.calculation where controls is not null") == "web_reader"
    # The other visitor sees the monitor's own result; so does this one, when asked for.
    assert "with your controls" not in read(other, MONITOR).text
    assert "with your controls" not in read(client, f"{MONITOR}?calculation=top_customers").text
    calculation = value(undone, "select monitor from saint.calculation where controls is not null")
    assert "with your controls" in read(client, f"{MONITOR}?calculation={calculation.replace('#', '%23')}").text
    assert "Not done: there is no user 99" in send(client, MONITOR, users="99").text
    assert "Not done" in send(client, MONITOR, period="5", since="2026-01-01").text
    assert "for everybody" in send(client, MONITOR).text


def test_chronology_from_relation_to_relation(browser: Browser, crm: str) -> None:
    client = browser("web_reader")
    page = read(client, f"{MONITOR}/chronology/1?calculation=top_customers")
    for text in ("Milk", "Cheese", "planned", "Linnea Hauge", "Relation 1 of 3"):
        assert text in page.text
    with psycopg.connect(crm) as connection:
        ids = value(
            connection, "select array_agg(g.id::text order by total desc, id) from saint.attention_top_customers g"
        )
    for place, key in enumerate(ids):
        page = read(client, f"{MONITOR}/chronology/{key}")
        assert f"Relation {place + 1} of {len(ids)}" in page.text
        beside = [link for link in page.links if link.startswith(f"{MONITOR}/chronology/") and "?" not in link]
        assert beside == [f"{MONITOR}/chronology/{each}" for each in [*ids[:place][-1:], *ids[place + 1 :][:1]]]
    read(client, f"{MONITOR}/chronology/99", 404)


def test_a_band_goes_into_a_selection(browser: Browser, undone: psycopg.Connection) -> None:
    client = browser("web_seller")
    page = send(client, f"{MONITOR}/band/0", new_selection="to_visit", id=["3"])
    assert "1 added to to_visit" in page.text
    assert value(undone, "select string_agg(id, ',') from saint.selection_member where selection = 'to_visit'") == "3"
    assert "Add to a selection" not in read(browser("web_reader"), f"{MONITOR}/band/0").text
    # All of it where nobody is ticked.
    everybody = value(undone, "select count(*) from saint.attention_top_customers where band = 0")
    page = send(client, f"{MONITOR}/band/0", new_selection="to_write")
    assert f"{everybody} added to to_write" in page.text


def test_a_band_is_paged(browser: Browser, crm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pg_saint.web.pages.attention.PAGE", 1)
    client = browser("web_seller")
    for view, order in (("attention_top_customers", "total desc"), ("attention_top_customers_sales", "revenue desc")):
        asked = "?view=sales&" if view.endswith("sales") else "?"
        with psycopg.connect(crm) as connection:
            query = f"select band, array_agg(name order by {order}, id) from saint.{view} group by band"
            bands = connection.execute(query.encode()).fetchall()
        assert bands
        for band, names in bands:
            for place, name in enumerate(names):
                page = read(client, f"{MONITOR}/band/{band}{asked}page={place + 1}")
                assert [each for each in names if each in page.text] == [name]
                assert f" {len(names)} Back" in page.text


def test_links_into_the_crm(browser: Browser) -> None:
    links = {"company": "https://crm.example.com/c/{key}", "activity": "https://crm.example.com/a/{key}"}
    page = read(browser("web_reader", links=links), "/company/1")
    assert "https://crm.example.com/c/1" in page.links
    assert [link for link in page.links if link.startswith("https://crm.example.com/a/")] != []


def test_taken_elsewhere(browser: Browser) -> None:
    client = browser("web_reader")
    sheet = load_workbook(BytesIO(client.get(f"{MONITOR}/grid.xlsx").content)).worksheets[0]
    headers = next(sheet.values)
    assert "Moments" in headers
    assert "Revenue" not in headers
    book = load_workbook(BytesIO(browser("web_seller").get(f"{MONITOR}/grid.xlsx").content))
    assert "Revenue" in next(book.worksheets[0].values)
    assert client.get(f"{MONITOR}/map.geojson").json()["features"][0]["properties"]["name"] == "Polder Dairy"
    page = read(client, f"{MONITOR}?map=yes")
    assert page.tags.count("circle") == 1


@pytest.mark.parametrize(("sort", "key"), [("total", "m.total"), ("name", "m.name"), ("days", "m.days")])
def test_grid_is_paged(browser: Browser, crm: str, monkeypatch: pytest.MonkeyPatch, sort: str, key: str) -> None:
    """Page after page, each way, from whichever end it is read."""
    monkeypatch.setattr("pg_saint.web.pages.attention.PAGE", 1)
    monkeypatch.setattr("pg_saint.web.pages.attention.TOGETHER", 2)
    client = browser("web_reader")
    for direction, order in (("desc", f"{key} desc nulls last, m.id"), ("asc", f"{key} nulls last, m.id desc")):
        with psycopg.connect(crm) as connection:
            names = f"select array_agg(m.name order by {order}) from saint.attention_top_customers m"
            expected = value(connection, names)
        shown = []
        for number in range(1, len(expected) + 1):
            page = read(client, f"{MONITOR}?sort={sort}&dir={direction}&page={number}")
            shown += [name for name in expected if name in page.text]
        assert shown == expected
        beyond = read(client, f"{MONITOR}?sort={sort}&dir={direction}&page={len(expected) + 1}")
        assert [name for name in expected if name in beyond.text] == []


def test_the_grid_has_an_index(crm: str) -> None:
    with psycopg.connect(crm) as connection:
        connection.execute("set enable_seqscan = off")
        plan = value(
            connection,
            "explain (format json) select g.* from saint.attention_top_customers g order by g.total desc, g.id limit 1",
        )
    assert "Sort" not in str(plan)
