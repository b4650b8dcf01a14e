"""A small line chart as SVG coordinates; the template draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, MARGIN = 360, 90, 8


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    week: date
    records: int


@dataclass(frozen=True)
class Chart:
    """`line` are the points of a polyline, `area` those of the surface under it; `most` is the highest value."""

    dots: tuple[Dot, ...]
    line: str
    area: str
    most: int


def chart(weeks: Sequence[tuple[date, int]]) -> Chart:
    """One point a week, from left to right; the bottom is nought. `weeks` holds at least one."""
    most = max(records for _, records in weeks)
    step = (WIDTH - 2 * MARGIN) / max(len(weeks) - 1, 1)
    dots = tuple(
        Dot(
            round(MARGIN + at * step, 1),
            round(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * records / max(most, 1), 1),
            week,
            records,
        )
        for at, (week, records) in enumerate(weeks)
    )
    line = " ".join(f"{dot.x},{dot.y}" for dot in dots)
    bottom = HEIGHT - MARGIN
    return Chart(dots, line, f"{dots[0].x},{bottom} {line} {dots[-1].x},{bottom}", most)
