"""The pages in a real browser: make test-web. Each without serious findings of axe, at a desk and on a telephone."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pg_saint.web import Settings, make_site
from tests.web.conftest import ROLES

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PAGES = [
    "/login", "/", "/definitions", "/status/neglected_customer", "/status/neglected_customer/follow-ups",
    "/company/2", "/company/3", "/company/1", "/embed/company/2",
    "/attention/top_customers", "/attention/top_customers?view=kinds",
    "/attention/top_customers?view=sales", "/attention/top_customers?map=yes", "/attention/top_customers/band/0",
    "/attention/top_customers/chronology/1", "/nothing/1",
]  # fmt: skip
SIZES = {"desk": (1280, 900), "telephone": (360, 740)}
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
MONITOR = "/attention/top_customers"


@pytest.fixture(scope="module")
def address(crm: str) -> Iterator[str]:
    import uvicorn

    config = uvicorn.Config(make_site(Settings(crm)), host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    listening = config.bind_socket()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
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


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("role", ["web_reader", "web_seller"])
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
