"""What the benchmark asks, one module per question."""

from __future__ import annotations

from collections.abc import Callable

from bench.answers import Answer
from bench.databases import Databases
from bench.questions import (
    attention,
    backfill,
    bulk,
    commands,
    day,
    filter_fields,
    growth,
    heavy,
    hot_keys,
    inserts,
    inside,
    instants,
    memory,
    midnight,
    online,
    page,
    pages,
    point_read,
    repeated,
    selection,
    size,
    standard_day,
    standard_inserts,
    status_scan,
    texts,
    unmapped,
    worker,
)

Question = Callable[[Databases], Answer]

# In this order: what an unmapped update or a scan breaks is found by saint.check() after the question that follows;
# a backfill would cover it up.
QUESTIONS: dict[str, Question] = {
    "inserts": inserts.ask,
    "hot_keys": hot_keys.ask,
    "unmapped": unmapped.ask,
    "bulk": bulk.ask,
    "point_read": point_read.ask,
    "status_scan": status_scan.ask,
    "page": page.ask,
    "pages": pages.ask,
    "selection": selection.ask,
    "worker": worker.ask,
    # the days that pass are pinned
    "day": day.ask,
    "midnight": midnight.ask,
    "instants": instants.ask,
    "texts": texts.ask,
    "backfill": backfill.ask,
    "size": size.ask,
    "growth": growth.ask,
    "online": online.ask,
    "inside": inside.ask,
    "memory": memory.ask,
    "attention": attention.ask,
    "filter_fields": filter_fields.ask,
    # leaves a company with more activities than others
    "repeated": repeated.ask,
    "standard_inserts": standard_inserts.ask,
    # the days that pass are pinned
    "standard_day": standard_day.ask,
    # leaves a company with very many activities
    "heavy": heavy.ask,
    "commands": commands.ask,
}
