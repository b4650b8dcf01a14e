"""Filling twenty counters for the first time."""

from __future__ import annotations

import time
from itertools import pairwise

import psycopg

from bench.answers import Answer, Figure
from bench.databases import DEFINITIONS, Databases
from bench.exact import differences
from bench.files import definitions, statement
from bench.measure import alternate, median, seconds
from pg_saint.apply import apply_plan, drop_all
from pg_saint.plan import Stage, make_plan
from pg_saint.plan.stages import Backfill
from pg_saint.validate import load

APPLY = "saint apply, from nothing"
FILL = "the backfill in it"
COUNT = "plain grouped count, one process"
PARALLEL = "plain grouped count, as many processes as PostgreSQL chooses"
REFRESH = "REFRESH MATERIALIZED VIEW"


def ask(databases: Databases) -> Answer:
    """An apply from nothing against a grouped count and a rebuild."""
    filled: list[float] = []
    with databases.connect("bare") as bare, psycopg.connect(databases.dsn("saint")) as saint:
        bare.execute(statement("peers", "company_view"))
        bare.execute("update peers.clock set since = '-infinity'")
        count = statement("queries", "grouped_count")
        measured = alternate(
            databases.effort.rounds,
            {
                COUNT: lambda _: _counted(bare, count, processes=0),
                PARALLEL: lambda _: _counted(bare, count, processes=2),
                REFRESH: lambda _: seconds(bare, b"refresh materialized view peers.company_view"),
                APPLY: lambda _: _applied(saint, filled),
            },
        )
    took = {name: median(times) for name, times in measured.items()} | {FILL: median(filled)}
    return Answer(
        title="Backfill",
        asked="Twenty counters and five statuses for every company, from nothing.",
        figures=[
            Figure(what=f"backfill ÷ {COUNT}", measured=took[FILL] / took[COUNT], target=3, at_most=True),
            Figure(what=f"backfill ÷ {PARALLEL}", measured=took[FILL] / took[PARALLEL]),
            Figure(what=f"backfill ÷ {REFRESH}", measured=took[FILL] / took[REFRESH]),
            Figure(what=f"{APPLY} ÷ {REFRESH}", measured=took[APPLY] / took[REFRESH]),
        ],
        columns=["", "seconds"],
        rows=[[name, f"{value:.2f}"] for name, value in took.items()],
        notes=["The backfill stores counters, statuses and their history; apply makes tables and triggers as well."],
        differences=differences(databases, "saint"),
    )


def _counted(connection: psycopg.Connection, query: bytes, processes: int) -> float:
    connection.execute("select set_config('max_parallel_workers_per_gather', %s, false)", [str(processes)])
    taken = seconds(connection, query)
    connection.execute("reset max_parallel_workers_per_gather")
    return taken


def _applied(connection: psycopg.Connection, filled: list[float]) -> float:
    """Seconds of everything; those of the stages that fill are added to `filled`."""
    drop_all(connection)
    connection.commit()
    begun = time.perf_counter()
    stages: list[tuple[Stage | None, float]] = []
    plan = make_plan(connection, load(definitions(*DEFINITIONS["saint"])))
    apply_plan(connection, plan, lambda stage: stages.append((stage, time.perf_counter())))
    connection.commit()
    ended = time.perf_counter()
    stages.append((None, ended))
    filled.append(sum(after - at for (stage, at), (_, after) in pairwise(stages) if isinstance(stage, Backfill)))
    return ended - begun
