"""The few connections of one visitor: opened when they are needed, closed when they have been idle for a while."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

import psycopg

AT_ONCE = 4  # of one visitor; who asks for more waits
PATIENCE = 10.0  # seconds
KEPT = 60.0  # seconds; an idle connection takes a place of the server's
# The last one longer: functions are planned anew on another, which takes as long as several pages.
KEPT_LAST = 600.0


class Busy(Exception):
    """All connections of the visitor are in use, and stay so."""


class Connections:
    """`open_connection` makes one that is in autocommit; `clock`: seconds that pass."""

    def __init__(self, open_connection: Callable[[], psycopg.Connection], clock: Callable[[], float]) -> None:
        self._open, self._clock = open_connection, clock
        self._places = BoundedSemaphore(AT_ONCE)
        self._lock = Lock()
        # With the time at which each became idle; the last one is taken first.
        self._idle: list[tuple[float, psycopg.Connection]] = []
        self._closed = False

    @contextmanager
    def one(self) -> Iterator[psycopg.Connection]:
        """Raises Busy, and psycopg.OperationalError where there is no server."""
        if not self._places.acquire(timeout=PATIENCE):
            raise Busy
        try:
            connection = self._take() or self._open()
            try:
                yield connection
            finally:
                self._give_back(connection)
        finally:
            self._places.release()

    def tidy(self) -> None:
        """Closes what has been idle for long."""
        now = self._clock()
        with self._lock:
            kept = [each for each in self._idle[:-1] if now - each[0] <= KEPT]
            kept += [each for each in self._idle[-1:] if now - each[0] <= KEPT_LAST]
            old = [each for each in self._idle if each not in kept]
            self._idle = kept
        for _, connection in old:
            connection.close()

    def close(self, for_good: bool = True) -> None:
        """Those that are idle; `for_good`: later ones too."""
        with self._lock:
            self._closed = self._closed or for_good
            idle, self._idle = self._idle, []
        for _, connection in idle:
            connection.close()

    def _take(self) -> psycopg.Connection | None:
        with self._lock:
            _, connection = self._idle.pop() if self._idle else (0.0, None)
        if connection is None or _answers(connection):
            return connection
        connection.close()
        return self._take()

    def _give_back(self, connection: psycopg.Connection) -> None:
        idle = connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
        with self._lock:
            if idle and not self._closed:
                self._idle.append((self._clock(), connection))
                return
        connection.close()


def _answers(connection: psycopg.Connection) -> bool:
    """Whether the server has not closed it meanwhile. Asks nothing of the server: what it sent lies in the socket."""
    try:
        connection.pgconn.consume_input()
    except psycopg.OperationalError:
        return False
    return not connection.closed
