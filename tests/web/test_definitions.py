"""Definitions as pages: what is in force, in words; what is proposed from here, checked by a worker and confirmed."""

from __future__ import annotations

import psycopg
from starlette.testclient import TestClient

from pg_saint.cli.database import connect_installed
from pg_saint.requests import Requests
from tests.support import value
from tests.web.conftest import Browser, read, send

FORM = {
    "entity": "company", "kind": "status", "name": "uncalled", "name_text": "Uncalled", "rank": "70", "visual": "yes",
    "image": "cloud.svg", "description_text": "<name> was never called.", "comment": "For June",
    "criteria": "category = 'Customer' and count(activity) filter (where type = 'fax') = 0",
}  # fmt: skip


def work(crm: str) -> None:
    requests = Requests(lambda _said: None)
    with connect_installed(crm) as connection:
        while requests.work(connection) is not None:
            pass


def propose(client: TestClient, **changed: str) -> str:
    """The address of the request."""
    token = read(client, "/definitions/new").token
    answer = client.post("/definitions/new", data={"form_token": token, **FORM, **changed}, follow_redirects=False)
    assert answer.status_code == 303
    return answer.headers["location"]


def test_what_is_in_force(browser: Browser) -> None:
    client = browser("web_reader")
    page = read(client, "/definitions")
    for text in ("Neglected customer", "category is Customer", "By hand", "Top customers"):
        assert text in page.text
    assert "Propose" not in page.text
    assert "/definitions/status/neglected_customer" in page.links
    page = read(client, "/definitions/status/neglected_customer")
    for text in ("Neglected customer 2", "Fjord Fish", "category = 'Customer'", "<name> has not heard from us."):
        assert text in page.text
    assert "/company/2" in page.links
    assert "/status/neglected_customer" in page.links
    assert "uitgaande activiteiten" in read(client, "/definitions/status/neglected_customer?language=nl").text
    client.get("/?language=en")
    assert "No records now" in read(client, "/definitions/selection/by_hand").text
    for nowhere in ("/definitions/status/none", "/definitions/selection/none", "/definitions/entity/company"):
        read(client, nowhere, 404)


def test_a_reader_proposes_nothing(browser: Browser) -> None:
    client = browser("web_reader")
    read(client, "/definitions/new", 404)
    token = read(client, "/").token
    answer = client.post("/definitions/new", data={"form_token": token, **FORM})
    assert "Not done: permission denied" in answer.text or answer.status_code == 404
    read(client, "/definitions/request/1", 404)


def test_proposed_checked_withdrawn(browser: Browser, crm: str) -> None:
    client = browser("web_seller")
    form = read(client, "/definitions/new")
    assert "category" in form.text
    assert "Propose a status" in read(client, "/definitions").text
    address = propose(client)
    page = read(client, address)
    assert "Waiting." in page.text
    assert "category is Customer" in page.text
    work(crm)
    page = read(client, address)
    for text in ("Checked.", "uncalled 3", "Fjord Fish", "For June"):
        assert text in page.text
    filled = client.get(f"/definitions/new?request={address.rpartition('/')[2]}").text
    assert "count(activity) filter (where type = &#39;fax&#39;) = 0" in filled
    assert "Withdrawn." in send(client, address, do="cancel").text
    with psycopg.connect(crm) as connection:
        assert value(connection, "select count(*) from saint.status where status = 'uncalled'") == 0


def test_what_is_wrong_is_said(browser: Browser, crm: str) -> None:
    client = browser("web_seller")
    address = propose(client, criteria="nothing_like_it = 1")
    work(crm)
    page = read(client, address)
    assert "Refused." in page.text
    assert "nothing_like_it" in page.text
    assert "statuses.uncalled.when" in page.text
    assert propose(client, name="No; drop") == "/definitions/new"
    assert "A name has lower-case letters" in read(client, "/definitions/new").text
    hostile = propose(client, name_text="<script>alert(1)</script>", criteria="'<script>' = name")
    assert "script" in read(client, hostile).text
    assert read(client, hostile).tags.count("script") == 1


def test_confirmed_and_gone_again(browser: Browser, crm: str) -> None:
    client = browser("web_seller")
    address = propose(client)
    assert "Confirmed." in send(client, address, do="confirm").text
    work(crm)
    try:
        assert "In force." in read(client, address).text
        page = read(client, "/definitions/status/uncalled")
        assert "Uncalled 3" in page.text
        assert f"/definitions/new?request={address.rpartition('/')[2]}" in page.links
        assert "3 Uncalled" in read(client, "/").text
    finally:
        with psycopg.connect(crm, autocommit=True) as connection:
            connection.execute("set role web_seller")
            connection.execute("select saint.confirm(saint.remove('status', 'uncalled'))")
        work(crm)
    assert "Uncalled" not in read(client, "/").text
