"""``saint detach`` was not followed by ``saint attach``."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.doctor.finding import Finding
from pg_saint.plan.installed import detached_entities


def check(connection: psycopg.Connection) -> Iterator[Finding]:
    if detached := detached_entities(connection):
        yield Finding(
            f"the triggers are off the CRM's tables: every read of {', '.join(sorted(detached))} is computed live",
            "saint attach, or saint attach FILE with a changed definition",
        )
