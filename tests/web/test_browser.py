"""The pages in a real browser: make test-web. Each without serious findings of axe, at a desk and on a telephone."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from pg_saint.web import Settings, make_site
from tests.web.conftest import ROLES

CHROMIUM = "/usr/bin/chromium"
# Two names of one site, and one of another.
SAINT, CRM, OTHER = "saint.example.com", "crm.example.com", "crm.example.org"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-proxy-server",
    f"--host-resolver-rules=MAP {SAINT} 127.0.0.1, MAP {CRM} 127.0.0.1, MAP {OTHER} 127.0.0.1",
]  # fmt: skip
PAGES = [
    "/login", "/", "/definitions", "/definitions/status/neglected_customer", "/definitions/new",
    "/status/neglected_customer", "/status/neglected_customer/follow-ups",
    "/company/2", "/company/3", "/company/1", "/embed/company/2",
    "/attention/top_customers", "/attention/top_customers?view=kinds",
    "/attention/top_customers?view=sales", "/attention/top_customers?map=yes", "/attention/top_customers/band/0",
    "/attention/top_customers/chronology/1", "/nothing/1",
]  # fmt: skip
SIZES = {"desk": (1280, 900), "telephone": (360, 740)}
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
MONITOR = "/attention/top_customers"


@pytest.fixture(scope="module")
def address(crm: str, their_page: tuple[str, list[str]]) -> Iterator[str]:
    import uvicorn

    site = make_site(Settings(crm, hosts=("127.0.0.1", SAINT), embedders=(their_page[0],)))
    config = uvicorn.Config(site, host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    listening = config.bind_socket()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def their_page() -> Iterator[tuple[str, list[str]]]:
    """The origin of a CRM whose page is the list's last."""
    pages: list[str] = []

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(pages[-1].encode())

        def log_message(self, *_said: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://{CRM}:{server.server_port}", pages
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def axe() -> str:
    module = pytest.importorskip("axe_playwright_python")
    return next(Path(module.__file__).parent.rglob("axe.min.js")).read_text()


def logged_in(chromium: Any, address: str, role: str, **options: Any) -> Any:
    page = chromium.new_context(base_url=address, locale="en-GB", **options).new_page()
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    page.goto("/login")
    page.fill("#user", role)
    page.fill("#password", ROLES[role])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")
    return page


def complaints(page: Any, axe: str) -> list[str]:
    """Serious findings of axe, and whatever is wider than the window."""
    # In a world of its own, which the page's policy does not reach.
    session = page.context.new_cdp_session(page)
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = session.send("Page.createIsolatedWorld", {"frameId": frame})["executionContextId"]
    found = session.send(
        "Runtime.evaluate",
        {
            "contextId": world, "awaitPromise": True, "returnByValue": True,
            "expression": f"{axe}; axe.run(document, {{runOnly: {RULES}}})",
        },
    )  # fmt: skip
    violations = found["result"]["value"]["violations"]
    said = [
        f"{each['id']}: {node['html'][:200]}"
        for each in violations
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return said + ([f"{wide} pixels wider than the window"] if wide > 0 else [])


# Each two of these go together once.
@pytest.mark.parametrize(
    ("role", "scheme", "size"),
    [
        ("web_seller", "light", "desk"),
        ("web_seller", "dark", "telephone"),
        ("web_reader", "light", "telephone"),
        ("web_reader", "dark", "desk"),
    ],
)
def test_each_page(
    chromium: Any, address: str, axe: str, role: str, scheme: str, size: str, request: pytest.FixtureRequest
) -> None:
    width, height = SIZES[size]
    page = logged_in(chromium, address, role, color_scheme=scheme, viewport={"width": width, "height": height})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda said: errors.append(said.text) if said.type == "error" and "status of 404" not in said.text else None,
    )
    folder = request.config.getoption("--screenshots", default=None)
    found = {}
    for path in PAGES:
        page.goto(path)
        if told := complaints(page, axe):
            found[path] = told
        if folder and (role, scheme) in (("web_seller", "light"), ("web_reader", "dark")):
            name = re.sub(r"\W+", "-", path).strip("-") or "today"
            page.screenshot(path=Path(folder, f"{size}-{scheme}-{name}.png"), full_page=True)
    page.context.close()
    assert found == {}
    assert errors == []


def test_the_dialog_by_keyboard_alone(chromium: Any, address: str, axe: str, undone: Any) -> None:
    page = logged_in(chromium, address, "web_seller")
    page.goto("/company/2")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    while page.evaluate("document.activeElement.className") != "watermark":
        page.keyboard.press("Tab")
    assert "Also: Dormant customer" in page.locator(".watermark").get_attribute("title")
    page.keyboard.press("Enter")
    assert page.locator("#statuses").is_visible()
    assert complaints(page, axe) == []
    while page.evaluate("document.activeElement.id") != "in_days":
        page.keyboard.press("Tab")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    page.wait_for_selector(".said")
    assert "The follow-up is written" in page.inner_text(".said")
    assert undone.execute(
        "select starts_at::date::text from crm.activity order by activity_id desc limit 1"
    ).fetchone() == ("2026-06-05",)
    page.keyboard.press("Escape")
    page.context.close()


@pytest.mark.parametrize("role", ["web_reader", "web_seller"])
@pytest.mark.usefixtures("undone")
def test_each_action(chromium: Any, address: str, axe: str, role: str) -> None:
    """At a telephone's width. A reader is told what the role may not do, and finds no button for it where one knows."""
    page = logged_in(chromium, address, role, viewport={"width": 360, "height": 740})
    seller = role == "web_seller"

    def said() -> str:
        page.wait_for_selector(".said")
        assert complaints(page, axe) == []
        return str(page.inner_text(".said"))

    page.goto("/status/neglected_customer")
    page.select_option("#owner", "Anouk Bos")
    page.get_by_role("button", name="Show").click()
    assert "Fjord Fish" in page.inner_text("main")
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    assert download.value.suggested_filename == "neglected_customer.xlsx"
    assert page.locator("#selection-new").count() == seller
    if seller:
        page.fill("#selection-new", "fair")
        page.get_by_role("button", name="Add").click()
        assert "1 added to fair" in said()
    page.get_by_role("link", name="Follow-ups for all").click()
    assert "Call Fjord Fish" in page.inner_text("main")
    page.get_by_role("button", name="Write the chosen ones").click()
    page.wait_for_load_state()
    assert ("1 follow-ups were written" if seller else "permission denied") in page.inner_text("main")
    page.goto("/company/2")
    page.get_by_role("button", name="what the picture means").click()
    planned = page.locator("#statuses .problem").count()
    assert planned == seller
    if planned:
        page.check("input[name=again]")
    page.get_by_role("button", name="Create follow-up").click()
    assert ("The follow-up is written" if seller else "permission denied") in said()
    page.goto(MONITOR)
    page.locator(".controls summary").click()
    page.fill("#period", "20")
    page.get_by_role("button", name="Calculate").click()
    assert "Calculated with your controls" in said()
    assert page.get_by_role("link", name="Sales").count() == seller
    page.goto("/definitions")
    assert page.get_by_role("link", name="Propose a status").count() == seller
    page.context.close()


def test_proposed_by_keyboard_alone(chromium: Any, address: str, axe: str) -> None:
    page = logged_in(chromium, address, "web_seller")
    page.goto("/definitions/new")
    for field, text in (("name", "quiet_here"), ("criteria", "category = 'Customer'"), ("comment", "To look at")):
        while page.evaluate("document.activeElement.id") != field:
            page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/definitions/request/" in url)
    assert "category is Customer" in page.inner_text("main")
    assert complaints(page, axe) == []
    page.get_by_role("button", name="Withdraw").click()
    page.wait_for_selector(".said")
    assert "Nothing has changed" in page.inner_text("main")
    page.context.close()


@pytest.mark.usefixtures("undone")
def test_a_card_in_the_page_of_a_crm(chromium: Any, address: str, their_page: tuple[str, list[str]]) -> None:
    crm, pages = their_page
    address = address.replace("127.0.0.1", SAINT)
    frame = f'<iframe src="{address}/embed/company/2" width="420" height="360" title="Status"></iframe>'
    badge = f'<img src="{address}/badge/company/2.svg" width="48" height="48" alt="Status">'
    pages.append(f"<!doctype html><html lang=en><title>A CRM</title><h1>Fjord Fish</h1>{frame}{badge}")
    page = logged_in(chromium, address, "web_seller")
    page.goto(crm)
    card = page.frame_locator("iframe")
    assert "Neglected customer" in card.locator("main").inner_text()
    assert page.evaluate("document.querySelector('img').naturalWidth") == 96
    card.get_by_role("button", name="what the picture means").click()
    card.get_by_role("button", name="Create follow-up").click()
    card.locator(".said").wait_for()
    assert "The follow-up is written" in card.locator(".said").inner_text()
    # The same page by another name is another origin, which nobody has allowed.
    page.goto(crm.replace(CRM, OTHER))
    assert page.evaluate("document.querySelector('img').naturalWidth") == 0
    assert "Neglected" not in "".join(frame.evaluate("document.body?.innerText ?? ''") for frame in page.frames)
    page.context.close()


def test_plus_and_minus_lead_from_relation_to_relation(chromium: Any, address: str) -> None:
    page = logged_in(chromium, address, "web_reader")
    page.goto(f"{MONITOR}/chronology/1")
    first = page.url
    page.keyboard.press("+")
    page.wait_for_url(lambda url: url != first)
    assert "Relation 2 of 3" in page.inner_text("main")
    page.keyboard.press("-")
    page.wait_for_url(first)
    page.context.close()


def test_without_scripts_all_but_two_keys_is_there(chromium: Any, address: str, undone: Any) -> None:
    page = logged_in(chromium, address, "web_seller", java_script_enabled=False)
    page.goto("/status/neglected_customer")
    page.fill("#selection-new", "fair")
    page.get_by_role("button", name="Add").click()
    assert "added to fair" in page.inner_text(".said")
    page.goto(MONITOR)
    page.locator(".controls summary").click()
    page.fill("#period", "20")
    page.get_by_role("button", name="Calculate").click()
    assert "with your controls" in page.inner_text("main")
    assert undone.execute("select count(*) from saint.selection_member where selection = 'fair'").fetchone() == (2,)
    page.context.close()
