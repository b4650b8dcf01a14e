"""A link, a join or a key without the index that recomputing a record needs."""

from __future__ import annotations

from collections.abc import Iterator

from pg_saint.doctor.finding import Finding
from pg_saint.doctor.in_force import InForce
from pg_saint.errors import SaintError


def check(in_force: InForce) -> Iterator[Finding]:
    try:
        _, warnings = in_force.resolved
    except SaintError:
        # The check of the definition tells it.
        return
    for warning in warnings:
        yield Finding(f"{warning.location}: {warning.message}", warning.remedy)
