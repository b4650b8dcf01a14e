"""One activity per transaction."""

from __future__ import annotations

from bench.answers import Answer, Figure
from bench.compare import Variant, compare
from bench.databases import Databases
from bench.exact import differences

BARE = "bare table"
ONE = "hand-written trigger, one counter"
TWENTY = "hand-written trigger, the same 20 counters"
SAINT = "pg_saint, 20 counters and 5 statuses on companies"
THREE = "pg_saint, persons and projects linked too (30 counters, 7 statuses)"
IVM = "pg_ivm, one grouped count"
DEFERRED = "pg_saint, `maintenance: deferred`"
SAINT_RR = f"{SAINT}, REPEATABLE READ"


def ask(databases: Databases) -> Answer:
    """How many a second, by 2 clients."""
    variants = {
        BARE: Variant("bare", "insert"),
        ONE: Variant("one_counter", "insert"),
        TWENTY: Variant("twenty_counters", "insert"),
        SAINT: Variant("saint", "insert"),
        THREE: Variant("saint_three", "insert"),
        DEFERRED: Variant("saint_deferred", "insert"),
        SAINT_RR: Variant("saint", "insert", "repeatable read"),
    }
    if databases.has_pg_ivm:
        variants[IVM] = Variant("pg_ivm", "insert")
    runs = compare(databases, variants)
    tps = {name: found.tps for name, found in runs.items()}

    def figure(name: str, target: float) -> Figure:
        note = runs[name].spread(runs[ONE])
        return Figure(what=f"{name} ÷ {ONE}", measured=tps[name] / tps[ONE], target=target, note=note)

    return Answer(
        title="Single-row inserts",
        asked="One activity of a random company per transaction, prepared, 2 clients.",
        figures=[
            figure(SAINT, 0.70),
            figure(THREE, 0.40),
            figure(DEFERRED, 1.0),
            figure(SAINT_RR, 0.9),
            Figure(what=f"{SAINT} ÷ {TWENTY}", measured=tps[SAINT] / tps[TWENTY]),
            Figure(what=f"{SAINT} ÷ {BARE}", measured=tps[SAINT] / tps[BARE]),
        ],
        columns=["per-insert maintenance", "transactions/s", f"of the {ONE}"],
        rows=[[name, f"{value:,.0f}", f"{value / tps[ONE]:.2f}"] for name, value in tps.items()],
        notes=[] if databases.has_pg_ivm else ["pg_ivm: not installed here; docs/operating.md says where it is."],
        differences=differences(databases, "saint", "saint_three", "saint_deferred"),
    )
