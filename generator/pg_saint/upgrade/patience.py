"""What locks a table of the CRM waits for a moment only, and tries again later, so that no writer queues for long."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import psycopg
from psycopg import errors, sql

from pg_saint.errors import SaintError

Done = TypeVar("Done")


@dataclass(frozen=True)
class Patience:
    """`lock_timeout` as PostgreSQL reads it; `pauses` in seconds, between the attempts."""

    report: Callable[[str], None]
    lock_timeout: str = "1s"
    pauses: tuple[float, ...] = (1, 2, 5, 10, 20, 30, 30, 30)
    sleep: Callable[[float], None] = time.sleep

    def __call__(self, connection: psycopg.Connection, action: Callable[[], Done]) -> Done:
        """`action` opens its own transaction. Raises SaintError where the lock was never free."""
        connection.execute(sql.SQL("set lock_timeout = {}").format(sql.Literal(self.lock_timeout)))
        for pause in (*self.pauses, None):
            try:
                return action()
            except errors.LockNotAvailable as error:
                if pause is None:
                    raise SaintError(
                        "a transaction of somebody else keeps a table locked; what was done before it stays done",
                        remedy="end it (select pid, usename, xact_start, query from pg_stat_activity order by "
                        "xact_start), then run this again: it goes on where it stopped",
                    ) from error
                self.report(f"a table is in use, again in {pause:g} s")
                self.sleep(pause)
        raise AssertionError("the last attempt has no pause")
