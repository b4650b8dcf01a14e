"""The numbers of a database in Prometheus' text format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import psycopg

from pg_saint import __version__, backlog

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Samples = Iterable[tuple[Mapping[str, str], float]]
FAILING = "select f.entity from saint.failing_tick as f"
IS_THERE = "select to_regclass('saint.statusdef') is not null"
UNESCAPED = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})


def metrics_text(connection: psycopg.Connection) -> str:
    """What this role may know: to count what waits takes saint_admin. The connection is in autocommit."""
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        return "".join(_families(connection))


def family(name: str, kind: str, said: str, samples: Samples) -> str:
    """One metric with its samples; nothing where there are none."""
    lines = [f"{name}{_labels(labels)} {int(value) if value == int(value) else value}\n" for labels, value in samples]
    return f"# HELP {name} {said}\n# TYPE {name} {kind}\n{''.join(lines)}" if lines else ""


def _families(connection: psycopg.Connection) -> Iterable[str]:
    yield family("saint_info", "gauge", "The version of pg_saint that asks.", [({"version": __version__}, 1)])
    if connection.execute(IS_THERE).fetchone() != (True,):
        return
    matches = [
        ({"entity": row["entity"], "status": row["status"]}, float(row["matches"]))
        for row in backlog.statuses(connection)
        if row["enabled"]
    ]
    yield family("saint_matches", "gauge", "Records that have the status now.", matches)
    rows = backlog.entities(connection)
    counted = []
    for row in rows:
        if backlog.may_count(connection, row["entity"]):
            backlog.count(connection, row)
            counted.append(row)
    yield family("saint_records", "gauge", "Records that are stored.", _by_entity(counted, "records"))
    marks = _by_entity(counted, "dirty_marks")
    yield family("saint_marks", "gauge", "Marks: records that are to be recomputed.", marks)
    indirect = _by_entity(counted, "indirect_marks")
    yield family("saint_indirect_marks", "gauge", "Changed rows whose records are to be found.", indirect)
    yield family("saint_due", "gauge", "Records that change by themselves today.", _by_entity(counted, "due"))
    lag = [({"entity": row["entity"]}, row["lag"].total_seconds()) for row in rows if row["lag"] is not None]
    yield family("saint_lag_seconds", "gauge", "For how long at most something has been waiting for a tick.", lag)
    ticks = [({"entity": row["entity"]}, row["last_tick"].timestamp()) for row in rows if row["last_tick"] is not None]
    yield family("saint_last_tick_timestamp_seconds", "gauge", "When a tick last left nothing to do.", ticks)
    if backlog.may_read(connection, "saint.failing_tick"):
        failing = {entity for (entity,) in connection.execute(FAILING).fetchall()}
        samples = [({"entity": row["entity"]}, float(row["entity"] in failing)) for row in rows]
        yield family("saint_tick_failing", "gauge", "Whether ticks fail: saint doctor says why.", samples)


def _by_entity(rows: list[dict[str, Any]], column: str) -> list[tuple[dict[str, str], float]]:
    return [({"entity": row["entity"]}, float(row[column])) for row in rows]


def _labels(labels: Mapping[str, str]) -> str:
    pairs = ",".join(f'{name}="{value.translate(UNESCAPED)}"' for name, value in labels.items())
    return f"{{{pairs}}}" if pairs else ""
