"""Sessions that ask the same again and again while something else happens, and how long each answer takes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import randint
from threading import Event, Thread

import psycopg


@contextmanager
def asking(dsn: str, query: bytes, sessions: int, companies: int) -> Iterator[list[float]]:
    """About a random one of so many companies each time. The seconds of each answer, of all sessions together; they end
    with the block."""
    over = Event()
    seconds: list[float] = []
    threads = [Thread(target=_ask, args=(dsn, query, companies, over, seconds)) for _ in range(sessions)]
    for thread in threads:
        thread.start()
    try:
        yield seconds
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _ask(dsn: str, query: bytes, companies: int, over: Event, seconds: list[float]) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        while not over.is_set():
            company = randint(1, companies)
            begun = time.perf_counter()
            connection.execute(query, {"company": company})
            seconds.append(time.perf_counter() - begun)
