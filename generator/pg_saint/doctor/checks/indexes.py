"""A link, a join or a key without the index that recomputing a record needs."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.doctor.finding import Finding
from pg_saint.errors import SaintError
from pg_saint.plan import stored_model
from pg_saint.resolve import resolve_with_warnings


def check(connection: psycopg.Connection) -> Iterator[Finding]:
    try:
        _, warnings = resolve_with_warnings(stored_model(connection), connection)
    except SaintError:
        # The check of the definition tells it.
        return
    for warning in warnings:
        yield Finding(f"{warning.place}: {warning.message}", warning.remedy)
