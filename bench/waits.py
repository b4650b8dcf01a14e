"""Sessions that ask the same again and again while something else happens, and how long each answer takes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import randint
from threading import Event, Thread

import psycopg
from psycopg.errors import Diagnostic

# The server tells a session of each wait for a lock that is longer than a millisecond.
TOLD = "-c log_lock_waits=on -c deadlock_timeout=1ms -c client_min_messages=log"


@contextmanager
def asking(
    dsn: str, query: bytes, sessions: int, companies: int, pause: float = 0, locks: list[str] | None = None
) -> Iterator[list[float]]:
    """About a random one of so many companies each time, with so many seconds in between. The seconds of each answer,
    of all sessions together; they end with the block. `locks`: gets what is said of each wait for a lock."""
    over = Event()
    seconds: list[float] = []
    arguments = (dsn, query, companies, over, seconds, pause, locks)
    threads = [Thread(target=_ask, args=arguments) for _ in range(sessions)]
    for thread in threads:
        thread.start()
    try:
        yield seconds
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _ask(
    dsn: str,
    query: bytes,
    companies: int,
    over: Event,
    seconds: list[float],
    pause: float,
    locks: list[str] | None,
) -> None:
    with psycopg.connect(dsn, autocommit=True, options="" if locks is None else TOLD) as connection:
        if locks is not None:
            connection.add_notice_handler(lambda said: _note(said, locks))
        while not over.is_set():
            company = randint(1, companies)
            begun = time.perf_counter()
            connection.execute(query, {"company": company})
            seconds.append(time.perf_counter() - begun)
            if pause:
                over.wait(pause)


def _note(said: Diagnostic, locks: list[str]) -> None:
    message = said.message_primary or ""
    # Two that make a file longer take turns, whoever they are.
    if "still waiting for" in message and "extension of relation" not in message:
        locks.append(message)
