"""A definition changes while people write."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench.answers import Answer, Figure
from bench.databases import Databases
from bench.exact import differences
from bench.files import definitions, statement
from bench.measure import median
from bench.process import Ended, saint
from bench.waits import asking

WRITERS = 2
SMALL = 10  # times smaller, to see whether the command's memory grows with the records


def ask(databases: Databases) -> Answer:
    """How long a writer waits at most, and how much memory the command takes."""
    effort = databases.effort
    variant = "saint_online"
    dsn = databases.dsn(variant)
    with asking(dsn, statement("queries", "insert_one"), WRITERS, effort.companies) as waits:
        applied = _apply(dsn)
    small = databases.sized(effort.companies // SMALL, effort.activities // SMALL)
    smaller = _apply(databases.dsn(small))
    return Answer(
        title="apply --online",
        asked=f"A new counter and a new status on companies, while {WRITERS} clients insert activities one by one.",
        figures=[
            Figure(what="seconds of the longest insert meanwhile", measured=max(waits), target=1, at_most=True),
            Figure(
                what="memory of the command ÷ with a tenth of the records",
                measured=applied.memory / smaller.memory,
                target=1.1,
                at_most=True,
                note="“flat”, and a tenth for noise",
            ),
        ],
        columns=["", ""],
        rows=[
            ["inserts meanwhile", f"{len(waits):,}"],
            ["median of them, milliseconds", f"{median(waits) * 1000:.2f}"],
            ["the longest, milliseconds", f"{max(waits) * 1000:.1f}"],
            ["the apply, seconds", f"{applied.seconds:.0f}"],
            ["memory of the command, MB", f"{applied.memory:.0f}"],
            ["with a tenth of the records, MB", f"{smaller.memory:.0f}"],
        ],
        differences=differences(databases, variant, small),
    )  # fmt: skip


def _apply(dsn: str) -> Ended:
    with TemporaryDirectory() as folder:
        for path in definitions("company", "activity", "later"):
            (Path(folder) / path.name).write_bytes(path.read_bytes())
        return saint("apply", folder, "--only", "--online", "--yes", dsn=dsn)
