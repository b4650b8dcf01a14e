"""How large the data set is, and how long each measurement takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PINNED = date(2026, 3, 5)


@dataclass(frozen=True)
class Effort:
    """Rows of the data set; `rounds` runs of each variant, each of `seconds`, after `warm_up` seconds.

    `standard_companies`: with SAINT's own set of counters, 25 events a year for each; `heavy_events`: of one record.

    `turns`: runs of each variant where variants are compared by pgbench alone: there a tenth matters, and on a shared
    machine single runs of the same code differ by a quarter and more.

    `today`: the day around which the data set lies. `pinned`: saint.today() is set to it, so that a test does not
    depend on the clock; in production nobody does, and a pinned clock costs more to read.
    `transactions`: so many for each client instead of `seconds`. `sizes`: numbers of companies, for cost against size.
    `options`: settings of pgbench's sessions, as libpq's PGOPTIONS.
    """

    today: date = PINNED
    pinned: bool = True
    companies: int = 200_000
    activities: int = 5_000_000
    bulk_rows: int = 100_000
    repeated_rows: int = 10_000
    standard_companies: int = 50_000
    heavy_events: int = 1_000_000
    rounds: int = 3
    turns: int = 9
    seconds: int = 3
    warm_up: int = 2
    transactions: int | None = None
    sizes: tuple[int, ...] = (20_000, 200_000)
    options: str = ""

    @property
    def text(self) -> str:
        """What a reader has to know beside a table."""
        length = f"{self.transactions} transactions" if self.transactions else f"{self.seconds} s"
        return (
            f"{self.companies:,} companies, {self.activities:,} activities; "
            f"medians of {self.rounds} rounds in turn, {self.turns} where pgbench alone compares; its runs: {length}"
        )


QUICK = Effort(
    companies=5_000, activities=100_000, bulk_rows=5_000, repeated_rows=4_000, rounds=1, turns=1,
    seconds=1, warm_up=0, sizes=(500, 5_000),
    standard_companies=2_000, heavy_events=50_000,
)  # fmt: skip
