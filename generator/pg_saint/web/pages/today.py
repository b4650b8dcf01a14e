"""Today: each status with its number, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from threading import Lock
from typing import Any

from starlette.responses import Response

from pg_saint.report.chart import Chart, chart
from pg_saint.report.reading import Row
from pg_saint.web.visit import Visit, shows

FRESH = 600.0  # seconds; a week that is over does not change, but the definition may


@dataclass(frozen=True)
class Past:
    """The weeks before today, by status; the same for all readers."""

    today: date
    read_at: float
    weeks: dict[str, list[tuple[date, int]]]


@dataclass(frozen=True)
class Trend:
    """`change`: against a week ago."""

    change: int
    chart: Chart


@shows
def today(visit: Visit) -> Response:
    clock = visit.row("clock")
    applied = visit.row("applied")["statuses"]
    asked = {"language": visit.language}
    statuses = visit.rows("today", asked) if applied else []
    past = _past(visit, clock["today"]) if statuses else {}
    return visit.page(
        "today.html",
        clock=clock,
        entities=[(entity, list(rows)) for entity, rows in groupby(statuses, key=_entity)],
        trends={row["status"]: trend for row in statuses if (trend := _trend(row, past, clock["today"]))},
        monitors=visit.rows("monitors", asked),
        selections=visit.rows("selections", asked) if applied else [],
    )


@shows
def definitions(visit: Visit) -> Response:
    """What is in force."""
    asked = {"language": visit.language}
    applied = visit.row("applied")["statuses"]
    return visit.page("definitions.html", statuses=visit.rows("today", asked) if applied else [])


def _entity(row: Row) -> str:
    return str(row["entity"])


def _trend(status: Row, past: dict[str, list[tuple[date, int]]], now: date) -> Trend | None:
    weeks = past.get(status["status"], [])
    if not weeks or (now - weeks[-1][0]).days != 7:
        return None
    return Trend(status["matches"] - weeks[-1][1], chart([*weeks, (now, status["matches"])]))


_reading = Lock()


def _past(visit: Visit, now: date) -> dict[str, list[tuple[date, int]]]:
    """Read once for everybody: it sweeps the history."""
    state: Any = visit.request.app.state
    clock = state.visitors.clock
    with _reading:
        known: Past | None = getattr(state, "past", None)
        if known is None or known.today != now or clock() - known.read_at > FRESH:
            weeks: dict[str, list[tuple[date, int]]] = {}
            for row in visit.rows("weeks"):
                weeks.setdefault(row["status"], []).append((row["day"], int(row["records"])))
            known = state.past = Past(now, clock(), weeks)
    return known.weeks
