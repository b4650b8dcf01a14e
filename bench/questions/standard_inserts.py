"""One activity per transaction, with SAINT's own set of counters."""

from __future__ import annotations

from bench.answers import Answer, Figure
from bench.compare import Variant, compare
from bench.databases import Databases
from bench.exact import differences

BARE = "bare table"
ONE = "hand-written trigger, one counter"
SAME = "hand-written trigger, the same counters"
SAINT = "pg_saint, SAINT's own counters and 5 statuses"
SAINT_RR = f"{SAINT}, REPEATABLE READ"


def ask(databases: Databases) -> Answer:
    """How many a second, by 2 clients."""
    variants = {
        BARE: Variant("standard_bare", "insert"),
        ONE: Variant("standard_one_counter", "insert"),
        SAME: Variant("standard_same_counters", "insert"),
        SAINT: Variant("standard", "insert"),
        SAINT_RR: Variant("standard", "insert", "repeatable read"),
    }
    companies = databases.effort.standard_companies
    runs = compare(databases, variants, companies=companies)
    tps = {name: found.tps for name, found in runs.items()}
    return Answer(
        title="Single-row inserts, SAINT's own counters",
        asked=f"One activity of a random one of {companies:,} companies per transaction, prepared, 2 clients.",
        figures=[
            Figure(what=f"{name} ÷ {of}", measured=tps[name] / tps[of], note=runs[name].spread(runs[of]))
            for name in (SAINT, SAINT_RR)
            for of in (ONE, SAME)
        ],
        columns=["per-insert maintenance", "transactions/s", f"of the {ONE}"],
        rows=[[name, f"{value:,.0f}", f"{value / tps[ONE]:.2f}"] for name, value in tps.items()],
        notes=["The marks of REPEATABLE READ are not folded before the end."],
        differences=differences(databases, "standard"),
    )
