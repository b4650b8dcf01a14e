"""The days on which what a criterion of one status asks of events changes, for `saint explain`: of all that a record's
row holds few days concern one status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlglot import exp

from pg_saint.compile.recompute.live import events, of_records
from pg_saint.compile.recompute.recent import recent
from pg_saint.compile.row.layout import EntityLayout
from pg_saint.compile.row.pieces import can_fail_live
from pg_saint.compile.row.source_links import SourceLink
from pg_saint.compile.sql.expressions import columns_of
from pg_saint.compile.sql.text import literal
from pg_saint.ir.nodes import Aggregate, Criterion


@dataclass(frozen=True)
class _AsSeen(SourceLink):
    """The events of a source as some criteria of one status see them."""

    criteria: tuple[Criterion, ...]

    @cached_property
    def aggregates(self) -> tuple[Aggregate, ...]:
        asked = [self.layout.value_of(each.expr, "c", written_out=True) for each in self.criteria]
        used = set(columns_of(asked))
        return tuple(each for each in self.layout.aggregates_of(self.source) if each.column in used)


def turning(layout: EntityLayout) -> list[dict[str, Any]] | None:
    """By status, of each source that it asks: its events, and the days. None where days do not follow from events and
    from the row alone, or where reading them can raise an error."""
    return None if layout.asked or can_fail_live(layout) else list(_turning(layout))


def _turning(layout: EntityLayout) -> Iterator[dict[str, Any]]:
    for status in layout.statuses:
        links = [_AsSeen(layout, source, status.criteria) for source in layout.sources]
        sources = [_days(each) for each in links if each.changes]
        if sources:
            yield {"status": literal(status.name), "sources": sources}


def _days(seen: _AsSeen) -> dict[str, Any]:
    """Each day with the criterion that it concerns: those of one that has turned are passed over."""
    young = recent(seen, exp.column("today"))
    key = f"= $2::{seen.layout.key_type}"
    changes = [
        {**change, "place": literal(place)}
        for place, criterion in enumerate(seen.criteria, start=1)
        for change in events(replace(seen, criteria=(criterion,)))["changes"]
    ]
    return {**events(seen), "where": of_records(seen, key, young), "changes": changes}
