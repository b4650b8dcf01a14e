"""Who comes in, as whom, and what a page of somebody else's can do: nothing."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from pg_saint.web.connections import KEPT, KEPT_LAST
from pg_saint.web.limits import TRIES, WITHIN
from pg_saint.web.visitors import IDLE
from tests.web.conftest import Browser, Clock, Page, as_server, log_in, read

# Of each kind of page with something to see.
PAGES = (
    "/", "/definitions", "/definitions/new", "/definitions/status/neglected_customer", "/definitions/request/1",
    "/status/neglected_customer", "/status/neglected_customer/list.xlsx", "/status/neglected_customer/follow-ups",
    "/attention/top_customers", "/attention/top_customers/grid.xlsx", "/attention/top_customers/map.geojson",
    "/attention/top_customers/band/0", "/attention/top_customers/chronology/2", "/image/none", "/embed/company/2",
    "/badge/company/2.svg", "/company/2",
)  # fmt: skip
# What anybody may ask for: how to come in, whether we are there, and what our pages look like.
OPEN = ("/login", "/health", "/metrics", "/static")


def test_postgresql_checks_the_password(browser: Browser) -> None:
    client = browser()
    assert client.get("/company/2", follow_redirects=False).headers["location"] == "/login?next=%2Fcompany%2F2"
    refused = log_in(client, "web_reader", "wrong")
    assert (refused.status_code, "saint_visitor" in client.cookies) == (403, False)
    assert "does not let you in" in refused.text
    answer = log_in(client, "web_reader", "reads", "/company/2")
    assert (answer.status_code, answer.headers["location"]) == (303, "/company/2")
    cookie = answer.headers.get_list("set-cookie")[0]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "reads" not in cookie
    assert "web_reader" in read(client, "/").text


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_after_logging_in_one_is_still_here(browser: Browser, target: str) -> None:
    assert log_in(browser(), "web_reader", "reads", target).headers["location"] == "/"


def test_who_may_not_come_in(browser: Browser) -> None:
    client = browser()
    # The server asks postgres for no password: then anybody could be postgres.
    assert "asking for a password" in log_in(client, "postgres", "anything").text
    assert "Superusers do not use" in log_in(client, "web_super", "everything").text
    assert log_in(client, "web_reader", "").status_code == 403


def test_no_kind_of_page_is_forgotten_here(browser: Browser) -> None:
    for route in browser().app.routes:  # type: ignore[attr-defined]
        if "GET" in (getattr(route, "methods", None) or ("GET",)) and route.path not in OPEN:
            assert any(route.path_regex.match(path) for path in PAGES), route.path


@pytest.mark.parametrize("path", PAGES)
def test_without_saint_reader_one_sees_a_sentence_and_nothing_else(browser: Browser, path: str) -> None:
    page = read(browser("web_nobody"), path, 403)
    assert "grant saint_reader to web_nobody" in page.text
    assert "Fjord" not in page.text
    assert "Neglected" not in page.text


@pytest.mark.parametrize("path", PAGES)
def test_nobody_sees_nothing(browser: Browser, path: str) -> None:
    answer = browser().get(path, follow_redirects=False)
    assert answer.status_code in (303, 401)
    assert "Fjord" not in answer.text


def test_tries_are_counted_by_role_and_by_address(browser: Browser, clock: Clock) -> None:
    client = browser()
    for _ in range(TRIES):
        assert log_in(client, "web_reader", "wrong").status_code == 403
    answer = log_in(client, "web_reader", "reads")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, str(int(WITHIN)))
    assert log_in(client, "web_seller", "sells").status_code == 429
    clock.now += WITHIN
    assert log_in(client, "web_reader", "reads").status_code == 303


def test_a_session_ends(browser: Browser, clock: Clock) -> None:
    client = browser("web_reader")
    clock.now += IDLE + 1
    assert client.get("/", follow_redirects=False).status_code == 303
    client = browser("web_reader")
    token = read(client, "/").token
    client.post("/logout", data={"form_token": token})
    assert client.get("/", follow_redirects=False).headers["location"] == "/login"


def test_idle_connections_are_closed(browser: Browser, clock: Clock, crm: str) -> None:
    client = browser("web_reader")
    read(client, "/")
    count = "select count(*) from pg_stat_activity where usename = 'web_reader' and application_name = 'saint serve'"
    with psycopg.connect(crm, autocommit=True) as connection:
        before = connection.execute(count).fetchone()
        # The last one is kept for longer than the others.
        clock.now += KEPT + 1
        client.app.state.visitors.tidy()  # type: ignore[attr-defined]
        assert connection.execute(count).fetchone() == before
        clock.now += KEPT_LAST
        client.app.state.visitors.tidy()  # type: ignore[attr-defined]
        assert before == (1,)
        # The server's process ends a moment after the connection.
        while connection.execute(count).fetchone() != (0,):
            pass
    assert "web_reader" in read(client, "/").text


def test_forms_of_others(browser: Browser) -> None:
    client = browser("web_seller")
    token = read(client, "/").token
    form = {"do": "select", "new_selection": "mine"}
    assert client.post("/company/2", data=form).status_code == 403
    assert client.post("/company/2", data={**form, "form_token": token[:-1]}).status_code == 403
    evil = {"origin": "https://evil.example"}
    assert client.post("/company/2", data={**form, "form_token": token}, headers=evil).status_code == 403
    other = {"sec-fetch-site": "cross-site"}
    assert client.post("/company/2", data={**form, "form_token": token}, headers=other).status_code == 403
    assert client.post("/login", data={"user": "web_reader", "password": "reads"}).status_code == 403
    assert client.post("/company/2", content=b"x" * 2_000_000).status_code == 413


def test_headers(browser: Browser) -> None:
    client = browser("web_reader", embedders=("https://crm.example.com",))
    headers = client.get("/").headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")
    assert headers["cross-origin-resource-policy"] == "same-origin"
    embedded = client.get("/embed/company/2").headers
    assert "frame-ancestors 'self' https://crm.example.com" in embedded["content-security-policy"]
    assert "x-frame-options" not in embedded
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_no_other_origin_reads(browser: Browser) -> None:
    answer = browser("web_reader").get("/company/2", headers={"origin": "https://evil.example"})
    assert [name for name in answer.headers if name.startswith("access-control-")] == []
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_behind_https_cookies_go_by_https_alone(browser: Browser) -> None:
    client = browser(secure=True)
    client.base_url = "https://localhost"
    answer = log_in(client, "web_reader", "reads")
    assert all("Secure" in cookie for cookie in answer.headers.get_list("set-cookie") if "saint_visitor" in cookie)
    assert "strict-transport-security" in answer.headers
    assert "strict-transport-security" not in browser().get("/login").headers


def test_without_being_told_to_no_header_is_believed(browser: Browser) -> None:
    client = browser(address="127.0.0.1")
    answer = client.get("/company/2", headers={"x-remote-user": "web_reader"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=%2Fcompany%2F2")


def test_a_proxy_says_who_it_is(browser: Browser, crm: str) -> None:
    settings: dict[str, Any] = {
        "dsn": as_server(crm), "header": "x-remote-user", "proxies": ("127.0.0.1",),
        "roles": {"anna@example.com": "web_reader"},
    }  # fmt: skip
    client = browser(address="127.0.0.1", **settings)
    anna = {"x-remote-user": "anna@example.com"}
    page = Page(client.get("/", headers=anna).text)
    assert "Neglected customer" in page.text
    assert "web_reader" in page.text
    assert client.get("/").status_code == 403
    # A role that the server's is no member of, and one that is not there.
    for name in ("web_seller", "nobody_at_all"):
        assert "no such role" in client.get("/", headers={"x-remote-user": name}).text
    stranger = browser(address="192.0.2.7", **settings)
    assert stranger.get("/", headers=anna).status_code == 403


def test_behind_a_proxy_addresses_are_told_apart(browser: Browser) -> None:
    client = browser(address="127.0.0.1", proxies=("127.0.0.1",))
    for number in range(TRIES):
        client.headers["x-forwarded-for"] = f"10.0.0.9, 192.0.2.{number}"
        assert log_in(client, f"nobody_{number}", "wrong").status_code == 403
    assert log_in(client, "web_reader", "reads").status_code == 303
