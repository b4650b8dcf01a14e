"""Pictures of the demo's pages, for the docs: `screenshots.py FOLDER`, on the server that `saint demo` has left.

In Chromium, as Linnea, the sales manager. What a page shows depends on the day, as the demo does.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright
from psycopg.conninfo import make_conninfo

from pg_saint.demo import DATABASE, PASSWORD
from pg_saint.demo.server import ADDRESS, demo_folder

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-proxy-server", "--force-color-profile=srgb"]
DESK, TELEPHONE = ViewportSize(width=1140, height=700), ViewportSize(width=390, height=780)
LARGEST = 150_000  # bytes


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for size in (DESK, TELEPHONE):
            page = browser.new_context(base_url=address, locale="en-GB", viewport=size).new_page()
            page.goto("/login")
            page.fill("#user", "linnea")
            page.fill("#password", PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url(address)
            if size is TELEPHONE:
                shoot(page, folder, "telephone", "/status/neglected_customer?sort=amount")
                continue
            shoot(page, folder, "today", "/")
            shoot(page, folder, "calling-list", "/status/neglected_customer?sort=amount")
            shoot(page, folder, "card", str(page.locator(".calling tbody th a").first.get_attribute("href")))
            page.locator(".watermark").click()
            shoot(page, folder, "dialog")
            shoot(page, folder, "attention", "/attention/top_customers")
            shoot(page, folder, "definition", "/definitions/status/neglected_customer")
        browser.close()


def shoot(page: Page, folder: Path, name: str, path: str | None = None) -> None:
    """What fits into the window; without a path as it stands."""
    if path is not None:
        page.goto(path)
    file = folder / f"{name}.png"
    page.screenshot(path=file)
    if file.stat().st_size > LARGEST:
        sys.exit(f"{file} has {file.stat().st_size:,} bytes")
    print(file, f"{file.stat().st_size:,}")


@contextmanager
def served() -> Iterator[str]:
    """The address of `saint serve` on the demo's server."""
    try:
        lines = (demo_folder() / "data" / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        sys.exit("the demo's server does not run: saint demo")
    dsn = make_conninfo(host=ADDRESS, port=lines[3], dbname=DATABASE)
    command = [sys.executable, "-m", "pg_saint", "serve", "--port", "0", "--dsn", dsn]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            (address,) = re.findall(r"http://\S+", process.stdout.readline())
            yield address
        finally:
            process.terminate()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
