"""Many sessions that write for the same few companies."""

from __future__ import annotations

from functools import partial

from bench.answers import Answer, Figure
from bench.compare import LockWatch
from bench.databases import Databases, tick
from bench.exact import differences
from bench.files import statement
from bench.measure import alternate, median
from bench.pgbench import Run, run
from bench.process import worker
from bench.waits import asking

CLIENTS = 16
COMPANIES = 20  # of scripts/hot_keys.sql
BARE = "bare table"
ONE = "hand-written trigger, one counter"
SAINT = "pg_saint, READ COMMITTED"
SAINT_RR = "pg_saint, REPEATABLE READ"
VARIANTS = {
    BARE: ("bare", "read committed"),
    ONE: ("one_counter", "read committed"),
    SAINT: ("saint", "read committed"),
    SAINT_RR: ("saint", "repeatable read"),
}
WITH_IVM = {"pg_ivm, one grouped count": ("pg_ivm", "read committed")}


def ask(databases: Databases) -> Answer:
    """How many a second, and what fails."""
    variants = {**VARIANTS, **(WITH_IVM if databases.has_pg_ivm else {})}
    for database, _ in variants.values():
        databases.dsn(database)
    measured = alternate(
        databases.effort.rounds, {name: partial(_run, databases, *variant) for name, variant in variants.items()}
    )
    tps = {name: median(run.tps for run, _ in runs) for name, runs in measured.items()}
    waits = {name: sum(seen for _, seen in runs) for name, runs in measured.items()}
    failed = {name: sum(run.failed for run, _ in runs) for name, runs in measured.items()}
    ours = (SAINT, SAINT_RR)
    hot, ordinary = _reads(databases)
    return Answer(
        title="Hot keys",
        asked=f"{CLIENTS} clients, two inserts per transaction, all for the same 20 companies.",
        figures=[
            *(Figure(what=f"{name} ÷ {ONE}", measured=tps[name] / tps[ONE], target=60) for name in ours),
            Figure(
                what="read of one of the 20 meanwhile, beside a worker ÷ read of any company",
                measured=hot / ordinary, target=3, at_most=True,
            ),
            *(_none(f"{name}: failed transactions", failed[name]) for name in ours),
            *(_none(f"{name}: seen waiting for a lock", waits[name]) for name in ours),
        ],
        columns=["", "transactions/s", "done", "deadlocks", "serialization failures", "seen waiting for a lock"],
        rows=[
            [
                name,
                f"{tps[name]:,.0f}",
                f"{sum(run.done for run, _ in runs):,}",
                f"{sum(run.deadlocks for run, _ in runs):,}",
                f"{sum(run.serialization for run, _ in runs):,}",
                f"{waits[name]:,}",
            ]
            for name, runs in measured.items()
        ],
        notes=[
            "Waiting: sessions that wait for a row or table of another one, looked for 20 times a second.",
            f"Medians of reads while the {CLIENTS} clients and `saint run` go on: {hot * 1e3:.2f} ms of one of the 20, "
            f"{ordinary * 1e3:.2f} ms of any company.",
        ],
        differences=differences(databases, "saint"),
    )  # fmt: skip


def _none(what: str, count: int) -> Figure:
    return Figure(what=what, measured=count, target=0, at_most=True)


def _run(databases: Databases, database: str, isolation: str, round: int) -> tuple[Run, int]:
    with databases.connect(database) as connection:
        if database == "saint":
            # The marks of one isolation level would keep the other from the delta path.
            tick(connection)
        watch = LockWatch(connection)
        found = run(
            databases.dsn(database), "hot_keys", databases.effort,
            clients=CLIENTS, round=round, isolation=isolation, meanwhile=watch,
        )  # fmt: skip
        return found, watch.seen


def _reads(databases: Databases) -> tuple[float, float]:
    """Seconds of a read of one of the 20 companies, and of any, while clients write for the 20 and a worker folds."""
    dsn, read = databases.dsn("saint"), statement("queries", "read_status")
    with databases.connect("saint") as connection:
        # What the runs before have left would take the worker longer than a run.
        tick(connection)
    with (
        worker(dsn),
        asking(dsn, read, 1, COMPANIES) as hot,
        asking(dsn, read, 1, databases.effort.companies) as ordinary,
    ):
        while not (hot and ordinary):
            run(dsn, "hot_keys", databases.effort, clients=CLIENTS)
    return median(hot), median(ordinary)
