"""The definition of tests/interface as pages, on 1 June 2026, with a role for each kind of visitor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo
from starlette.testclient import TestClient

from pg_saint.apply import apply_plan
from pg_saint.cluster import Cluster
from pg_saint.cluster.provider import Provider
from pg_saint.plan import make_plan
from pg_saint.validate import load
from pg_saint.web import Settings, make_site
from tests.interface.conftest import DEFINITIONS
from tests.support import fresh_database, value

HERE = Path(__file__).parent
ROLES = {
    "web_reader": "reads",
    "web_seller": "sells",
    "web_nobody": "nothing",
    "web_super": "everything",
    "web_server": "serves",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--browser", action="store_true", help="look at the pages in Chromium too: make test-web")
    parser.addoption("--screenshots", help="the folder into which pictures of the pages are put")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    if collection_path.name == "test_browser.py" and not config.getoption("--browser", default=False):
        return True
    return None


class Page(HTMLParser):
    """Its text, its links, its elements, and the token of its forms."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.events: list[str] = []
        self.token = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = {name: value or "" for name, value in attrs}
        self.links += [given[name] for name in ("href", "src", "action") if name in given]
        # What a policy without inline code would stop.
        self.events += [name for name in given if name.startswith("on") or name == "style"]
        if given.get("name") == "form_token":
            self.token = given["value"]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(" ".join(data.split()))

    @property
    def text(self) -> str:
        return " ".join(self.words)


class Clock:
    """Seconds that pass when a test says so."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Browser(Protocol):
    """Somebody's browser; logged in as `role`, or as nobody."""

    def __call__(self, role: str | None = None, **settings: Any) -> TestClient: ...


def read(client: TestClient, path: str, status_code: int = 200) -> Page:
    response = client.get(path)
    assert response.status_code == status_code, response.text
    page = Page(response.text)
    assert page.events == []
    return page


def send(client: TestClient, path: str, token_from: str | None = None, **fields: Any) -> Page:
    """Sends a form as a page of ours would, and follows."""
    token = read(client, token_from or path).token
    response = client.post(path, data={"form_token": token, **fields})
    assert response.status_code == 200, response.text
    return Page(response.text)


def log_in(client: TestClient, role: str, password: str, target: str = "/") -> Any:
    page = read(client, "/login")
    form = {"user": role, "password": password, "form_token": page.token, "next": target}
    return client.post("/login", data=form, follow_redirects=False)


def ask_for_passwords(cluster: Cluster) -> None:
    rules = cluster.data / "pg_hba.conf"
    rules.write_text(f"local all {','.join(ROLES)} scram-sha-256\n{rules.read_text()}")
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        before = value(connection, "select pg_conf_load_time()")
        connection.execute("select pg_reload_conf()")
    loaded = before
    while loaded == before:
        # What the server has loaded is what a new connection begins with.
        with psycopg.connect(cluster.dsn()) as connection:
            loaded = value(connection, "select pg_conf_load_time()")


@pytest.fixture(scope="session")
def crm(cluster: Provider, template: str) -> Iterator[str]:
    """A connection string for the database, as a superuser. Tests leave it as it was."""
    if not isinstance(cluster, Cluster):
        pytest.skip("asks for passwords, which takes a server of our own")
    ask_for_passwords(cluster)
    with fresh_database(cluster, template) as name:
        with psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
            connection.execute((HERE.parent / "interface" / "crm.sql").read_bytes())
            connection.execute((HERE / "crm.sql").read_bytes())
            connection.execute("select saint.set_today('2026-06-01')")
            apply_plan(connection, make_plan(connection, load([DEFINITIONS])))
            connection.execute("select saint.recalculate('top_customers')")
        yield cluster.dsn(name)
        with psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
            connection.execute("drop owned by web_seller")
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        for role in ROLES:
            connection.execute(sql.SQL("drop role {}").format(sql.Identifier(role)))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def browser(crm: str, clock: Clock) -> Iterator[Browser]:
    opened: list[TestClient] = []

    def open_browser(role: str | None = None, **settings: Any) -> TestClient:
        address = settings.pop("address", "192.0.2.7")
        site = make_site(Settings(**{"dsn": crm, **settings}), clock)
        client = TestClient(site, base_url="http://localhost", client=(address, 50000))
        client.__enter__()
        opened.append(client)
        if role is not None:
            assert log_in(client, role, ROLES[role]).status_code == 303
        return client

    yield open_browser
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def undone(crm: str) -> Iterator[psycopg.Connection]:
    """Looks at what a test has written, and takes it away again."""
    with psycopg.connect(crm, autocommit=True) as connection:
        (last,) = connection.execute("select max(activity_id) from crm.activity").fetchone() or (0,)
        yield connection
        connection.execute("delete from crm.activity where activity_id > %s", (last,))
        connection.execute("delete from saint.selection_entry")
        connection.execute("delete from saint.selection where not declared")
        connection.execute("delete from saint.calculation where controls is not null")


def as_server(crm: str) -> str:
    """A connection string by which a server behind a proxy logs in."""
    return make_conninfo(crm, user="web_server", password="serves")


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)
