"""What is proposed from inside the database, answered by a thread and a connection of its own: marks do not wait for
the compiler. On a busy machine loading it takes seconds, in which thousands of marks come.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING

import psycopg

from pg_saint.cli.database import connect_installed
from pg_saint.cli.failures import with_remedy
from pg_saint.cli.retries import Retries
from pg_saint.cli.tally import Tally
from pg_saint.cli.wake import Wake, listen
from pg_saint.errors import SaintError
from pg_saint.values import says_yes

if TYPE_CHECKING:
    from pg_saint.requests import Requests

CONNECTING = "the connection"
ANSWERING = "what is proposed"
# What is done beside marks that wait. What forms offer is not.
PROPOSED = """
    select exists (select from saint.proposal as p where p.state in ('waiting', 'confirmed') or p.under_way)
"""


class Answering:
    """Looks when notified and every `poll` seconds until `stop` is called. `idle`: set while no mark waits. `retries`,
    `tally`, `report`: of the worker that this belongs to; its ticks tell what is wrong with connections."""

    def __init__(
        self,
        dsn: str,
        poll: float,
        idle: Event,
        retries: Retries,
        tally: Tally,
        report: Callable[[str], None],
    ) -> None:
        self._dsn, self._poll, self._idle = dsn, poll, idle
        self._retries, self._tally, self._report = retries, tally, report
        self._connecting = Retries(poll, lambda _said: None)
        self._requests: Requests | None = None  # of one connection
        self._stopping = False
        self._wake = Wake()

    def close(self) -> None:
        self._wake.close()

    def stop(self) -> None:
        self._stopping = True
        self._wake.stop()

    def run(self) -> None:
        """Returns after `stop`, with the piece at hand done."""
        while not self._stopping:
            try:
                with connect_installed(self._dsn) as connection:
                    self._work(connection)
            except (psycopg.OperationalError, SaintError):
                self._wake.wait(self._connecting.failed(CONNECTING, ""))

    def _work(self, connection: psycopg.Connection) -> None:
        listen(connection)
        self._requests = None
        while not self._stopping:
            pause = self._answer(connection)
            self._connecting.worked(CONNECTING)
            self._wake.wait(pause, connection)

    def _answer(self, connection: psycopg.Connection) -> float:
        """Does a piece; in how many seconds to look again."""
        if not self._retries.is_due(ANSWERING):
            return self._poll
        idle = self._idle.is_set()
        try:
            if not idle and not says_yes(connection, PROPOSED):
                return self._poll
            pause = self._loaded().work(connection, idle)
        except psycopg.Error as error:
            if connection.closed:
                raise
            return self._failed(with_remedy(error))
        except SaintError as error:
            return self._failed(str(error))
        if self._retries.worked(ANSWERING):
            self._report(f"saint run: {ANSWERING}: works again")
        return self._poll if pause is None else min(pause, self._poll)

    def _failed(self, said: str) -> float:
        self._tally.errors += 1
        self._retries.failed(ANSWERING, said)
        return self._poll

    def _loaded(self) -> Requests:
        """What reads definitions takes long to load, and many a database never needs it."""
        if self._requests is None:
            from pg_saint.requests import Requests

            self._requests = Requests(self._report)
        return self._requests
