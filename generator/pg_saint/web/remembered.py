"""What takes long to read is kept for a while: one visitor reads it again, the others meanwhile get what was there."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

MOST = 300  # things that are remembered
QUICK = 0.01  # seconds; what takes no longer is read each time
SHARE = 50  # what takes longer is kept for so many times as long

T = TypeVar("T")


@dataclass
class _Kept:
    """`reading`: held by who reads it; `until`: None before it was read, and of what is quick."""

    reading: Lock = field(default_factory=Lock)
    value: Any = None
    known: bool = False
    until: float | None = None


class Remembered:
    """Keys name the role that read it, so that nobody sees with another's rights. `clock`: seconds that pass."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()

    def get(self, key: Hashable, read: Callable[[], T], seconds: float | None = None) -> T:
        """What `read` returns, or returned no longer than `seconds` ago; None: as long as it deserves."""
        kept = self._of(key)
        known: T = kept.value
        if kept.known and kept.until is None:
            return self._read(kept, read, seconds)
        if self._is_fresh(kept):
            return known
        # The first time all wait for the one who reads; later nobody does.
        if not kept.reading.acquire(blocking=not kept.known):
            return known
        try:
            if self._is_fresh(kept):
                found: T = kept.value
                return found
            return self._read(kept, read, seconds)
        finally:
            kept.reading.release()

    def _is_fresh(self, kept: _Kept) -> bool:
        return kept.until is not None and self._clock() < kept.until

    def _read(self, kept: _Kept, read: Callable[[], T], seconds: float | None) -> T:
        begun = self._clock()
        value = read()
        now = self._clock()
        if seconds is None and now - begun > QUICK:
            seconds = (now - begun) * SHARE
        kept.value, kept.until, kept.known = value, now + seconds if seconds is not None else None, True
        return value

    def _of(self, key: Hashable) -> _Kept:
        with self._lock:
            kept = self._kept.setdefault(key, _Kept())
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
            return kept
