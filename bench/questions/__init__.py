"""What the benchmark asks, one module per question."""

from __future__ import annotations

from collections.abc import Callable

from bench.answers import Answer
from bench.databases import Databases
from bench.questions import (
    backfill,
    bulk,
    day,
    growth,
    hot_keys,
    inserts,
    point_read,
    size,
    status_scan,
    unmapped,
    worker,
)

Question = Callable[[Databases], Answer]

# In this order: a backfill leaves a fresh state, so it comes after what wants the state of everyday use.
QUESTIONS: dict[str, Question] = {
    "inserts": inserts.ask,
    "hot_keys": hot_keys.ask,
    "bulk": bulk.ask,
    "unmapped": unmapped.ask,
    "day": day.ask,
    "point_read": point_read.ask,
    "status_scan": status_scan.ask,
    "worker": worker.ask,
    "backfill": backfill.ask,
    "size": size.ask,
    "growth": growth.ask,
}
