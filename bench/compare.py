"""The same pgbench script on several variants, in turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import psycopg

from bench.databases import Databases
from bench.measure import alternate, median
from bench.pgbench import Run, run


@dataclass(frozen=True)
class Variant:
    """A script on a variant's database."""

    database: str
    script: str
    isolation: str = "read committed"


@dataclass(frozen=True)
class Runs:
    """All runs of one variant."""

    runs: list[Run]

    @property
    def tps(self) -> float:
        """The median of transactions a second."""
        return median(run.tps for run in self.runs)

    def spread(self, of: Runs) -> str:
        """The least and the greatest ratio to `of` in one round."""
        ratios = [mine.tps / other.tps for mine, other in zip(self.runs, of.runs, strict=True)]
        return f"single rounds gave {min(ratios):.2f} to {max(ratios):.2f}"


def compare(
    databases: Databases, variants: Mapping[str, Variant], clients: int = 2, companies: int | None = None
) -> dict[str, Runs]:
    """Warms each variant up, then runs them in alternating rounds. `companies`: how many the variants have, where not
    all of the data set."""
    effort = replace(databases.effort, companies=companies or databases.effort.companies)

    def once(variant: Variant, round: int, seconds: int | None = None) -> Run:
        return run(
            databases.dsn(variant.database), variant.script, effort,
            clients=clients, round=round, seconds=seconds, isolation=variant.isolation,
        )  # fmt: skip

    for variant in variants.values():
        databases.dsn(variant.database)
        if effort.warm_up:
            once(variant, 0, effort.warm_up)
    measured = alternate(effort.turns, {name: partial(once, variant) for name, variant in variants.items()})
    return {name: Runs(runs) for name, runs in measured.items()}


class LockWatch:
    """Called again and again, counts how often somebody was seen waiting for a row or table of another transaction."""

    QUERY = b"""
        select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
            and wait_event in ('transactionid', 'tuple', 'relation')
    """

    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection = connection
        self.seen = 0

    def __call__(self) -> None:
        row = self.connection.execute(self.QUERY).fetchone()
        self.seen += row[0] if row else 0
