"""What fails in a worker: tried again later each time, and told once."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

LONGEST = 30.0  # seconds


@dataclass(frozen=True)
class Failure:
    """`wait`: seconds from the failure to the time `at` from which it is tried again."""

    message: str
    wait: float
    at: float


class Retries:
    """`first`: seconds until the first retry; each wait is twice the one before. `report` gets a message when
    something begins to fail, or fails otherwise than before; `tell` gets it in parts instead: what fails, the message,
    in how many seconds it is tried again. `clock`: seconds that pass."""

    def __init__(
        self,
        first: float,
        report: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
        tell: Callable[[str, str, float], None] | None = None,
    ) -> None:
        self._first, self._report, self._clock, self._tell = min(first, LONGEST), report, clock, tell
        self._failures: dict[str, Failure] = {}

    def failed(self, what: str, message: str) -> float:
        """Returns how long to wait, in seconds."""
        before = self._failures.get(what)
        wait = min(before.wait * 2, LONGEST) if before else self._first
        self._failures[what] = Failure(message, wait, self._clock() + wait)
        if before is not None and before.message == message:
            return wait
        if self._tell is not None:
            self._tell(what, message, wait)
        else:
            self._report(f"saint run: {what}: {message}\n  trying again in {wait:g} s, then less and less often")
        return wait

    def worked(self, what: str) -> bool:
        """Whether it had failed before."""
        return self._failures.pop(what, None) is not None

    def has_failed(self, what: str) -> bool:
        return what in self._failures

    def is_due(self, what: str) -> bool:
        """Whether it has not failed, or may be tried again."""
        failure = self._failures.get(what)
        return failure is None or self._clock() >= failure.at
