"""Updates that change nothing a definition looks at."""

from __future__ import annotations

from bench.answers import Answer, Figure
from bench.compare import Variant, compare
from bench.databases import Databases

BARE = "bare table"
SAINT = "pg_saint"


def ask(databases: Databases) -> Answer:
    """How many a second."""
    runs = compare(databases, {BARE: Variant("bare", "update_subject"), SAINT: Variant("saint", "update_subject")})
    tps = {name: found.tps for name, found in runs.items()}
    return Answer(
        title="UPDATE of an unmapped column",
        asked="One random activity per transaction gets another subject, which is not mapped; prepared, 2 clients.",
        figures=[
            Figure(
                what=f"{SAINT} ÷ {BARE}",
                measured=tps[SAINT] / tps[BARE],
                target=0.9,
                note=runs[SAINT].spread(runs[BARE]),
            )
        ],
        columns=["", "transactions/s"],
        rows=[[name, f"{value:,.0f}"] for name, value in tps.items()],
    )
