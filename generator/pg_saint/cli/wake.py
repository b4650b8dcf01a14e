"""Waiting for a server to say something, until somebody says that it is over."""

from __future__ import annotations

import select
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

CHANNEL = "saint_work"


class Wake:
    """Of one thread that waits. What a signal handler writes here ends the wait at once."""

    def __init__(self) -> None:
        self._read, self._written = socket.socketpair()

    def close(self) -> None:
        self._read.close()
        self._written.close()

    def stop(self) -> None:
        """For good: no later wait takes any time either."""
        self._written.send(b".")

    @contextmanager
    def on_signals(self) -> Iterator[None]:
        """Meanwhile a signal that has a handler ends the wait too. Of the main thread."""
        with written_by_signals(self._written):
            yield

    def wait(self, seconds: float, connection: psycopg.Connection | None = None) -> None:
        """Until the time is over, stop() was called, or the connection has something to say, which is taken: several
        notifications are one reason to look."""
        # What arrived while it was at work is kept by psycopg, and the socket says nothing of it.
        if connection is not None and _heard(connection):
            return
        watched: list[socket.socket | psycopg.Connection] = [self._read, *([connection] if connection else [])]
        ready, _, _ = select.select(watched, [], [], seconds)
        if connection is not None and connection in ready:
            _heard(connection)


@contextmanager
def written_by_signals(pipe: socket.socket) -> Iterator[None]:
    """Each signal is written there in the moment in which it comes, so that a select() that begins after it ends at
    once. Python calls a handler between two of its own steps, where a signal that comes just before the wait is not
    seen until that is over (https://docs.python.org/3/library/signal.html, set_wakeup_fd)."""
    pipe.setblocking(False)
    before = signal.set_wakeup_fd(pipe.fileno())
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)


def listen(connection: psycopg.Connection) -> None:
    """From now on it hears who calls the workers."""
    connection.execute(sql.SQL("listen {}").format(sql.Identifier(CHANNEL)))


def _heard(connection: psycopg.Connection) -> bool:
    return bool(list(connection.notifies(timeout=0)))
