"""Criteria as sentences, with the lengths of periods instead of their names."""

from __future__ import annotations

import re
from typing import Any

from pg_saint.report.reading import Row
from pg_saint.values import jsonb
from pg_saint.web.visit import Visit

FRESH = 600.0  # seconds; another apply may change a period
# As a parameter: what stands in a text of the user's own stays as it is.
PERIOD = re.compile(r"\b(past|ahead)\s*\(\s*(period\d)\s*\)", re.IGNORECASE)


def in_words(visit: Visit, entity: str | None, criteria: Any) -> str:
    """`criteria` as the catalog has them: one text, a list, or any, all and not; `entity`: None where there is none.
    The same for each record, and not quick: a sentence is made of parts."""
    periods: dict[str, str] = {}
    if entity is not None:
        periods = visit.remember(("periods", entity), lambda: _periods(visit, entity), FRESH, for_all=True)
    written = _with_lengths(criteria, periods)
    values = {"criteria": jsonb(written), "language": visit.language}
    key = ("words", repr(written), visit.language)
    return str(visit.remember(key, lambda: visit.row("words", values)["words"] or "", FRESH, for_all=True))


def with_words(visit: Visit, rows: list[Row]) -> list[Row]:
    """Each with its `criteria` as `words`."""
    return [row | {"words": in_words(visit, row["entity"], row["criteria"])} for row in rows]


def _periods(visit: Visit, entity: str) -> dict[str, str]:
    return {row["name"]: row["length"] for row in visit.rows("periods", {"entity": entity})}


def _with_lengths(criteria: Any, periods: dict[str, str]) -> Any:
    match criteria:
        case str():
            return PERIOD.sub(lambda found: f"{found[1]}({periods.get(found[2].lower(), found[2])})", criteria)
        case list():
            return [_with_lengths(each, periods) for each in criteria]
        case dict():
            return {key: _with_lengths(each, periods) for key, each in criteria.items()}
    return criteria
