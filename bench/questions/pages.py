"""The pages of saint serve, for eight visitors at once."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from urllib.parse import urlsplit

import psycopg

from bench.answers import Answer, Figure
from bench.databases import Databases, tick
from pg_saint.errors import SaintError

VISITORS = 8
PAUSE = 0.5  # seconds in which a visitor looks at a page
HEADER = "x-visitor"
# Milliseconds for 95 of 100.
TARGETS = {"Today": 100.0, "Calling list": 100.0, "Card": 50.0, "Grid": 200.0}
PAGES = {
    "Today": "/",
    "Calling list": "/status/neglected_customer?page={number}",
    "Card": "/company/{number}",
    "Grid": "/attention/{monitor}?page={number}",
}
ROLE = """
    do $$
    begin
        if to_regrole('bench_visitor') is null then
            create role bench_visitor in role saint_reader;
        end if;
    end
    $$
"""


def ask(databases: Databases) -> Answer:
    """Each visitor asks for a page, looks at it for a moment, and asks for the next."""
    demo = databases.demo()
    with psycopg.connect(demo, autocommit=True) as connection:
        connection.execute("select saint.recalculate('top_customers')")
    took = {f"{name}, the demo": times for name, times in _asked(databases, demo, "top_customers").items()}
    with databases.connect("saint") as connection:
        tick(connection)
    with databases.connect("saint_attention") as connection:
        connection.execute("select saint.recalculate('everybody')")
    many = f"{databases.effort.companies:,} companies"
    large = _asked(databases, databases.dsn("saint"), None) | _asked(
        databases, databases.dsn("saint_attention"), "everybody", only="Grid"
    )
    took |= {f"{name}, {many}": times for name, times in large.items()}
    return Answer(
        title="Pages",
        asked=f"{VISITORS} visitors at once, each of whom looks at a page for {PAUSE} seconds.",
        figures=[
            Figure(
                what=f"milliseconds of {name}, 95 of 100",
                measured=_part(times, 0.95) * 1000,
                target=TARGETS[name.partition(",")[0]],
                at_most=True,
            )
            for name, times in took.items()
        ],
        columns=["page", "half of them within milliseconds", "95 of 100", "all"],
        rows=[
            [name, *(f"{_part(times, part) * 1000:,.0f}" for part in (0.5, 0.95, 1))] for name, times in took.items()
        ],
        notes=["The server and the visitors are on the machine of the database, in processes of their own."],
    )


def _asked(databases: Databases, dsn: str, monitor: str | None, only: str | None = None) -> dict[str, list[float]]:
    rounds = databases.effort.rounds * 4
    names = [name for name in PAGES if (monitor or name != "Grid") and (only is None or name == only)]
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(ROLE)
    with _served(dsn) as address:
        return {name: _of_page(address, PAGES[name], monitor or "", rounds) for name in names}


def _of_page(address: str, page: str, monitor: str, rounds: int) -> list[float]:
    def visitor(place: int) -> list[float]:
        times = []
        # They do not all click in the same moment.
        time.sleep(PAUSE * place / VISITORS)
        with closing(HTTPConnection(address)) as connection:
            for round in range(rounds + 1):
                path = page.format(number=1 + (place + VISITORS * round) % 20, monitor=monitor)
                begun = time.perf_counter()
                connection.request("GET", path, headers={HEADER: "bench_visitor"})
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    raise SaintError(f"{path} answers {answer.status}")
                times.append(time.perf_counter() - begun)
                time.sleep(PAUSE)
        # The first finds no connection and nothing remembered.
        return times[1:]

    with ThreadPoolExecutor(VISITORS) as pool:
        return [taken for times in pool.map(visitor, range(VISITORS)) for taken in times]


@contextmanager
def _served(dsn: str) -> Iterator[str]:
    """`saint serve` on a port of its own: host and port."""
    words = ["serve", "--port", "0", "--header", HEADER, "--proxy", "127.0.0.1", "--dsn", dsn]
    with subprocess.Popen([sys.executable, "-m", "pg_saint", *words], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = urlsplit(process.stdout.readline().strip()).netloc
        try:
            yield address
        finally:
            process.terminate()


def _part(times: list[float], part: float) -> float:
    """Within which that part of them has ended."""
    return sorted(times)[min(int(len(times) * part), len(times) - 1)]
