"""What those who write and read notice of a tick."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench.answers import Answer, Figure
from bench.databases import Databases, tick
from bench.effort import Effort
from bench.exact import differences
from bench.files import statement
from bench.measure import median
from bench.waits import asking

DAYS = 30
WRITERS, READERS = 2, 1


@dataclass(frozen=True)
class Noticed:
    """Seconds of each insert and of each point read."""

    inserts: list[float]
    reads: list[float]


def ask(databases: Databases) -> Answer:
    """A month passes at once, and a tick recomputes while clients go on."""
    effort = databases.effort
    dsn = databases.dsn("saint")
    with databases.connect("saint") as connection:
        tick(connection)
        with _clients(dsn, effort.companies) as before:
            _for_a_while(before, effort)
        connection.execute("select saint.set_today(saint.today() + %s)", [DAYS])
        with _clients(dsn, effort.companies) as meanwhile:
            begun = time.perf_counter()
            recomputed = tick(connection)
            took = time.perf_counter() - begun
    return Answer(
        title="While a tick runs",
        asked=f"{DAYS} days pass at once, as after an outage. A tick recomputes what is due, while {WRITERS} clients "
        f"insert activities and {READERS} reads the statuses of a company, one by one.",
        figures=[
            Figure(what="median insert ÷ before", measured=median(meanwhile.inserts) / median(before.inserts)),
            Figure(what="median point read ÷ before", measured=median(meanwhile.reads) / median(before.reads)),
        ],
        columns=["", "before", "while the tick runs"],
        rows=[
            ["inserts", f"{len(before.inserts):,}", f"{len(meanwhile.inserts):,}"],
            ["median of them, milliseconds", _ms(median(before.inserts)), _ms(median(meanwhile.inserts))],
            ["the longest, milliseconds", _ms(max(before.inserts)), _ms(max(meanwhile.inserts))],
            ["point reads", f"{len(before.reads):,}", f"{len(meanwhile.reads):,}"],
            ["median of them, milliseconds", _ms(median(before.reads)), _ms(median(meanwhile.reads))],
            ["the longest, milliseconds", _ms(max(before.reads)), _ms(max(meanwhile.reads))],
            ["the tick, seconds", "", f"{took:.1f}"],
            ["records recomputed", "", f"{recomputed:,}"],
        ],
        notes=[
            "Nobody waits for a lock; what they notice is one more process on the processors, "
            "and that a company whose turn has not come yet is computed when it is read."
        ],
        differences=differences(databases, "saint"),
    )


@contextmanager
def _clients(dsn: str, companies: int) -> Iterator[Noticed]:
    with (
        asking(dsn, statement("queries", "insert_one"), WRITERS, companies) as inserts,
        asking(dsn, statement("queries", "read_status"), READERS, companies) as reads,
    ):
        noticed = Noticed(inserts, reads)
        yield noticed
        _until(noticed, 1)


def _for_a_while(noticed: Noticed, effort: Effort) -> None:
    if effort.transactions is None:
        time.sleep(effort.seconds)
    else:
        _until(noticed, effort.transactions)


def _until(noticed: Noticed, answers: int) -> None:
    while min(len(noticed.inserts), len(noticed.reads)) < answers:
        time.sleep(0.01)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f}"
