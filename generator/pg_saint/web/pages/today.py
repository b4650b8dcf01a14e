"""Today: each status with its number, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from starlette.responses import Response

from pg_saint.report.chart import Chart, chart
from pg_saint.report.reading import Row
from pg_saint.web.matches import matches_by_status, matches_of
from pg_saint.web.visit import Visit, shows

Weeks = list[tuple[date, int]]
FRESH = 600.0  # seconds; a week that is over does not change, but the definition may


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
    matches = matches_by_status(visit) if statuses else {}
    past = _past(visit, clock["today"]) if statuses else {}
    selections = visit.rows("selections", asked) if applied else []
    return visit.page(
        "today.html",
        clock=clock,
        entities=[(entity, list(rows)) for entity, rows in groupby(statuses, key=_entity)],
        matches=matches,
        trends={
            status: trend
            for status in (row["status"] for row in statuses)
            if (trend := _trend(past.get(status, []), matches.get(status, 0), clock["today"]))
        },
        monitors=visit.rows("monitors", asked),
        selections=selections,
        members={row["selection"]: matches_of(visit, row["selection"]) for row in selections},
    )


def _entity(row: Row) -> str:
    return str(row["entity"])


def _trend(weeks: Weeks, matches: int, now: date) -> Trend | None:
    if not weeks or (now - weeks[-1][0]).days != 7:
        return None
    return Trend(matches - weeks[-1][1], chart([*weeks, (now, matches)]))


def _past(visit: Visit, now: date) -> dict[str, Weeks]:
    """The weeks before today, by status: it sweeps the history, and is the same for all readers."""
    return visit.remember(("weeks", now), lambda: _weeks(visit), FRESH, for_all=True)


def _weeks(visit: Visit) -> dict[str, Weeks]:
    weeks: dict[str, Weeks] = {}
    for row in visit.rows("weeks"):
        weeks.setdefault(row["status"], []).append((row["day"], int(row["records"])))
    return weeks
