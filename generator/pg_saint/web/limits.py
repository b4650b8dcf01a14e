"""How often somebody may try to log in."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from math import ceil
from threading import Lock

TRIES = 5  # that fail, of one address or for one role …
WITHIN = 60.0  # … in so many seconds
MOST = 10_000  # addresses and roles that are remembered


class Tries:
    """`clock`: seconds that pass."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failed: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, *keys: str) -> int:
        """Seconds until the next try is allowed for all of `keys`; 0: it is."""
        now = self._clock()
        with self._lock:
            times = (self._failed.get(key) for key in keys)
            return max((ceil(time[0] + WITHIN - now) for time in times if time and _full(time, now)), default=0)

    def failed(self, *keys: str) -> None:
        now = self._clock()
        with self._lock:
            for key in keys:
                self._failed.setdefault(key, deque(maxlen=TRIES)).append(now)
                self._failed.move_to_end(key)
            while len(self._failed) > MOST:
                self._failed.popitem(last=False)


def _full(times: deque[float], now: float) -> bool:
    return len(times) == TRIES and now - times[0] < WITHIN
