"""Sessions that ask the same again and again while something else happens, and how long each answer takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Thread

import psycopg


@contextmanager
def asking(
    dsn: str, query: bytes, sessions: int, parameters: Callable[[], Mapping[str, object]]
) -> Iterator[list[float]]:
    """The seconds of each answer, of all sessions together; they end with the block."""
    over = Event()
    seconds: list[float] = []
    threads = [Thread(target=_ask, args=(dsn, query, parameters, over, seconds)) for _ in range(sessions)]
    for thread in threads:
        thread.start()
    try:
        yield seconds
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _ask(
    dsn: str, query: bytes, parameters: Callable[[], Mapping[str, object]], over: Event, seconds: list[float]
) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        while not over.is_set():
            begun = time.perf_counter()
            connection.execute(query, parameters())
            seconds.append(time.perf_counter() - begun)
