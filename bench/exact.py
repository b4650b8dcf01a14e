"""Whether what was measured was also right."""

from __future__ import annotations

from bench.databases import Databases, tick


def differences(databases: Databases, *variants: str) -> int:
    """After a tick, how many stored values differ from the truth: saint.check() must find none."""
    found = 0
    for variant in variants:
        with databases.connect(variant) as connection:
            tick(connection)
            found += len(connection.execute("select from saint.check()").fetchall())
            # The next question starts with tidy tables, as after a night.
            connection.execute("vacuum (analyze)")
            connection.execute("checkpoint")
    return found
