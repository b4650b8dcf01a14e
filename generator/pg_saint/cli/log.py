"""What a worker says of its work, line by line: for people, or as JSON for what collects it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

from pg_saint.cli.output import warn

PREFIX = "saint run: "


class Log:
    """`write` takes a line; `now`: the time that JSON says."""

    def __init__(
        self,
        as_json: bool,
        write: Callable[[str], None] = warn,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._as_json, self._write, self._now = as_json, write, now

    def say(self, text: str) -> None:
        self.event(text.removeprefix(PREFIX))

    def failed(self, what: str, error: str, again_in: float) -> None:
        """`again_in`: seconds."""
        self.event("failed", what=what, error=error, again_in=again_in)

    def event(self, message: str, **facts: str | float) -> None:
        if self._as_json:
            said = {"at": self._now().isoformat(timespec="milliseconds"), "message": message, **facts}
            self._write(json.dumps(said, ensure_ascii=False))
        else:
            self._write(PREFIX + ", ".join([message, *(f"{name} {value}" for name, value in facts.items())]))
